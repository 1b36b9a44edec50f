"""Who says what, how firmly: one sentence for each rule, in three languages."""

from __future__ import annotations

from typing import Any

import pytest

from explorer.intake.claims import english, korean, russian
from explorer.intake.flow import flow_of
from explorer.intake.language import language_of
from explorer.intake.values import Language, Paragraph
from explorer.ledger.vocabulary import Flow

FINDERS = {
    Language.ENGLISH: english.find_statements, Language.KOREAN: korean.find_statements, Language.RUSSIAN: russian.find_statements,
}  # fmt: skip

SAID = (
    ("Two people familiar with the matter said the vessel had left.", "Two people familiar with the matter", "asserted"),
    ("According to a memo, the yard is empty.", "a memo", "asserted"),
    ("The ship left on Friday, two officials said, in a first for the port.", "two officials", "asserted"),
    ("A colleague, the analyst said, had told her that crews were paid double.", "A colleague", "asserted"),
    ("“We count boxes,” the officer said.", "the officer", "asserted"),
    ("The ministry did not confirm what the ship carried.", "article", "reported fact"),
    ("Neither Moscow nor Pyongyang has confirmed the visit.", "article", "reported fact"),
    ("Russia called the charge absurd.", "Russia", "denied"),
    ("Reports that shells were sent are untrue, the ministry said.", "the ministry", "denied"),
    ("Allegations that the port handles arms have no basis, the governor said.", "the governor", "denied"),
    ("Kyiv's claims that shells were sent are groundless, the ministry said.", "the ministry", "denied"),
    ("Kyiv's claims that shells were sent are groundless, the ministry said.", "Kyiv", "alleged"),
    ("The spokesman denied that any ship had sailed.", "The spokesman", "denied"),
    ("The United States accused Russia of providing oil above the cap.", "The United States", "alleged"),
    ("Kyiv has claimed that half of the shells came from North Korea.", "Kyiv", "alleged"),
    ("The lawmaker said Pyongyang was sending shells by rail.", "The lawmaker", "alleged"),
    ("Japanese officials fear the technology could flow the other way.", "Japanese officials", "expressed concern"),
    ("The minister warned that if the trade goes on, Seoul would respond.", "The minister", "conditional"),
    ("Under Article 4 of the treaty, each side must help if the other is attacked.", "Article 4 of the treaty", "conditional"),
    ("Security Council resolution 2270 prohibits all States from buying arms.", "Security Council resolution 2270", "asserted"),
    ("Some 20 of the cars appear to be tank cars.", "article", "assessed"),
    ("Researchers estimate that a million barrels have been shipped.", "Researchers", "assessed"),
    ("By the ministry's count, 40 wagons crossed on Friday.", "the ministry", "asserted"),
    ("In the Centre's view, the pier will not be finished this year.", "the Centre", "assessed"),
    ("The harbour authority put the throughput at 3,000 tonnes.", "The harbour authority", "asserted"),
    ("The log of the lock lists two barges in May.", "The log of the lock", "asserted"),
    ("The ministry named the vessel as the Ob.", "The ministry", "asserted"),
    ("The minister said, citing the coastguard, that two boats had turned back.", "the coastguard", "asserted"),
    ("The council is alarmed at the traffic on the coast road.", "The council", "expressed concern"),
    ("Tokyo called the story a hoax.", "Tokyo", "denied"),
    ("The claims made by Kyiv that shells went through the port are unfounded.", "Kyiv", "alleged"),
    ("A clerk told us that, according to the foreman, the crane had broken.", "the foreman", "asserted"),
    ("“No ship came,” Pak Il, the pilot, was quoted as saying by a newspaper.", "Pak Il, the pilot", "asserted"),
    ("The adviser does not believe that the ferry will return.", "The adviser", "assessed"),
    ("The owner of the yard could not be traced.", "article", "reported fact"),
    ("Should the crossing be closed, the grain would go by sea.", "article", "conditional"),
    ("The yard is full: a second crane has been brought in.", "article", "reported fact"),
    ("The ministry brushed aside the figures as speculation.", "The ministry", "denied"),
    ("The governor insisted that no shells had passed.", "The governor", "denied"),
    ("The governor insisted that the yard was full.", "The governor", "asserted"),
    ("The minister said that the bridge would open in May.", "The minister", "asserted"),
    ("The minister said that the bridge would open if the ice went.", "The minister", "conditional"),
    ("Residents speak of seamstresses arriving by bus.", "Residents", "asserted"),
    (
        "On Sunday the agency carried an estimate by an official in Seoul that tankers had taken oil.",
        "an official in Seoul",
        "assessed",
    ),
    ("A sailor recalled the wagons passing through Khasan before dawn.", "A sailor", "asserted"),
    ("Customs logs obtained by the paper place the tanker at Nampo.", "Customs logs obtained by the paper", "asserted"),
    ("A UN resolution caps such imports at 500,000 barrels.", "article", "reported fact"),
    ("Their length suggests a common origin.", "article", "assessed"),
    ("They worry about Rajin, where, according to two diplomats, a line was built in May.", "two diplomats", "asserted"),
    ("Trains run to the coast, one of the two, a dispatcher, said.", "one of the two, a dispatcher", "asserted"),
    ("국방부 관계자가 12일 화차가 서 있었다고 밝혔다.", "국방부 관계자", "asserted"),
    ("이 자료에 따르면 화물은 2만7000t이었다.", "이 자료", "asserted"),
    ("외무부 대변인은 배가 떠났다는 보도를 “지어낸 이야기”라며 부인했다.", "외무부 대변인", "denied"),
    ("국회의 한 의원은 “무기가 빠져나가고 있다”고 주장했다.", "국회의 한 의원", "alleged"),
    ("국가정보원은 화물이 늘어난 것으로 보고 있다.", "국가정보원", "assessed"),
    ("외교부 당국자는 결의 위반이라며 우려를 나타냈다.", "외교부 당국자", "expressed concern"),
    ("당국자는 다리가 놓이면 화물이 늘어날 수 있다고 내다봤다.", "당국자", "conditional"),
    ("평양은 아무 반응도 내놓지 않았다.", "article", "reported fact"),
    ("조약 4조는 무기 거래를 금지한다.", "조약 4조", "asserted"),
    ("외무성 대변인은 “무기 거래설은 꾸며낸 거짓”이라고 말했다.", "외무성 대변인", "denied"),
    ("외무부는 거래설을 부인하면서 “관광객은 두 배로 늘었다”고 말했다.", "외무부", "asserted"),
    ("역장은 “화물은 지난달의 절반도 안 된다”고 반박했다.", "역장", "denied"),
    ("역장은 “화물열차가 매일 두 번 다닌다”고 반박했다.", "역장", "asserted"),
    ("정부는 운임을 올리는 방안을 두고 두 나라와 협의 중인 것으로 알려졌다.", "article", "reported fact"),
    ("조사팀은 물동량을 3만 톤으로 추산했다.", "조사팀", "assessed"),
    ("세관은 화차를 120량으로 집계했다.", "세관", "asserted"),
    ("선원들 사이에서는 항로가 곧 끊긴다는 말이 돈다.", "선원들", "asserted"),
    ("부두에서 30년을 보낸 한 하역반장은 “크레인이 멈췄다”고 말했다.", "한 하역반장", "asserted"),
    ("결의 2397호는 정제유 수입을 연간 50만 배럴로 제한하고 있다.", "결의 2397호", "asserted"),
    ("화차를 다 채웠다면 4000톤이 넘는 양이라고 교수는 말했다.", "교수", "conditional"),
    ("당국자는 부두에 석탄으로 보이는 더미가 있다고 말했다.", "당국자", "assessed"),
    ("중국 정부는 논평을 거부했다.", "article", "reported fact"),
    ("관측팀(SAR)은 배가 두 번 다녀갔다고 밝혔다.", "관측팀(SAR)", "asserted"),
    ("선사는 화물을 확인할 방법이 없다는 입장이다.", "선사", "asserted"),
    ("В отчёте комиссии указано, что кран списан.", "отчёте комиссии", "asserted"),
    ("Вагоны стояли на путях, говорится в справке перевозчика.", "справке перевозчика", "asserted"),
    ("По словам диспетчера, поезд ушёл вовремя.", "диспетчера", "asserted"),
    ("Как сообщает агентство Ренхап, поезд пересёк границу.", "агентство Ренхап", "asserted"),
    ("Представитель дороги эти данные не подтвердил.", "article", "reported fact"),
    ("В МИД КНДР эти сообщения назвали клеветой.", "МИД КНДР", "denied"),
    ("Сотрудник центра обвинил КНДР в тайных поставках.", "Сотрудник центра", "alleged"),
    ("Представитель министерства выразил обеспокоенность ростом перевозок.", "Представитель министерства", "expressed concern"),
    ("По оценке аналитика, через порт могло пройти не менее 12 тысяч тонн.", "аналитика", "assessed"),
    ("Краны, пояснил начальник смены, стоят без дела.", "начальник смены", "asserted"),
    ("Баржа ушла в море, рассказали три грузчика.", "три грузчика", "asserted"),
    ("Очередей нет, заявили в краевой таможне.", "краевой таможне", "asserted"),
    ("«Путь размыло, стоим», — говорит машинист.", "машинист", "asserted"),
    ("Слухи о том, что на складе нашли ракеты, не соответствуют действительности, сообщила таможня.", "таможня", "denied"),
    ("Начальник порта назвал эти публикации не соответствующими действительности.", "Начальник порта", "denied"),
    ("По предварительным данным диспетчерской, составов стало больше.", "диспетчерской", "asserted"),
    ("Согласно двустороннему соглашению, пошлина не взимается.", "двустороннему соглашению", "asserted"),
    ("Сообщается также, что в порту сменили кран.", "article", "reported fact"),
    ("По нашей оценке, рейс занимает двое суток.", "article", "assessed"),
    ("Не исключено, что груз сняли ночью.", "article", "assessed"),
    ("Судя по снимкам, причал пуст, а баржа стоит у мыса.", "article", "assessed"),
    ("Движение по мосту ожидается в июне.", "article", "conditional"),
    ("О Чжин Хо из института в Сеуле считает расчёт завышенным.", "О Чжин Хо из института в Сеуле", "assessed"),
    ("Соглашение предусматривает рейсы дважды в неделю.", "Соглашение", "asserted"),
    ("Пекин и Улан-Батор настаивают, что груз мирный.", "Пекин и Улан-Батор", "asserted"),
    ("По данным разведки, через станцию прошли пять составов с боеприпасами.", "разведки", "alleged"),
    ("Если санкции снимут, перевозки вырастут, полагает аналитик центра.", "аналитик центра", "conditional"),
)


