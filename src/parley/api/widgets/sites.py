"""Widgets of websites, one site each (contract §1.3)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from parley.api.deps import Manager, company_or_404, limited, runtime
from parley.api.values import CompanyId, Text
from parley.api.widgets.by_id import WidgetId
from parley.errors import Invalid, NotFound
from parley.models import Widget
from parley.runtime import Runtime
from parley.widgets import store as widgets
from parley.widgets.domains import shown

router = APIRouter(tags=["widgets"], dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
Json = dict[str, Any]


class WebWidget(BaseModel):
    domain: Text | None = None
    greeting_ru: Text | None = None


@router.get("/sales/{company_id}/web-widgets")
async def list_web_widgets(company_id: CompanyId, rt: Rt, who: Manager) -> list[Json]:
    """The newest first, those that are switched off too."""
    own = [widget for widget in await widgets.every(rt, company_id) if widget.widget_type == widgets.WEBSITE]
    return [
        {
            **_told(widget),
            "is_active": widget.is_active,
            "created_at": widget.created_at.isoformat(),
        }
        for widget in reversed(own)
    ]


@router.post("/sales/{company_id}/web-widgets")
async def create_web_widget(company_id: CompanyId, body: WebWidget, rt: Rt, who: Manager) -> Json:
    if not (body.domain or "").strip() or not (body.greeting_ru or "").strip():
        raise Invalid("Domain and greeting_ru required")
    await company_or_404(rt, company_id)
    made = await widgets.create(rt, company_id, "web", body.greeting_ru, who.name, domain=body.domain)
    return {"id": made.id, "domain": shown(made.domain), "message": "Widget created"}


@router.patch("/sales/{company_id}/web-widgets/{widget_id}")
async def change_web_widget(
    company_id: CompanyId, widget_id: WidgetId, body: WebWidget, rt: Rt, who: Manager
) -> Json:
    fields = {"domain": body.domain or None, "greeting_message": body.greeting_ru or None}
    if not any(fields.values()):
        raise Invalid("greeting_ru or domain required")
    await _website(rt, company_id, widget_id)
    changed = await widgets.change(rt, company_id, widget_id, fields, who.name)
    return _told(changed or await _website(rt, company_id, widget_id))


@router.patch("/sales/{company_id}/web-widgets/{widget_id}/toggle")
async def toggle_web_widget(company_id: CompanyId, widget_id: WidgetId, rt: Rt, who: Manager) -> Json:
    await _website(rt, company_id, widget_id)
    widget = await widgets.switch(rt, company_id, widget_id, who.name)
    return {"id": widget.id, "domain": shown(widget.domain), "is_active": widget.is_active}


@router.delete("/sales/{company_id}/web-widgets/{widget_id}")
async def delete_web_widget(company_id: CompanyId, widget_id: WidgetId, rt: Rt, who: Manager) -> Json:
    await _website(rt, company_id, widget_id)
    await widgets.remove(rt, company_id, widget_id, who.name)
    return {"message": "Widget deleted"}


async def _website(rt: Runtime, company_id: int, widget_id: int) -> Widget:
    """A website's widget of the company. Raises NotFound."""
    widget = await widgets.find(rt, company_id, widget_id)
    if widget is None or widget.widget_type != widgets.WEBSITE:
        raise NotFound("Widget not found")
    return widget


def _told(widget: Widget) -> Json:
    greeting = widget.greeting or widgets.HELLO
    return {"id": widget.id, "domain": shown(widget.domain), "greeting_ru": greeting}
