"""What a widget on a page must know (contract §1.3): one shape for a widget by its id and for a site's."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from parley.api.deps import limited, runtime
from parley.api.values import CompanyId, localized
from parley.api.widgets import origins
from parley.api.widgets.by_id import WidgetId
from parley.api.widgets.shapes import public
from parley.errors import Invalid, NotFound
from parley.runtime import Runtime
from parley.widgets import domains as sites
from parley.widgets import store as widgets

router = APIRouter(tags=["widgets"], dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
Json = dict[str, Any]


@router.get("/sales/widget/config")
async def site_config(request: Request, rt: Rt, visitor: str = "") -> Json:
    """Of the site whose page asks: the Referer's host says which."""
    referer = request.headers.get("referer", "")
    if not referer:
        raise Invalid("Referer header required")
    domain = sites.domain(referer) if "://" in referer else ""
    if not domain:
        raise Invalid("Invalid referer")
    widget = await widgets.of_site(rt, domain)
    told = await public(rt, widget, visitor)
    if widget is None or told is None:
        raise NotFound(f"Widget not found for domain: {sites.shown(domain)}")
    # Deployed scripts of sites show the Russian words where there is no translation.
    words = localized(widget.greetings, widget.greeting or widgets.HELLO)
    return {**told, "greetings": {**told["greetings"], **words}} if told["widget_id"] == widget.id else told


@router.get("/sales/{company_id}/widgets/{widget_id}/config")
async def widget_config(
    company_id: CompanyId, widget_id: WidgetId, request: Request, rt: Rt, visitor: str = ""
) -> Json:
    """Of a widget by its id. For a `visitor` (its own id of itself) of an experiment, of the variant it sees:
    `widget_id` then is the variant's, and to be sent as `source`."""
    widget = await widgets.find(rt, company_id, widget_id)
    if widget is not None:
        origins.check(rt, request, widget)
    told = await public(rt, widget, visitor)
    if told is None:
        raise NotFound("Widget not found")
    return told
