"""The rows that may answer a question: from the index of words and from vectors, fused by reciprocal rank.

Words find what is called so; vectors find what is misspelt, and are asked only where words do not find enough.
A provider's embeddings, where the company has them, find what is called otherwise.
Both are cheap for a company of any size: words through an index, vectors by an exact scan of the company's rows
or, where there are many, through an index of its own (upkeep.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from msgspec.json import Decoder

from parley.concepts.token import ConceptToken
from parley.domain.company import CatalogueStats, CompanyConfig
from parley.infra.database import DriverConnection, fetch_one
from parley.search.features import encode_vector, lexeme
from parley.search.matching import RowVocabulary
from parley.search.query import SearchQuery
from parley.search.query_plan import PlanStep, plan_query, query_terms_with_synonyms, term_rarity
from parley.search.rows import PassageRow, ProductRow

# What each arm brings, and how many of both are looked at word by word.
_PER_SOURCE, _MAX_CANDIDATES = 20, 32
# Where words found so many rows that hold all of the question, nothing in it is misspelt.
_ENOUGH_EXACT = 1
# How fast a place in an arm's order loses its worth.
_RRF_CONSTANT = 60

# One statement and one row for all that a question may need. Vectors come from a subquery, so that PostgreSQL reads
# their text once and not for every row.
_FUSION_SQL = """
WITH worded AS MATERIALIZED (
    SELECT id, step, row_number() OVER () AS place FROM {table}_holding(%(steps)s, {each}{narrow})
), near AS MATERIALIZED (
    SELECT id, row_number() OVER () AS place FROM {near} AS nearest (id)
    WHERE (SELECT count(*) FROM worded WHERE step <= %(whole)s) < {enough}
){meant}, best AS (
    SELECT id, sum(1.0 / ({slow} + place)) AS worth, max(cosine) AS cosine
    FROM (
        SELECT id, place, NULL::float8 AS cosine FROM worded
        UNION ALL SELECT id, place, NULL FROM near{and_meant}
    ) AS found
    GROUP BY id ORDER BY worth DESC, id LIMIT {best}
)
SELECT json_agg(row ORDER BY worth DESC, row_id)::text FROM (
    SELECT worth, cosine, best.id AS row_id, {columns}
) AS row
"""
# Only vectors of one length can be compared: nothing is computed of a row before it passed the conditions. What has
# no direction, or the opposite one, has nothing to do with the question.
_EMBEDDING_CTE = """, meant AS MATERIALIZED (
    SELECT id, 1 - distance AS cosine, row_number() OVER (ORDER BY distance, id) AS place FROM (
        SELECT {kind}_id AS id, vector <=> (SELECT %(meaning)s::vector) AS distance FROM embeddings
        WHERE {kind}_id IS NOT NULL AND model = %(model)s AND dimension = %(dimension)s{narrow}
        ORDER BY distance, {kind}_id LIMIT {each}
    ) AS nearest WHERE distance < 1
)"""
_EMBEDDING_UNION = " UNION ALL SELECT id, place, cosine FROM meant"
_PRODUCT_CONDITIONS = """
            AND EXISTS (SELECT FROM products WHERE products.id = product_id
                AND (%(most)s::numeric IS NULL OR price <= %(most)s)
                AND (%(least)s::numeric IS NULL OR price >= %(least)s)
                AND (%(category)s = '' OR lower(category) = %(category)s))"""
# OFFSET 0: looked up one by one, whatever the planner believes of a table that it has not counted yet.
_PRODUCT_COLUMNS = """row.* FROM best CROSS JOIN LATERAL (
        SELECT external_id, name, description, category, price::text, currency, features, specifications, available,
            reading
        FROM products WHERE products.id = best.id OFFSET 0
    ) AS row"""
_PASSAGE_COLUMNS = """row.* FROM best CROSS JOIN LATERAL (
        SELECT document_id, documents.name AS document, page, title, text, reading
        FROM passages JOIN documents ON documents.id = document_id
        WHERE passages.id = best.id OFFSET 0
    ) AS row"""
_NEAREST_PRODUCTS = "products_near(%(query)s, %(indexed)s, {each}{narrow})"
_NEAREST_PASSAGES = """(
        SELECT id FROM passages WHERE vector IS NOT NULL
        ORDER BY vector <=> (SELECT NULLIF(%(query)s, '')::halfvec), id LIMIT {each}
    )"""
_FILTER_ARGUMENTS = ", %(most)s, %(least)s, %(category)s"
# From one category to the next by the index, not over all rows.
_CATEGORIES_SQL = """
WITH RECURSIVE each AS (
    SELECT (SELECT min(category) FROM products WHERE category > '') AS category
    UNION ALL
    SELECT (SELECT min(category) FROM products WHERE category > each.category) FROM each
    WHERE each.category IS NOT NULL
)
SELECT category FROM each WHERE category IS NOT NULL LIMIT 12
"""

_LIMITS = {"each": _PER_SOURCE, "best": _MAX_CANDIDATES, "slow": _RRF_CONSTANT, "enough": _ENOUGH_EXACT}
_CANDIDATES_SQL = """
SELECT
    CASE WHEN %(query)s <> '' THEN ({products}) END AS products,
    CASE WHEN %(query)s <> '' THEN ({passages}) END AS passages,
    CASE WHEN %(categories)s THEN ARRAY({categories}) END AS categories
