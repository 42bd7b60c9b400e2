"""What a widget on a page must know (contract §1.3): one shape for a widget by its id and for a site's."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from parley.api import origins
from parley.api.deps import limited, runtime
from parley.api.values import CompanyId, localized
from parley.api.widgets import WidgetId
from parley.companies import funnel, greetings, widgets
from parley.companies.read import config
from parley.core import origins as sites
from parley.core.company import CompanyConfig
from parley.core.tongue import normal, wire
from parley.errors import Invalid, NotFound
from parley.models import Profile, Widget
from parley.runtime import Runtime

router = APIRouter(tags=["widgets"], dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
Json = dict[str, Any]
THEME = "#2456e6"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


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
    told = await _told(rt, widget, visitor)
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
    told = await _told(rt, widget, visitor)
    if told is None:
        raise NotFound("Widget not found")
    return told


async def _told(rt: Runtime, asked: Widget | None, visitor: str) -> Json | None:
    """None for no widget, and for one of a company that is switched off."""
    if asked is None:
        return None
    async with rt.db.scoped(asked.company_id) as session:
        company = await config(session, asked.company_id)
        profile = await session.get(Profile, asked.company_id)
    if company is None or profile is None or not company.is_active:
        return None
    widget = await funnel.variant(rt, asked, visitor[:200])
    return {
        "company_id": company.id,
        "widget_id": widget.id,
        "company_name": company.name,
        "description": company.description,
        "logo_url": profile.logo_url or None,
        "is_active": widget.is_active,
        "widget_enabled": company.widget_enabled,
        "url": widgets.url(rt, widget),
        **look(company, profile, widget),
        "language": wire(company.language),
        "languages": [wire(code) for code in _languages(rt, profile, widget)],
        "greetings": all_greetings(rt, company, widget),
        # Speech has no port yet.
        "voice": False,
    }


def look(company: CompanyConfig, profile: Profile, widget: Widget) -> Json:
    """The widget's own, else the company's, else the usual."""
    own = widget.look
    consent = {"text": own["consent_text"], "url": own.get("consent_url")} if own.get("consent_text") else None
    return {
        "position": own.get("position") or "bottom-right",
        "primary_color": _theme(own.get("primary_color") or profile.appearance_settings.get("primary_color")),
        "title": own.get("title") or company.name,
        "button_text": own.get("button_text") or None,
        "consent": consent,
    }


def _theme(given: object) -> str:
    """A colour where it is one a style sheet may be given."""
    return given if isinstance(given, str) and _COLOUR.fullmatch(given) else THEME


def all_greetings(rt: Runtime, company: CompanyConfig, widget: Widget) -> Json:
    """Words for every language: the widget's, else the language file's."""
    words = {
        code: greetings.own(widget, code, company.language) or greetings.default(rt, company, code)
        for code in rt.languages
    }
    return {**words, **localized(words)}


def _languages(rt: Runtime, profile: Profile, widget: Widget) -> list[str]:
    chosen = widget.look.get("languages") or profile.supported_languages
    known = [code for code in map(normal, chosen) if code in rt.languages]
    return [code for code in known if code] or list(rt.languages)
