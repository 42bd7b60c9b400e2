"""The catalogue searched by a program rather than in a talk (contract §1.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.prompt_context import ProductHit
from parley.models import Company, Product
from parley.search.rank import hit_of
from parley.search.retrieve import look_up_text
from parley.services import Services
from parley.tenants.config import current


@dataclass(frozen=True, slots=True)
class Wish:
    """`category`: exactly this one, in any letter case. `least`, `most`: prices, both inclusive."""

    query: str
    category: str = ""
    least: float | None = None
    most: float | None = None
    limit: int = 5


async def browse(rt: Services, company: Company, wish: Wish) -> list[ProductHit]:
    """What fits, best first; nothing where nothing does. With a category: what of it fits the query, then the rest
    of it, all of score 1."""
    async with rt.db.direct(company.id) as connection:
        config = await current(rt, connection, company.id)
    if config is None:  # deleted a moment ago
        return []
    narrowed = {"limit": wish.limit, "category": wish.category, "prices": (wish.least, wish.most)}
    found = await look_up_text(rt, config, wish.query, config.language, asking=True, **narrowed)
    if not wish.category:
        return list(found.products)
    async with rt.db.scoped(company.id) as session:
        rest = await _of_category(session, company, config.currency, wish)
    known = {hit.id for hit in found.products}
    both = [*found.products, *(hit for hit in rest if hit.id not in known)]
    return [hit.with_score(1.0) for hit in both[: wish.limit]]


async def _of_category(session: AsyncSession, company: Company, currency: str, wish: Wish) -> list[ProductHit]:
    query = select(Product).where(func.lower(Product.category) == wish.category.strip().lower())
    if wish.least is not None:
        query = query.where(Product.price >= Decimal(str(wish.least)))
    if wish.most is not None:
        query = query.where(Product.price <= Decimal(str(wish.most)))
    rows = await session.scalars(query.order_by(Product.available.desc(), Product.id).limit(2 * wish.limit))
    return [hit_of(row, 1.0, currency, company.subdomain) for row in rows]


def reasoning(query: str, hits: Sequence[ProductHit]) -> str:
    """Why these, in words that are true of every recommendation."""
    if not hits:
        return f"Nothing in the catalogue fits “{query}” well enough to be recommended."
    kinds = sorted({hit.category for hit in hits if hit.category})
    return (
        f"{len(hits)} of the catalogue's products fit “{query}”"
        + (f", from {', '.join(kinds)}" if kinds else "")
        + f"; the best match is {hits[0].name}."
    )
