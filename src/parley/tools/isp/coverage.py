"""The tool over the addresses a company serves."""

from typing import Any

from parley.tools.base import ToolContext, tool
from parley.verticals.isp.coverage import find_coverage


@tool(aliases=("check_address_gas",), flow_only=True)
async def check_coverage(context: ToolContext, address: str) -> dict[str, Any]:
    """Whether the company's service can be had at an address. `address`: city, street and house as the customer
    gave them. `available` true or false is sure. Without success nobody can say yet: `message` tells what to ask
    the customer, or that it is looked up by hand; never say no then."""
    coverage = await find_coverage(context.runtime, context.company, address, context.language)
    if coverage.available is None:
        candidates = {"candidates": list(coverage.candidates)} if coverage.candidates else {}
        return {"success": False, "available": None, "message": coverage.message, **candidates}
    details = {"address_full": coverage.address_full, "technology": coverage.technology}
    return {
        "success": True,
        "available": coverage.available,
        **{name: value for name, value in details.items() if value},
        "message": coverage.message,
    }
