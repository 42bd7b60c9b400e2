"""Serves widgets by their ids, and what anybody may know of a company (contract §1.3)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, WithJsonSchema

from parley.api.bodies import BodyOrQuery, validate_body
from parley.api.deps import Manager, Rt, get_company_config
from parley.api.limits import rate_limited
from parley.api.values import ID_SCHEMA, CompanyId, SafeText, localize_texts
from parley.api.widgets import origins
from parley.api.widgets.shapes import widget_detail_json, widget_public_json, widget_staff_json
from parley.companies import manage
from parley.errors import NotFound
from parley.models import Company, Profile
from parley.tenants.config import active_config
from parley.text.row_ids import parse_id
from parley.widgets.store import (
    CHANNEL_WIDGET,
    DEFAULT_GREETING,
    add_widget,
    find_widget,
    find_widgets,
    remove_widget,
    update_widget,
    widget_url,
)

router = APIRouter(tags=["widgets"], dependencies=[Depends(rate_limited("other"))])

Json = dict[str, Any]


class WidgetSwitch(BaseModel):
    """Whether the company's widgets are switched on."""

    enabled: bool


class WidgetSettings(BaseModel):
    """The fields of a widget beyond the contract; widgets/fields.py checks them."""

    greetings: dict[str, SafeText | None] | None = None
    is_active: bool | None = None
    domains: list[SafeText] | None = None
    experiment: SafeText | None = None
    weight: int | None = None
    position: str | None = None
    primary_color: str | None = None
    title: SafeText | None = None
    button_text: SafeText | None = None
    consent_text: SafeText | None = None
    consent_url: SafeText | None = None
    languages: list[str] | None = None


class NewWidget(WidgetSettings):
    """A widget to be created."""

    channel_name: SafeText = ""
    greeting_message: SafeText | None = None


class WidgetChange(WidgetSettings):
    """What changes of a widget."""

    channel_name: SafeText | None = None
    greeting_message: SafeText | None = None


class MethodNotAllowed(NotFound):
    """An address that exists for another method only, or did once."""

    status = 405


def parse_widget_id(widget_id: Annotated[str, WithJsonSchema(ID_SCHEMA)]) -> int:
    """Returns a widget's id, 0 for one that cannot be. Raises MethodNotAllowed for a word.

    Addresses by a channel's name existed once, and answer 405 (⚑C9).
    """
    if not (widget_id.isascii() and widget_id.isdecimal()):
        raise MethodNotAllowed("Method Not Allowed")
    return parse_id(widget_id)


WidgetId = Annotated[int, Depends(parse_widget_id)]


@router.get("/sales/{company_id}/widget-enabled")
async def widget_enabled(company_id: CompanyId, rt: Rt) -> Json:
    """Tells whether the company's widgets are switched on."""
    company = await get_company_config(rt, company_id)
    return {"enabled": company.widget_enabled, "company_id": company_id}


@router.post("/sales/{company_id}/widget-enabled")
async def switch_widget(company_id: CompanyId, rt: Rt, caller: Manager, fields: BodyOrQuery) -> Json:
    """Switches all widgets of the company on or off, as `enabled` in the body or the query says."""
    enabled = validate_body(WidgetSwitch, fields).enabled
    await manage.set_widget_enabled(rt, company_id, enabled, caller.name)
    return {"enabled": enabled, "company_id": company_id}


@router.get("/sales/{company_id}/company-info")
async def company_info(company_id: CompanyId, rt: Rt) -> Json:
    """Returns name, logo and description for a widget's head; empty ones for an unknown company."""
    async with rt.db.scoped(company_id) as session:
        company, profile = await session.get(Company, company_id), await session.get(Profile, company_id)
    config = await active_config(rt, company_id)
    description = company.description if company else ""
    return {
        "logo_url": (profile.logo_url if profile else "") or None,
        "company_name": company.name if company else "",
        "description": description,
        "descriptions": localize_texts(profile.descriptions if profile else {}, description),
        "voice": config is not None and rt.transcriber_for(config) is not None,
    }


@router.get("/sales/companies/{company_id}/widgets")
async def list_widgets(company_id: CompanyId, rt: Rt) -> Json:
    """Returns the channel widgets that are switched on."""
    channel_widgets = [
        {
            "id": widget.id,
            "channel_name": widget.channel_name,
            "greeting_message": widget.greeting or DEFAULT_GREETING,
            "widget_type": widget.widget_type,
            "url": widget_url(rt, widget),
        }
        for widget in await find_widgets(rt, company_id)
        if widget.is_active and widget.widget_type == CHANNEL_WIDGET
    ]
    return {"widgets": channel_widgets}


@router.get("/sales/{company_id}/widgets")
async def all_widgets(company_id: CompanyId, rt: Rt, caller: Manager) -> Json:
    """Returns every widget with all that can be set on it, those that are switched off too, for staff."""
    return {"widgets": [widget_staff_json(rt, widget) for widget in await find_widgets(rt, company_id)]}


@router.post("/sales/companies/{company_id}/widgets")
async def create_widget(company_id: CompanyId, body: NewWidget, rt: Rt, caller: Manager) -> Json:
    """Creates a widget."""
    await get_company_config(rt, company_id)
    settings = body.model_dump(exclude={"channel_name", "greeting_message"})
    widget = await add_widget(rt, company_id, body.channel_name, body.greeting_message, caller.name, **settings)
    return {"id": widget.id, "channel_name": widget.channel_name, "url": widget_url(rt, widget)}


@router.get("/sales/companies/{company_id}/widgets/{widget_id}")
@router.get("/companies/{company_id}/widgets/{widget_id}")
async def widget_details(company_id: CompanyId, widget_id: WidgetId, request: Request, rt: Rt) -> Json:
    """Returns `WidgetDetail`, and beside it whatever `…/config` tells."""
    widget = await find_widget(rt, company_id, widget_id)
    if widget is None:
        raise NotFound("Widget not found")
    origins.require_allowed_site(rt, request, widget)
    return {**(await widget_public_json(rt, widget) or {}), **widget_detail_json(rt, widget)}


@router.patch("/sales/companies/{company_id}/widgets/{widget_id}")
async def change_widget(
    company_id: CompanyId, widget_id: WidgetId, body: WidgetChange, rt: Rt, caller: Manager
) -> Json:
    """Changes the fields of a widget that are there."""
    widget = await update_widget(rt, company_id, widget_id, body.model_dump(), caller.name)
    if widget is None:
        raise NotFound("Widget not found")
    return {
        "id": widget.id,
        "channel_name": widget.channel_name,
        "greeting_message": widget.greeting or DEFAULT_GREETING,
        "status": "updated",
    }


@router.delete("/sales/companies/{company_id}/widgets/{widget_id}")
@router.delete("/companies/{company_id}/widgets/{widget_id}")
async def delete_widget(company_id: CompanyId, widget_id: WidgetId, rt: Rt, caller: Manager) -> Json:
    """Deletes a widget."""
    if not await remove_widget(rt, company_id, widget_id, caller.name):
        raise NotFound("Widget not found")
    return {"message": "Widget deleted successfully"}
