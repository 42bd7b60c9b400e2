"""Serves leads, and what became of their notices (contract §1.2)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from parley.api.deps import Manager, Rt, get_company_config, require_manager, require_service
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, RowId, SafeText
from parley.deliveries.admin import list_deliveries, resend_delivery
from parley.deliveries.renew import renew_notices
from parley.errors import NotFound
from parley.handover import ownership, staff
from parley.handover.ownership import StaffReply
from parley.leads import read
from parley.runtime import Runtime

router = APIRouter(tags=["leads"], dependencies=[Depends(rate_limited("other"))])

PageLimit = Annotated[int, Query(ge=1, le=200)]
# Who waits longest comes first: the list of leads shows so many of them.
_MAX_WAITING = 50


@router.get("/sales/all-leads", dependencies=[Depends(require_service)])
async def all_leads(rt: Rt, limit: PageLimit = 20) -> dict[str, Any]:
    """Returns the newest leads of all companies."""
    newest_leads = await read.list_all_leads(rt, limit)
    return {"leads": newest_leads, "count": len(newest_leads)}


@router.get("/sales/{company_id}/leads", dependencies=[Depends(require_manager)])
async def leads(company_id: CompanyId, rt: Rt, limit: PageLimit = 10) -> dict[str, Any]:
    """Returns the company's leads, the newest first, and the customers who wait for a person."""
    await get_company_config(rt, company_id)
    newest_leads = await read.list_leads(rt, company_id, limit)
    waiting = await staff.list_waiting(rt, company_id, _MAX_WAITING)
    return {"leads": newest_leads, "count": len(newest_leads), "waiting_for_human": waiting}


@router.get("/sales/{company_id}/leads/count", dependencies=[Depends(require_manager)])
async def leads_count(company_id: CompanyId, rt: Rt, period: str = "week") -> dict[str, Any]:
    """Returns how many leads there were in a period: day, week or month."""
    await get_company_config(rt, company_id)
    period = period if period in read.PERIOD_DAYS else "week"
    return {"count": await read.count_leads(rt, company_id, period, rt.clock()), "period": period}


@router.get("/sales/{company_id}/leads/stats", dependencies=[Depends(require_manager)])
async def leads_stats(company_id: CompanyId, rt: Rt) -> dict[str, Any]:
    """Returns how many leads came from which source."""
    await get_company_config(rt, company_id)
    sources = await read.count_leads_by_source(rt, company_id)
    return {"total": sum(sources.values()), "by_source": sources}


@router.get("/sales/{company_id}/deliveries", dependencies=[Depends(require_manager)])
async def deliveries(company_id: CompanyId, rt: Rt, limit: PageLimit = 50) -> dict[str, Any]:
    """Returns every notice and what became of it; with nothing set up, what would have been sent."""
    await get_company_config(rt, company_id)
    newest_deliveries = await list_deliveries(rt, company_id, limit)
    return {"deliveries": newest_deliveries, "count": len(newest_deliveries)}


@router.post("/sales/{company_id}/deliveries/{delivery_id}/send", dependencies=[Depends(require_manager)])
async def send_again(company_id: CompanyId, delivery_id: RowId, rt: Rt) -> dict[str, Any]:
    """Sends a failed or kept notice again."""
    await get_company_config(rt, company_id)
    if not await resend_delivery(rt, company_id, delivery_id, rt.clock()):
        raise NotFound("No failed or kept delivery has this id")
    return {"status": "queued", "id": delivery_id}


@router.get("/companies/{company_id}/handovers", dependencies=[Depends(require_manager)])
async def handovers(company_id: CompanyId, rt: Rt, limit: PageLimit = 50) -> dict[str, Any]:
    """Returns the customers who wait for a person, who waits longest first."""
    await get_company_config(rt, company_id)
    waiting = await staff.list_waiting(rt, company_id, limit)
    return {"handovers": waiting, "count": len(waiting)}


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