"""


@lru_cache
def _candidates_statement(*, with_embedding: bool, filtered: bool) -> str:
    def arm(kind: str, only: str) -> dict[str, str]:
        if not with_embedding:
            return {"meant": "", "and_meant": ""}
        return {
            "meant": _EMBEDDING_CTE.format(kind=kind, narrow=only, each=_PER_SOURCE),
            "and_meant": _EMBEDDING_UNION,
        }

    products = _FUSION_SQL.format(
        table="products",
        columns=_PRODUCT_COLUMNS,
        narrow=_FILTER_ARGUMENTS + ", %(cheapest)s",
        near=_NEAREST_PRODUCTS.format(each=_PER_SOURCE, narrow=_FILTER_ARGUMENTS),
        **arm("product", _PRODUCT_CONDITIONS if filtered else ""),
        **_LIMITS,
    )
    nearest = _NEAREST_PASSAGES.format(each=_PER_SOURCE)
    passages = _FUSION_SQL.format(
        table="passages", columns=_PASSAGE_COLUMNS, narrow="", near=nearest, **arm("passage", ""), **_LIMITS
    )
    return _CANDIDATES_SQL.format(products=products, passages=passages, categories=_CATEGORIES_SQL)


_decode_products = Decoder(list[ProductRow]).decode
_decode_passages = Decoder(list[PassageRow]).decode


class QuestionEmbedding(NamedTuple):
    """A question as an embedding model sees it (question_embedding.py)."""

    #: the model's name, "openai/text-embedding-3-small"
    model: str
    #: how many numbers the vector has
    dimension: int
    #: as pgvector reads it
    vector: str


@dataclass(frozen=True, slots=True)
class CandidateFilter:
    """What narrows the candidates down, beside the question's words and prices."""

    #: of the products, in lower case; empty for all
    category: str = ""
    #: whether the names of the categories are wanted too
    with_categories: bool = False


class Candidates:
    """The rows that look most like the question, best first, and the words they are compared by."""

    def __init__(
        self,
        products: Sequence[ProductRow] = (),
        passages: Sequence[PassageRow] = (),
        categories: Sequence[str] = (),
        product_words: RowVocabulary | None = None,
        passage_words: RowVocabulary | None = None,
    ) -> None:
        self.products, self.passages = products, passages
        #: names of categories, in alphabetical order; empty where they were not asked for
        self.categories = categories
        #: all words of the products, and maybe more
        self.product_words = product_words or RowVocabulary.of_rows(products)
        #: all words of the passages, and maybe more
        self.passage_words = passage_words or RowVocabulary.of_rows(passages)


async def fetch_candidates(
    connection: DriverConnection,
    company: CompanyConfig,
    query: SearchQuery,
    filters: CandidateFilter,
    embedding: QuestionEmbedding | None = None,
) -> Candidates:
    """Returns the candidates for a question from the database. The connection is in the company's scope. With an
    embedding, the rows that are near to it have their `cosine`."""
    if not query.tokens and not filters.with_categories:
        return Candidates()
    plan = plan_query(query, company.catalogue)
    values = {
        "query": encode_query_vector(query, company.catalogue),
        "steps": [_to_tsquery(company.id, step) for step in plan.steps],
        "whole": plan.exact_steps,
        "indexed": company.catalogue.indexed,
        "most": query.max_price,
        "least": query.min_price,
        "category": filters.category,
        "cheapest": query.cheapest_first,
        "categories": filters.with_categories,
    }
    if embedding:
        values |= {"meaning": embedding.vector, "model": embedding.model, "dimension": embedding.dimension}
    is_filtered = (query.max_price, query.min_price, filters.category) != (None, None, "")
    statement = _candidates_statement(
        with_embedding=embedding is not None, filtered=embedding is not None and is_filtered
    )
    row = await fetch_one(connection, statement, values)
    return Candidates(
        _decode_products(row.products) if row.products else (),
        _decode_passages(row.passages) if row.passages else (),
        tuple(row.categories or ()),
    )


def _to_tsquery(company_id: int, step: PlanStep) -> str:
    return " & ".join([f"({' | '.join(sorted(lexeme(company_id, term) for term in terms))})" for terms in step])


def encode_query_vector(query: SearchQuery, catalogue: CatalogueStats) -> str:
    """Returns the vector of a question as pgvector reads it, rare words weighing more; empty for one without
    words."""
    if not query.tokens:
        return ""

    def weigh(token: ConceptToken) -> float:
        return term_rarity(query_terms_with_synonyms(token, query), catalogue)

    return encode_vector([*query.tokens, *chain.from_iterable(query.synonyms.values())], weigh)
