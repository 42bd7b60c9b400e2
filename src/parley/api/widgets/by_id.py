"""Widgets by their ids, and what anybody may know of a company (contract §1.3)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from parley.api.deps import Manager, company_or_404, limited, runtime
from parley.api.values import CompanyId, Text, localized
from parley.api.widgets import origins
from parley.api.widgets.shapes import detail, full, public
from parley.companies import manage
from parley.errors import NotFound
from parley.models import Company, Profile
from parley.runtime import Runtime
from parley.tenants.config import active
from parley.widgets import store as widgets
from parley.widgets.store import HELLO

router = APIRouter(tags=["widgets"], dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
Json = dict[str, Any]


class WidgetSettings(BaseModel):
    """What a widget may be given beyond the contract; widgets/fields.py checks it."""

    greetings: dict[str, Text | None] | None = None
    is_active: bool | None = None
    domains: list[Text] | None = None
    experiment: Text | None = None
    weight: int | None = None
    position: str | None = None
    primary_color: str | None = None
    title: Text | None = None
    button_text: Text | None = None
    consent_text: Text | None = None
    consent_url: Text | None = None
    languages: list[str] | None = None


class NewWidget(WidgetSettings):
    channel_name: Text = ""
    greeting_message: Text | None = None


class WidgetChange(WidgetSettings):
    channel_name: Text | None = None
    greeting_message: Text | None = None


class MethodNotAllowed(NotFound):
    status = 405


def numeric(widget_id: str) -> int:
    """Numeric ids only: what channel-name addresses used to be answers 405 (⚑C9). 0 for an id that cannot be."""
    if not (widget_id.isascii() and widget_id.isdecimal()):
        raise MethodNotAllowed("Method Not Allowed")
    return int(widget_id) if len(widget_id) <= 9 else 0


WidgetId = Annotated[int, Depends(numeric)]


@router.get("/sales/{company_id}/widget-enabled")
async def widget_enabled(company_id: CompanyId, rt: Rt) -> Json:
    company = await company_or_404(rt, company_id)
    return {"enabled": company.widget_enabled, "company_id": company_id}


@router.post("/sales/{company_id}/widget-enabled")
async def switch_widget(company_id: CompanyId, rt: Rt, who: Manager, enabled: bool = True) -> Json:
    await manage.set_widget_enabled(rt, company_id, enabled, who.name)
    return {"enabled": enabled, "company_id": company_id}


@router.get("/sales/{company_id}/company-info")
async def company_info(company_id: CompanyId, rt: Rt) -> Json:
    """Name, logo and description for a widget's head; empty ones for an unknown company."""
    async with rt.db.scoped(company_id) as session:
        company, profile = await session.get(Company, company_id), await session.get(Profile, company_id)
    heard = await active(rt, company_id)
    description = company.description if company else ""
    return {
        "logo_url": (profile.logo_url if profile else "") or None,
        "company_name": company.name if company else "",
        "description": description,
        "descriptions": localized(profile.descriptions if profile else {}, description),
        "voice": heard is not None and rt.transcriber_for(heard) is not None,
    }


@router.get("/sales/companies/{company_id}/widgets")
async def list_widgets(company_id: CompanyId, rt: Rt) -> Json:
    told = [
        {
            "id": widget.id,
            "channel_name": widget.channel_name,
            "greeting_message": widget.greeting or HELLO,
            "widget_type": widget.widget_type,
            "url": widgets.url(rt, widget),
        }
        for widget in await widgets.every(rt, company_id)
        if widget.is_active and widget.widget_type == widgets.CHANNEL
    ]
    return {"widgets": told}


@router.get("/sales/{company_id}/widgets")
async def all_widgets(company_id: CompanyId, rt: Rt, who: Manager) -> Json:
    """For staff: every widget with all that can be set on it, those that are switched off too."""
    return {"widgets": [full(rt, widget) for widget in await widgets.every(rt, company_id)]}


@router.post("/sales/companies/{company_id}/widgets")
async def create_widget(company_id: CompanyId, body: NewWidget, rt: Rt, who: Manager) -> Json:
    await company_or_404(rt, company_id)
    settings = body.model_dump(exclude={"channel_name", "greeting_message"})
    widget = await widgets.create(rt, company_id, body.channel_name, body.greeting_message, who.name, **settings)
    return {"id": widget.id, "channel_name": widget.channel_name, "url": widgets.url(rt, widget)}


@router.get("/sales/companies/{company_id}/widgets/{widget_id}")
@router.get("/companies/{company_id}/widgets/{widget_id}")
async def widget_details(company_id: CompanyId, widget_id: WidgetId, request: Request, rt: Rt) -> Json:
    """`WidgetDetail`, and beside it whatever `…/config` tells."""
    widget = await widgets.find(rt, company_id, widget_id)
    if widget is None:
        raise NotFound("Widget not found")
    origins.check(rt, request, widget)
    return {**(await public(rt, widget) or {}), **detail(rt, widget)}


@router.patch("/sales/companies/{company_id}/widgets/{widget_id}")
async def change_widget(
    company_id: CompanyId, widget_id: WidgetId, body: WidgetChange, rt: Rt, who: Manager
) -> Json:
    widget = await widgets.change(rt, company_id, widget_id, body.model_dump(), who.name)
    if widget is None:
        raise NotFound("Widget not found")
    return {
        "id": widget.id,
        "channel_name": widget.channel_name,
        "greeting_message": widget.greeting or HELLO,
        "status": "updated",
    }


@router.delete("/sales/companies/{company_id}/widgets/{widget_id}")
@router.delete("/companies/{company_id}/widgets/{widget_id}")
async def delete_widget(company_id: CompanyId, widget_id: WidgetId, rt: Rt, who: Manager) -> Json:
    if not await widgets.remove(rt, company_id, widget_id, who.name):
        raise NotFound("Widget not found")
    return {"message": "Widget deleted successfully"}
