"""Serves widgets of websites, one site each (contract §1.3)."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from parley.api.deps import Manager, Rt, get_company_config
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, SafeText
from parley.api.widgets.by_id import WidgetId
from parley.errors import Invalid, NotFound
from parley.models import Widget
from parley.runtime import Runtime
from parley.widgets.domains import display_domain
from parley.widgets.store import (
    DEFAULT_GREETING,
    WEBSITE_WIDGET,
    add_widget,
    find_widget,
    find_widgets,
    remove_widget,
    toggle_widget,
    update_widget,
)

router = APIRouter(tags=["widgets"], dependencies=[Depends(rate_limited("other"))])

Json = dict[str, Any]


class WebWidgetBody(BaseModel):
    """The site of a widget, and its greeting in Russian."""

    domain: SafeText | None = None
    greeting_ru: SafeText | None = None


@router.get("/sales/{company_id}/web-widgets")
async def list_web_widgets(company_id: CompanyId, rt: Rt, caller: Manager) -> list[Json]:
    """Returns the websites' widgets, the newest first, those that are switched off too."""
    site_widgets = [widget for widget in await find_widgets(rt, company_id) if widget.widget_type == WEBSITE_WIDGET]
    return [
        {
            **_web_widget_json(widget),
            "is_active": widget.is_active,
            "created_at": widget.created_at.isoformat(),
        }
        for widget in reversed(site_widgets)
    ]


@router.post("/sales/{company_id}/web-widgets")
async def create_web_widget(company_id: CompanyId, body: WebWidgetBody, rt: Rt, caller: Manager) -> Json:
    """Creates a widget for a website."""
    if not (body.domain or "").strip() or not (body.greeting_ru or "").strip():
        raise Invalid("Domain and greeting_ru required")
    await get_company_config(rt, company_id)
    widget = await add_widget(rt, company_id, "web", body.greeting_ru, caller.name, domain=body.domain)
    return {"id": widget.id, "domain": display_domain(widget.domain), "message": "Widget created"}


@router.patch("/sales/{company_id}/web-widgets/{widget_id}")
async def change_web_widget(
    company_id: CompanyId, widget_id: WidgetId, body: WebWidgetBody, rt: Rt, caller: Manager
) -> Json:
    """Changes a widget's site or greeting."""
    fields = {"domain": body.domain or None, "greeting_message": body.greeting_ru or None}
    if not any(fields.values()):
        raise Invalid("greeting_ru or domain required")
    await _get_site_widget(rt, company_id, widget_id)
    widget = await update_widget(rt, company_id, widget_id, fields, caller.name)
    return _web_widget_json(widget or await _get_site_widget(rt, company_id, widget_id))


@router.patch("/sales/{company_id}/web-widgets/{widget_id}/toggle")
async def toggle_web_widget(company_id: CompanyId, widget_id: WidgetId, rt: Rt, caller: Manager) -> Json:
    """Switches a widget on or off."""
    await _get_site_widget(rt, company_id, widget_id)
    widget = await toggle_widget(rt, company_id, widget_id, caller.name)
    return {"id": widget.id, "domain": display_domain(widget.domain), "is_active": widget.is_active}


@router.delete("/sales/{company_id}/web-widgets/{widget_id}")
async def delete_web_widget(company_id: CompanyId, widget_id: WidgetId, rt: Rt, caller: Manager) -> Json:
    """Deletes a website's widget."""
    await _get_site_widget(rt, company_id, widget_id)
    await remove_widget(rt, company_id, widget_id, caller.name)
    return {"message": "Widget deleted"}


async def _get_site_widget(rt: Runtime, company_id: int, widget_id: int) -> Widget:
    """Returns a website's widget of the company. Raises NotFound."""
    widget = await find_widget(rt, company_id, widget_id)
    if widget is None or widget.widget_type != WEBSITE_WIDGET:
        raise NotFound("Widget not found")
    return widget


def _web_widget_json(widget: Widget) -> Json:
    greeting = widget.greeting or DEFAULT_GREETING
    return {"id": widget.id, "domain": display_domain(widget.domain), "greeting_ru": greeting}
