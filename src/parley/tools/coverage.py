"""The tool over the addresses a company serves."""

from typing import Any

from parley.tools.base import ToolContext, tool
from parley.verticals.isp.coverage import find_coverage


@tool(aliases=("check_address_gas",), flow_only=True)
async def check_coverage(context: ToolContext, address: str) -> dict[str, Any]:
    """Whether the company's service can be had at an address. `address`: city, street and house as the customer
    gave them. `available` true or false is sure. Without success nobody can say yet: `message` tells what to ask
    the customer, or that it is looked up by hand; never say no then."""
    found = await find_coverage(context.runtime, context.company, address)
    if found.available is None:
        missing = {"candidates": list(found.candidates)} if found.candidates else {}
        return {"success": False, "available": None, "message": found.message, **missing}
    told = {"address_full": found.address_full, "technology": found.technology}
    return {
        "success": True,
        "available": found.available,
        **{name: value for name, value in told.items() if value},
        "message": found.message,
    }
