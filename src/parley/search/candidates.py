"""The rows that may answer a question: from the index of words and from vectors, fused by reciprocal rank.

Words find what is called so; vectors find what is misspelt, and are asked only where words do not find enough.
A provider's embeddings, where the company has them, find what is called otherwise.
Both are cheap for a company of any size: words through an index, vectors by an exact scan of the company's rows
or, where there are many, through an index of its own (upkeep.py).
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.json import Decoder

from parley.concepts.token import ConceptToken
from parley.domain.company import CompanyConfig
from parley.infra.database import DriverConnection, fetch_one
from parley.search.features import encode_vector
from parley.search.query import SearchQuery
from parley.search.query_plan import plan_query, query_terms_with_synonyms, term_rarity

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


class ProductRow(Struct):
    external_id: str
    name: str
    description: str
    category: str
    price: Decimal | None
    currency: str
    features: list[str]
    specifications: dict[str, Any]
    available: bool
    reading: str
    cosine: float | None = None


class PassageRow(Struct):
    document_id: int
    document: str
    page: int | None
    title: str
    text: str
    reading: str
    cosine: float | None = None


_decode_products = Decoder(list[ProductRow]).decode
_decode_passages = Decoder(list[PassageRow]).decode


class Candidates(Struct):
    """The rows that look most like the question."""

    products: list[ProductRow] | None = None
    passages: list[PassageRow] | None = None
    categories: tuple[str, ...] | None = None


class QuestionEmbedding(NamedTuple):
    """A question as an embedding model sees it (embedding.py). `vector`: as pgvector reads it."""

    model: str
    dimension: int
    vector: str


class CandidateFilter(NamedTuple):
    """`category`: in small letters, empty for all. `categories`: whether their names are wanted too."""

    category: str = ""
    with_categories: bool = False


async def fetch_candidates(
    connection: DriverConnection,
    company: CompanyConfig,
    query: SearchQuery,
    filters: CandidateFilter,
    embedding: QuestionEmbedding | None = None,
) -> Candidates:
    """The connection is in the company's scope. The rows that `meaning` found have their `cosine`."""
    if not query.tokens and not filters.with_categories:
        return Candidates()
    steps, exact_steps = plan_query(company.id, query, company.catalogue)
    values = {
        "query": _query_vector(company, query),
        "steps": steps,
        "whole": exact_steps,
        "indexed": company.catalogue.indexed,
        "most": query.max_price,
        "least": query.min_price,
        "category": filters.category,
        "cheapest": query.cheapest_first,
        "categories": filters.with_categories,
    }
    if embedding:
        values |= {"meaning": embedding.vector, "model": embedding.model, "dimension": embedding.dimension}
    filtered = (query.max_price, query.min_price, filters.category) != (None, None, "")
    statement = _candidates_statement(
        with_embedding=embedding is not None, filtered=embedding is not None and filtered
    )
    row = await fetch_one(connection, statement, values)
    return Candidates(
        _decode_products(row.products) if row.products else None,
        _decode_passages(row.passages) if row.passages else None,
        tuple(row.categories) if row.categories is not None else None,
    )


def _query_vector(company: CompanyConfig, query: SearchQuery) -> str:
    if not query.tokens:
        return ""

    def weigh(each: ConceptToken) -> float:
        return term_rarity(query_terms_with_synonyms(each, query), company.catalogue)

    return encode_vector(
        [*query.tokens, *(other for synonyms in query.synonyms.values() for other in synonyms)], weigh
    )
