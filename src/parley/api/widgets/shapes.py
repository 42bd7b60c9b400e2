"""How widgets are told: to the contract, to their pages, to staff (contract §1.3)."""

import re
from typing import Any

from parley.api.values import localized
from parley.domain.company import CompanyConfig
from parley.models import Profile, Widget
from parley.nlu.language.detect import normal, wire
from parley.runtime import Runtime
from parley.tenants.config import config
from parley.widgets import funnel, greetings
from parley.widgets import store as widgets
from parley.widgets.domains import shown
from parley.widgets.store import HELLO

Json = dict[str, Any]
THEME = "#2456e6"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def detail(rt: Runtime, widget: Widget) -> Json:
    """`WidgetDetail`. An untranslated language is null; without words of its own every language says hello."""
    greeting = widget.greeting or HELLO
    hello = {} if widget.greeting else {code: language.says.hello for code, language in rt.languages.items()}
    return {
        "id": widget.id,
        "company_id": widget.company_id,
        "channel_name": widget.channel_name,
        "widget_type": widget.widget_type,
        "greeting_message": greeting,
        "greetings": localized({**hello, **widget.greetings}) | {"ru": greeting},
        "is_active": widget.is_active,
        "redirect_url": None,
    }


def full(rt: Runtime, widget: Widget) -> Json:
    return {
        **detail(rt, widget),
        "url": widgets.url(rt, widget),
        "domain": shown(widget.domain) or None,
        "domains": [shown(domain) for domain in widget.domains],
        "experiment": widget.experiment or None,
        "weight": widget.weight,
        "look": widget.look,
        "created_at": widget.created_at.isoformat(),
    }


async def public(rt: Runtime, asked: Widget | None, visitor: str = "") -> Json | None:
    """What a page must know. None for no widget, and for one of a company that is switched off."""
    if asked is None:
        return None
    async with rt.db.scoped(asked.company_id) as session:
        company = await config(session, asked.company_id)
        profile = await session.get(Profile, asked.company_id)
    if company is None or profile is None or not company.is_active:
        return None
    widget = await funnel.variant(rt, asked, visitor[:200])
    words = all_greetings(rt, company, widget)
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
        # Indonesian is known by name only.
        "greeting": words.get(company.language) or words["ru"],
        "greetings": words,
        "currency": company.currency,
        # Speech has no port yet.
        "voice": rt.transcriber_for(company) is not None,
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
