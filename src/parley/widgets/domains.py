"""Which sites may carry a widget: hosts of browsers' addresses against a company's list of domains."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

# A name as DNS has it, or an address of digits; `*.` in front lets in what is below it.
_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
_DOMAIN = re.compile(rf"(?:\*\.)?(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*", re.ASCII)


def host(address: str) -> str:
    """The host of an Origin, a Referer or what somebody typed: small letters, ASCII (xn--…), no port, no `www.`.
    Empty where there is none: `null`, a file, nonsense."""
    text = address.strip()
    try:
        found = urlsplit(text if "://" in text else f"//{text}").hostname or ""
        return _ascii(found).removeprefix("www.")
    except ValueError:
        return ""


def domain(given: str) -> str:
    """A domain as it is stored: `Магазин.КЗ/каталог` → xn--…; `*.shop.kz` stays. Empty for what is none."""
    below, text = given.strip().startswith("*."), given.strip().removeprefix("*.")
    found = host(text)
    stored = f"*.{found}" if below and found else found
    return stored if _DOMAIN.fullmatch(stored) else ""


def shown(stored: str) -> str:
    """A stored domain in its own letters."""
    try:
        return ".".join(label.encode().decode("idna") for label in stored.split("."))
    except UnicodeError:
        return stored


def allowed(address: str, domains: Iterable[str]) -> bool:
    """Whether a page there may carry the widget. A list without entries lets in everybody."""
    listed = list(domains)
    if not listed:
        return True
    where = host(address)
    return bool(where) and any(_fits(where, one) for one in listed)


def ancestors(domains: Sequence[str]) -> str:
    """The same as `frame-ancestors` of a Content-Security-Policy."""
    if not domains:
        return "*"
    names = [name for one in domains for name in ((one,) if one.startswith("*.") else (one, f"www.{one}"))]
    return " ".join(["'self'", *(f"{name}:*" for name in names)])


def _fits(where: str, one: str) -> bool:
    return where.endswith(one[1:]) if one.startswith("*.") else where == one


def _ascii(name: str) -> str:
    name = name.lower().rstrip(".")
    return name if name.isascii() else name.encode("idna").decode("ascii")
