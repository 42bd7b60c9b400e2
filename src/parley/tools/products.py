"""Tools over the catalogue."""

from typing import Any

from parley.search.retrieve import retrieve_text
from parley.tools.base import ToolContext, tool


@tool
async def find_products(context: ToolContext, query: str) -> list[dict[str, Any]]:
    """Search the company's catalogue. `query`: what the customer wants, in their own words; a price limit may be in
    it. Returns the products that fit, best first; an empty list means there is none, do not invent one."""
    findings = await retrieve_text(context.runtime, context.company, query, context.language)
    return [
        {"name": hit.name, "price": hit.price, "available": hit.available, "description": hit.description}
        for hit in findings.products
    ]
