"""The pages people see: start, chat, leads. Plain files with a few placeholders, filled in escaped."""

import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy import select
from starlette.responses import FileResponse, HTMLResponse, Response

from parley.api.deps import limited, runtime
from parley.api.widgets import find_widget
from parley.companies.read import config
from parley.errors import NotFound
from parley.models import Company, Widget
from parley.runtime import Runtime

router = APIRouter(include_in_schema=False, dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
STATIC = Path(__file__).parent.parent / "static"
_MISSING = "missing.html"
_BLOCK = re.compile(r"<!-- company -->(.*?)<!-- /company -->", re.DOTALL)
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}
_POLICY = "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: https:; base-uri 'none'"


@router.get("/w/{company_id}/{widget_id}")
async def chat_page(company_id: str, widget_id: str, rt: Rt) -> Response:
    """A company's chat, full page."""
    found = await find_widget(rt, int(company_id), widget_id) if company_id.isdecimal() else None
    if found is None:
        return _html(_file(_MISSING), 404)
    async with rt.db.scoped(found.company_id) as session:
        company = await config(session, found.company_id)
    if company is None:
        return _html(_file(_MISSING), 404)
    says = rt.language(company.language).says
    hello = found.greeting or f"{says.greeting.format(company=company.name)} {says.ask_need}"
    values = {
        "title": company.name,
        "description": company.description,
        "company_id": str(company.id),
        "widget_id": str(found.id),
        "brand": company.slug,
        "greeting": hello,
        "lang": company.language,
    }
    return _html(_filled(_file("chat.html"), values), embeddable=True)


@router.get("/leads")
async def leads_page() -> Response:
    return _html(_file("leads.html"))


@router.get("/static/{name}")
async def static_file(name: str) -> Response:
    """A file of the static folder, by its plain name."""
    file = STATIC / name
    if not re.fullmatch(r"[\w-]+\.[a-z0-9]+", name) or file.suffix not in _TYPES or not file.is_file():
        raise NotFound("File not found")
    headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return FileResponse(file, media_type=_TYPES[file.suffix], headers=headers)


@router.get("/favicon.ico")
async def favicon() -> Response:
    return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml")


async def start(request: Request) -> Response:
    """What this is, and a live chat with each company."""
    rt: Runtime = request.app.state.runtime
    async with rt.db.across() as session:
        rows = (
            await session.execute(
                select(Company, Widget.id)
                .join(Widget, Widget.company_id == Company.id)
                .where(Company.is_active, Widget.is_active)
                .order_by(Company.id, Widget.id)
                .limit(12)
            )
        ).all()
    cards = {company.id: (company, widget_id) for company, widget_id in reversed(rows)}
    page = _file("start.html")

    def repeated(block: re.Match[str]) -> str:
        return "".join(
            _filled(
                block[1],
                {
                    "id": str(company.id),
                    "name": company.name,
                    "slug": company.subdomain,
                    "description": company.description,
                    "widget_id": str(widget_id),
                    "language": rt.language(company.default_language).own_name,
                },
            )
            for company, widget_id in sorted(cards.values(), key=lambda pair: pair[0].id)
        )

    return _html(_BLOCK.sub(repeated, page))


@lru_cache(maxsize=16)
def _file(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _filled(template: str, values: dict[str, str]) -> str:
    return re.sub(r"\{\{(\w+)\}\}", lambda found: escape(values.get(found[1], "")), template)


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
