"""What may be set on a widget, checked (contract §1.3)."""

import re
from collections.abc import Mapping
from typing import Any

from parley.errors import Invalid
from parley.languages.registry import require_language_code
from parley.models import Widget
from parley.widgets.domains import normalize_domain

WIDGET_POSITIONS = ("bottom-right", "bottom-left")
# Beyond this a weight tells nothing more.
_MAX_WEIGHT = 1000
_HEX_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_WEB_LINK = re.compile(r"https?://[^\s<>\"']{1,500}")
# Texts of a widget's look, and how long each may be.
_MAX_TEXT_CHARS = {"title": 80, "button_text": 60, "consent_text": 500}


def apply_widget_fields(widget: Widget, fields: Mapping[str, Any]) -> None:
    """Change whatever is there and not None: `greeting_message`, `greetings`, `is_active`, `domain`, `domains`,
    `experiment`, `weight`, and the look: `position`, `primary_color`, `title`, `button_text`, `consent_text`,
    `consent_url`, `languages`. An empty one takes the company's own again. Raises Invalid naming the field."""
    present = {name: value for name, value in fields.items() if value is not None}
    if "greeting_message" in present and present["greeting_message"] != widget.greeting:
        # Translations of the old words would contradict the new ones.
        widget.greeting, widget.greetings = present["greeting_message"] or None, {}
    if "greetings" in present:
        _apply_greetings(widget, present["greetings"])
    if "is_active" in present:
        widget.is_active = present["is_active"]
    if "domain" in present:
        widget.domain = _require_domain(present["domain"])
    if "domains" in present:
        widget.domains = [_require_domain(site) for site in present["domains"]]
    if "experiment" in present:
        widget.experiment = _require_length("experiment", present["experiment"], 60)
    if "weight" in present:
        if not 0 <= present["weight"] <= _MAX_WEIGHT:
            raise Invalid(f"weight: must be a whole number from 0 to {_MAX_WEIGHT}")
        widget.weight = present["weight"]
    widget.look = {name: value for name, value in {**widget.look, **_parse_look(present)}.items() if value}


def _apply_greetings(widget: Widget, texts: Mapping[str, str | None]) -> None:
    """By any alias of a language. An empty text takes its greeting away; a new Russian one takes all others."""
    by_language = {require_language_code(alias): text for alias, text in texts.items()}
    if "ru" in by_language and by_language["ru"] != widget.greeting:
        widget.greeting, widget.greetings = by_language["ru"] or None, {}
    merged = {**widget.greetings, **by_language}
    widget.greetings = {code: text for code, text in merged.items() if text and code != "ru"}


def _parse_look(fields: Mapping[str, Any]) -> dict[str, Any]:
    look: dict[str, Any] = {
        name: _require_length(name, fields[name], max_chars)
        for name, max_chars in _MAX_TEXT_CHARS.items()
        if name in fields
    }
    if "position" in fields:
        if fields["position"] not in ("", *WIDGET_POSITIONS):
            raise Invalid(f"position: must be one of {', '.join(WIDGET_POSITIONS)}")
        look["position"] = fields["position"]
    if "primary_color" in fields:
        if fields["primary_color"] and not _HEX_COLOR.fullmatch(fields["primary_color"]):
            raise Invalid("primary_color: must be a colour like #2456e6")
        look["primary_color"] = fields["primary_color"]
    if "consent_url" in fields:
        if fields["consent_url"] and not _WEB_LINK.fullmatch(fields["consent_url"]):
            raise Invalid("consent_url: must be an address that begins with https://")
        look["consent_url"] = fields["consent_url"]
    if "languages" in fields:
        look["languages"] = list(dict.fromkeys(require_language_code(code) for code in fields["languages"]))
    return look


def _require_length(field: str, text: str, max_chars: int) -> str:
    if len(text) > max_chars:
        raise Invalid(f"{field}: at most {max_chars} characters")
    return text.strip()


def _require_domain(raw_domain: str) -> str:
    domain = normalize_domain(raw_domain)
    if not domain:
        raise Invalid("domain: must be a site's name, for example shop.kz or *.shop.kz")
    return domain
