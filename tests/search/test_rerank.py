"""What of the hits is answered, and in which order."""

from dataclasses import replace

import pytest

from fakes.listener import ANALYZER
from fakes.search_rows import a_passage, a_product
from parley.concepts.superlatives import Superlative
from parley.domain.understanding import Understanding
from parley.nlu.message import UnderstoodMessage
from parley.search.query import SearchQuery, parse_query
from parley.search.rerank import (
    Hits,
    RankContext,
    choose_source,
    drop_mentions_unless_asked,
    drop_passages_that_mention_goods,
    order_by_price_or_size,
    order_passages,
    rank_sold_out_lower,
    rerank,
)
from parley.search.rows import PassageRow, ProductRow
from parley.search.scoring import ScoredRow

SOFA, SOLD_OUT_SOFA = a_product("Sofa Mir"), a_product("Sofa Atlas", available=False)
DELIVERY, CARE = a_passage("Delivery", "In two days."), a_passage("Care", "How to care for a sofa.")


def a_context(
    text: str, understanding: Understanding | None = None, *, explicit_search: bool = False
) -> RankContext:
    understanding = understanding or Understanding(language="en", content_words=tuple(text.split()))
    message = UnderstoodMessage(ANALYZER.read(text), understanding)
    return RankContext(parse_query(message, "USD"), understanding, explicit_search)


def products(*hits: tuple[ProductRow, float]) -> Hits:
    return Hits(products=[ScoredRow(*hit) for hit in hits])


def passages(*hits: tuple[PassageRow, float]) -> Hits:
    return Hits(passages=[ScoredRow(*hit) for hit in hits])


def names(hits: Hits) -> list[str]:
    return [hit.row.name for hit in hits.products] + [hit.row.title for hit in hits.passages]


@pytest.mark.parametrize(
    ("sold_out_score", "order"),
    [
        (0.90, ["Sofa Mir", "Sofa Atlas"]),
        (0.95, ["Sofa Mir", "Sofa Atlas"]),
        (0.97, ["Sofa Atlas", "Sofa Mir"]),
    ],
)
def test_what_is_sold_out_comes_after_what_fits_up_to_six_hundredths_worse(
    sold_out_score: float, order: list[str]
) -> None:
    hits = products((SOLD_OUT_SOFA, sold_out_score), (SOFA, 0.90))
    assert names(rank_sold_out_lower(hits, a_context("sofa"))) == order
    assert names(rerank(hits, a_context("sofa"))) == order


def test_what_is_sold_out_is_shown_all_the_same_where_nothing_else_fits() -> None:
    assert names(rerank(products((SOLD_OUT_SOFA, 0.9)), a_context("sofa"))) == ["Sofa Atlas"]


def test_of_two_passages_that_answer_alike_that_of_the_first_document_comes_first() -> None:
    second, first = a_passage("Жеткізу", "Екі күн.", 2), a_passage("Доставка", "Два дня.", 1)
    assert names(order_passages(passages((second, 0.9), (first, 0.9)), a_context("delivery"))) == [
        "Доставка",
        "Жеткізу",
    ]
    assert names(order_passages(passages((first, 0.8), (second, 0.9)), a_context("delivery"))) == [
        "Жеткізу",
        "Доставка",
    ]


@pytest.mark.parametrize(("score", "stays"), [(0.96, False), (0.97, True)])
def test_a_message_that_asks_nothing_finds_only_what_is_called_so(score: float, stays: bool) -> None:
    hits = Hits(products((SOFA, score)).products, passages((CARE, score)).passages)
    assert bool(names(drop_mentions_unless_asked(hits, a_context("nice weather")))) is stays


@pytest.mark.parametrize(
    "context",
    [
        a_context("nice weather", explicit_search=True),
        a_context("nice sofa"),
        a_context("delivery"),
        a_context("do you have nice weather"),
        a_context("nice weather", Understanding(language="en", question=True)),
        a_context("nice weather", Understanding(language="en", asks_price=True)),
        a_context("nice weather", Understanding(language="en", ready_to_order=True)),
    ],
    ids=["a search", "goods", "a service", "availability", "a question", "a price", "an order"],
)
def test_a_message_that_asks_finds_what_mentions_its_words(context: RankContext) -> None:
    assert names(drop_mentions_unless_asked(products((SOFA, 0.8)), context)) == ["Sofa Mir"]


