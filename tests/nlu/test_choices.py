"""Which of several things is meant: by place, by degree, without what is left out, and as it was said last."""

import pytest

from parley.bootstrap import compile_vocabularies
from parley.nlu.choices import MIDDLE, ChoiceReading, compile_choice_terms, read_choices
from parley.text.tokenize import TokenizedText, tokenize

TERMS = compile_choice_terms(compile_vocabularies()[0])


def reading(text: str) -> tuple[ChoiceReading, TokenizedText]:
    tokenized = tokenize(text)
    return read_choices(tokenized, TERMS), tokenized


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("без сливок, хочу с лимоном", "сливок"),
        ("не хочу сливки хочу лимон", "сливки"),
        ("сливки не надо", "сливки"),
        ("no, instead of cream give me lemon", "cream"),
        ("қаймақ емес, лимон болсын", "қаймақ"),
        ("каймак керек эмес, лимон", "каймак"),
        ("qaymoq kerak emas, limon bo'lsin", "qaymoq"),
        ("қаймоқ керак эмас, лимон", "қаймоқ"),
        ("без вершків, хочу з лимоном", "вершків"),
        ("цөцгий биш, нимбэг авъя", "цөцгий"),
        ("қаймақсыз", "қаймақсыз"),
        ("цөцгийгүй", "цөцгийгүй"),
        ("сливок мало, давайте лимон", "сливок"),
        ("с лимоном", ""),
    ],
)
def test_what_is_left_out_is_known(text: str, left_out: str) -> None:
    found, tokenized = reading(text)
    assert " ".join(tokenized.tokens[index].text for index in sorted(found.excluded)) == left_out


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("три, нет, лучше пять", "пять"),
        ("синий, точнее зелёный", "зелёный"),
        ("three, no wait, five", "five"),
        ("үш, жоқ, бес", "бес"),
        ("үч, жок, беш", "беш"),
        ("uch, yo'q, besh", "besh"),
        ("три, ні, краще п'ять", "п'ять"),
        ("гурав, үгүй, тав", "тав"),
        ("нет, пять", ""),
        ("пять, нет", ""),
    ],
)
def test_what_is_said_behind_a_correction_is_known(text: str, rest: str) -> None:
    found, tokenized = reading(text)
    behind = tokenized.tokens[found.restart :] if found.restart else ()
    assert " ".join(token.text for token in behind) == rest


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("второй", 2), ("давайте последний", -1), ("что-нибудь среднее", MIDDLE), ("the third one", 3),
        ("біріншісі", 1), ("үчүнчүсү", 3), ("ikkinchisi", 2), ("иккинчиси", 2), ("четвертий", 4),
        ("гурав дахь нь", 3), ("2-й", 2), ("номер 3", 3), ("№2", 2), ("2-шісі", 2), ("2-chisi", 2),
        ("2 дахь нь", 2),
        ("the 2nd", 2), ("2", None), ("кв 25", None),
        ("не первый, второй", 2), ("первый или второй", None), ("да", None),
    ],
)  # fmt: skip
def test_a_place_in_the_list_is_known(text: str, place: int | None) -> None:
    assert reading(text)[0].place == place


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("самый дешёвый", "cheapest"), ("подешевле", "cheapest"), ("самый быстрый", "fastest"),
        ("the most expensive", "dearest"), ("cheapest", "cheapest"), ("ең қымбаты", "dearest"),
        ("эң арзаны", "cheapest"), ("eng tezi", "fastest"), ("найдорожчий", "dearest"), ("найшвидший", "fastest"),
        ("хамгийн хямд нь", "cheapest"), ("дорого", ""), ("не самый дешёвый", ""),
    ],
)  # fmt: skip
def test_the_highest_degree_is_known(text: str, degree: str) -> None:
    assert reading(text)[0].degree == degree


@pytest.mark.parametrize(
    ("text", "is_puzzled"),
    [
        ("не пойму", True), ("ну не понимаю", True), ("huh?", True), ("түсінбедім", True), ("түшүнбөдүм", True),
        ("tushunmadim", True), ("не розумію", True), ("ойлгосонгүй", True), ("не понял, сколько это стоит", False),
        ("что за тариф", False),
    ],
)  # fmt: skip
def test_who_did_not_understand_says_nothing_else(text: str, is_puzzled: bool) -> None:
    assert reading(text)[0].is_puzzled == is_puzzled
