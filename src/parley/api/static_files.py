"""Serves files of ours as browsers want them: typed, tagged, not sent twice. And the pages of the folder."""

import hashlib
import re
from html import escape
from pathlib import Path

from fastapi import Request
from starlette.responses import HTMLResponse, Response

STATIC_FOLDER = Path(__file__).parent.parent / "static"
# The browser asks each time and mostly hears "not modified": an update is seen at once.
REVALIDATE_CACHE = "no-cache"
CONTENT_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_PAGE_POLICY = (
    "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: https:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)
_file_cache: dict[Path, tuple[int, bytes, str]] = {}


def file_response(file: Path, request: Request, cache: str = REVALIDATE_CACHE, **headers: str) -> Response:
    """Returns a file, or 304 for who has it."""
    content, tag = _read_cached(file)
    response_headers = {"ETag": tag, "Cache-Control": cache, "X-Content-Type-Options": "nosniff", **headers}
    known_tags = [
        known_tag.strip().removeprefix("W/") for known_tag in request.headers.get("if-none-match", "").split(",")
    ]
    if tag in known_tags or "*" in known_tags:
        return Response(status_code=304, headers=response_headers)
    return Response(content, media_type=CONTENT_TYPES[file.suffix], headers=response_headers)


def static_folder(request: Request) -> Path:
    """Returns the folder with this app's pages, scripts and pictures."""
    path: Path = request.app.state.static
    return path


def find_template(request: Request, *names: str) -> str | None:
    """Returns the first of these pages that is there; None for none."""
    files = (static_folder(request) / name for name in names)
    file = next((file for file in files if file.is_file()), None)
    return _read_cached(file)[0].decode("utf-8") if file else None


def fill_placeholders(text: str, values: dict[str, str]) -> str:
    """Fills in escaped values, in one pass: a value is not looked at again, whatever braces it holds."""
    return _PLACEHOLDER.sub(lambda found: escape(values.get(found[1], "")), text)


def html_response(content: str, status: int = 200, *, ancestors: str = "'self'") -> HTMLResponse:
    """Returns a page. `ancestors`: who may put it into a frame."""
    return HTMLResponse(
        content,
        status,
        {
            "Content-Security-Policy": f"{_PAGE_POLICY}; frame-ancestors {ancestors}",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Cache-Control": "no-cache",
        },
    )


def widget_not_found(request: Request) -> HTMLResponse:
    """Returns the page that says there is no such widget."""
    return html_response(find_template(request, "missing.html") or "Виджет не найден", 404)


def _read_cached(file: Path) -> tuple[bytes, str]:
    """Returns a file and its ETag, read again when the file has changed."""
    modified_ns = file.stat().st_mtime_ns
    entry = _file_cache.get(file)
    if entry is None or entry[0] != modified_ns:
        content = file.read_bytes()
        entry = _file_cache[file] = (modified_ns, content, f'"{hashlib.sha256(content).hexdigest()[:16]}"')
    return entry[1], entry[2]
