"""Counts what visitors do with widgets (contract §1.3): a beacon from their pages, the numbers for staff."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ValidationError

from parley.api.deps import Manager, Rt, get_company_config
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, SafeText
from parley.api.widgets import origins
from parley.api.widgets.by_id import WidgetId
from parley.errors import Invalid, NotFound, TooLarge
from parley.widgets import funnel
from parley.widgets.store import find_widget

router = APIRouter(tags=["widgets"])

Json = dict[str, Any]
_MAX_EVENT_BYTES = 1024


class WidgetEventBody(BaseModel):
    """What a beacon says: one event of one visitor."""

    event: Literal["shown", "opened"]
    visitor: SafeText


@router.post("/sales/{company_id}/widgets/{widget_id}/events", dependencies=[Depends(rate_limited("beacon"))])
async def widget_event(company_id: CompanyId, widget_id: WidgetId, request: Request, rt: Rt) -> Json:
    """Counts `{"event": "shown" | "opened", "visitor": "v_…"}`.

    The body is read whatever its content type says: a beacon that asked for no preflight is text/plain.
    """
    event = await _read_event(request)
    widget = await find_widget(rt, company_id, widget_id)
    if widget is None:
        raise NotFound("Widget not found")
    origins.require_allowed_site(rt, request, widget)
    await funnel.record_widget_event(rt, company_id, widget_id, event.event, event.visitor)
    return {"status": "ok"}


@router.get("/sales/{company_id}/widgets/stats", dependencies=[Depends(rate_limited("other"))])
async def widget_stats(
    company_id: CompanyId, rt: Rt, caller: Manager, days: Annotated[int, Query(ge=1, le=365)] = 30
) -> Json:
    """Visitors of the last `days` by the furthest step they got to, with 95 % intervals; experiments with a warning
    where visitors did not come by the weights."""
    await get_company_config(rt, company_id)
    return await funnel.funnel_report(rt, company_id, rt.clock() - timedelta(days=days))


async def _read_event(request: Request) -> WidgetEventBody:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_EVENT_BYTES:
            raise TooLarge("An event is a small JSON object")
    try:
        event = WidgetEventBody.model_validate_json(body)
    except ValidationError:
        raise Invalid('An event is {"event": "shown" or "opened", "visitor": "…"}') from None
    if not 1 <= len(event.visitor.strip()) <= 200:
        raise Invalid("visitor: must be an id of at most 200 characters")
    return event
