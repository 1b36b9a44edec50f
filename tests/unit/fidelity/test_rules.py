"""Each rule finds the translations that say something else than their English, and lets the good ones be."""

from __future__ import annotations

import pytest

from explorer.fidelity.check import problems
from explorer.fidelity.figures import in_english, in_told
from explorer.fidelity.negation import count_english, count_told
from explorer.ledger.tongue import NameForms

NAMES = (
    NameForms(en=("David Maxwell", "Maxwell"), ko=("맥스웰",), ru=("Дэвид Максвелл", "Максвелл")),
    NameForms(en=("Bruce Bechtol Jr.", "Bechtol"), ko=("벡톨",), ru=("Брюс Бектол-мл.", "Бектол")),
    NameForms(en=("TASS",), ko=("TASS",), ru=("ТАСС",)),
    NameForms(en=("Kim Yo Jong",), ko=("김여정",), ru=("Ким Ё Чжон",)),
    NameForms(en=("Kim Jong Un", "Kim"), ko=("김정은",), ru=("Ким Чен Ын", "Ким Чен Ыном", "Ким")),
)

GOOD = [
    ("Trains might take the place of ships.", "열차가 선박을 대신할 수도 있다.", "Поезда могли бы заменить суда."),
    (
        "Neither Russia nor the DPRK has so far commented.",
        "러시아도 북한도 논평하지 않았다.",
        "Ни Россия, ни КНДР не дали комментариев.",
    ),
    (
        "Russia and the DPRK denied any dealings in arms up to June 2024.",
        "러시아와 북한은 2024년 6월까지의 어떤 무기 거래도 부인했다.",
        "Россия и КНДР отрицали какие-либо сделки с оружием до июня 2024 года.",
    ),
    (
        "Some 12,000 soldiers were to follow.",
        "약 12,000명의 병력이 뒤따를 것이었다.",
        "Должны были последовать около 12 000 солдат.",
    ),
    (
        "Four ships, perhaps 4 to 6 million shells.",
        "네 척, 아마도 포탄 400만~600만 발.",
        "Четыре судна, возможно, 4–6 млн снарядов.",
    ),
    ("TASS reported the visit.", "TASS는 방문을 보도했다.", "ТАСС сообщило о визите."),
    ("At least five trips were counted.", "적어도 다섯 차례의 운항이 집계되었다.", "Насчитали не менее пяти рейсов."),
    ("Maxwell suggested it.", "맥스웰이 그렇게 보았다.", "Это предположил Максвелл."),
    ("They told Maxwell.", "맥스웰에게 말했다.", "Они сказали Максвеллу."),
]