@pytest.mark.parametrize(("text", "claimant", "stance"), SAID)
def test_who_says_it_and_how_firmly(text: str, claimant: str, stance: str) -> None:
    found = list(FINDERS[language_of(text)]([Paragraph(1, 1, text)]))
    assert (claimant, stance) in [(s.claimant, s.stance.value) for s in found], found
    assert all(s.why for s in found)


PARTED = (
    ("A ship left Rajin and unloaded at Dunai.", 2),
    ("Rason, which has been closed since 2020, may reopen.", 2),
    ("4일 촬영된 사진에는 화차 40량이 있었지만, 같은 화차인지는 분명하지 않다.", 2),
    ("Справка охватывает июнь и подписана начальником смены.", 2),
    ("배는 3일 항구를 떠나 이틀 뒤 이웃 항구에 접안했다.", 2),
    ("청진 쪽 부두도 살펴보자.", 0),
    ("바로잡습니다. 처음 올린 기사에서 배를 다섯 척으로 적었으나 네 척이 맞습니다.", 1),
    ("Could one ship change anything at the front?", 0),
    ("It is a dismal trade.", 0),
    ("Both men spoke on condition that their names be withheld.", 0),
    ("Consider instead what was offered in public.", 0),
    ("Good afternoon, and thank you for coming.", 0),
    ("Fuel is another matter.", 0),
    ("Ivan Orlov, who heads the yard, said the crane was new.", 1),
    ("Throughput rose to 40 wagons, up from 21 in the same months of 2023.", 2),
    ("그 많은 짐은 어디로 갔을까.", 0),
    ("Кому выгодна пробка на границе?", 0),
)


