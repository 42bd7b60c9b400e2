"""The pages people see: start, chat, leads. Plain files with a few placeholders, filled in escaped."""

import hashlib
import re
from html import escape
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy import func, select
from starlette.responses import HTMLResponse, Response

from parley.api.deps import limited, runtime
from parley.api.widgets import MethodNotAllowed, find_widget
from parley.companies.read import config
from parley.core.company import CompanyConfig
from parley.errors import NotFound
from parley.models import Company, Profile, Widget
from parley.runtime import Runtime

router = APIRouter(include_in_schema=False, dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
STATIC = Path(__file__).parent.parent / "static"
THEME = "#2456e6"
_MISSING = "missing.html"
_CARDS = 12
_BLOCK = re.compile(r"<!-- company -->(.*?)<!-- /company -->", re.DOTALL)
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_NAME = re.compile(r"[\w-]+\.[a-z0-9]+", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# Pages are filled in by their routes; the folder serves only what they link to.
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}
_POLICY = (
    "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: https:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)


@router.get("/w/{company_id}/{widget_id}")
async def chat_page(company_id: str, widget_id: str, rt: Rt) -> Response:
    """A company's chat, full page."""
    if not company_id.isdecimal():
        raise MethodNotAllowed("Method Not Allowed")
    found = await find_widget(rt, int(company_id), widget_id) if len(company_id) <= 9 else None
    if found is None:
        return _html(_text(_MISSING), 404)
    async with rt.db.scoped(found.company_id) as session:
        company = await config(session, found.company_id)
        look = await session.scalar(
            select(Profile.appearance_settings).where(Profile.company_id == found.company_id)
        )
    if company is None or not company.is_active:
        return _html(_text(_MISSING), 404)
    values = {
        "title": company.name,
        "description": company.description,
        "url": f"{rt.settings.public_base_url.rstrip('/')}/w/{company.id}/{found.id}",
        "company_id": str(company.id),
        "widget_id": str(found.id),
        "brand": company.slug,
        "greeting": _greeting(rt, company, found),
        "lang": company.language,
        "theme": _theme((look or {}).get("primary_color")),
    }
    return _html(_filled(_text("chat.html"), values), embeddable=True)


@router.get("/leads")
async def leads_page() -> Response:
    return _html(_text("leads.html"))


@router.get("/static/{name}")
async def static_file(name: str, request: Request) -> Response:
    """A file of the static folder, by its plain name."""
    file = STATIC / name
    if not _NAME.fullmatch(name) or file.suffix not in _TYPES or not file.is_file():
        raise NotFound("File not found")
    return _served(file, request)


@router.get("/favicon.ico")
async def favicon(request: Request) -> Response:
    return _served(STATIC / "icon.svg", request)


async def start(request: Request) -> HTMLResponse:
    """What this is, and a live chat with each company."""
    rt: Runtime = request.app.state.runtime
    async with rt.db.across() as session:
        rows = (
            await session.execute(
                select(Company, func.min(Widget.id))
                .join(Widget, Widget.company_id == Company.id)
                .where(Company.is_active, Widget.is_active)
                .group_by(Company.id)
                .order_by(Company.id)
                .limit(_CARDS)
            )
        ).all()
    cards = [_card(rt, company, widget_id) for company, widget_id in rows]
    page = _BLOCK.sub(lambda block: "".join(_filled(block[1], card) for card in cards), _text("start.html"))
    return _html(page)


def _card(rt: Runtime, company: Company, widget_id: int) -> dict[str, str]:
    return {
        "id": str(company.id),
        "name": company.name,
        "slug": company.subdomain,
        "description": company.description,
        "widget_id": str(widget_id),
        "language": rt.language(company.default_language).own_name,
        "lang": company.default_language,
    }


def _greeting(rt: Runtime, company: CompanyConfig, widget: Widget) -> str:
    says = rt.language(company.language).says
    own = widget.greetings.get(company.language) or widget.greeting
    return str(own or f"{says.greeting.format(company=company.name)} {says.ask_need}")


def _theme(given: object) -> str:
    """A company's colour where it is one a style sheet may be given."""
    return given if isinstance(given, str) and _COLOUR.fullmatch(given) else THEME


_read: dict[Path, tuple[int, bytes, str]] = {}


def _content(file: Path) -> tuple[bytes, str]:
    """The file and its ETag, read again when the file has changed."""
    changed = file.stat().st_mtime_ns
    known = _read.get(file)
    if known is None or known[0] != changed:
        content = file.read_bytes()
        known = _read[file] = (changed, content, f'"{hashlib.sha256(content).hexdigest()[:16]}"')
    return known[1], known[2]


def _text(name: str) -> str:
    return _content(STATIC / name)[0].decode("utf-8")


def _served(file: Path, request: Request) -> Response:
    """The browser asks each time and mostly hears "not modified": an update is seen at once."""
    content, tag = _content(file)
    headers = {"ETag": tag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    given = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in given:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=_TYPES[file.suffix], headers=headers)


def _filled(template: str, values: dict[str, str]) -> str:
    """In one pass: what is filled in is not looked at again, whatever braces it holds."""
    return _PLACE.sub(lambda found: escape(values.get(found[1], "")), template)


def _html(content: str, status: int = 200, *, embeddable: bool = False) -> HTMLResponse:
    ancestors = "*" if embeddable else "'self'"
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
