"""Products of the catalogue that are not searched for by words: those shown before, and all of a kind in order."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec.json import Decoder

from parley.domain.company import CompanyConfig
from parley.domain.search_results import ProductHit
from parley.infra.database import DriverConnection, fetch_one
from parley.search.rank import product_hit
from parley.search.rows import ProductRow

_COLUMNS = """external_id, name, description, category, price::text, currency, features, specifications, available,
    reading"""
_BY_IDS_SQL = f"""
SELECT json_agg(row ORDER BY array_position(%(ids)s::text[], row.external_id))::text AS products
FROM (SELECT {_COLUMNS} FROM products WHERE external_id = ANY(%(ids)s)) AS row
"""
# The cheapest and the dearest of the categories, and as many others as a reader has patience for.
_OF_CATEGORIES_SQL = f"""
SELECT json_agg(row)::text AS products FROM (
    SELECT {_COLUMNS} FROM products
    WHERE (%(all)s OR category = ANY(%(categories)s))
        AND (%(most)s::numeric IS NULL OR price <= %(most)s) AND (%(least)s::numeric IS NULL OR price >= %(least)s)
    ORDER BY CASE WHEN %(dearest)s THEN -price ELSE price END NULLS LAST, id LIMIT %(limit)s
) AS row
"""
_MAX_OF_CATEGORIES = 300
_decode = Decoder(list[ProductRow]).decode


async def fetch_by_ids(
    connection: DriverConnection, company: CompanyConfig, ids: Sequence[str]
) -> list[ProductHit]:
    """Returns the products with these of the company's own ids, in this order; those that are gone are left out.
    The connection is in the company's scope."""
    row = await fetch_one(connection, _BY_IDS_SQL, {"ids": list(ids)})
    return as_hits(_decode(row.products) if row.products else (), company)


async def fetch_categories(
    connection: DriverConnection,
    categories: Sequence[str],
    *,
    min_price: Decimal | None = None,
    max_price: Decimal | None = None,
    dearest_first: bool = False,
) -> Sequence[ProductRow]:
    """Returns the products of these categories, of all where none is given, at most 300, by price. The connection
    is in the company's scope."""
    values = {
        "categories": list(categories),
        "all": not categories,
        "most": max_price,
        "least": min_price,
        "dearest": dearest_first,
        "limit": _MAX_OF_CATEGORIES,
    }
    row = await fetch_one(connection, _OF_CATEGORIES_SQL, values)
    return _decode(row.products) if row.products else ()


def as_hits(rows: Sequence[ProductRow], company: CompanyConfig) -> list[ProductHit]:
    """Returns rows as answers use them, all with a score of 1."""
    return [product_hit(row, 1.0, company.currency, company.slug) for row in rows]