@pytest.mark.parametrize(("text", "count"), PARTED)
def test_a_clause_is_a_statement_and_a_question_is_none(text: str, count: int) -> None:
    assert len(list(FINDERS[language_of(text)]([Paragraph(1, 1, text)]))) == count


def test_hearsay_goes_as_far_in_as_the_text_does() -> None:
    text = "통일부 당국자는 “열차를 두 편으로 늘린다고 중국 상인들이 말하더라”고 전했다."
    assert [(s.claimant, s.via) for s in korean.find_statements([Paragraph(1, 1, text)])] == [("중국 상인들", "통일부 당국자")]


@pytest.mark.parametrize(
    ("text", "claimant", "via"),
    [
        ("상인은 부두에서 일하는 사촌이 “배가 들어왔다”고 하더라고 기자에게 전했다.", "사촌", "상인"),
        ("통신은 외무성 담화를 싣고 “조약을 지키겠다”고 밝혔다.", "외무성 담화", "통신"),
        ("Газета написала со ссылкой на двух чиновников, что баржа ушла.", "двух чиновников", "Газета"),
        ("Кладовщик сказал, что, по словам его брата, вагоны пришли пустыми.", "его брата", "Кладовщик"),
        ("한 신문은 해운업계 소식통을 인용해 배가 항구를 떠났다고 보도했다.", "해운업계 소식통", "한 신문"),
    ],
)  # fmt: skip
def test_words_that_are_passed_on_are_those_of_the_one_who_said_them(text: str, claimant: str, via: str) -> None:
    assert [(s.claimant, s.via) for s in FINDERS[language_of(text)]([Paragraph(1, 1, text)])] == [(claimant, via)]