@pytest.mark.parametrize(
    ("text", "score", "stays"),
    [("sofa", 0.96, False), ("sofa", 0.97, True), ("sofa delivery", 0.8, True), ("nice weather", 0.8, True)],
)
def test_a_question_about_goods_is_not_answered_by_a_passage_that_mentions_them(
    text: str, score: float, stays: bool
) -> None:
    assert bool(names(drop_passages_that_mention_goods(passages((CARE, score)), a_context(text)))) is stays


BOTH = Hits(products((SOFA, 0.9)).products, passages((DELIVERY, 0.8)).passages)
READY_TO_ORDER = Understanding(language="en", ready_to_order=True)


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        (a_context("sofa"), ["Sofa Mir"]),
        (a_context("mir"), ["Sofa Mir"]),
        (a_context("sofa delivery"), ["Delivery"]),
        (a_context("sofa delivery", READY_TO_ORDER), ["Sofa Mir", "Delivery"]),
        (a_context("sofa delivery", explicit_search=True), ["Sofa Mir", "Delivery"]),
        (a_context("delivery", explicit_search=True), ["Delivery"]),
    ],
    ids=["goods", "the better score", "a service of goods", "an order", "a search for goods", "a service"],
)
def test_products_or_passages_are_shown_whichever_was_asked_for(context: RankContext, expected: list[str]) -> None:
    assert names(choose_source(BOTH, context)) == expected


def test_without_goods_in_the_question_the_better_score_decides() -> None:
    hits = Hits(products((SOFA, 0.8)).products, passages((DELIVERY, 0.81)).passages)
    assert names(choose_source(hits, a_context("mir"))) == ["Delivery"]


def test_a_service_that_is_sold_as_a_product_is_that_product() -> None:
    installation = a_product("Установка стиральной машины")
    hits = Hits(products((installation, 0.9)).products, passages((DELIVERY, 0.9)).passages)
    assert names(choose_source(hits, a_context("установка стиральной машины"))) == [installation.name]


CHEAP, DEAR, UNPRICED = a_product("Cheap", price=10), a_product("Dear", price=20), a_product("Unpriced")


def a_query(*, cheapest_first: bool = False, superlative: Superlative | None = None) -> SearchQuery:
    return replace(a_context("sofa").query, cheapest_first=cheapest_first, superlative=superlative)


def ordered(hits: Hits, query: SearchQuery) -> list[str]:
    return names(order_by_price_or_size(hits, RankContext(query, Understanding(language="en"))))


def test_the_cheapest_comes_first_of_what_fits_about_as_well_as_the_best() -> None:
    hits = products((UNPRICED, 1.0), (DEAR, 0.95), (CHEAP, 0.87))
    assert ordered(hits, a_query(cheapest_first=True)) == ["Cheap", "Dear", "Unpriced"]
    assert ordered(products((DEAR, 1.0), (CHEAP, 0.86)), a_query(cheapest_first=True)) == ["Dear", "Cheap"]
    assert ordered(products((DEAR, 1.0), (CHEAP, 0.9)), a_query()) == ["Dear", "Cheap"]


def test_the_cheapest_that_is_sold_out_comes_after_what_is_not() -> None:
    sold_out = a_product("Sold out", price=1, available=False)
    assert ordered(products((sold_out, 1.0), (DEAR, 0.9)), a_query(cheapest_first=True)) == ["Dear", "Sold out"]


def test_the_largest_comes_first_and_what_states_no_size_last() -> None:
    small, large = (
        a_product(size, specifications={"diagonal": f"{inches} inch"}) for size, inches in (("S", 32), ("L", 55))
    )
    hits = products((UNPRICED, 1.0), (small, 0.95), (large, 0.9))
    largest = Superlative(("inch",), largest_first=True)
    assert ordered(hits, a_query(superlative=largest)) == ["L", "S", "Unpriced"]
    assert ordered(hits, a_query(superlative=largest._replace(largest_first=False))) == ["S", "L", "Unpriced"]


def test_policies_are_followed_in_turn() -> None:
    def reverse(hits: Hits, context: RankContext) -> Hits:
        return replace(hits, products=hits.products[::-1])

    def first(hits: Hits, context: RankContext) -> Hits:
        return replace(hits, products=hits.products[:1])

    hits = products((CHEAP, 0.9), (DEAR, 0.8))
    assert names(rerank(hits, a_context("sofa"), (reverse, first))) == ["Dear"]
    assert names(rerank(hits, a_context("sofa"), (first, reverse))) == ["Cheap"]
