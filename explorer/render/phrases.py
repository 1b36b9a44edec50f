"""The fixed words of a map in English, Korean and Russian: one row a phrase, English first, as the scene has it.

``{name}`` stands for what is filled in. Korean follows the usage of the Republic of Korea. Words of the cards are not here:
a statement stays in the language in which its card is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from explorer.render.compared import COMPARED

PHRASES: Mapping[str, tuple[str, str]] = {
    # ---- what must stand on every map
    "As reported, not verified": ("보도된 내용이며 검증되지 않음", "По сообщениям, не проверено"),
    "Schematic; route not observed": ("개략도이며 실제 경로는 관측되지 않음", "Схематично; маршрут не наблюдался"),
    "Zones approximate, not legal limits; not for navigation": (
        "수역은 근사이며 법적 한계가 아님; 항해용 아님",
        "Зоны приблизительны и не являются правовыми границами; не для навигации",
    ),
    "baseline: Russia's closing line of Peter the Great Bay accepted": (
        "기선: 러시아의 표트르 대제만 폐쇄선 인정", "исходные линии: замыкающая линия России в заливе Петра Великого принята",
    ),
    "baseline: coasts only, closing line of Peter the Great Bay not accepted": (
        "기선: 해안선만 적용, 표트르 대제만 폐쇄선 불인정",
        "исходные линии: только берег, замыкающая линия залива Петра Великого не принята",
    ),
    "Statements are in our translation, where there is one; the English of their cards is what counts.": (
        "진술문은 번역이 있는 경우 자체 번역으로 싣는다. 기준은 카드의 영어 원문이다.",
        "Высказывания даны в нашем переводе там, где он есть; решающим остаётся английский текст карточек.",
    ),
    # ---- headings of the panel
    "What public reports say about Russia–DPRK logistics": (
        "러·북 물류에 관한 공개 보도의 내용", "Что говорят открытые сообщения о логистике между Россией и КНДР",
    ),
    "What is drawn": ("범례", "Условные обозначения"),
    "Who says it, and how": ("진술의 성격", "Характер высказываний"),
    "in the briefer's words": ("브리핑 작성자의 표현", "словами составителя"),
    "dated fact": ("날짜가 있는 사실", "датированный факт"),
    "mapped near the border and along the trunk only": (
        "국경 부근과 간선 주변만 수록", "нанесены только у границы и вдоль магистрали",
    ),
    "Author: {name}": ("작성: {name}", "Автор: {name}"),
    "As of {day}": ("{day} 기준", "По состоянию на {day}"),
    "Under one label": ("한 표지로 묶인 장소", "Под одной подписью"),
    "Who says so": ("누구의 말인가", "Кто это говорит"),
    "No.": ("번호", "№"),
    "Claim": ("진술", "Запись"),
    "Also behind this map: {ids}": ("이 지도의 그 밖의 진술: {ids}", "Также в основе карты: {ids}"),
    "content {grade}": ("내용 {grade}", "содержание {grade}"),
    # ---- small print
    "{start} to {end}": ("{start} ~ {end}", "с {start} по {end}"),
    "from {start}": ("{start}부터", "с {start}"),
    "until {end}": ("{end}까지", "по {end}"),
    "Sources: {parts}": ("출처: {parts}", "Источники: {parts}"),
    "Sources: no statement in the ledger is about this area": (
        "출처: 이 범위를 말하는 원장의 진술 없음", "Источники: в реестре нет высказываний об этом участке",
    ),
    "{publisher} ({document}), claims {ids}": (
        "{publisher} ({document}), 진술 {ids}", "{publisher} ({document}), записи {ids}",
    ),
    "{count} dated public fact from the context cards": (
        "배경 카드의 날짜 있는 공개 사실 {count}건", "датированных открытых фактов из справочных карточек: {count}",
    ),
    "{count} dated public facts from the context cards": (
        "배경 카드의 날짜 있는 공개 사실 {count}건", "датированных открытых фактов из справочных карточек: {count}",
    ),
    "Lambert azimuthal equal-area, centred on {lat} {lon}": (
        "람베르트 정적방위도법, 중심 {lat} {lon}", "Равновеликая азимутальная проекция Ламберта, центр {lat} {lon}",
    ),
    "scale true at the bar": ("축척은 축척 막대에서 정확함", "масштаб точен у линейки"),
    "Ledger up to {day}": ("원장 기준일 {day}", "Реестр по состоянию на {day}"),
    "Drawn by Tumen Explorer": ("Tumen Explorer 작성", "Составлено в Tumen Explorer"),
    "not for navigation, no line is a legal limit": (
        "항해용이 아니며 어떤 선도 법적 한계가 아님", "не для навигации, ни одна линия не является правовой границей",
    ),
    "Claims behind this map": ("이 지도의 바탕이 된 진술", "Записи, лежащие в основе карты"),
    "Dated public facts from outside the articles": (
        "기사 밖의 날짜 있는 공개 사실", "Датированные открытые факты не из статей",
    ),
    "outside the articles": ("기사 밖", "не из статей"),
    "View": ("보기", "Вид"),
    "Named in the text": ("본문에 명시된 장소", "Названо в тексте"),
    "Place inferred by the ledger": ("원장이 추정한 장소", "Место определено составителями реестра"),
    "Not on the map": ("지도에 없음", "Не на карте"),
    # ---- scale bar, north, graticule
    "km": ("km", "км"),
    "nm": ("해리", "мор. миль"),
    "N": ("N", "С"),
    "{value}°N": ("{value}°N", "{value}° с. ш."),
    "{value}°S": ("{value}°S", "{value}° ю. ш."),
    "{value}°E": ("{value}°E", "{value}° в. д."),
    "{value}°W": ("{value}°W", "{value}° з. д."),
    # ---- stances as the legend and as a claim have them, and what is known of a statement
    "reported fact": ("사실로 보도", "сообщено как факт"),
    "assertion": ("주장", "утверждение"),
    "assessment": ("평가", "оценка"),
    "allegation": ("의혹 제기", "обвинение"),
    "denial": ("부인", "отрицание"),
    "conditional": ("조건부 발언", "сказано с условием"),
    "expressed concern": ("우려 표명", "выраженная обеспокоенность"),
    "asserted": ("주장함", "утверждается"),
    "assessed": ("평가함", "оценка"),
    "alleged": ("의혹 제기", "обвинение"),
    "denied": ("부인함", "отрицается"),
    "confirmed by primary document": ("1차 문서로 확인", "подтверждено первичным документом"),
    "corroborated independently": ("독립적으로 교차 확인", "подтверждено независимо"),
    "single source": ("단일 출처", "единственный источник"),
    "contested": ("이견 있음", "оспаривается"),
    "contradicted": ("상충하는 진술 있음", "есть противоречащие сведения"),
    "not assessable": ("평가 불가", "оценке не поддаётся"),
    # ---- legend
    "place named in the text": ("본문에 명시된 장소", "место названо в тексте"),
    "place named": ("명시된 장소", "место названо"),
    "place inferred": ("추정한 장소", "место предполагается"),
    "place with statements": ("진술이 있는 장소", "место, о котором есть высказывания"),
    "statement": ("진술", "высказывание"),
    "dated fact, not from the articles": ("기사 밖의 날짜 있는 사실", "датированный факт не из статей"),
    "own data, not verified": ("직접 넣은 자료, 확인되지 않음", "собственные данные, не проверены"),
    "several features of own data": ("직접 넣은 자료 여러 개", "несколько объектов собственных данных"),
    "other place of the gazetteer": ("지명 목록의 그 밖의 장소", "другое место из указателя"),
    "accuracy of the position": ("위치 정확도", "точность положения"),
    "numbered stop of a journey": ("여정의 방문지(순번)", "остановка поездки (по порядку)"),
    "order of stops, not the course": ("방문 순서이며 이동 경로가 아님", "порядок остановок, а не путь следования"),
    "railway of the reporting, simplified course": (
        "보도된 철도, 단순화한 노선", "железная дорога из сообщений, трасса упрощена",
    ),
    "reported sea leg, schematic": ("보도된 해상 구간, 개략", "сообщаемый морской участок, схематично"),
    "computed route by rail, as asked, schematic": (
        "조회에 따라 계산한 철도 경로, 개략", "расчётный путь по железной дороге по запросу, схематично",
    ),
    "computed route by sea, as asked, schematic": (
        "조회에 따라 계산한 해상 경로, 개략", "расчётный путь по морю по запросу, схематично",
    ),
    "border, break of gauge or transshipment on it": (
        "경로상의 국경, 궤간 변경 또는 환적", "граница, смена ширины колеи или перевалка на нём",
    ),
    "other railways": ("그 밖의 철도", "другие железные дороги"),
    "12-mile belt": ("12해리 수역", "12-мильная полоса"),
    "OpenStreetMap; not a legal limit": ("OpenStreetMap; 법적 한계 아님", "OpenStreetMap; не правовая граница"),
    "territorial sea": ("영해", "территориальное море"),
    "internal waters": ("내수", "внутренние воды"),
    "computed": ("계산값", "расчётная"),
    "agreed": ("합의됨", "согласована"),
    "claimed": ("주장됨", "заявлена"),
    "agreed boundary": ("합의된 경계", "согласованная граница"),
    "claimed line": ("일방이 주장하는 선", "заявленная линия"),
    "computed line": ("계산된 선", "расчётная линия"),
    "median or limit, indicative": ("중간선 또는 한계선, 참고용", "срединная или внешняя, ориентировочно"),
    "contested islands": ("영유권 주장이 엇갈리는 섬", "острова, на которые претендуют несколько государств"),
    "note of this step": ("이 단계의 설명", "пояснение к этому шагу"),
    "note by the briefer, not from the ledger": ("작성자의 메모, 원장의 내용이 아님", "заметка составителя, не из реестра"),
    # ---- names of lines
    "Liancourt Rocks (Dokdo / Takeshima)": ("독도 (리앙쿠르 암초 / 다케시마)", "скалы Лианкур (Токто / Такэсима)"),
    "Southern Kurils / Northern Territories": ("남쿠릴 열도 / 북방영토", "Южные Курилы / «северные территории»"),
    "Northern Limit Line, east": ("동해 북방한계선", "Северная разграничительная линия, восток"),
    "Closing line of Peter the Great Bay": ("표트르 대제만 폐쇄선", "Замыкающая линия залива Петра Великого"),
    "DPRK military boundary line, 1977": ("북한 군사경계선, 1977", "Военная пограничная линия КНДР, 1977"),
    "Extent of the DPRK's zone as claimed in 1977": (
        "북한이 1977년 주장한 수역의 범위", "Пределы зоны, заявленной КНДР в 1977",
    ),
    "Russia – DPRK territorial sea, 1985": ("러시아–북한 영해 경계, 1985", "Территориальное море, Россия – КНДР, 1985"),
    "Russia – DPRK economic zone, 1986": ("러시아–북한 경제수역 경계, 1986", "Экономическая зона, Россия – КНДР, 1986"),
    "Russia – DPRK economic zone, last part": (
        "러시아–북한 경제수역 경계, 끝 구간", "Экономическая зона, Россия – КНДР, последний участок",
    ),
    # ---- claimants of lines
    "Russia": ("러시아", "Россия"),
    "the DPRK": ("북한", "КНДР"),
    "the Republic of Korea": ("대한민국", "Республика Корея"),
    "Japan": ("일본", "Япония"),
    "the United Nations Command": ("유엔군사령부", "Командование ООН"),
    "RUS": ("러시아", "Россия"),
    "PRK": ("북한", "КНДР"),
    "KOR": ("한국", "Республика Корея"),
    "JPN": ("일본", "Япония"),
    "CHN": ("중국", "Китай"),
    **COMPARED,
}  # fmt: skip
"""English phrase to Korean and Russian."""

FILLED: Mapping[str, tuple[str, str]] = {
    "by {who}": ("주장 주체: {who}", "заявляет: {who}"),
    "claimed by {who}": ("주장 주체: {who}", "заявляет: {who}"),
    "Median {a} – {b}": ("중간선 {a} – {b}", "Срединная линия {a} – {b}"),
    "Median {a} – {b}, {islands} counted for {c}": (
        "중간선 {a} – {b}, {islands}: {c} 귀속 가정", "Срединная линия {a} – {b}, {islands} (учтено: {c})",
    ),
    "Median {a} – {b}, {islands} not counted": (
        "중간선 {a} – {b}, {islands} 미고려", "Срединная линия {a} – {b}, {islands} без учёта",
    ),
    "Border: {name}": ("국경: {name}", "Граница: {name}"),
    "Break of gauge at {where}: {a} to {b} mm": ("궤간 변경, {where}: {a} → {b} mm", "Смена колеи, {where}: {a} на {b} мм"),
    "Change between train and ship at {port}": ("열차·선박 환적: {port}", "Перевалка между поездом и судном: {port}"),
}  # fmt: skip
"""The same of phrases that a scene brings with names already in them."""
