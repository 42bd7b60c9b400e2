"""From what was found to what is answered: one policy after the other narrows the hits down or puts them in
order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from parley.concepts.matcher import SALE_TERMS
from parley.concepts.token import ConceptToken, token_similarity
from parley.domain.understanding import Understanding
from parley.search.query import SearchQuery
from parley.search.rows import CATEGORY_WEIGHT, PassageRow, ProductRow
from parley.search.scoring import ScoredRow, superlative_sort_key

# A product that is sold out comes after those that fit about as well and are not.
_SOLD_OUT_PENALTY = 0.06
# Products that fit about as well as the best are put in order by what was asked for: the cheapest, the largest.
_SAME_SCORE_MARGIN = 0.13
_NO_PRICE = Decimal("Infinity")
# So many of the best products are held against a passage; a word is the same from here on.
_COMPARED_PRODUCTS, _MIN_SAME = 3, 0.8
# A passage that has every word of a question in its text fits at least so well.
_WHOLE_QUESTION_SCORE = 0.86
_BUYING_INTENTS = frozenset({"want_goods", "order", "ask_availability", "ask_catalogue", "compare", "recommend"})


@dataclass(frozen=True, slots=True)
class Hits:
    """The rows that fit a question."""

    #: best first
    products: Sequence[ScoredRow[ProductRow]] = ()
    #: best first
    passages: Sequence[ScoredRow[PassageRow]] = ()


@dataclass(frozen=True, slots=True)
class RankContext:
    """The question whose hits are put in order."""

    query: SearchQuery
    understanding: Understanding
    #: the text is a search, whatever its words
    explicit_search: bool = False

    @property
    def is_question(self) -> bool:
        """Whether something is asked, and not only said."""
        query, understanding = self.query, self.understanding
        return (
            self.explicit_search
            or query.names_goods
            or query.names_service
            or query.asks_availability
            or understanding.question
            or understanding.asks_price
            or understanding.ready_to_order
        )

    @property
    def asks_of_known_goods(self) -> bool:
        """Whether something is asked, and neither what there is, nor what it costs, nor to buy it."""
        query, understanding = self.query, self.understanding
        wants = _BUYING_INTENTS.intersection(understanding.intents)
        buys = understanding.asks_price or understanding.ready_to_order or query.asks_availability or wants
        return understanding.question and not buys and not self.explicit_search


RankPolicy = Callable[[Hits, RankContext], Hits]


def rank_sold_out_lower(hits: Hits, context: RankContext) -> Hits:
    """Returns the products with those that are sold out behind what fits about as well. What fits equally well
    stands in the order of the ids: the database gives none."""
    return replace(
        hits,
        products=sorted(
            hits.products, key=lambda hit: (_sold_out_penalty(hit.row) - hit.score, hit.row.external_id)
        ),
    )


def _sold_out_penalty(row: ProductRow) -> float:
    return 0.0 if row.available else _SOLD_OUT_PENALTY


def order_passages(hits: Hits, context: RankContext) -> Hits:
    """Returns the passages with the company's first document first among those that answer alike in two
    languages."""
    return replace(hits, passages=sorted(hits.passages, key=lambda hit: (-hit.score, hit.row.document_id)))


def drop_mentions_unless_asked(hits: Hits, context: RankContext) -> Hits:
    """Returns, for a message that asks nothing, only what is called by its words, not what mentions them."""
    if context.is_question:
        return hits
    return Hits(
        [hit for hit in hits.products if hit.score >= CATEGORY_WEIGHT],
        [hit for hit in hits.passages if hit.score >= CATEGORY_WEIGHT],
    )


def drop_passages_that_mention_goods(hits: Hits, context: RankContext) -> Hits:
    """Returns, for a question about goods, only the passages that are about them."""
    if not context.query.names_goods or context.query.names_service:
        return hits
    # Of what nobody sells, a passage that has every word tells at least something: "are there nuts in it?".
    least = CATEGORY_WEIGHT if hits.products or not context.understanding.question else _WHOLE_QUESTION_SCORE
    kept = [hit for hit in hits.passages if hit.score >= least or says_more(hits, hit.row, context)]
    return replace(hits, passages=kept)


def choose_source(hits: Hits, context: RankContext) -> Hits:
    """Returns products or passages, whichever the question is about. A customer who asks about the warranty of a
    laptop wants no list of laptops, unless they are buying; where the service itself is sold ("установка стиральной
    машины"), the product is the answer."""
    query = context.query
    if not (hits.products and hits.passages) or (context.explicit_search and query.names_goods):
        return hits
    if not query.names_service:
        if query.names_goods and says_more(hits, hits.passages[0].row, context):
            return replace(hits, products=())
        is_about_products = query.names_goods or hits.products[0].score >= hits.passages[0].score
    elif _sells_services(query, hits.products[0].row):
        is_about_products = True
    elif query.names_goods and context.understanding.ready_to_order:
        return hits
    else:
        is_about_products = False
    return replace(hits, passages=()) if is_about_products else replace(hits, products=())


def says_more(hits: Hits, passage: PassageRow, context: RankContext) -> bool:
    """Returns whether a passage has words of a question that no product has, and all that is asked for: "how long
    does the cake keep in the fridge?" is about keeping. Who buys, or asks what there is, wants products."""
    if not context.asks_of_known_goods:
        return False
    tokens = [token for token in context.query.tokens if not token.is_number]
    told = list(passage.words.tokens())
    sold = [list(hit.row.words.tokens()) for hit in hits.products[:_COMPARED_PRODUCTS]]
    in_passage = [_meets(token, told) for token in tokens]
    in_products = [any(_meets(token, words) for words in sold) for token in tokens]
    return any(met and not known for met, known in zip(in_passage, in_products, strict=True)) and all(
        met for met, known in zip(in_passage, in_products, strict=True) if known
    )


def _meets(token: ConceptToken, others: Sequence[ConceptToken]) -> bool:
    return any(token_similarity(token, other) >= _MIN_SAME for other in others)


def _sells_services(query: SearchQuery, row: ProductRow) -> bool:
    """Returns whether a product is called by every service of the question."""
    name_tokens = row.words.field_tokens(0)
    services = [token for token in query.tokens if token.concept in SALE_TERMS]
    return all(any(token_similarity(service, token) for token in name_tokens) for service in services)


def order_by_price_or_size(hits: Hits, context: RankContext) -> Hits:
    """Returns the cheapest or, where that was asked for, the largest first of the products that fit about as well
    as the best; what is sold out comes after what is not, what fits less well after both."""
    query = context.query
    if query.cheapest_first:
        return replace(hits, products=_sort_similar_scores(hits.products, _price))
    if query.superlative:
        by_value = partial(superlative_sort_key, superlative=query.superlative)
        return replace(hits, products=_sort_similar_scores(hits.products, by_value))
    return hits


def _price(row: ProductRow) -> Decimal:
    return _NO_PRICE if row.price is None else row.price


def _sort_similar_scores(
    hits: Sequence[ScoredRow[ProductRow]], key: Callable[[ProductRow], Decimal | float]
) -> list[ScoredRow[ProductRow]]:
    best = max((hit.score for hit in hits), default=0.0)
    return sorted(
        hits, key=lambda hit: (hit.score < best - _SAME_SCORE_MARGIN, not hit.row.available, key(hit.row))
    )


RANK_POLICIES: tuple[RankPolicy, ...] = (
    rank_sold_out_lower,
    order_passages,
    drop_mentions_unless_asked,
    drop_passages_that_mention_goods,
    choose_source,
    order_by_price_or_size,
)


def rerank(hits: Hits, context: RankContext, policies: Sequence[RankPolicy] = RANK_POLICIES) -> Hits:
    """Returns the hits after every policy in turn."""
    for policy in policies:
        hits = policy(hits, context)
    return hits
