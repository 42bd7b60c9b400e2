"""Serves hand-overs to a company's staff (contract §7.1): who waits, whose turn it is, what became of them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from parley.api.deps import Manager, Rt, get_company_config, require_manager
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, RowId, SafeText
from parley.companies.handover_settings import read_handover_settings, write_handover_settings
from parley.deliveries.renew import renew_notices
from parley.domain.handover import HandoverState
from parley.errors import NotFound
from parley.handover import ownership, staff
from parley.handover.numbers import count_handovers
from parley.handover.ownership import StaffReply
from parley.runtime import Runtime

router = APIRouter(tags=["hand-overs"], dependencies=[Depends(rate_limited("other")), Depends(require_manager)])


@router.get("/companies/{company_id}/handovers")
async def handovers(
    company_id: CompanyId,
    rt: Rt,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    state: HandoverState | None = None,
) -> dict[str, Any]:
    """Returns the customers who wait for a person, who waits longest first; or the hand-overs of one state."""
    await get_company_config(rt, company_id)
    found = await staff.list_handovers(rt, company_id, {state} if state else staff.OPEN_STATES, limit)
    return {"handovers": found, "count": len(found)}


@router.get("/companies/{company_id}/handovers/numbers")
async def handover_numbers(
    company_id: CompanyId, rt: Rt, days: Annotated[int, Query(ge=1, le=400)] = 30
) -> dict[str, Any]:
    """Returns how many were asked for in the last days, taken, answered and never answered, and how fast."""
    await get_company_config(rt, company_id)
    return await count_handovers(rt, company_id, days, rt.clock())


class HandoverSettings(BaseModel):
    """What is promised to who asks for a person; what is not given stays."""

    model_config = ConfigDict(extra="forbid")

    acknowledge_minutes: int = Field(default=5, ge=1, le=1440)
    answer_minutes: int = Field(default=15, ge=1, le=1440)
    return_minutes: int = Field(default=120, ge=5, le=10080)
    people: list[Annotated[SafeText, Field(min_length=1, max_length=100)]] = Field(default=[], max_length=50)


@router.get("/companies/{company_id}/handovers/settings")
async def read_settings(company_id: CompanyId, rt: Rt) -> dict[str, Any]:
    """Returns what the company promises to who asks for a person."""
    return read_handover_settings(await get_company_config(rt, company_id))


@router.put("/companies/{company_id}/handovers/settings")
async def write_settings(company_id: CompanyId, body: HandoverSettings, rt: Rt, caller: Manager) -> dict[str, Any]:
    """Changes what the company promises to who asks for a person."""
    company = await get_company_config(rt, company_id)
    return await write_handover_settings(rt, company, body.model_dump(exclude_unset=True), caller.name)


class StaffWords(BaseModel):
    """What a person of the staff writes to a customer."""

    text: SafeText = Field(min_length=1, max_length=4000)
    #: how the customer is to know the person; the key's name where it is not given
    name: SafeText = Field(default="", max_length=100)


class StaffName(BaseModel):
    """Who takes a conversation."""

    name: SafeText = Field(default="", max_length=100)


async def _handover_conversation(rt: Runtime, company_id: int, handover_id: int) -> int:
    await get_company_config(rt, company_id)
    conversation_id = await staff.find_conversation_of(rt, company_id, handover_id)
    if conversation_id is None:
        raise NotFound("No hand-over has this id")
    return conversation_id


@router.post("/companies/{company_id}/handovers/{handover_id}/acknowledge")
async def acknowledge_handover(
    company_id: CompanyId, handover_id: RowId, rt: Rt, caller: Manager, body: StaffName | None = None
) -> dict[str, Any]:
    """Takes the conversation of a hand-over: the bot is silent in it from now on."""
    conversation_id = await _handover_conversation(rt, company_id, handover_id)
    name = (body.name if body else "") or caller.name
    async with rt.db.scoped(company_id) as session:
        await ownership.take_over(session, conversation_id, name, rt.clock())
        await renew_notices(rt, session, company_id, conversation_id, rt.clock())
    return {"status": "acknowledged", "id": handover_id, "by": name}


class Assignee(BaseModel):
    """Who is to take a hand-over."""

    name: SafeText = Field(min_length=1, max_length=100)


@router.post("/companies/{company_id}/handovers/{handover_id}/assign")
async def assign_handover(
    company_id: CompanyId, handover_id: RowId, body: Assignee, rt: Rt, caller: Manager
) -> dict[str, Any]:
    """Names who is to take a hand-over, and tells the staff; the bot goes on until they take it."""
    company = await get_company_config(rt, company_id)
    if not await staff.assign_handover(rt, company, handover_id, body.name, caller.name):
        raise NotFound("No open hand-over has this id")
    return {"status": "assigned", "id": handover_id, "to": body.name}


@router.post("/companies/{company_id}/handovers/{handover_id}/answer")
async def answer_handover(
    company_id: CompanyId, handover_id: RowId, body: StaffWords, rt: Rt, caller: Manager
) -> dict[str, Any]:
    """Answers the customer where they wrote, and takes the conversation."""
    conversation_id = await _handover_conversation(rt, company_id, handover_id)
    reply = StaffReply(body.text, body.name or caller.name)
    async with rt.db.scoped(company_id) as session:
        message_id = await ownership.answer_as_person(rt, session, company_id, conversation_id, reply, rt.clock())
        await renew_notices(rt, session, company_id, conversation_id, rt.clock())
    return {"status": "sent", "id": handover_id, "message_id": message_id}


@router.post("/companies/{company_id}/handovers/{handover_id}/return")
async def return_handover(company_id: CompanyId, handover_id: RowId, rt: Rt, caller: Manager) -> dict[str, Any]:
    """Gives the conversation back to the bot, and closes the hand-over."""
    conversation_id = await _handover_conversation(rt, company_id, handover_id)
    async with rt.db.scoped(company_id) as session:
        await ownership.give_back(session, conversation_id, caller.name, rt.clock())
        await renew_notices(rt, session, company_id, conversation_id, rt.clock())
    return {"status": "returned", "id": handover_id}


@router.post("/companies/{company_id}/handovers/{handover_id}/close")
async def close_handover(company_id: CompanyId, handover_id: RowId, rt: Rt, caller: Manager) -> dict[str, Any]:
    """Closes a hand-over that somebody of the staff has seen to; the next wish for a person opens another."""
    await get_company_config(rt, company_id)
    if not await staff.close_handover(rt, company_id, handover_id, caller.name, rt.clock()):
        raise NotFound("No hand-over has this id")
    return {"status": "closed", "id": handover_id}
