"""Files of ours as browsers want them: typed, tagged, not sent twice. And the folder of pages."""

import hashlib
import re
from html import escape
from pathlib import Path

from fastapi import Request
from starlette.responses import HTMLResponse, Response

STATIC = Path(__file__).parent.parent / "static"
# The browser asks each time and mostly hears "not modified": an update is seen at once.
ASKED_EACH_TIME = "no-cache"
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_POLICY = (
    "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: https:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)
_read: dict[Path, tuple[int, bytes, str]] = {}


def served(file: Path, request: Request, cache: str = ASKED_EACH_TIME, **headers: str) -> Response:
    """A file, or 304 for who has it."""
    content, tag = _content(file)
    known = {"ETag": tag, "Cache-Control": cache, "X-Content-Type-Options": "nosniff", **headers}
    given = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in given or "*" in given:
        return Response(status_code=304, headers=known)
    return Response(content, media_type=TYPES[file.suffix], headers=known)


def folder(request: Request) -> Path:
    """Where this app's pages, scripts and pictures are."""
    found: Path = request.app.state.static
    return found


def template(request: Request, *names: str) -> str | None:
    """The first of these pages that is there."""
    files = (folder(request) / name for name in names)
    file = next((file for file in files if file.is_file()), None)
    return _content(file)[0].decode("utf-8") if file else None


def filled(text: str, values: dict[str, str]) -> str:
    """In one pass: what is filled in is not looked at again, whatever braces it holds."""
    return _PLACE.sub(lambda found: escape(values.get(found[1], "")), text)


def html(content: str, status: int = 200, *, ancestors: str = "'self'") -> HTMLResponse:
    """A page; `ancestors`: who may put it into a frame."""
    return HTMLResponse(
        content,
        status,
        {
            "Content-Security-Policy": f"{_POLICY}; frame-ancestors {ancestors}",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Cache-Control": "no-cache",
        },
    )


def missing(request: Request) -> HTMLResponse:
    """«Виджет не найден»."""
    return html(template(request, "missing.html") or "Виджет не найден", 404)


def _content(file: Path) -> tuple[bytes, str]:
    """The file and its ETag, read again when the file has changed."""
    changed = file.stat().st_mtime_ns
    known = _read.get(file)
    if known is None or known[0] != changed:
        content = file.read_bytes()
        known = _read[file] = (changed, content, f'"{hashlib.sha256(content).hexdigest()[:16]}"')
    return known[1], known[2]
