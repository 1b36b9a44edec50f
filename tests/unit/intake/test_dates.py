"""Dates in three languages: each phrase with the days it means, counted from one day of publishing."""

from __future__ import annotations

from datetime import date

import pytest

from explorer.intake.dates.languages import find_dates
from explorer.intake.values import Language, Paragraph

PUBLISHED = date(2024, 3, 18)
"""A Monday."""

ENGLISH = (
    ("The train left on March 5, 2023.", "March 5, 2023", "2023-03-05", "2023-03-05"),
    ("It left on 5 March 2023.", "5 March 2023", "2023-03-05", "2023-03-05"),
    ("It left on Friday, March 15, officials said.", "Friday, March 15", "2024-03-15", "2024-03-15"),
    ("Seen on 2024-02-29 at the pier.", "2024-02-29", "2024-02-29", "2024-02-29"),
    ("It left last Tuesday.", "last Tuesday", "2024-03-12", "2024-03-12"),
    ("He spoke on Monday.", "Monday", "2024-03-18", "2024-03-18"),
    ("They will meet next Friday.", "next Friday", "2024-03-22", "2024-03-22"),
    ("The two met on September 13 last year.", "September 13 last year", "2023-09-13", "2023-09-13"),
    ("It was seen in December.", "December", "2023-12-01", "2023-12-31"),
    ("It has run since May.", "May", "2023-05-01", "2023-05-31"),
    ("It may reopen in late April, when it will be rebuilt.", "late April", "2024-04-21", "2024-04-30"),
    ("Traffic fell in early 2023.", "early 2023", "2023-01-01", "2023-04-30"),
    ("It closed in the second half of 2022.", "the second half of 2022", "2022-07-01", "2022-12-31"),
    ("Talks on March 5 named a part from 2023. A day earlier it sailed.", "A day earlier", "2024-03-04", "2024-03-04"),
    ("Tonnage rose in the first half of the year.", "the first half of the year", "2024-01-01", "2024-06-30"),
    ("It was seen between October 8 and 13.", "between October 8 and 13", "2023-10-08", "2023-10-13"),
    ("Work began on April 30, and planners expect it to end soon.", "April 30", "2023-04-30", "2023-04-30"),
    ("Between February 26 and March 16 it stood there.", "Between February 26 and March 16", "2024-02-26", "2024-03-16"),
    ("It ran from 3 to 7 January 2024.", "3 to 7 January 2024", "2024-01-03", "2024-01-07"),
    ("Work took place from 2014 to 2016.", "from 2014 to 2016", "2014-01-01", "2016-12-31"),
    ("It stopped last month.", "last month", "2024-02-01", "2024-02-29"),
    ("It stopped last week.", "last week", "2024-03-11", "2024-03-17"),
    ("It stopped three days ago.", "three days ago", "2024-03-15", "2024-03-15"),
    ("He said so yesterday.", "yesterday", "2024-03-17", "2024-03-17"),
    ("It left on March 1 and came back the next day.", "the next day", "2024-03-02", "2024-03-02"),
    ("They met in the summer of 2023.", "the summer of 2023", "2023-06-01", "2023-08-31"),
    ("Exports rose in Q2 2023.", "Q2 2023", "2023-04-01", "2023-06-30"),
    ("Friday's boat should have room.", "Friday", "2024-03-22", "2024-03-22"),
    ("On Friday it will sail.", "Friday", "2024-03-22", "2024-03-22"),
    ("On Friday the pilot said it would sail.", "Friday", "2024-03-15", "2024-03-15"),
    ("They agreed that from 1 April the number of boats would double.", "1 April", "2024-04-01", "2024-04-01"),
    ("If it stops before June, the yard closes.", "June", "2024-06-01", "2024-06-30"),
    ("On 3 April he told us it would end.", "3 April", "2023-04-03", "2023-04-03"),
    ("It came by the Yenisei in September.", "September", "2023-09-01", "2023-09-30"),
    ("It fell in the first ten months of 2023.", "the first ten months of 2023", "2023-01-01", "2023-10-31"),
    ("It fell in the last three months of last year.", "the last three months of last year", "2023-10-01", "2023-12-31"),
    ("It fell in the first half of this year.", "the first half of this year", "2024-01-01", "2024-06-30"),
    ("It went in the second half of October.", "the second half of October", "2023-10-16", "2023-10-31"),
    ("It went on 5 or 6 October.", "5 or 6 October", "2023-10-05", "2023-10-06"),
    ("Crates came in September and October 2022.", "September and October 2022", "2022-09-01", "2022-10-31"),
    ("It left on March 1 and was back that same night.", "that same night", "2024-03-01", "2024-03-01"),
    ("It sank on 28 March 2021, and they stopped on 30 April.", "30 April", "2021-04-30", "2021-04-30"),
    ("It left on 15 Nov. 2023, Rep. Pak said.", "15 Nov. 2023", "2023-11-15", "2023-11-15"),
    ("It came over the weekend.", "the weekend", "2024-03-16", "2024-03-17"),
    ("It was read on 2023/09/30.", "2023/09/30", "2023-09-30", "2023-09-30"),
    ("It was read on 30/09/2023.", "30/09/2023", "2023-09-30", "2023-09-30"),
)
KOREAN = (
    ("배는 다음 달 1일부터 사흘간 머문다.", "다음 달 1일부터 사흘간", "2024-04-01", "2024-04-03"),
    ("배는 3월 4일 떠나 이틀 뒤 닿았다.", "이틀 뒤", "2024-03-06", "2024-03-06"),
    ("지난 20~23일 부두가 비었다.", "지난 20~23일", "2024-02-20", "2024-02-23"),
    ("지난달 하순부터 이달 초까지 열차가 섰다.", "지난달 하순부터 이달 초까지", "2024-02-21", "2024-03-10"),
    ("작년 3~8월 물동량이 줄었다.", "작년 3~8월", "2023-03-01", "2023-08-31"),
    ("5일 배가 왔다. 외무부는 전날 이를 알렸다.", "전날", "2024-03-17", "2024-03-17"),
    ("열차는 2023년 9월 13일 떠났다.", "2023년 9월 13일", "2023-09-13", "2023-09-13"),
    ("지난달 14일 화차가 서 있었다.", "지난달 14일", "2024-02-14", "2024-02-14"),
    ("지난 5일 밝혔다.", "지난 5일", "2024-03-05", "2024-03-05"),
    ("국방부가 18일 밝혔다.", "18일", "2024-03-18", "2024-03-18"),
    ("당국자는 25일 말했다.", "25일", "2024-02-25", "2024-02-25"),
    ("9월 3일 배가 떠났다.", "9월 3일", "2023-09-03", "2023-09-03"),
    ("지난해 12월 중단했다.", "지난해 12월", "2023-12-01", "2023-12-31"),
    ("올해 1월 3일 열렸다.", "올해 1월 3일", "2024-01-03", "2024-01-03"),
    ("지난주 새로 배치됐다.", "지난주", "2024-03-11", "2024-03-17"),
    ("지난주 금요일 도착했다.", "지난주 금요일", "2024-03-15", "2024-03-15"),
    ("다음 달부터 늘린다.", "다음 달", "2024-04-01", "2024-04-30"),
    ("8월 말 이후 보이지 않는다.", "8월 말", "2023-08-21", "2023-08-31"),
    ("2월 26일부터 3월 16일까지 보이지 않았다.", "2월 26일부터 3월 16일까지", "2024-02-26", "2024-03-16"),
    ("2월 14∼16일 관측됐다.", "2월 14∼16일", "2024-02-14", "2024-02-16"),
    ("2023년 상반기 물량이 줄었다.", "2023년 상반기", "2023-01-01", "2023-06-30"),
    ("어제 발표했다.", "어제", "2024-03-17", "2024-03-17"),
    ("3월 5일 만났고, 이튿날 서명했다.", "이튿날", "2024-03-06", "2024-03-06"),
)
RUSSIAN = (
    ("Судно встало в ночь на 5 марта у причала.", "в ночь на 5 марта", "2024-03-04", "2024-03-05"),
    ("Это больше, чем за девять месяцев 2023 года.", "девять месяцев 2023 года", "2023-01-01", "2023-09-30"),
    ("В минувшие выходные поезд стоял.", "минувшие выходные", "2024-03-16", "2024-03-17"),
    ("Снимки сделаны 3 и 5 марта.", "3", "2024-03-03", "2024-03-03"),
    ("В первой декаде февраля шёл снег.", "первой декаде февраля", "2024-02-01", "2024-02-10"),
    ("Стройка идёт с 30 января; движение ожидается в мае.", "30 января", "2024-01-30", "2024-01-30"),
    ("Поезд ушёл 13 сентября 2023 года.", "13 сентября 2023 года", "2023-09-13", "2023-09-13"),
    ("Он ушёл 5 марта.", "5 марта", "2024-03-05", "2024-03-05"),
    ("Это было 13 сентября прошлого года.", "13 сентября прошлого года", "2023-09-13", "2023-09-13"),
    ("Вагоны стояли с 9 по 16 марта.", "с 9 по 16 марта", "2024-03-09", "2024-03-16"),
    ("Вагоны стояли с 26 февраля по 16 марта 2024 года.", "с 26 февраля по 16 марта 2024 года", "2024-02-26", "2024-03-16"),
    ("В минувшую пятницу он ушёл.", "минувшую пятницу", "2024-03-15", "2024-03-15"),
    ("Он ушёл в субботу.", "в субботу", "2024-03-16", "2024-03-16"),
    ("На прошлой неделе движение остановили.", "прошлой неделе", "2024-03-11", "2024-03-17"),
    ("В прошлом месяце он ушёл.", "прошлом месяце", "2024-02-01", "2024-02-29"),
    ("В декабре мост закрыли.", "декабре", "2023-12-01", "2023-12-31"),
    ("Мост откроют, когда будет готов, к июлю.", "июлю", "2024-07-01", "2024-07-31"),
    ("В начале февраля он ушёл.", "начале февраля", "2024-02-01", "2024-02-10"),
    ("В конце 2022 года он ушёл.", "конце 2022 года", "2022-09-01", "2022-12-31"),
    ("Он ушёл вчера.", "вчера", "2024-03-17", "2024-03-17"),
    ("Он пришёл 5 марта и в тот же день ушёл.", "в тот же день", "2024-03-05", "2024-03-05"),
    ("Два дня назад он ушёл.", "Два дня назад", "2024-03-16", "2024-03-16"),
    ("С 2020 года зона закрыта.", "2020 года", "2020-01-01", "2020-12-31"),
    ("Это видели летом 2023 года.", "летом 2023 года", "2023-06-01", "2023-08-31"),
)
NONE = (
    (Language.ENGLISH, "It may sail. They march on. The trip took three days. A ship of 2,900 tonnes; resolution 2397."),
    (Language.ENGLISH, "The Policy Enforcement Act of 2016 was cited."),
    (Language.KOREAN, "사흘 걸리는 길이 3일 동안 막혔다. 결의 2375호 18항이다. 10일 만에 열렸다."),
    (Language.RUSSIAN, "В пути он около восьми суток. Резолюция 2397 не изменилась. 140 вагонов ждут."),
)


