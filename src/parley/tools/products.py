"""Tools over the catalogue."""

from typing import Any

from parley.core.hearing import Context, hear
from parley.knowledge.embedding import meaning_of
from parley.knowledge.search import search
from parley.tools.base import ToolContext, tool


@tool
async def find_products(context: ToolContext, query: str) -> list[dict[str, Any]]:
    """Search the company's catalogue. `query`: what the customer wants, in their own words; a price limit may be in
    it. Returns the products that fit, best first; an empty list means there is none, do not invent one."""
    rt, company = context.runtime, context.company
    heard = hear(query, Context(language=context.language, country=company.country), rt.lexicon)
    meaning = await meaning_of(rt, company, heard)
    async with rt.db.direct(company.id) as connection:
        found = await search(connection, company, heard, query, meaning=meaning)
    return [
        {"name": hit.name, "price": hit.price, "available": hit.available, "description": hit.description}
        for hit in found.products
    ]
