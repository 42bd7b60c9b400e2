"""Which flow leads a company's customers."""

from typing import Any

from parley.companies import brands, manage
from parley.dialogue import yaml_flow as written
from parley.errors import Invalid
from parley.runtime import Runtime


async def told(rt: Runtime, company_id: int) -> dict[str, Any]:
    profile = await brands.configuration(rt, company_id)
    own = profile.flow_text
    name = written.parse(own).name if own else profile.flow
    return {"flow": name, "own": bool(own), "text": own, "available": sorted(rt.flows)}


async def choose(rt: Runtime, company_id: int, name: str, by: str) -> dict[str, Any]:
    """One of those that are there. Raises Invalid for any other."""
    if name not in rt.flows:
        raise Invalid(f"flow: there is {', '.join(sorted(rt.flows))}")
    return await _store(rt, company_id, name, "", by)


async def write(rt: Runtime, company_id: int, text: str, by: str) -> dict[str, Any]:
    """The company's own. Raises Invalid that names the line."""
    flow = written.parse(text)
    return await _store(rt, company_id, flow.name, text, by)


async def _store(rt: Runtime, company_id: int, name: str, text: str, by: str) -> dict[str, Any]:
    at = rt.clock()
    async with manage.changing(rt, company_id, "flow changed", at, by) as (_, profile):
        profile.flow, profile.flow_text, profile.updated_at = name, text, at
    return await told(rt, company_id)
