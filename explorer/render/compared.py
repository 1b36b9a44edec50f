"""The fixed words of the contrast of rail and sea in English, Korean and Russian: a part of the table of all phrases."""

from __future__ import annotations

from collections.abc import Mapping

COMPARED: Mapping[str, tuple[str, str]] = {
    # ---- the sentence
    "Rail {km} km": ("철도 {km} km", "По железной дороге {km} км"),
    "Sea {km} km": ("해상 {km} km", "Морем {km} км"),
    "With a sea leg {km} km, {sea_km} km of it by ship": (
        "해상 구간 포함 {km} km, 그중 선박 {sea_km} km", "С морским участком {km} км, из них судном {sea_km} км",
    ),
    "No route by rail": ("철도 경로 없음", "Пути по железной дороге нет"),
    "No route with a sea leg": ("해상 구간이 있는 경로 없음", "Пути с морским участком нет"),
    "Nothing to compare.": ("비교할 것이 없음.", "Сравнивать нечего."),
    "no border": ("국경 없음", "без границ"),
    "one border": ("국경 1곳", "одна граница"),
    "{count} borders": ("국경 {count}곳", "границ: {count}"),
    "Russian and DPRK": ("러시아·북한", "России и КНДР"),
    "Russian": ("러시아", "России"),
    "DPRK": ("북한", "КНДР"),
    "all in {whose} waters": ("전 구간 {whose} 수역", "целиком в водах {whose}"),
    "all in {whose} waters if the bay line is accepted; {km} km outside if not": (
        "만 폐쇄선을 인정하면 전 구간 {whose} 수역, 인정하지 않으면 {km} km가 그 밖",
        "целиком в водах {whose}, если признать линию залива; если нет, {km} км вне их",
    ),
    "{km} km outside {whose} waters": ("{km} km는 {whose} 수역 밖", "{km} км вне вод {whose}"),
    "all of the sea leg outside {whose} waters": ("해상 구간 전부 {whose} 수역 밖", "весь морской участок вне вод {whose}"),
    "{km} km outside {whose} waters if the bay line is accepted, {other_km} km if not": (
        "만 폐쇄선을 인정하면 {km} km, 인정하지 않으면 {other_km} km가 {whose} 수역 밖",
        "{km} км вне вод {whose}, если признать линию залива, {other_km} км, если нет",
    ),
    "zones not computed for {km} km": ("{km} km는 수역 미계산", "зоны не рассчитаны для {km} км"),
    # ---- headings
    "Rail or sea: {a} – {b}": ("철도와 해상: {a} – {b}", "Железная дорога или море: {a} – {b}"),
    "Both routes unrolled": ("두 경로를 펼친 그림", "Оба пути в развёртке"),
    "The route unrolled": ("경로를 펼친 그림", "Путь в развёртке"),
    "What the two routes do not share, from {a} to {b}": (
        "두 경로가 공유하지 않는 구간, {a}에서 {b}까지", "Несовпадающие участки путей, от {a} до {b}",
    ),
    "the {km} km shared by both are left out": ("공유 구간 {km} km는 생략", "общие {km} км опущены"),
    "{count} factors, no total": ("요인 {count}개, 합계 없음", "Факторов: {count}, без суммы"),
    "Being seen": ("포착될 가능성", "Быть замеченным"),
    "Being stopped by somebody who lawfully may": (
        "합법적 권한자에게 저지될 가능성", "Быть остановленным тем, кто вправе",
    ),
    "Which judgement moves the answer most": ("답을 가장 크게 좌우하는 판단", "Какая оценка влияет сильнее всего"),
    "Judged, not measured": ("측정이 아닌 판단", "Оценки, а не измерения"),
    "chance of one movement, 5th, 50th and 95th percentile": (
        "이동 1회당 확률, 5·50·95 백분위수", "вероятность на один рейс, 5-й, 50-й и 95-й процентили",
    ),
    "sea against rail, each range alone from its 5th to its 95th percentile": (
        "철도 대비 해상, 각 범위만 5에서 95 백분위수로 바꿀 때",
        "море к железной дороге, каждый диапазон отдельно, процентили 5 и 95",
    ),
    "the one side that is not nil, each range alone from its 5th to its 95th percentile": (
        "0이 아닌 쪽, 각 범위만 5에서 95 백분위수로 바꿀 때", "ненулевая сторона, каждый диапазон отдельно, процентили 5 и 95",
    ),
    # ---- strips
    "Rail": ("철도", "Железная дорога"),
    "Sea leg": ("해상 구간", "Морской участок"),
    "bay line accepted": ("만 폐쇄선 인정", "линия залива признана"),
    "bay line not accepted": ("만 폐쇄선 불인정", "линия залива не признана"),
    "land": ("육지", "суша"),
    "contiguous zone": ("접속수역", "прилежащая зона"),
    "200-mile zone": ("200해리 수역", "200-мильная зона"),
    "high seas": ("공해", "открытое море"),
    "zones not computed here": ("이곳은 수역 미계산", "зоны здесь не рассчитаны"),
    "outside every territorial sea": ("모든 영해 밖", "вне территориальных морей"),
    "waters of a third State": ("제3국 수역", "воды третьего государства"),
    "land of a third State": ("제3국 육지", "суша третьего государства"),
    "a third State may act": ("제3국이 조치할 수 있음", "третье государство вправе действовать"),
    "a third State may board with consent only": (
        "제3국은 동의가 있어야만 승선 가능", "третье государство может подняться на борт только с согласия",
    ),
    "border": ("국경", "граница"),
    "break of gauge": ("궤간 변경", "смена колеи"),
    "train and ship": ("열차·선박 환적", "поезд и судно"),
    # ---- factors
    "raises exposure": ("노출을 높임", "повышает заметность"),
    "lowers it": ("낮춤", "снижает"),
    "neutral": ("영향 없음", "не меняет"),
    "can do either": ("양쪽 다 가능", "может и то и другое"),
    "does not apply": ("해당 없음", "неприменимо"),
    "none here": ("여기서는 없음", "здесь нет"),
    "rail": ("철도", "ж. д."),
    "sea": ("해상", "море"),
    # ---- judged figures
    "No cell of {count} decides": ("{count}개 시나리오 중 판가름 나는 것 없음", "Ни один из {count} вариантов не решает"),
    "Sea is the more exposed in every cell of {count}": (
        "{count}개 시나리오 모두에서 해상이 더 노출됨", "Море заметнее во всех вариантах: {count}",
    ),
    "Rail is the more exposed in every cell of {count}": (
        "{count}개 시나리오 모두에서 철도가 더 노출됨", "Железная дорога заметнее во всех вариантах: {count}",
    ),
    "Sea is the more exposed in {sea} of {count} cells": (
        "{count}개 시나리오 중 {sea}개에서 해상이 더 노출됨", "Море заметнее в {sea} из {count} вариантов",
    ),
    "Rail is the more exposed in {rail} of {count} cells": (
        "{count}개 시나리오 중 {rail}개에서 철도가 더 노출됨", "Железная дорога заметнее в {rail} из {count} вариантов",
    ),
    "{deciding} of {count} cells decide: sea {sea}, rail {rail}": (
        "{count}개 시나리오 중 {deciding}개에서 판가름: 해상 {sea}, 철도 {rail}",
        "Решают {deciding} из {count} вариантов: море {sea}, железная дорога {rail}",
    ),
    "No practical difference in any cell of {count}": (
        "{count}개 시나리오 모두에서 실질적 차이 없음", "Ни в одном из {count} вариантов нет практической разницы",
    ),
    "No third State may act in any cell of {count}": (
        "{count}개 시나리오 어디에서도 제3국은 조치할 수 없음",
        "Третье государство не вправе действовать ни в одном из {count} вариантов",
    ),
    "Nothing to be seen in any cell of {count}": (
        "{count}개 시나리오 어디에서도 포착될 것이 없음", "Ни в одном из {count} вариантов нечего замечать",
    ),
    "in this scenario no third State has access to either route": (
        "이 시나리오에서는 제3국이 두 경로 모두에 접근할 수 없음",
        "в этом варианте у третьих государств нет доступа ни к одному пути",
    ),
    "neither route has anything that could be seen": (
        "두 경로 모두 포착될 것이 없음", "ни на одном пути нечего замечать",
    ),
    "nil: no third State has access": ("0: 제3국 접근 불가", "ноль: у третьих государств нет доступа"),
    "nil: nothing to be seen": ("0: 포착될 것 없음", "ноль: нечего замечать"),
    "both below 1 in {number}": ("둘 다 {number}분의 1 미만", "обе меньше 1 из {number}"),
    "sea above rail in {share} of the draws": (
        "추출의 {share}에서 해상이 철도보다 높음", "море выше железной дороги в {share} розыгрышей",
    ),
    "no difference": ("차이 없음", "нет разницы"),
    "undecided": ("미정", "не решено"),
    "no access": ("접근 불가", "нет доступа"),
    "by flag": ("선적별", "по флагу"),
    "flag RUS": ("러시아 선적", "флаг России"),
    "flag PRK": ("북한 선적", "флаг КНДР"),
    "flag third": ("제3국 선적", "флаг третьего"),
    "flag none": ("무국적", "без флага"),
    "third": ("제3국", "третий"),
    "no flag": ("무국적", "нет"),
    "by km": ("km 기준", "по км"),
    "by hours": ("시간 기준", "по часам"),
    "shared part counted": ("공유 구간 포함", "с общей частью"),
    "shared part left out": ("공유 구간 제외", "без общей части"),
    "{count} judged ranges, no data: no interdiction on these routes is known, so nothing can be calibrated": (
        "자료가 아닌 판단 범위 {count}개: 이 경로에서 알려진 차단 사례가 없어 보정할 수 없음",
        "Диапазонов по оценке: {count}, не данных: о перехватах на этих путях не известно, поэтому калибровать не по чему",
    ),
    "Factors and judgements are given in English, as on their cards.": (
        "요인과 판단은 카드에 적힌 영어 그대로 싣는다.", "Факторы и оценки приведены по-английски, как в карточках.",
    ),
    "baseline and flag of this sheet: {baseline}, {flag}": (
        "이 자료의 기선과 선적: {baseline}, {flag}", "исходная линия и флаг: {baseline}, {flag}",
    ),
}  # fmt: skip
"""English phrase to Korean and Russian."""
