"""Which of the goods known to a talk a message names."""

import pytest

from parley.bootstrap import compile_vocabularies
from parley.domain.search_results import ProductHit
from parley.domain.understanding import MessageContext
from parley.nlu.message import TextAnalyzer, UnderstoodMessage
from parley.search.facts.mentions import counted_name_tokens, find_named_goods, find_same_name

ANALYZER = TextAnalyzer(compile_vocabularies()[0])


def product(name: str) -> ProductHit:
    return ProductHit(name, name, "", 1.0, "", "", available=True, card={})


ROSES_25, ROSES_51 = product("Букет «Классика» 25 красных роз"), product("Букет «Классика» 51 красная роза")
TENDER = product("Букет «Нежность» из 15 кустовых роз")
PRO, AIR = product("UltraBook Pro 14"), product("UltraBook Air 13")
HONEY, NAPOLEON = product("«Медовик» торту 1 кг"), product("«Наполеон» торту 1 кг")


def understood(text: str) -> UnderstoodMessage:
    return ANALYZER.read(text).understand(MessageContext())


@pytest.mark.parametrize(
    ("text", "hits", "named"),
    [
        ("беру нежность", (ROSES_25, ROSES_51, TENDER), [TENDER]),
        ("классику 51 шт", (ROSES_25, ROSES_51, TENDER), [ROSES_51]),
        ("25 роз", (ROSES_25, ROSES_51, TENDER), [ROSES_25]),
        ("the ultrabook pro please", (PRO, AIR), [PRO]),
        ("медовик алам", (HONEY, NAPOLEON), [HONEY]),
        ("2 медовик жана 1 наполеон", (HONEY, NAPOLEON), [HONEY, NAPOLEON]),
        ("беру букет роз", (ROSES_25, ROSES_51, TENDER), []),
        ("расскажите про доставку", (PRO, AIR), []),
        ("25", (ROSES_25, ROSES_51), []),
    ],
)
def test_neighbouring_words_narrow_each_other_down(
    text: str, hits: tuple[ProductHit, ...], named: list[ProductHit]
) -> None:
    found = [mention.hit for mention in find_named_goods(understood(text), hits)]
    assert [hit for hit in found if hit] == named


def test_the_product_of_another_number_is_found() -> None:
    assert find_same_name((ROSES_25, ROSES_51, TENDER), ROSES_51, "25") == ROSES_25
    assert find_same_name((ROSES_25, ROSES_51), ROSES_51, "7") is None


BITS = product("Набор бит 32 шт")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("возьму дрель и набор бит 32 шт", {5}),
        ("набор бит 2 шт", set()),
        ("бит 32 возьму", set()),
        ("32 шт набора по 32 шт", set()),  # said twice, one of them counts
    ],
)
def test_a_number_that_a_name_counts_is_part_of_the_name(text: str, tokens: set[int]) -> None:
    assert counted_name_tokens(understood(text), (BITS,)) == tokens
