"""Serves the pages people see: start, chat, leads. Plain files with a few placeholders, filled in escaped."""

import re
from collections.abc import Sequence

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Row, func, select
from starlette.responses import HTMLResponse, Response

from parley.api.deps import Rt
from parley.api.limits import rate_limited
from parley.api.static_files import fill_placeholders, find_template, html_response, widget_not_found
from parley.api.widgets.by_id import parse_widget_id
from parley.api.widgets.shapes import widget_look
from parley.models import Company, Profile, Widget
from parley.runtime import Runtime
from parley.tenants.config import active_config_of_brand, load_config
from parley.widgets import greetings
from parley.widgets.domains import frame_ancestors
from parley.widgets.store import find_widget, find_widgets, widget_url

router = APIRouter(include_in_schema=False, dependencies=[Depends(rate_limited("other"))])

_MAX_CARDS = 12
_CARD_TEMPLATE = re.compile(r"<!-- company -->(.*?)<!-- /company -->", re.DOTALL)


@router.get("/w/{company_id}/{widget_id}")
async def chat_page(company_id: str, widget_id: str, request: Request, rt: Rt) -> Response:
    """Returns a company's chat, full page."""
    company, widget = parse_widget_id(company_id), parse_widget_id(widget_id)
    public_widget = await find_widget(rt, company, widget)
    return (
        await _chat_page_response(rt, request, public_widget)
        if public_widget is not None and public_widget.is_active
        else widget_not_found(request)
    )


@router.get("/aida_chat.html")
async def assistant_page(request: Request, rt: Rt) -> Response:
    """Returns the chat of surface A (§5.9): a page of its own, else that of the company that answers it."""
    page = find_template(request, "aida_chat.html")
    if page is not None:
        return html_response(page, ancestors="*")
    company = await active_config_of_brand(rt, rt.settings.aida_tenant)
    company_widgets = await find_widgets(rt, company.id) if company else []
    first = next((widget for widget in company_widgets if widget.is_active), None)
    return await _chat_page_response(rt, request, first) if first is not None else widget_not_found(request)


@router.get("/aida_widget.html")
async def host_page(request: Request) -> Response:
    """Returns a site with the widget on it, to look at."""
    page = find_template(request, "aida_widget.html")
    return html_response(page) if page else widget_not_found(request)


async def _chat_page_response(rt: Runtime, request: Request, widget: Widget) -> Response:
    async with rt.db.scoped(widget.company_id) as session:
        company = await load_config(session, widget.company_id)
        profile = await session.get(Profile, widget.company_id)
    page = find_template(request, "chat-page.html")
    if company is None or profile is None or page is None or not company.is_active:
        return widget_not_found(request)
    appearance = widget_look(company, profile, widget)
    greeting = greetings.own_greeting(widget, company.language, company.language)
    values = {
        "title": appearance["title"],
        "description": company.description,
        "url": widget_url(rt, widget),
        "image": _preview_image(rt, profile),
        "company_id": str(company.id),
        "widget_id": str(widget.id),
        "brand": company.slug,
        "greeting": greeting or greetings.default_greeting(rt, company, company.language),
        "lang": company.language,
        "locale": f"{company.language}_{rt.language(company.language).country}",
        "theme": appearance["primary_color"],
    }
    return html_response(fill_placeholders(page, values), ancestors=frame_ancestors(widget.allowed_domains))


@router.get("/leads")
async def leads_page(request: Request) -> Response:
    """Returns the page on which managers see leads."""
    return html_response(find_template(request, "leads.html") or "")


async def start_page(request: Request, *, with_companies: bool = True) -> HTMLResponse:
    """Returns the page that says what this is, with a live chat for each company."""
    rt: Runtime = request.app.state.runtime
    companies = await _companies_to_show(rt) if with_companies else []
    cards = [_card_values(rt, company, widget_id) for company, widget_id in companies]
    page = find_template(request, "start.html") or ""
    return html_response(
        _CARD_TEMPLATE.sub(lambda block: "".join(fill_placeholders(block[1], card) for card in cards), page)
    )


async def _companies_to_show(rt: Runtime) -> Sequence[Row[Company, int]]:
    async with rt.db.across() as session:
        return (
            await session.execute(
                select(Company, func.min(Widget.id))
                .join(Widget, Widget.company_id == Company.id)
                .where(Company.is_active, Widget.is_active)
                .group_by(Company.id)
                .order_by(Company.id)
                .limit(_MAX_CARDS)
            )
        ).all()


def _card_values(rt: Runtime, company: Company, widget_id: int) -> dict[str, str]:
    return {
        "id": str(company.id),
        "name": company.name,
        "slug": company.subdomain,
        "description": company.description,
        "widget_id": str(widget_id),
        "language": rt.language(company.default_language).native_name,
        "lang": company.default_language,
    }


def _preview_image(rt: Runtime, profile: Profile) -> str:
    """Returns the picture of a link to the page, as a whole address: others fetch it."""
    # Those who show links draw no SVG.
    logo = profile.logo_url if not profile.logo_url.endswith(".svg") else ""
    if logo.startswith(("https://", "http://")):
        return logo
    return rt.settings.public_base_url.rstrip("/") + (logo if logo.startswith("/") else "/logo.png")
