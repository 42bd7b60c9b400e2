"""Ranking: from a question to the products and passages that answer it, best first.

A question is parsed into a query, candidates for it come from the database (candidates.py), each is scored word by
word (scoring.py), so that a score means something: 0.7 and more is an obvious fit, an unrelated question stays
below. Then policies (rerank.py) decide what of that is answered.
"""

from dataclasses import dataclass
from typing import Any

from parley.domain.product import format_price, product_payload
from parley.domain.search_results import PassageHit, ProductHit, SearchResults
from parley.domain.understanding import Understanding
from parley.infra.database import DriverConnection
from parley.search.candidates import CandidateFilter, Candidates, QuestionEmbedding, fetch_candidates
from parley.search.highlights import extract_highlight
from parley.search.prompt_injection import remove_prompt_injection
from parley.search.query import SearchQuery, limit_prices
from parley.search.question import Question
from parley.search.rerank import Hits, RankContext, rerank
from parley.search.rows import PassageRow
from parley.search.scoring import ScoredRow, correct_query_spelling, score_passages, score_products
from parley.search.semantic_match import score_semantic_matches
from parley.search.unmet_terms import find_unmet_terms


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How a search is narrowed down."""

    #: at most so many products and so many passages
    limit: int = 3
    #: only products of this category, in any letter case; empty for all
    category: str = ""
    #: inclusive, beside the limits in the text itself
    min_price: float | None = None
    #: inclusive, beside the limits in the text itself
    max_price: float | None = None
    #: the text is a search, whatever its words, and not a message that may only say something
    explicit_search: bool = False


EVERYTHING = SearchOptions()
# Who says this speaks of the talk, or of an order: words that sound like goods ("not by phone") look for none.
_OF_THE_TALK = frozenset({"order_status", "cancel_order", "refuse_contact", "wants_chat"})


async def rank(
    connection: DriverConnection,
    question: Question,
    options: SearchOptions = EVERYTHING,
    embedding: QuestionEmbedding | None = None,
) -> SearchResults:
    """Returns what fits a question, best first; nothing where nothing does. The connection is in the company's
    scope. `embedding`: of the question, from question_embedding.py."""
    query = limit_prices(question.query, options.min_price, options.max_price)
    filters = CandidateFilter(options.category.strip().lower(), question.understanding.asks_catalogue)
    candidates = await fetch_candidates(connection, question.company, query, filters, embedding)
    return rank_candidates(question, query, candidates, options)


def rank_candidates(
    question: Question, query: SearchQuery, candidates: Candidates, options: SearchOptions = EVERYTHING
) -> SearchResults:
    """Returns what of the candidates fits a question, best first. `query`: the question's, within the options'
    prices."""
    company, understanding = question.company, question.understanding
    if not query.tokens:
        is_product_query = understanding.asks_catalogue or query.max_price is not None
        return SearchResults(categories=candidates.categories, is_product_query=is_product_query)
    query = correct_query_spelling(query, candidates.products)
    context = RankContext(query, understanding, options.explicit_search)
    hits = rerank(score_candidates(query, candidates), context)
    products = hits.products[: options.limit]
    return SearchResults(
        products=[product_hit(hit.row, hit.score, company.currency, company.slug) for hit in products],
        passages=[_passage_hit(hit, query) for hit in hits.passages[: options.limit]],
        is_product_query=_is_product_query(query, understanding, hits),
        unmet_terms=find_unmet_terms(query, [hit.row for hit in products]),
        categories=candidates.categories,
    )


def score_candidates(query: SearchQuery, candidates: Candidates) -> Hits:
    """Returns the candidates that fit by their words; where none does, those that mean the same by their
    embeddings."""
    hits = Hits(
        score_products(query, candidates.products, candidates.product_words),
        score_passages(query, candidates.passages, candidates.passage_words),
    )
    if hits.products or hits.passages:
        return hits
    return Hits(
        score_semantic_matches(query, candidates.products), score_semantic_matches(query, candidates.passages)
    )


def _is_product_query(query: SearchQuery, understanding: Understanding, hits: Hits) -> bool:
    """Returns whether a question was about products, so that none of them is an answer too."""
    if hits.products or understanding.asks_catalogue:
        return True
    if understanding.refuses_contact or not _OF_THE_TALK.isdisjoint(understanding.intents):
        return False
    if query.names_goods and not query.names_service:
        return True
    asks_to_buy = understanding.asks_price or understanding.ready_to_order or query.asks_availability
    return asks_to_buy and not hits.passages and not query.names_service


def _passage_hit(hit: ScoredRow[PassageRow], query: SearchQuery) -> PassageHit:
    row, text = hit.row, remove_prompt_injection(hit.row.text)
    return PassageHit(row.title, text, hit.score, extract_highlight(text, query.tokens), row.document, row.page)


def product_hit(row: Any, score: float, currency: str, brand_id: str) -> ProductHit:
    """Returns a product as answers use it. `row`: a Product, or a row with its columns."""
    return ProductHit(
        id=row.external_id,
        name=row.name,
        price=format_price(row.price, row.currency or currency),
        score=score,
        description=remove_prompt_injection(row.description),
        category=row.category,
        available=row.available,
        card=product_payload(row, brand_id),
        amount=row.price,
        currency=row.currency or currency,
    )