def test_a_sentence_is_laid_to_whom_the_next_one_names() -> None:
    text = "За май через переход прошло 90 поездов. Об этом сообщили в управлении дороги."
    assert [s.claimant for s in russian.find_statements([Paragraph(1, 1, text)])] == ["управлении дороги"]


def test_a_pronoun_takes_up_one_or_many_as_it_says() -> None:
    text = "Сторож рассказал, что ворота открыты. Соседи жаловались, что шумно. «Сам слышал», — добавил он."
    assert [s.claimant for s in russian.find_statements([Paragraph(1, 1, text)])] == ["Сторож", "Соседи", "Сторож"]


def test_a_source_before_the_colon_of_a_headline_says_the_rest() -> None:
    found = russian.find_statements([Paragraph(1, 1, "Очевидцы: в порту разгрузили баржу", "title")])
    assert [(s.claimant, s.text) for s in found] == [("Очевидцы", "в порту разгрузили баржу")]


def test_when_and_where_it_was_said_is_no_part_of_what_was_said() -> None:
    text = "통일부는 7일 정례브리핑에서 “열차가 다시 다닌다”고 밝혔다."
    assert [s.text for s in korean.find_statements([Paragraph(1, 1, text)])] == ["열차가 다시 다닌다"]


def test_a_person_of_the_sentence_before_is_taken_up_by_a_pronoun_and_a_paper_is_not() -> None:
    text = "통신에 따르면 볼코프 의장은 3일 공장을 둘러봤다. 그는 “생산이 늘었다”고 말했다고 한다."
    *_, last = korean.find_statements([Paragraph(1, 1, text)])
    assert (last.claimant, last.via) == ("볼코프 의장", "통신")


def test_a_claim_that_is_rejected_is_told_by_both() -> None:
    text = "Москва отвергла утверждение Киева о том, что через Хасан прошёл состав со снарядами."
    found = [(s.claimant, s.stance.value) for s in russian.find_statements([Paragraph(1, 1, text)])]
    assert found == [("Москва", "denied"), ("Киева", "alleged")]


def test_a_pronoun_goes_back_to_the_one_who_spoke() -> None:
    paragraphs = [
        Paragraph(1, 1, "Ann Lee, an analyst in Busan, said the yard was full."),
        Paragraph(2, 2, "She added that it was raining."),
    ]
    *_, last = english.find_statements(paragraphs)
    assert last.claimant.startswith("Ann Lee")


@pytest.mark.parametrize(
    ("language", "text", "flow"),
    [
        ("english", "A ship carried shells from North Korea to Russia", Flow.PRK_TO_RUS),
        ("english", "Russia supplied oil to North Korea", Flow.RUS_TO_PRK),
        ("english", "Russia and North Korea signed a treaty", Flow.UNSPECIFIED),
        ("korean", "북한이 포탄을 러시아에 보냈다", Flow.PRK_TO_RUS),
        ("korean", "러시아가 북한에 정유를 공급했다", Flow.RUS_TO_PRK),
        ("russian", "КНДР поставила снаряды в Россию", Flow.PRK_TO_RUS),
        ("russian", "Россия поставила в КНДР муку", Flow.RUS_TO_PRK),
    ],
)  # fmt: skip
def test_a_direction_needs_both_ends(language: str, text: str, flow: Flow) -> None:
    assert flow_of(text, language)[0] is flow