def found(language: Language, text: str, published: date | None = PUBLISHED) -> list[tuple[str, str | None, str | None]]:
    mentions = find_dates([Paragraph(1, 1, text)], language, published)
    return [(m.surface, m.start and m.start.isoformat(), m.end and m.end.isoformat()) for m in mentions]


CASES = [
    *((Language.ENGLISH, *case) for case in ENGLISH), *((Language.KOREAN, *case) for case in KOREAN),
    *((Language.RUSSIAN, *case) for case in RUSSIAN),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "surface", "start", "end"), CASES)
def test_a_date_is_worked_out(language: Language, text: str, surface: str, start: str, end: str) -> None:
    hits = [
        hit for hit in found(language, text) if surface.casefold() in hit[0].casefold() or hit[0].casefold() in surface.casefold()
    ]
    assert (start, end) in {hit[1:] for hit in hits}, found(language, text)


@pytest.mark.parametrize(("language", "text"), NONE)
def test_what_is_no_date_is_left_alone(language: Language, text: str) -> None:
    assert found(language, text) == []


def test_without_a_day_of_publishing_only_full_dates_are_found() -> None:
    assert found(Language.ENGLISH, "It left on Tuesday, and on March 5, 2023.", None) == [
        ("March 5, 2023", "2023-03-05", "2023-03-05")
    ]


def test_every_date_says_by_which_rule() -> None:
    (mention,) = find_dates([Paragraph(4, 9, "It left last Tuesday.")], Language.ENGLISH, PUBLISHED)
    assert (mention.rule, mention.why, mention.span.paragraph) == ("date-weekday", "counted from 2024-03-18", 4)
    assert "It left last Tuesday."[mention.span.start : mention.span.end] == mention.surface
