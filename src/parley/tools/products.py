"""Tools over the catalogue."""

from typing import Any

from parley.domain.search_results import ProductHit
from parley.search.facts.describe import describe_product_facts
from parley.search.retrieve import retrieve_text
from parley.tools.base import ToolContext, tool


@tool
async def find_products(context: ToolContext, query: str) -> dict[str, Any]:
    """Search the company's catalogue. `query`: what the customer wants or asks, in their own words; a price limit
    may be in it. Returns the products that fit, best first, with what their cards say, and the facts that answer
    the question; an empty list means there is none, do not invent one."""
    results = await retrieve_text(context.runtime, context.company, query, context.language)
    return {
        "facts": describe_product_facts(results),
        "products": [_describe_product(hit) for hit in results.products],
    }


def _describe_product(hit: ProductHit) -> dict[str, Any]:
    return {
        "name": hit.name,
        "price": hit.price,
        "available": hit.available,
        "description": hit.description,
        "features": hit.card["features"],
        "specifications": hit.card["specifications"],
    }
