"""What visitors do with widgets (contract §1.3): a beacon from their pages, the numbers for staff."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ValidationError

from parley.api.deps import Manager, company_or_404, limited, runtime
from parley.api.values import CompanyId, Text
from parley.api.widgets import origins
from parley.api.widgets.by_id import WidgetId
from parley.errors import Invalid, NotFound, TooLarge
from parley.runtime import Runtime
from parley.widgets import funnel
from parley.widgets import store as widgets

router = APIRouter(tags=["widgets"])

Rt = Annotated[Runtime, Depends(runtime)]
Json = dict[str, Any]
_LONGEST = 1024


class Event(BaseModel):
    event: Literal["shown", "opened"]
    visitor: Text


@router.post("/sales/{company_id}/widgets/{widget_id}/events", dependencies=[Depends(limited("beacon"))])
async def widget_event(company_id: CompanyId, widget_id: WidgetId, request: Request, rt: Rt) -> Json:
    """`{"event": "shown" | "opened", "visitor": "v_…"}`. Read whatever its content type says: a beacon that asked
    for no preflight is text/plain."""
    given = await _event(request)
    widget = await widgets.find(rt, company_id, widget_id)
    if widget is None:
        raise NotFound("Widget not found")
    origins.check(rt, request, widget)
    await funnel.happened(rt, company_id, widget_id, given.event, given.visitor)
    return {"status": "ok"}


@router.get("/sales/{company_id}/widgets/stats", dependencies=[Depends(limited("other"))])
async def widget_stats(
    company_id: CompanyId, rt: Rt, who: Manager, days: Annotated[int, Query(ge=1, le=365)] = 30
) -> Json:
    """Visitors of the last `days` by the furthest step they got to, with 95 % intervals; experiments with a warning
    where visitors did not come by the weights."""
    await company_or_404(rt, company_id)
    return await funnel.told(rt, company_id, rt.clock() - timedelta(days=days))


async def _event(request: Request) -> Event:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST:
            raise TooLarge("An event is a small JSON object")
    try:
        event = Event.model_validate_json(body)
    except ValidationError:
        raise Invalid('An event is {"event": "shown" or "opened", "visitor": "…"}') from None
    if not 1 <= len(event.visitor.strip()) <= 200:
        raise Invalid("visitor: must be an id of at most 200 characters")
    return event
