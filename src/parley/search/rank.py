"""What of the company's own data fits a message.

Candidates come from the database (candidates.py), then each is scored word by word, so that the score
means something: 0.7 and more is an obvious fit, an unrelated question stays below.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from parley.concepts.matcher import SALE_TERMS
from parley.concepts.token import token_similarity
from parley.domain.product import format_price, product_payload
from parley.domain.search_results import PassageHit, ProductHit, SearchResults
from parley.domain.understanding import Understanding
from parley.infra.database import DriverConnection
from parley.search import scoring
from parley.search.candidates import CandidateFilter, PassageRow, QuestionEmbedding, fetch_candidates
from parley.search.features import decode_reading
from parley.search.highlights import extract_highlight
from parley.search.prompt_injection import remove_prompt_injection
from parley.search.query import SearchQuery, limit_prices
from parley.search.question import Question
from parley.search.scoring import MIN_FIT_SCORE, ScoredRows
from parley.search.semantic_match import score_semantic_matches
from parley.search.unmet_terms import find_unmet_terms

__all__ = ["MIN_FIT_SCORE", "product_hit", "rank"]

# What is sold out comes after what is there and fits about as well; of those that fit about as well as the best,
# the cheapest comes first.
_SOLD_OUT_PENALTY, _SAME_SCORE_MARGIN = 0.06, 0.13


async def rank(
    connection: DriverConnection,
    question: Question,
    *,
    limit: int = 3,
    category: str = "",
    prices: tuple[float | None, float | None] = (None, None),
    explicit_search: bool = False,
    embedding: QuestionEmbedding | None = None,
) -> SearchResults:
    """What fits, best first; empty where nothing does. The connection is in the company's scope.

    `category`, `prices` (from, to) narrow the products down. `asking`: the text is a search whatever its words.
    `meaning`: of the question, from embedding.py.
    """
    company, understanding = question.company, question.understanding
    query = limit_prices(question.query, *prices)
    candidates = await fetch_candidates(
        connection,
        company,
        query,
        CandidateFilter(category.strip().lower(), understanding.asks_catalogue),
        embedding,
    )
    categories = candidates.categories or ()
    if not query.tokens:
        return SearchResults(
            categories=categories, is_product_query=understanding.asks_catalogue or query.max_price is not None
        )
    query = scoring.correct_query_spelling(query, candidates.products or ())
    products = scoring.score_products(query, candidates.products or ())
    passages = scoring.score_passages(query, candidates.passages or ())
    if not (products or passages):
        products, passages = (
            score_semantic_matches(query, rows or ()) for rows in (candidates.products, candidates.passages)
        )
    products.sort(key=lambda hit: -hit[1] if hit[0].available else _SOLD_OUT_PENALTY - hit[1])
    # Between two languages that answer alike, the company's first document.
    passages.sort(key=lambda hit: (-hit[1], hit[0].document_id))
    # Who just says a word or two asks for what is called so, not for what mentions it.
    if not (explicit_search or _is_search(query, understanding)):
        products, passages = (
            [hit for hit in hits if hit[1] >= scoring.CATEGORY_WEIGHT] for hits in (products, passages)
        )
    if query.names_goods and not query.names_service:  # nor is who asks for goods served with what mentions them
        passages = [hit for hit in passages if hit[1] >= scoring.CATEGORY_WEIGHT]
    if not (explicit_search and query.names_goods and products):
        products, passages = _choose_source(query, understanding, products, passages)
    if query.cheapest_first:
        products = _sort_similar_scores(
            products, lambda row: row.price if row.price is not None else Decimal("Infinity")
        )
    elif query.superlative:
        superlative = query.superlative
        products = _sort_similar_scores(products, lambda row: scoring.superlative_sort_key(row, superlative))
    return SearchResults(
        products=[product_hit(row, score, company.currency, company.slug) for row, score in products[:limit]],
        passages=[_passage_hit(row, score, query) for row, score in passages[:limit]],
        is_product_query=_is_about_products(query, understanding, products, passages),
        unmet_terms=find_unmet_terms(query, [row for row, _ in products[:limit]]),
        categories=categories,
    )


def _is_search(query: SearchQuery, understanding: Understanding) -> bool:
    return (
        query.names_goods
        or query.names_service
        or query.asks_availability
        or understanding.question
        or understanding.asks_price
        or understanding.ready_to_order
    )


def _sort_similar_scores(products: ScoredRows, order: Callable[[Any], Decimal | float]) -> ScoredRows:
    """In this order, but what fits about as well as the best comes before the others, what is sold out after."""
    best = max((score for _, score in products), default=0.0)
    return sorted(
        products, key=lambda hit: (hit[1] < best - _SAME_SCORE_MARGIN, not hit[0].available, order(hit[0]))
    )


def _choose_source(
    query: SearchQuery, understanding: Understanding, products: ScoredRows, passages: ScoredRows
) -> tuple[ScoredRows, ScoredRows]:
    """Goods or words of the company? Who asks about the warranty of a laptop wants no list of laptops, unless they
    are buying; where a product itself is the service ("установка стиральной машины"), the product it is."""
    if not (products and passages):
        return products, passages
    if not query.names_service:
        return (products, []) if query.names_goods or products[0][1] >= passages[0][1] else ([], passages)
    services = [token for token in query.tokens if token.concept in SALE_TERMS]
    is_sold = all(
        any(token_similarity(token, title_token) for title_token in decode_reading(products[0][0].reading)[0])
        for token in services
    )
    if is_sold:
        return products, []
    return (products, passages) if query.names_goods and understanding.ready_to_order else ([], passages)


def _is_about_products(
    query: SearchQuery, understanding: Understanding, products: ScoredRows, passages: ScoredRows
) -> bool:
    if products or understanding.asks_catalogue or (query.names_goods and not query.names_service):
        return True
    return (
        not passages
        and not query.names_service
        and (understanding.asks_price or understanding.ready_to_order or query.asks_availability)
    )


def _passage_hit(row: PassageRow, score: float, query: SearchQuery) -> PassageHit:
    text = remove_prompt_injection(row.text)
    return PassageHit(row.title, text, score, extract_highlight(text, query.tokens), row.document, row.page)


def product_hit(row: Any, score: float, currency: str, brand_id: str) -> ProductHit:
    """`row`: a Product, or a result row with its columns."""
    return ProductHit(
        id=row.external_id,
        name=row.name,
        price=format_price(row.price, row.currency or currency),
        score=score,
        description=remove_prompt_injection(row.description),
        category=row.category,
        available=row.available,
        card=product_payload(row, brand_id),
    )