LATER = (
    (
        "Ivan Petrov, a former pilot, disagrees. By his count, nine ships came in May, and he does not believe that it was more.",
        ("Ivan Petrov, a former pilot", "Ivan Petrov, a former pilot"),
    ),
    ("The embassy rejected the report. It is worried about the crew.", ("the embassy", "the embassy")),
    (
        "The Ministry considers it necessary to state the following. The reports of a collision are untrue. No ship was near.",
        ("the Ministry", "the Ministry"),
    ),
)


@pytest.mark.parametrize(("text", "speakers"), LATER)
def test_who_is_meant_in_the_sentences_after(text: str, speakers: tuple[str, ...]) -> None:
    found = [s.claimant.lower() for s in english.find_statements([Paragraph(1, 1, text)]) if s.claimant != "article"]
    wanted = [one.lower() for one in speakers]
    assert [name for name in found if name in wanted][: len(wanted)] == wanted, found


def test_nothing_is_said_twice_by_one_speaker() -> None:
    text = "In return, the agency judged, the yard is likely getting help, Yoon said."
    found = [(s.claimant, s.text) for s in english.find_statements([Paragraph(1, 1, text)])]
    assert len(found) == len(set(found)) == 1
    assert found[0][0] == "the agency"


def test_a_headline_begins_with_its_speaker() -> None:
    (found,) = english.find_statements([Paragraph(1, 1, "South Korea says Russian tanker loaded oil at Nakhodka", "title")])
    assert (found.claimant, found.text) == ("South Korea", "Russian tanker loaded oil at Nakhodka")


def spoken(*texts: str, first: Any = "title", language: Language = Language.ENGLISH) -> list[tuple[str, str]]:
    """Who says what, of paragraphs of which the first is a headline."""
    kinds = (first, *("text" for _ in texts[1:]))
    paragraphs = [Paragraph(n, n, text, kind) for n, (text, kind) in enumerate(zip(texts, kinds, strict=True), 1)]
    return [(s.claimant, s.text) for s in FINDERS[language](paragraphs)]


def test_in_a_transcript_each_has_their_turn() -> None:
    found = spoken(
        "Press conference",
        "Press Secretary: Our vessels saw the tanker Ob near Rishiri.",
        "Question (Kita, Hokuyo): The harbour master said the tanker lay at Vanino. Do you agree?",
        "Press Secretary: We have asked the owner.",
    )
    assert found == [
        ("Press Secretary", "Our vessels saw the tanker Ob near Rishiri"),
        ("The harbour master", "the tanker lay at Vanino"),
        ("Press Secretary", "We have asked the owner"),
    ]


def test_korean_answers_are_those_of_whom_the_talk_was_held_with() -> None:
    found = spoken(
        "브리핑",
        "통일부 대변인은 노동자가 늘었다고 밝혔다. 다음은 대변인과의 일문일답.",
        "―배는 어디로 갔나.",
        "“배는 청진으로 갔다. 곡물을 실은 것으로 본다.”",
        "―부품이 나갔다는 말은.",
        "(국방부 당국자) “그런 움직임은 없었다.”",
        "배가 항구에 들어왔다.",
        language=Language.KOREAN,
    )
    assert found == [
        ("통일부 대변인", "노동자가 늘었다"),
        ("통일부 대변인", "배는 청진으로 갔다"),
        ("통일부 대변인", "곡물을 실은"),
        ("국방부 당국자", "그런 움직임은 없었다"),
        ("article", "배가 항구에 들어왔다"),
    ]


