"""Tells which sites may carry a widget: hosts of browsers' addresses against a company's list of domains."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

# A name as DNS has it, or an address of digits; `*.` in front lets in what is below it.
_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
_DOMAIN = re.compile(rf"(?:\*\.)?(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*", re.ASCII)


def extract_host(address: str) -> str:
    """Returns the host of an Origin, a Referer or what somebody typed; empty where there is none: `null`, nonsense.

    It has small letters, ASCII (xn--…), no port, no `www.`.
    """
    text = address.strip()
    try:
        hostname = urlsplit(text if "://" in text else f"//{text}").hostname or ""
        return _to_ascii(hostname).removeprefix("www.")
    except ValueError:
        return ""


def normalize_domain(typed: str) -> str:
    """Returns a domain as it is stored: `Магазин.КЗ/каталог` → xn--…; `*.shop.kz` stays. Empty for what is none."""
    is_wildcard, text = typed.strip().startswith("*."), typed.strip().removeprefix("*.")
    hostname = extract_host(text)
    stored = f"*.{hostname}" if is_wildcard and hostname else hostname
    return stored if _DOMAIN.fullmatch(stored) else ""


def display_domain(stored: str) -> str:
    """Returns a stored domain in its own letters."""
    try:
        return ".".join(label.encode().decode("idna") for label in stored.split("."))
    except UnicodeError:
        return stored


def is_allowed_origin(address: str, domains: Iterable[str]) -> bool:
    """Whether a page there may carry the widget. A list without entries lets in everybody."""
    entries = list(domains)
    if not entries:
        return True
    page_host = extract_host(address)
    return bool(page_host) and any(_matches_domain(page_host, entry) for entry in entries)


def frame_ancestors(domains: Sequence[str]) -> str:
    """Returns the domains as `frame-ancestors` of a Content-Security-Policy; "*" where none are named."""
    if not domains:
        return "*"
    names = [
        name for entry in domains for name in ((entry,) if entry.startswith("*.") else (entry, f"www.{entry}"))
    ]
    return " ".join(["'self'", *(f"{name}:*" for name in names)])


def _matches_domain(page_host: str, domain: str) -> bool:
    return page_host.endswith(domain[1:]) if domain.startswith("*.") else page_host == domain


def _to_ascii(name: str) -> str:
    name = name.lower().rstrip(".")
    return name if name.isascii() else name.encode("idna").decode("ascii")