BROKEN = [
    # a negation lost
    ("The Chairman did not confirm it.", "의장은 그것을 확인했다.", "Председатель это подтвердил.", "negation is lost"),
    ("Nobody verified it.", "누군가 검증했다.", "Кто-то это проверил.", "negation is lost"),
    ("Russia has never exported arms.", "러시아는 무기를 수출해 왔다.", "Россия экспортировала оружие.", "negation is lost"),
    ("It came about without help.", "도움으로 이루어졌다.", "Это появилось с помощью.", "negation is lost"),
    ("Neither party has commented.", "양측이 논평했다.", "Обе стороны дали комментарий.", "negation is lost"),
    # a negation inserted
    ("The ships sailed.", "배들은 항해하지 않았다.", "Суда не ходили.", "negation has come in"),
    (
        "Seoul is thinking about arms.",
        "서울은 무기를 생각할 필요가 없다.",
        "Сеулу нельзя думать об оружии.",
        "negation has come in",
    ),
    ("The train crossed.", "열차는 못 건넜다.", "Никто и никогда границу так и не пересёк.", "negation has come in"),
    # a number changed, dropped, added
    ("It counted 64 voyages.", "63회의 운항을 집계했다.", "Насчитано 46 рейсов.", "the same number"),
    ("More than 20,000 containers went.", "컨테이너 2,000개 이상이 갔다.", "Ушло более 2000 контейнеров.", "the same number"),
    ("Five railcars came back.", "여섯 량이 돌아왔다.", "Вернулись шесть вагонов.", "the same number"),
    ("Perhaps 4 to 6 million shells.", "아마도 4만~6만 발.", "Возможно, 4–6 тысяч снарядов.", "the same number"),
    ("Some ships sailed.", "배 3척이 항해했다.", "Ходили 3 судна.", "the same number"),
    # a date changed
    ("It opened on 9 August 1959.", "1959년 8월 19일 개통되었다.", "Открыт 19 августа 1959 года.", "the same number"),
    ("It ended in April 2024.", "2024년 5월에 끝났다.", "Закончилось в мае 2024 года.", "the same month"),
    ("It was on 3 May 2024.", "2024년 3월 3일이었다.", "Это было 3 марта 2024 года.", "the same month"),
    # a hedge lost
    ("Trains might replace ships.", "열차가 선박을 대신한다.", "Поезда заменяют суда.", "nothing stands for it"),
    ("Parts may be inside.", "부품이 들어 있다.", "Части находятся внутри.", "nothing stands for it"),
    ("Arms were the likely reason.", "무기가 이유였다.", "Причиной было оружие.", "nothing stands for it"),
    ("It is reportedly called so.", "그렇게 불린다.", "Она так называется.", "nothing stands for it"),
    ("It is believed to have stages.", "여러 단을 갖추고 있다.", "Она имеет ступени.", "nothing stands for it"),
    ("The suspected help goes on.", "도움은 계속된다.", "Помощь продолжается.", "nothing stands for it"),
    ("They are expected to meet.", "그들은 만난다.", "Они встречаются.", "nothing stands for it"),
    ("The place is inferred.", "장소는 그곳이다.", "Место там.", "nothing stands for it"),
    ("It would breach sanctions.", "제재를 위반했다.", "Это нарушило санкции.", "is lost"),
    ("If it did share them, that is a breach.", "공유했고 위반이다.", "Она поделилась, и это нарушение.", "is lost"),
    # the stance changed: what was alleged, denied or feared told as a fact
    (
        "The White House alleged a delivery.",
        "백악관은 인도를 발표했다.",
        "Белый дом сообщил о поставке.",
        "nothing stands for it",
    ),
    ("Both deny the charge.", "양측은 혐의를 설명한다.", "Обе стороны объясняют обвинение.", "nothing stands for it"),
    ("Both reject the report.", "양측은 보고서를 받아들인다.", "Обе стороны принимают доклад.", "nothing stands for it"),
    ("Washington is concerned about it.", "워싱턴은 그것을 안다.", "Вашингтон знает об этом.", "nothing stands for it"),
    # surer than the English
    (
        "Analysts judged that help was given.",
        "분석가들은 도움이 있었음을 입증했다.",
        "Аналитики доказали помощь.",
        "makes it surer",
    ),
    ("Bechtol said so.", "벡톨은 그것을 확인했다.", "Бектол подтвердил это.", "makes it surer"),
    # a hedge or a stance inserted
    ("The ships sailed.", "배들이 항해했을 가능성이 있다.", "Суда, возможно, ходили.", "stands for nothing"),
    ("TASS reported it.", "TASS는 의혹을 제기했다.", "ТАСС обвинило в этом.", "stands for nothing"),
    ("TASS reported it.", "TASS는 그것을 부인했다.", "ТАСС отрицало это.", "stands for nothing"),
    # the speaker swapped, dropped, added
    ("Maxwell suggested it.", "벡톨이 그렇게 보았다.", "Это предположил Бектол.", "is not named"),
    ("Maxwell suggested it.", "그가 그렇게 보았다.", "Он это предположил.", "is not named"),
    ("He suggested it.", "맥스웰이 그렇게 보았다.", "Максвелл это предположил.", "does not name"),
    ("Kim Yo Jong spoke.", "김정은이 말했다.", "Выступил Ким Чен Ын.", "is not named"),
]


def whats(language: str, english: str, told: str) -> str:
    return "; ".join(f"{problem.what}. {problem.do}" for problem in problems(language, english, told, NAMES))


@pytest.mark.parametrize(("english", "korean", "russian"), GOOD)
def test_good_translations_pass(english: str, korean: str, russian: str) -> None:
    assert whats("ko", english, korean) == ""
    assert whats("ru", english, russian) == ""


@pytest.mark.parametrize(("english", "korean", "russian", "what"), BROKEN)
def test_broken_translations_are_found(english: str, korean: str, russian: str, what: str) -> None:
    assert what in whats("ko", english, korean)
    assert what in whats("ru", english, russian)


def test_two_negations_lost_by_one_are_found() -> None:
    english = "The denial does not reach the troops, and it does not reach what is yet to come."
    assert "negation is lost" in whats("ko", english, "그 부인은 병력에 미치지 않으며 앞으로의 일에 미친다.")
    assert count_english(english)[0] == 2
    assert count_told("ko", "병력에 미치지 않으며 앞으로의 일에도 미치지 않는다") == 2


def test_figures_in_names_are_part_of_the_name() -> None:
    assert in_english("Hwasong-20, RS-24 and B42 on 9 August 1959")[0] == {9.0, 1959.0}
    assert in_told("ko", "화성-20형과 RS-24, 1959년 8월 9일")[0] == {9.0, 1959.0}
    assert in_told("ru", "«Хвасон-20» и РС-24, 9 августа 1959 года")[0] == {9.0, 1959.0}