def test_russian_answers_are_those_of_whoever_holds_the_briefing() -> None:
    found = spoken(
        "Брифинг",
        "Представитель министерства Елена Соколова провела брифинг.",
        "Вопрос: Киев утверждает, что баржа пришла из Раджина. Это так?",
        "Ответ: Баржа пришла из Владивостока. Мы сообщили, что груза на ней нет.",
        "В порту было тихо.",
        language=Language.RUSSIAN,
    )
    who = "Представитель министерства Елена Соколова"
    assert ("Киев", "баржа пришла из Раджина") in found
    assert (who, "Баржа пришла из Владивостока") in found
    assert (who, "груза на ней нет") in found
    assert ("article", "В порту было тихо") in found


def test_a_dash_asks_only_where_an_answer_follows() -> None:
    found = spoken("목록", "― 5월 3일 배가 나진을 떠났다.", "― 5월 9일 배가 청진에 닿았다.", language=Language.KOREAN)
    assert len(found) == 2


def test_a_quotation_with_its_speaker_under_a_heading_is_no_answer() -> None:
    said = "“배는 청진으로 갔다”고 한 주민은 말했다. 세관은 그 뒤 화물이 나진에서 왔다고 밝혔다."
    found = spoken("기사", "통일부 대변인은 노동자가 늘었다고 밝혔다.", "■ 항구의 변화", said, language=Language.KOREAN)
    assert ("한 주민", "배는 청진으로 갔다") in found
    assert ("통일부 대변인", "배는 청진으로 갔다") not in found


def test_the_first_turn_of_a_transcript_may_name_an_office() -> None:
    first = "Andrey Lobanov, deputy director of the Information Department: A ship left Rajin. I take questions."
    found = spoken("Briefing", first, "Question (Kita): What of the tanker?", "Lobanov: The tanker lay at Vanino.")
    assert found[0] == ("Andrey Lobanov", "A ship left Rajin")
    assert found[-1] == ("Lobanov", "The tanker lay at Vanino")
    lone = spoken("Report", "Andrey Lobanov, deputy director of the department: A ship left Rajin.", "Nobody else spoke.")
    assert lone[0][0] != "Andrey Lobanov"


def test_a_dateline_may_have_its_day_before_the_month() -> None:
    assert spoken("Report", "MOSCOW, 3 May 2025 — The ministry said a ship left Rajin.")[0] == (
        "The ministry",
        "a ship left Rajin",
    )


def test_a_statement_goes_on_over_paragraphs() -> None:
    found = spoken(
        "Joint statement", "Canada and Sweden have agreed on the following statement.",
        "“Resolution 2397 limits such deliveries. The cap was passed in May.", "“A ship has carried oil to Nampo.”",
    )  # fmt: skip
    assert found[-1] == ("Canada and Sweden", "A ship has carried oil to Nampo")
    assert ("Canada and Sweden", "The cap was passed in May") in found


def test_a_headline_of_a_quotation_is_told_by_whom_it_names() -> None:
    assert spoken("‘They go back empty’: Rail staff tell of fuel trains")[0] == ("Rail staff", "They go back empty")


def test_numbers_of_notes_and_marks_of_lists_are_no_words() -> None:
    found = spoken("A report", "41. Two States told the Group that a ship left Rajin.[51] The yard was full.", first="text")
    assert found[-2:] == [("Two States", "that a ship left Rajin"), ("article", "The yard was full")]


def test_a_caption_stands_for_what_it_shows() -> None:
    assert spoken("A note", "Figure 2. Flatcars beside Pier 2, October 22. Image © Stratoview.")[-1][1].startswith(
        "Flatcars beside"
    )


def test_who_calls_something_untrue_goes_on_denying() -> None:
    text = "“This is pure invention. Not a litre has left Ussuriysk,” Denis Orlov, the spokesman, said."
    (found,) = english.find_statements([Paragraph(1, 1, text)])
    assert (found.stance.value, found.text) == ("denied", "Not a litre has left Ussuriysk")


def test_a_thing_is_never_taken_up_as_a_speaker() -> None:
    found = spoken(
        "Ships",
        "Part of the fuel was estimated to be lost.",
        "A clerk in Rajin said the yard was full.",
        "She added that it rained.",
    )
    assert found[-1][0] == "A clerk in Rajin"


def test_what_follows_the_speaker_set_in_between_is_said_as_well() -> None:
    text = "Sailings had been stopped since 2020, the manager noted over tea, and the firms would lose their berth."
    assert [s.claimant for s in english.find_statements([Paragraph(1, 1, text)])] == ["the manager", "the manager"]
