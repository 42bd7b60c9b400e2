"""Shapes widgets as JSON: for the contract, for their pages, for staff (contract §1.3)."""

import re
from typing import Any

from parley.api.values import localize_texts
from parley.domain.company import CompanyConfig
from parley.languages.registry import normalize_language_code, wire_language_code
from parley.models import Profile, Widget
from parley.runtime import Runtime
from parley.tenants.config import load_config
from parley.widgets import funnel, greetings
from parley.widgets.domains import display_domain
from parley.widgets.store import DEFAULT_GREETING, widget_url

Json = dict[str, Any]
DEFAULT_THEME = "#2456e6"
_HEX_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def widget_detail_json(rt: Runtime, widget: Widget) -> Json:
    """Returns `WidgetDetail`.

    An untranslated language is null; without words of its own every language says hello.
    """
    greeting = widget.greeting or DEFAULT_GREETING
    hello = {} if widget.greeting else {code: language.replies.hello for code, language in rt.languages.items()}
    return {
        "id": widget.id,
        "company_id": widget.company_id,
        "channel_name": widget.channel_name,
        "widget_type": widget.widget_type,
        "greeting_message": greeting,
        "greetings": localize_texts({**hello, **widget.greetings}) | {"ru": greeting},
        "is_active": widget.is_active,
        "redirect_url": None,
    }


def widget_staff_json(rt: Runtime, widget: Widget) -> Json:
    """Returns a widget with all that can be set on it."""
    return {
        **widget_detail_json(rt, widget),
        "url": widget_url(rt, widget),
        "domain": display_domain(widget.domain) or None,
        "domains": [display_domain(domain) for domain in widget.domains],
        "experiment": widget.experiment or None,
        "weight": widget.weight,
        "look": widget.look,
        "created_at": widget.created_at.isoformat(),
    }


async def widget_public_json(rt: Runtime, requested: Widget | None, visitor: str = "") -> Json | None:
    """Returns what a page must know. None for no widget, and for one of a company that is switched off.

    `visitor`: the visitor's own id; of an experiment it gets the variant that it sees.
    """
    if requested is None:
        return None
    async with rt.db.scoped(requested.company_id) as session:
        company = await load_config(session, requested.company_id)
        profile = await session.get(Profile, requested.company_id)
    if company is None or profile is None or not company.is_active:
        return None
    widget = await funnel.choose_variant(rt, requested, visitor[:200])
    greeting_texts = greetings_by_language(rt, company, widget)
    return {
        "company_id": company.id,
        "widget_id": widget.id,
        "company_name": company.name,
        "description": company.description,
        "logo_url": profile.logo_url or None,
        "is_active": widget.is_active,
        "widget_enabled": company.widget_enabled,
        "url": widget_url(rt, widget),
        **widget_look(company, profile, widget),
        "language": wire_language_code(company.language),
        "languages": [wire_language_code(code) for code in _widget_languages(rt, profile, widget)],
        # Indonesian is known by name only.
        "greeting": greeting_texts.get(company.language) or greeting_texts["ru"],
        "greetings": greeting_texts,
        "currency": company.currency,
        # Speech has no port yet.
        "voice": rt.transcriber_for(company) is not None,
    }


def widget_look(company: CompanyConfig, profile: Profile, widget: Widget) -> Json:
    """Returns how the widget looks: by its own settings, else the company's, else the usual ones."""
    own_look = widget.look
    consent = (
        {"text": own_look["consent_text"], "url": own_look.get("consent_url")}
        if own_look.get("consent_text")
        else None
    )
    return {
        "position": own_look.get("position") or "bottom-right",
        "primary_color": _theme_color(
            own_look.get("primary_color") or profile.appearance_settings.get("primary_color")
        ),
        "title": own_look.get("title") or company.name,
        "button_text": own_look.get("button_text") or None,
        "consent": consent,
    }


def _theme_color(color: object) -> str:
    """Returns the colour where it is one a style sheet may be given, else the usual one."""
    return color if isinstance(color, str) and _HEX_COLOR.fullmatch(color) else DEFAULT_THEME


def greetings_by_language(rt: Runtime, company: CompanyConfig, widget: Widget) -> Json:
    """Returns a greeting for every language: the widget's, else the language file's."""
    texts = {
        code: greetings.own_greeting(widget, code, company.language)
        or greetings.default_greeting(rt, company, code)
        for code in rt.languages
    }
    return {**texts, **localize_texts(texts)}


def _widget_languages(rt: Runtime, profile: Profile, widget: Widget) -> list[str]:
    chosen = widget.look.get("languages") or profile.supported_languages
    codes = [code for code in map(normalize_language_code, chosen) if code in rt.languages]
    return [code for code in codes if code] or list(rt.languages)
