"""Serves what a widget on a page must know (contract §1.3): one shape for a widget by its id and for a site's."""

from typing import Any

from fastapi import APIRouter, Depends, Request

from parley.api.deps import Rt
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, localize_texts
from parley.api.widgets import origins
from parley.api.widgets.by_id import WidgetId
from parley.api.widgets.shapes import widget_public_json
from parley.errors import Invalid, NotFound
from parley.widgets.domains import display_domain, normalize_domain
from parley.widgets.store import DEFAULT_GREETING, find_site_widget, find_widget

router = APIRouter(tags=["widgets"], dependencies=[Depends(rate_limited("other"))])

Json = dict[str, Any]


@router.get("/sales/widget/config")
async def site_config(request: Request, rt: Rt, visitor: str = "") -> Json:
    """Returns the configuration of the widget of the site whose page asks: the Referer's host says which."""
    referer = request.headers.get("referer", "")
    if not referer:
        raise Invalid("Referer header required")
    domain = normalize_domain(referer) if "://" in referer else ""
    if not domain:
        raise Invalid("Invalid referer")
    widget = await find_site_widget(rt, domain)
    config = await widget_public_json(rt, widget, visitor)
    if widget is None or config is None:
        raise NotFound(f"Widget not found for domain: {display_domain(domain)}")
    # Deployed scripts of sites show the Russian words where there is no translation.
    texts = localize_texts(widget.greetings, widget.greeting or DEFAULT_GREETING)
    return {**config, "greetings": {**config["greetings"], **texts}} if config["widget_id"] == widget.id else config


@router.get("/sales/{company_id}/widgets/{widget_id}/config")
async def widget_config(
    company_id: CompanyId, widget_id: WidgetId, request: Request, rt: Rt, visitor: str = ""
) -> Json:
    """Returns the configuration of a widget by its id.

    For a `visitor` (its own id of itself) of an experiment it is that of the variant it sees: `widget_id` then is
    the variant's, and to be sent as `source`.
    """
    widget = await find_widget(rt, company_id, widget_id)
    if widget is not None:
        origins.require_allowed_site(rt, request, widget)
    config = await widget_public_json(rt, widget, visitor)
    if config is None:
        raise NotFound("Widget not found")
    return config
