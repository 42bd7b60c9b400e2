"""The pages people see: start, chat, leads. Plain files with a few placeholders, filled in escaped."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy import func, select
from starlette.responses import HTMLResponse, Response

from parley.api.deps import limited, runtime
from parley.api.static_files import filled, html, missing, template
from parley.api.widgets.by_id import numeric
from parley.api.widgets.shapes import look
from parley.models import Company, Profile, Widget
from parley.runtime import Runtime
from parley.tenants.config import brand, config
from parley.widgets import greetings
from parley.widgets import store as widgets
from parley.widgets.domains import ancestors

router = APIRouter(include_in_schema=False, dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
_CARDS = 12
_BLOCK = re.compile(r"<!-- company -->(.*?)<!-- /company -->", re.DOTALL)


@router.get("/w/{company_id}/{widget_id}")
async def chat_page(company_id: str, widget_id: str, request: Request, rt: Rt) -> Response:
    """A company's chat, full page."""
    company, widget = numeric(company_id), numeric(widget_id)
    found = await widgets.find(rt, company, widget)
    return await _chat(rt, request, found) if found is not None and found.is_active else missing(request)


@router.get("/aida_chat.html")
async def assistant_page(request: Request, rt: Rt) -> Response:
    """The chat of surface A (§5.9): a page of its own, else the one of the company that answers it."""
    page = template(request, "aida_chat.html")
    if page is not None:
        return html(page, ancestors="*")
    company = await brand(rt, rt.settings.aida_tenant)
    own = await widgets.every(rt, company.id) if company else []
    first = next((widget for widget in own if widget.is_active), None)
    return await _chat(rt, request, first) if first is not None else missing(request)


@router.get("/aida_widget.html")
async def host_page(request: Request) -> Response:
    """A site with the widget on it, to look at."""
    page = template(request, "aida_widget.html")
    return html(page) if page else missing(request)


async def _chat(rt: Runtime, request: Request, widget: Widget) -> Response:
    async with rt.db.scoped(widget.company_id) as session:
        company = await config(session, widget.company_id)
        profile = await session.get(Profile, widget.company_id)
    page = template(request, "chat-page.html")
    if company is None or profile is None or page is None or not company.is_active:
        return missing(request)
    appearance = look(company, profile, widget)
    greeting = greetings.own(widget, company.language, company.language)
    values = {
        "title": appearance["title"],
        "description": company.description,
        "url": widgets.url(rt, widget),
        "image": _image(rt, profile),
        "company_id": str(company.id),
        "widget_id": str(widget.id),
        "brand": company.slug,
        "greeting": greeting or greetings.default(rt, company, company.language),
        "lang": company.language,
        "locale": f"{company.language}_{rt.language(company.language).region}",
        "theme": appearance["primary_color"],
    }
    return html(filled(page, values), ancestors=ancestors(widget.sites))


@router.get("/leads")
async def leads_page(request: Request) -> Response:
    return html(template(request, "leads.html") or "")


async def start(request: Request) -> HTMLResponse:
    """What this is, and a live chat with each company."""
    rt: Runtime = request.app.state.runtime
    async with rt.db.across() as session:
        rows = (
            await session.execute(
                select(Company, func.min(Widget.id))
                .join(Widget, Widget.company_id == Company.id)
                .where(Company.is_active, Widget.is_active)
                .group_by(Company.id)
                .order_by(Company.id)
                .limit(_CARDS)
            )
        ).all()
    cards = [_card(rt, company, widget_id) for company, widget_id in rows]
    page = template(request, "start.html") or ""
    return html(_BLOCK.sub(lambda block: "".join(filled(block[1], card) for card in cards), page))


def _card(rt: Runtime, company: Company, widget_id: int) -> dict[str, str]:
    return {
        "id": str(company.id),
        "name": company.name,
        "slug": company.subdomain,
        "description": company.description,
        "widget_id": str(widget_id),
        "language": rt.language(company.default_language).own_name,
        "lang": company.default_language,
    }


def _image(rt: Runtime, profile: Profile) -> str:
    """The picture of a link to the page: whole address, since it is others who fetch it."""
    # Those who show links draw no SVG.
    logo = profile.logo_url if not profile.logo_url.endswith(".svg") else ""
    if logo.startswith(("https://", "http://")):
        return logo
    return rt.settings.public_base_url.rstrip("/") + (logo if logo.startswith("/") else "/logo.png")
