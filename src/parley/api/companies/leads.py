"""Serves leads, and what became of their notices (contract §1.2)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from parley.api.deps import Rt, get_company_config, require_manager, require_service
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, RowId
from parley.deliveries.admin import list_deliveries, resend_delivery
from parley.errors import NotFound
from parley.handover import staff
from parley.leads import read

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
