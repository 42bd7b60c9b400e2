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

from parley.concepts.token import Token
from parley.domain.company import CompanyConfig
from parley.infra.database import Driver, one
from parley.search.features import written
from parley.search.query import Wanted
from parley.search.query_plan import plan, rarity, terms_of

# What each arm brings, and how many of both are looked at word by word.
_EACH, _BEST = 20, 32
# Where words found so many rows that hold all of the question, nothing in it is misspelt.
_ENOUGH = 1
# How fast a place in an arm's order loses its worth.
_SLOW = 60

# One statement and one row for all that a question may need. Vectors come from a subquery, so that PostgreSQL reads
# their text once and not for every row.
_FUSED = """
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
_MEANT = """, meant AS MATERIALIZED (
    SELECT id, 1 - distance AS cosine, row_number() OVER (ORDER BY distance, id) AS place FROM (
        SELECT {kind}_id AS id, vector <=> (SELECT %(meaning)s::vector) AS distance FROM embeddings
        WHERE {kind}_id IS NOT NULL AND model = %(model)s AND dimension = %(dimension)s{narrow}
        ORDER BY distance, {kind}_id LIMIT {each}
    ) AS nearest WHERE distance < 1
)"""
_AND_MEANT = " UNION ALL SELECT id, place, cosine FROM meant"
_ONLY = """
            AND EXISTS (SELECT FROM products WHERE products.id = product_id
                AND (%(most)s::numeric IS NULL OR price <= %(most)s)
                AND (%(least)s::numeric IS NULL OR price >= %(least)s)
                AND (%(category)s = '' OR lower(category) = %(category)s))"""
# OFFSET 0: looked up one by one, whatever the planner believes of a table that it has not counted yet.
_PRODUCTS = """row.* FROM best CROSS JOIN LATERAL (
        SELECT external_id, name, description, category, price::text, currency, features, specifications, available,
            reading
        FROM products WHERE products.id = best.id OFFSET 0
    ) AS row"""
_PASSAGES = """row.* FROM best CROSS JOIN LATERAL (
        SELECT document_id, documents.name AS document, page, title, text, reading
        FROM passages JOIN documents ON documents.id = document_id
        WHERE passages.id = best.id OFFSET 0
    ) AS row"""
_NEAR_PRODUCTS = "products_near(%(query)s, %(indexed)s, {each}{narrow})"
_NEAR_PASSAGES = """(
        SELECT id FROM passages WHERE vector IS NOT NULL
        ORDER BY vector <=> (SELECT NULLIF(%(query)s, '')::halfvec), id LIMIT {each}
    )"""
_NARROW = ", %(most)s, %(least)s, %(category)s"
# From one category to the next by the index, not over all rows.
_CATEGORIES = """
WITH RECURSIVE each AS (
    SELECT (SELECT min(category) FROM products WHERE category > '') AS category
    UNION ALL
    SELECT (SELECT min(category) FROM products WHERE category > each.category) FROM each
    WHERE each.category IS NOT NULL
)
SELECT category FROM each WHERE category IS NOT NULL LIMIT 12
"""

_NUMBERS = {"each": _EACH, "best": _BEST, "slow": _SLOW, "enough": _ENOUGH}
_FOUND = """
SELECT
    CASE WHEN %(query)s <> '' THEN ({products}) END AS products,
    CASE WHEN %(query)s <> '' THEN ({passages}) END AS passages,
    CASE WHEN %(categories)s THEN ARRAY({categories}) END AS categories
"""


@lru_cache
def _statement(*, meant: bool, narrowed: bool) -> str:
    def arm(kind: str, only: str) -> dict[str, str]:
        if not meant:
            return {"meant": "", "and_meant": ""}
        return {"meant": _MEANT.format(kind=kind, narrow=only, each=_EACH), "and_meant": _AND_MEANT}

    products = _FUSED.format(
        table="products",
        columns=_PRODUCTS,
        narrow=_NARROW + ", %(cheapest)s",
        near=_NEAR_PRODUCTS.format(each=_EACH, narrow=_NARROW),
        **arm("product", _ONLY if narrowed else ""),
        **_NUMBERS,
    )
    near = _NEAR_PASSAGES.format(each=_EACH)
    passages = _FUSED.format(
        table="passages", columns=_PASSAGES, narrow="", near=near, **arm("passage", ""), **_NUMBERS
    )
    return _FOUND.format(products=products, passages=passages, categories=_CATEGORIES)


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


_products = Decoder(list[ProductRow]).decode
_passages = Decoder(list[PassageRow]).decode


class Near(Struct):
    """The rows that look most like the question."""

    products: list[ProductRow] | None = None
    passages: list[PassageRow] | None = None
    categories: tuple[str, ...] | None = None


class Meaning(NamedTuple):
    """A question as an embedding model sees it (embedding.py). `vector`: as pgvector reads it."""

    model: str
    dimension: int
    vector: str


class Narrow(NamedTuple):
    """`category`: in small letters, empty for all. `categories`: whether their names are wanted too."""

    category: str = ""
    categories: bool = False


async def near(
    connection: Driver, company: CompanyConfig, asks: Wanted, narrow: Narrow, meaning: Meaning | None = None
) -> Near:
    """The connection is in the company's scope. The rows that `meaning` found have their `cosine`."""
    if not asks.tokens and not narrow.categories:
        return Near()
    steps, whole = plan(company.id, asks, company.catalogue)
    values = {
        "query": _vector(company, asks),
        "steps": steps,
        "whole": whole,
        "indexed": company.catalogue.indexed,
        "most": asks.at_most,
        "least": asks.at_least,
        "category": narrow.category,
        "cheapest": asks.cheapest,
        "categories": narrow.categories,
    }
    if meaning:
        values |= {"meaning": meaning.vector, "model": meaning.model, "dimension": meaning.dimension}
    narrowed = (asks.at_most, asks.at_least, narrow.category) != (None, None, "")
    statement = _statement(meant=meaning is not None, narrowed=meaning is not None and narrowed)
    found = await one(connection, statement, values)
    return Near(
        _products(found.products) if found.products else None,
        _passages(found.passages) if found.passages else None,
        tuple(found.categories) if found.categories is not None else None,
    )


def _vector(company: CompanyConfig, asks: Wanted) -> str:
    if not asks.tokens:
        return ""

    def weigh(each: Token) -> float:
        return rarity(terms_of(each, asks), company.catalogue)

    return written([*asks.tokens, *(other for others in asks.also.values() for other in others)], weigh)
