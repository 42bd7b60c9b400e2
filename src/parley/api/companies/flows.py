"""Serves the flow that leads a company's customers, and where a conversation stands in it."""

from typing import Any

from fastapi import APIRouter, Depends, Request

from parley.api.bodies import read_json
from parley.api.deps import Brand, BrandManager, Rt, get_caller
from parley.api.limits import rate_limited
from parley.companies import flows
from parley.conversation import progress
from parley.dialogue.yaml_flow import MAX_FLOW_BYTES
from parley.errors import Forbidden, Invalid, NotAuthenticated, NotFound, TooLarge

router = APIRouter(tags=["flows"], dependencies=[Depends(rate_limited("other"))])


@router.get("/conversations/{conversation}/flow")
async def conversation_flow(conversation: str, request: Request, rt: Rt) -> dict[str, Any]:
    """Returns where a conversation stands in its flow: step, known and missing.

    `conversation`: its number or the id its client knows it by. A manager's own company is searched; others say
    which company they mean by `?brand=`, or give the number.
    """
    caller = await get_caller(request)
    if not caller.is_authenticated:
        raise NotAuthenticated("Not authenticated")
    company = await progress.find_conversation_company(
        rt, conversation, caller.company_id, request.query_params.get("brand", "")
    )
    if company is None:
        raise NotFound("Conversation not found")
    if not caller.can_manage(company.id):
        raise Forbidden("Forbidden")
    flow_state = await progress.flow_progress(rt, company, conversation)
    if flow_state is None:
        raise NotFound("Conversation not found")
    return flow_state


@router.get("/brands/{brand_id}/flow")
async def read_flow(caller: BrandManager, company: Brand, rt: Rt) -> dict[str, Any]:
    """Returns the flow in use, and which there are."""
    return await flows.describe_company_flow(rt, company.id)


@router.put("/brands/{brand_id}/flow")
async def write_flow(caller: BrandManager, company: Brand, request: Request, rt: Rt) -> dict[str, Any]:
    """Chooses a flow: `{"flow": "shop"}` as JSON takes one that is there, any other body is one's own as YAML.

    What is wrong with it is told with its line, and nothing changes (docs/flows.md).
    """
    body = await request.body()
    if len(body) > MAX_FLOW_BYTES:
        raise TooLarge(f"A flow has at most {MAX_FLOW_BYTES // 1024} KiB")
    if request.headers.get("content-type", "").startswith("application/json"):
        content = await read_json(request)
        name = content.get("flow") if isinstance(content, dict) else ""
        return await flows.select_flow(rt, company.id, str(name or ""), caller.name)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid("The flow must be UTF-8 text") from None
    return await flows.save_own_flow(rt, company.id, text, caller.name)


@router.delete("/brands/{brand_id}/flow")
async def delete_flow(caller: BrandManager, company: Brand, rt: Rt) -> dict[str, Any]:
    """Goes back to the usual flow."""
    return await flows.select_flow(rt, company.id, "lead_capture", caller.name)
