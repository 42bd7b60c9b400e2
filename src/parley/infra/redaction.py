"""Takes secrets and customers' data out of what is logged, shown to staff or quoted in an error.

Log lines are searched for everything that looks like a secret. Addresses and the words of other servers lose what
they are known to carry: queries, bot tokens, credentials.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from parley.infra.error_report import describe_error

_BLOT = "***"
_SECRET_NAME = re.compile(r"api_key|token|password|secret|authorization|x-api-key", re.IGNORECASE)
_SECRET_PATTERNS = re.compile(
    r"(?P<bot>(?<!\d)\d{6,20}:[A-Za-z0-9_-]{20,})"
    r"|(?P<key>\b(?:sk|mgr|sup|svc|whsec)[_-][A-Za-z0-9_+/=-]{12,})"
    r"|(?P<bearer>(?i:bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,})"
    r"|(?P<header>(?i:x-api-key)[\"']?\s*[:=,]\s*b?[\"']?[^\s\"',]+)"
    r"|(?P<query>(?i:api_key|token|password|secret)[\"']?\s*[=:]\s*[\"']?[^&\s\"',}]+)"
    # SQLAlchemy's account of a failed statement, PostgreSQL's of a refused row: customers' words are in there.
    r"|(?P<rows>\[parameters: [^\n]*|DETAIL: [^\n]*)"
    r"|(?P<user>://[^/\s:@]+:[^/\s@]+@)"
)
# A phone as people write it, and an address of e-mail. A date, an address of a network and a part of a longer word
# are none.
_PERSONAL_PATTERNS = re.compile(
    r"(?<![\w.+-])(?!\d{4}-\d\d-\d\d)(?!\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))"
    r"\+?\(?\d(?:[ ().\u00a0-]{0,3}\d){9,14}(?![\w-])"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
)
_IDENTIFIER = re.compile(r"[\w-]+")

_BOT_TOKEN = re.compile(r"/bot\d+(?::|%3a)[^/\s]+", re.IGNORECASE)
# A piece of a path that nobody would type: hooks of chats, tables and automations are opened by such.
_PATH_TOKEN = re.compile(r"/(?=[^/]*\d)(?=[^/]*[A-Za-z])[^/]{20,}")
_AUTH_HEADER = re.compile(r"\b(bearer|basic)\s+\S+", re.IGNORECASE)
_URL_QUERY = re.compile(r"(https?://[^\s?\"'<>]+)\?[^\s\"'<>]*")
_MAX_EXCERPT_CHARS = 200
# A shorter one may be any word: a local server's key is whatever somebody typed.
_MIN_SECRET_CHARS = 8
_MIN_RECOGNISABLE_CHARS = 12


def redact_secrets(text: str) -> str:
    """Returns the text with everything that looks like a secret blotted out."""
    return _SECRET_PATTERNS.sub(_redact_match, text)


def redact_personal_data(text: str) -> str:
    """Returns the text with phone numbers and addresses of e-mail blotted out."""
    return _PERSONAL_PATTERNS.sub(_BLOT, text)


def _redact_match(match: re.Match[str]) -> str:
    if name_and_value := match["query"] or match["header"]:
        return f"{_IDENTIFIER.match(name_and_value)[0]}={_BLOT}"  # type: ignore[index]
    if match["rows"]:
        return f"{match['rows'].partition(':')[0]}: {_BLOT}"
    return f"://{_BLOT}@" if match["user"] else _BLOT


def redact_value(value: Any) -> Any:
    """Returns a value of a log line with its secrets, phones and e-mails blotted out; what a secret's name stands
    for is one. Of an exception only its kind is left, and what of its words is harmless."""
    match value:
        case str():
            return redact_personal_data(redact_secrets(value))
        case BaseException():
            return redact_personal_data(redact_secrets(describe_error(value)))
        case dict():
            return {key: _BLOT if _is_secret_name(key) else redact_value(inner) for key, inner in value.items()}
        case list() | tuple():
            return [redact_value(inner) for inner in value]
        case None | bool() | int() | float():
            return value
    return redact_personal_data(redact_secrets(str(value)))


def _is_secret_name(name: object) -> bool:
    return isinstance(name, str) and bool(_SECRET_NAME.search(name))


def redact_url(url: str) -> str:
    """Returns an address fit for logs: scheme, host and path; no query, no user, no token in the path."""
    try:
        parts = urlsplit(url)
        path = _PATH_TOKEN.sub("/…", _BOT_TOKEN.sub("/bot…", parts.path))
        return f"{parts.scheme}://{parts.hostname or ''}{path}"
    except ValueError:
        return "an unreadable address"


def mask_address(url: str) -> str:
    """Returns an address by its host alone: "https://shop.example/…"; empty for none."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.hostname}"
        has_more = parts.path.strip("/") or parts.query or parts.username
        return (f"{host}/…" if has_more else host) if parts.hostname else "an unreadable address"
    except ValueError:
        return "an unreadable address"


def redact_excerpt(text: str, *secrets: str) -> str:
    """Returns the first words of another server in one line, without queries, tokens and the given secrets."""
    for secret in secrets:
        if len(secret) >= _MIN_SECRET_CHARS:
            text = text.replace(secret, "…")
    text = _AUTH_HEADER.sub(r"\1 …", _URL_QUERY.sub(r"\1", _BOT_TOKEN.sub("/bot…", text)))
    return " ".join(text.split())[:_MAX_EXCERPT_CHARS]


def mask_secret(secret: str) -> str:
    """Returns enough of a secret to recognise it: `1234…abcd`. Short ones show nothing."""
    if len(secret) >= _MIN_RECOGNISABLE_CHARS:
        return f"{secret[:4]}…{secret[-4:]}"
    return "…" if secret else ""
