"""Chooses the flow that leads a company's customers: one of parley's, or the company's own as YAML."""

import asyncio
from typing import Any

from parley.companies import brands, manage
from parley.dialogue.yaml_flow import parse_flow
from parley.errors import Invalid
from parley.runtime import Runtime


async def describe_company_flow(rt: Runtime, company_id: int) -> dict[str, Any]:
    """Returns {"flow": its name, "own": whether it is the company's, "text": its YAML, "available": the others}."""
    profile = await brands.get_profile(rt, company_id)
    own_text = profile.flow_text
    name = parse_flow(own_text).name if own_text else profile.flow
    return {"flow": name, "own": bool(own_text), "text": own_text, "available": sorted(rt.flows)}


async def select_flow(rt: Runtime, company_id: int, name: str, by: str) -> dict[str, Any]:
    """Has the company led by one of parley's flows. Raises Invalid for a name that none has."""
    if name not in rt.flows:
        raise Invalid(f"flow: there is {', '.join(sorted(rt.flows))}")
    return await _save_flow(rt, company_id, name, "", by)


async def save_own_flow(rt: Runtime, company_id: int, text: str, by: str) -> dict[str, Any]:
    """Has the company led by a flow of its own, given as YAML. Raises Invalid that names the line."""
    # Not beside everybody else: a long text takes a while.
    flow = await asyncio.to_thread(parse_flow, text)
    return await _save_flow(rt, company_id, flow.name, text, by)


async def _save_flow(rt: Runtime, company_id: int, name: str, text: str, by: str) -> dict[str, Any]:
    at = rt.clock()
    async with manage.edit_company(rt, company_id, "flow changed", at, by) as edit:
        edit.profile.flow, edit.profile.flow_text, edit.profile.updated_at = name, text, at
    return await describe_company_flow(rt, company_id)
