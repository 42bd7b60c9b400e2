"""Serves what providers' models took: by day, and in one conversation."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from parley.api.deps import Rt, get_company_config, require_manager
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, RowId
from parley.tenants import model_usage

router = APIRouter(tags=["usage"], dependencies=[Depends(rate_limited("other")), Depends(require_manager)])


@router.get("/companies/{company_id}/usage")
async def usage(company_id: CompanyId, rt: Rt, days: Annotated[int, Query(ge=1, le=366)] = 30) -> dict[str, Any]:
    """Returns tokens and US dollars by day and model, the newest day first, their total, and how today's budget
    stands. A cost that is not known is null, never 0."""
    return await model_usage.company_usage(rt, await get_company_config(rt, company_id), days)


@router.get("/companies/{company_id}/usage/conversations/{conversation_id}")
async def usage_of_conversation(company_id: CompanyId, conversation_id: RowId, rt: Rt) -> dict[str, Any]:
    """Returns what the answers of one conversation took, each and together."""
    await get_company_config(rt, company_id)
    return await model_usage.conversation_usage(rt, company_id, conversation_id)
