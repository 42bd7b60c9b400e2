"""Serves what happened in a company's conversations (contract §7.1)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from parley.api.deps import Rt, get_company_config, require_manager
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, RowId
from parley.domain.conversation_event import EventName
from parley.events.read import EventFilter, read_events

router = APIRouter(tags=["events"], dependencies=[Depends(rate_limited("other")), Depends(require_manager)])


@router.get("/companies/{company_id}/events")
async def events(
    company_id: CompanyId,
    rt: Rt,
    after: Annotated[str, Query(max_length=64)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    conversation: RowId | None = None,
    kind: EventName | None = None,
) -> dict[str, Any]:
    """Returns what happened behind a cursor, oldest first, and the cursor for the next call. `after`: the `next` of
    an answer, `latest` for what happens from now on, or nothing for all that is kept."""
    await get_company_config(rt, company_id)
    return await read_events(rt, company_id, after, limit, EventFilter(conversation, kind))
