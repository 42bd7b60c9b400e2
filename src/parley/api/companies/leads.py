"""Leads, and who was told of them (contract §1.2)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from parley.api.deps import company_or_404, limited, manager, runtime, super_admin
from parley.api.values import CompanyId, RowId
from parley.deliveries import announce
from parley.errors import NotFound
from parley.leads import read
from parley.runtime import Runtime

router = APIRouter(tags=["leads"], dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/sales/all-leads", dependencies=[Depends(super_admin)])
async def all_leads(rt: Rt, limit: Limit = 20) -> dict[str, Any]:
    told = await read.newest_of_all(rt, limit)
    return {"leads": told, "count": len(told)}


@router.get("/sales/{company_id}/leads", dependencies=[Depends(manager)])
async def leads(company_id: CompanyId, rt: Rt, limit: Limit = 10) -> dict[str, Any]:
    """The company's leads, newest first."""
    await company_or_404(rt, company_id)
    told = await read.newest(rt, company_id, limit)
    return {"leads": told, "count": len(told)}


@router.get("/sales/{company_id}/leads/count", dependencies=[Depends(manager)])
async def leads_count(company_id: CompanyId, rt: Rt, period: str = "week") -> dict[str, Any]:
    await company_or_404(rt, company_id)
    period = period if period in read.PERIODS else "week"
    return {"count": await read.count(rt, company_id, period, rt.clock()), "period": period}


@router.get("/sales/{company_id}/leads/stats", dependencies=[Depends(manager)])
async def leads_stats(company_id: CompanyId, rt: Rt) -> dict[str, Any]:
    await company_or_404(rt, company_id)
    sources = await read.by_source(rt, company_id)
    return {"total": sum(sources.values()), "by_source": sources}


@router.get("/sales/{company_id}/deliveries", dependencies=[Depends(manager)])
async def deliveries(company_id: CompanyId, rt: Rt, limit: Limit = 50) -> dict[str, Any]:
    """Every notice and what became of it; with nothing set up, what would have been sent."""
    await company_or_404(rt, company_id)
    told = await announce.deliveries(rt, company_id, limit)
    return {"deliveries": told, "count": len(told)}


@router.post("/sales/{company_id}/deliveries/{delivery_id}/send", dependencies=[Depends(manager)])
async def send_again(company_id: CompanyId, delivery_id: RowId, rt: Rt) -> dict[str, Any]:
    """Send a failed or kept notice again."""
    await company_or_404(rt, company_id)
    if not await announce.again(rt, company_id, delivery_id, rt.clock()):
        raise NotFound("No failed or kept delivery has this id")
    return {"status": "queued", "id": delivery_id}
