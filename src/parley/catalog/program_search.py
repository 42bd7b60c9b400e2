"""Searches the catalogue for a program rather than in a conversation (contract §1.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.search_results import ProductHit
from parley.models import Company, Product
from parley.search.rank import SearchOptions, product_hit
from parley.search.retrieve import retrieve_text
from parley.services import Services
from parley.tenants.config import current_config


@dataclass(frozen=True, slots=True)
class CatalogQuery:
    """A search, as a program asks for it."""

    #: in words, prices may be among them
    query: str
    #: exactly this one, in any letter case; empty for all
    category: str = ""
    #: inclusive; None for no limit
    min_price: float | None = None
    #: inclusive; None for no limit
    max_price: float | None = None
    #: at most so many products
    limit: int = 5


async def search_catalog(rt: Services, company: Company, request: CatalogQuery) -> list[ProductHit]:
    """Returns the products that fit, best first. With a category, first its products that fit the query, then its
    other products, all with a score of 1."""
    async with rt.db.direct(company.id) as connection:
        config = await current_config(rt, connection, company.id)
    if config is None:  # deleted a moment ago
        return []
    options = SearchOptions(
        request.limit, request.category, request.min_price, request.max_price, explicit_search=True
    )
    findings = await retrieve_text(rt, config, request.query, config.language, options)
    if not request.category:
        return list(findings.products)
    async with rt.db.scoped(company.id) as session:
        rest = await _fetch_category(session, company, config.currency, request)
    found_ids = {hit.id for hit in findings.products}
    hits = [*findings.products, *(hit for hit in rest if hit.id not in found_ids)]
    return [hit.with_score(1.0) for hit in hits[: request.limit]]


async def _fetch_category(
    session: AsyncSession, company: Company, currency: str, request: CatalogQuery
) -> list[ProductHit]:
    query = select(Product).where(func.lower(Product.category) == request.category.strip().lower())
    if request.min_price is not None:
        query = query.where(Product.price >= Decimal(str(request.min_price)))
    if request.max_price is not None:
        query = query.where(Product.price <= Decimal(str(request.max_price)))
    rows = await session.scalars(query.order_by(Product.available.desc(), Product.id).limit(2 * request.limit))
    return [product_hit(row, 1.0, currency, company.subdomain) for row in rows]


def explain_recommendation(query: str, hits: Sequence[ProductHit]) -> str:
    """Returns the reason that is given with every recommendation of these products."""
    if not hits:
        return f"Nothing in the catalogue fits “{query}” well enough to be recommended."
    categories = sorted({hit.category for hit in hits if hit.category})
    return (
        f"{len(hits)} of the catalogue's products fit “{query}”"
        + (f", from {', '.join(categories)}" if categories else "")
        + f"; the best match is {hits[0].name}."
    )
