"""What may be set on a widget, checked (contract §1.3)."""

import re
from collections.abc import Mapping
from typing import Any

from parley.errors import Invalid
from parley.models import Widget
from parley.nlu.language.detect import normal
from parley.widgets.domains import domain as domain_of

POSITIONS = ("bottom-right", "bottom-left")
# Beyond this a weight tells nothing more.
_HEAVIEST = 1000
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LINK = re.compile(r"https?://[^\s<>\"']{1,500}")
# Texts of a widget's look, and how long each may be.
_TEXTS = {"title": 80, "button_text": 60, "consent_text": 500}


def apply(widget: Widget, fields: Mapping[str, Any]) -> None:
    """Change whatever is there and not None: `greeting_message`, `greetings`, `is_active`, `domain`, `domains`,
    `experiment`, `weight`, and the look: `position`, `primary_color`, `title`, `button_text`, `consent_text`,
    `consent_url`, `languages`. An empty one takes the company's own again. Raises Invalid naming the field."""
    given = {name: value for name, value in fields.items() if value is not None}
    if "greeting_message" in given and given["greeting_message"] != widget.greeting:
        # Translations of the old words would contradict the new ones.
        widget.greeting, widget.greetings = given["greeting_message"] or None, {}
    if "greetings" in given:
        _greet(widget, given["greetings"])
    if "is_active" in given:
        widget.is_active = given["is_active"]
    if "domain" in given:
        widget.domain = _domain(given["domain"])
    if "domains" in given:
        widget.domains = [_domain(one) for one in given["domains"]]
    if "experiment" in given:
        widget.experiment = _short("experiment", given["experiment"], 60)
    if "weight" in given:
        if not 0 <= given["weight"] <= _HEAVIEST:
            raise Invalid(f"weight: must be a whole number from 0 to {_HEAVIEST}")
        widget.weight = given["weight"]
    widget.look = {name: value for name, value in {**widget.look, **_look(given)}.items() if value}


def _greet(widget: Widget, words: Mapping[str, str | None]) -> None:
    """By any alias of a language. An empty text takes its greeting away; a new Russian one takes all others."""
    given = {_language(alias): text for alias, text in words.items()}
    if "ru" in given and given["ru"] != widget.greeting:
        widget.greeting, widget.greetings = given["ru"] or None, {}
    known = {**widget.greetings, **given}
    widget.greetings = {code: text for code, text in known.items() if text and code != "ru"}


def _look(given: Mapping[str, Any]) -> dict[str, Any]:
    look: dict[str, Any] = {
        name: _short(name, given[name], longest) for name, longest in _TEXTS.items() if name in given
    }
    if "position" in given:
        if given["position"] not in ("", *POSITIONS):
            raise Invalid(f"position: must be one of {', '.join(POSITIONS)}")
        look["position"] = given["position"]
    if "primary_color" in given:
        if given["primary_color"] and not _COLOUR.fullmatch(given["primary_color"]):
            raise Invalid("primary_color: must be a colour like #2456e6")
        look["primary_color"] = given["primary_color"]
    if "consent_url" in given:
        if given["consent_url"] and not _LINK.fullmatch(given["consent_url"]):
            raise Invalid("consent_url: must be an address that begins with https://")
        look["consent_url"] = given["consent_url"]
    if "languages" in given:
        look["languages"] = list(dict.fromkeys(_language(code) for code in given["languages"]))
    return look


def _short(field: str, text: str, longest: int) -> str:
    if len(text) > longest:
        raise Invalid(f"{field}: at most {longest} characters")
    return text.strip()


def _language(alias: str) -> str:
    code = normal(alias)
    if code is None:
        raise Invalid(f"language: {alias[:20]!r} is not one of ru, en, kk, ky, uz, uk, mn")
    return code


def _domain(given: str) -> str:
    stored = domain_of(given)
    if not stored:
        raise Invalid("domain: must be a site's name, for example shop.kz or *.shop.kz")
    return stored
