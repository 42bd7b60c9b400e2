"""Tools over the catalogue."""

from typing import Any

from parley.core.hearing import Context, hear
from parley.knowledge.search import search
from parley.tools.base import ToolContext, tool


@tool
async def search_products(context: ToolContext, query: str) -> list[dict[str, Any]]:
    """Search the company's catalogue. `query`: what the customer wants, in their own words; a price limit may be in
    it. Returns the products that fit, best first; an empty list means there is none, do not invent one."""
    rt, company = context.runtime, context.company
    heard = hear(query, Context(language=context.language, country=company.country), rt.lexicon)
    async with rt.db.scoped(company.id) as session:
        found = await search(session, heard, query, currency=company.currency)
    return [
        {"name": hit.name, "price": hit.price, "available": hit.available, "description": hit.description}
        for hit in found.products
    ]
