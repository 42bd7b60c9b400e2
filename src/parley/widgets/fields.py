"""Checks and sets what staff may change on a widget (contract §1.3)."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from parley.errors import Invalid
from parley.languages.registry import require_language_code
from parley.models import Widget
from parley.widgets.domains import normalize_domain

WIDGET_POSITIONS = ("bottom-right", "bottom-left")
# Beyond this a weight tells nothing more.
_MAX_WEIGHT = 1000


def apply_widget_fields(widget: Widget, fields: Mapping[str, Any]) -> None:
    """Changes whatever is there and not None; an empty one takes the company's own again.

    Fields: `greeting_message`, `greetings`, `is_active`, `domain`, `domains`, `experiment`, `weight`, and the look:
    `position`, `primary_color`, `title`, `button_text`, `consent_text`, `consent_url`, `languages`. Raises Invalid
    naming the field.
    """
    present = {name: value for name, value in fields.items() if value is not None}
    if "greeting_message" in present:
        _replace_greeting(widget, present["greeting_message"])
    if "greetings" in present:
        _apply_greetings(widget, present["greetings"])
    for name, parse in _WIDGET_PARSERS.items():
        if name in present:
            setattr(widget, name, parse(present[name]))
    look = {name: parse(present[name]) for name, parse in _LOOK_PARSERS.items() if name in present}
    widget.look = {name: value for name, value in {**widget.look, **look}.items() if value}


def _replace_greeting(widget: Widget, text: str | None) -> None:
    if text != widget.greeting:
        # Translations of the old words would contradict the new ones.
        widget.greeting, widget.greetings = text or None, {}


def _apply_greetings(widget: Widget, texts: Mapping[str, str | None]) -> None:
    """Takes greetings by any alias of a language. An empty text removes one, a new Russian one all others."""
    by_language = {require_language_code(alias): text for alias, text in texts.items()}
    if "ru" in by_language:
        _replace_greeting(widget, by_language["ru"])
    merged = {**widget.greetings, **by_language}
    widget.greetings = {code: text for code, text in merged.items() if text and code != "ru"}


def _text_parser(field: str, max_chars: int) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if len(text) > max_chars:
            raise Invalid(f"{field}: at most {max_chars} characters")
        return text.strip()

    return parse


def _pattern_parser(pattern: re.Pattern[str], problem: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text and not pattern.fullmatch(text):
            raise Invalid(problem)
        return text

    return parse


def _parse_weight(weight: int) -> int:
    if not 0 <= weight <= _MAX_WEIGHT:
        raise Invalid(f"weight: must be a whole number from 0 to {_MAX_WEIGHT}")
    return weight


def _parse_domain(raw_domain: str) -> str:
    domain = normalize_domain(raw_domain)
    if not domain:
        raise Invalid("domain: must be a site's name, for example shop.kz or *.shop.kz")
    return domain


def _parse_languages(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(require_language_code, codes)))


_WIDGET_PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "is_active": bool,
    "domain": _parse_domain,
    "domains": lambda sites: [_parse_domain(site) for site in sites],
    "experiment": _text_parser("experiment", 60),
    "weight": _parse_weight,
}
_LOOK_PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "title": _text_parser("title", 80),
    "button_text": _text_parser("button_text", 60),
    "consent_text": _text_parser("consent_text", 500),
    "position": _pattern_parser(
        re.compile("|".join(map(re.escape, WIDGET_POSITIONS))),
        f"position: must be one of {', '.join(WIDGET_POSITIONS)}",
    ),
    "primary_color": _pattern_parser(
        re.compile(r"#[0-9a-fA-F]{6}"), "primary_color: must be a colour like #2456e6"
    ),
    "consent_url": _pattern_parser(
        re.compile(r"https?://[^\s<>\"']{1,500}"), "consent_url: must be an address that begins with https://"
    ),
    "languages": _parse_languages,
}
