"""Which order of products a question asks for, and which place in it."""

import pytest

from parley.search.facts.order import RankRequest, read_rank
from parley.text.tokenize import normalized_words

CHEAPEST = RankRequest(("price",), largest_first=False)


@pytest.mark.parametrize(
    "text",
    [
        "which is the cheapest fridge",
        "самый дешёвый холодильник",
        "ең арзан тоңазытқыш қайсы",
        "эң арзан муздаткыч",
        "eng arzon muzlatgich",
        "найдешевший холодильник",
        "хамгийн хямд хөргөгч",
        "какой дешевле?",
        "қайсысы арзан",
        "the least expensive one",
    ],
)
def test_the_cheapest_is_asked_for_in_every_language(text: str) -> None:
    assert read_rank(normalized_words(text)) == CHEAPEST


@pytest.mark.parametrize(
    "text",
    [
        "second cheapest laptop",
        "второй по цене с дешёвых",
        "екінші арзан ноутбук",
        "экинчи арзан ноутбук",
        "ikkinchi arzon noutbuk",
        "другий найдешевший",
        "2 дахь хямд",
    ],
)
def test_the_second_cheapest_has_the_second_place(text: str) -> None:
    assert read_rank(normalized_words(text)) == CHEAPEST._replace(place=2)


@pytest.mark.parametrize(
    ("text", "by", "largest_first"),
    [
        ("your lightest laptop", "weight", False),
        ("самый тяжёлый диван", "weight", True),
        ("ең жеңіл ноутбук", "weight", False),
        ("which laptop has the most memory", "memory", True),
        ("у какого больше всего памяти", "memory", True),
        ("найбільший екран", "screen", True),
        ("самый маленький холодильник", "size", False),
        ("priciest monitor", "price", True),
        ("eng qimmat noutbuk", "price", True),
    ],
)
def test_what_it_is_ranked_by_is_read(text: str, by: str, largest_first: bool) -> None:
    request = read_rank(normalized_words(text))
    assert request is not None
    assert (request.by[0], request.largest_first) == (by, largest_first)


@pytest.mark.parametrize(
    "text", ["нужен недорогой телефон", "a cheap laptop please", "есть ли лёгкий ноутбук", "самый лучший магазин"]
)
def test_a_wish_for_something_cheap_asks_for_no_order(text: str) -> None:
    assert read_rank(normalized_words(text)) is None
