"""The day of publishing: lines as papers, agencies, ministries and pages print them, in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from explorer.intake.published import published_in
from explorer.intake.values import Language, Paragraph

EN, KO, RU = Language.ENGLISH, Language.KOREAN, Language.RUSSIAN
DAY, RECEIVED = date(2024, 3, 5), date(2026, 11, 30)
BODY = {
    EN: "A ship came on Monday and left again for the north, an official said.",
    KO: "관계자는 배가 나진항에 왔다고 밝혔다.",
    RU: "Судно пришло в понедельник, сообщил чиновник.",
}
PRINTED = (
    (EN, "By Ann Lee in Khasan, Coast News. Tuesday 5 March 2024"),
    (EN, "Opinion, by Ann Lee. 5 March 2024"),
    (EN, "Published: 2024-03-05 09:12 KST"),
    (EN, "Posted on March 5, 2024 at 9:12 am"),
    (EN, "Last updated 7 March 2024. Published 5 March 2024."),
    (EN, "Updated 4:15 PM EST, Tue March 5, 2024"),
    (EN, "Published: 5 Mar. 2024, 18:24"),
    (EN, "March 5, 2024 | Ann Lee"),
    (EN, "Seoul | Tuesday, March 5, 2024"),
    (KO, "입력 2024.03.05 09:12"),
    (KO, "등록 2024-03-05 오전 9:12 수정 2024-03-06"),
    (KO, "기사입력 : 2024/03/05 09:12"),
    (KO, "2024. 3. 5."),
    (KO, "송고시간2024-03-05 09:12"),
    (RU, "Опубликовано: 5 марта 2024 г."),
    (RU, "5 марта 2024, 09:12"),
    (RU, "Иван Петров, 05.03.2024, 09:12 (мск)"),
    (RU, "09:12 05.03.24"),
    (RU, "Подготовлено 5 марта 2024 года. Использованы 23 снимка."),
)


def text(language: Language, *lines: str) -> list[Paragraph]:
    return [Paragraph(number, number, line, "title" if number == 1 else "text") for number, line in enumerate(lines, 1)]


@pytest.mark.parametrize(("language", "line"), PRINTED)
@pytest.mark.parametrize("at_end", [False, True])
def test_a_line_that_says_when(language: Language, line: str, at_end: bool) -> None:
    lines = ("A headline", BODY[language], line) if at_end else ("A headline", line, BODY[language])
    found = published_in(text(language, *lines), language, RECEIVED)
    assert found is not None
    assert (found.day, found.basis) == (DAY, "stated")


@pytest.mark.parametrize(
    "line",
    ["Figure 1. Pier 2. 5 March 2024. Image: A firm.", "Photo: Rajin, 5 March 2024", "The ship left on 5 March 2024, he said."],
)
def test_days_of_pictures_and_of_events_are_not_that_of_publishing(line: str) -> None:
    found = published_in(text(EN, "A headline", BODY[EN], line), EN, RECEIVED)
    assert found is not None
    assert found.day == RECEIVED


def test_a_korean_day_alone_is_the_last_one_before_the_file_was_written() -> None:
    found = published_in(text(KO, "제목", "통일부는 28일 배가 입항했다고 밝혔다."), KO, RECEIVED)
    assert found is not None
    assert (found.day, found.basis) == (date(2026, 11, 28), "inferred")
