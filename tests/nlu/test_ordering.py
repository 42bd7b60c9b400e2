"""Which words take goods and change what was taken: how many, which size, this one."""

import pytest

from parley.bootstrap import compile_vocabularies
from parley.nlu.ordering import OrderPhrases, compile_order_terms, read_order_words
from parley.nlu.quantities import find_quantities
from parley.text.tokenize import TokenizedText, tokenize

TERMS = compile_order_terms(compile_vocabularies()[0])


def reading(text: str) -> tuple[OrderPhrases, TokenizedText]:
    tokenized = tokenize(text)
    return read_order_words(tokenized, TERMS), tokenized


@pytest.mark.parametrize(
    "text",
    [
        "ладно уговорили беру",
        "ok go ahead put me down",
        "жарайды аламын",
        "макул алам жазгыла",
        "mayli olaman",
        "добре, візьму",
        "за авъя",
    ],
)
def test_every_language_takes(text: str) -> None:
    found, _ = reading(text)
    assert found.has("taking_words")


@pytest.mark.parametrize("text", ["не беру", "i'm not taking it", "не візьму", "сколько будет если возьму"])
def test_who_takes_nothing_is_told_from_who_takes(text: str) -> None:
    found, _ = reading(text)
    assert not found.of("taking_words") - found.of("declining_words")


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("беру 2", 2),
        ("3 шт", 3),
        ("put me down for 12", 12),
        ("make it three", 3),
        ("екеу болсын", 2),
        ("үчөө болсун", 3),
        ("2 ta kerak", 2),
        ("нехай буде 4", 4),
        ("5 ширхэг болгоорой", 5),
        ("2шт", 2),
    ],
)
def test_a_number_beside_a_word_of_orders_counts(text: str, quantity: int) -> None:
    found, tokenized = reading(text)
    assert list(find_quantities(tokenized.tokens, found, (), ()).values()) == [quantity]


@pytest.mark.parametrize(
    "text",
    [
        "беру 87771234567",
        "беру, мой номер 8 777 123 45 67",
        "беру в 5 часов",
        "возьму к 10 утра",
        "i'll take it, 14 Kirkstall Road",
        "авъя 50 размер",
        "матрас 180х200 беру",
        "телевизор 4K беру",
        "400 болгооч",
    ],
)
def test_a_number_of_something_else_counts_nothing(text: str) -> None:
    found, tokenized = reading(text)
    assert not find_quantities(tokenized.tokens, found, (), ())


def test_a_number_right_before_goods_counts() -> None:
    found, tokenized = reading("4 crossclimates")
    assert find_quantities(tokenized.tokens, found, {1}, ()) == {0: 4}


def test_a_number_against_one_that_is_taken_back_counts() -> None:
    found, tokenized = reading("не 4 а 2")
    assert find_quantities(tokenized.tokens, found, (), {1}, denied={4}) == {3: 2}


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("размер L", ["L"]),
        ("беру XL чёрную", ["XL"]),
        ("size m please", ["M"]),
        ("50 размер авъя", ["50"]),
        ("карпати L а калина S", ["L", "S"]),
        ("3XL", ["3XL"]),
        ("размер М", ["M"]),
        ("i m not sure", []),
        ("а с доставкой?", []),
    ],
)
def test_a_size_is_read(text: str, sizes: list[str]) -> None:
    found, _ = reading(text)
    assert list(found.sizes.values()) == sizes


@pytest.mark.parametrize("text", ["ні", "ni", "ну ти", "та ні, не треба", "du"])
def test_a_short_word_that_looks_like_an_ending_is_no_number(text: str) -> None:
    assert reading(text)[0].numbers == {}


@pytest.mark.parametrize(
    "text",
    [
        "жоқ а52 емес айфон 13 екен",
        "last digit is 8 not 1",
        "fitting today around 4",
        "буду в 5, кв 12",
        "200 x 220",
        "iPhone 15-тен",
        "256 ГБ",
        "соңғы цифры 8 емес 2",
    ],
)
def test_models_digits_times_flats_and_sizes_count_nothing(text: str) -> None:
    found, tokenized = reading(text)
    assert find_quantities(tokenized.tokens, found) == {}


@pytest.mark.parametrize(
    ("text", "quantity"), [("таких два", 2), ("два таких", 2), ("мындан бешти алам", 5), ("соны үшеуін алайын", 3)]
)
def test_a_number_beside_a_word_that_points_counts(text: str, quantity: int) -> None:
    found, tokenized = reading(text)
    assert list(find_quantities(tokenized.tokens, found).values()) == [quantity]
