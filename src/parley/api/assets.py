"""Serves files that pages and other sites load: scripts, styles, pictures, QR codes (contract §1.3, §1.4)."""

import io
import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from parley.api.bodies import form_schema, read_file
from parley.api.deps import Manager, Rt
from parley.api.limits import rate_limited
from parley.api.static_files import CONTENT_TYPES, file_response, static_folder
from parley.api.values import CompanyId
from parley.api.widgets.by_id import WidgetId
from parley.companies import logos
from parley.errors import NotFound
from parley.widgets.store import find_widget, widget_url

router = APIRouter(tags=["widgets"], dependencies=[Depends(rate_limited("other"))])

_FILE_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z0-9]+", re.ASCII)
# A launcher stands on sites with visitors of their own: a few minutes' delay of an update for no wait of theirs.
_LAUNCHER_CACHE = "public, max-age=300, stale-while-revalidate=86400"
_IMMUTABLE_CACHE = "public, max-age=31536000, immutable"
_LARGE_LOGO = f"A logo may have {logos.MAX_LOGO_BYTES // 2**20} MiB at most"
# A logo is a picture, wherever it is opened.
_LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@router.get("/static/{name}", include_in_schema=False)
async def static_file(name: str, request: Request) -> Response:
    """Returns a file of the static folder, by its plain name. Pages are filled in by their routes."""
    return _static_response(name, request)


@router.get("/widget.js")
@router.get("/widget-source/bizdnaii-widget.js")
async def launcher(request: Request) -> Response:
    """Returns the script that other sites embed, one bundle under both names."""
    return _static_response(
        "widget.js", request, _LAUNCHER_CACHE, **{"Cross-Origin-Resource-Policy": "cross-origin"}
    )


@router.get("/favicon.ico", include_in_schema=False)
async def favicon(request: Request) -> Response:
    """Returns the picture of a browser's tab."""
    return _static_response("icon.svg", request)


@router.get("/logo.png")
async def logo(request: Request) -> Response:
    """Returns parley's own logo, for companies that have none."""
    return _static_response(
        "logo.png", request, _LAUNCHER_CACHE, **{"Cross-Origin-Resource-Policy": "cross-origin"}
    )


@router.get("/logos/{name}")
async def company_logo(name: str, request: Request, rt: Rt) -> Response:
    """Returns a company's logo."""
    file = logos.find_logo(rt, name)
    if file is None:
        raise NotFound("File not found")
    headers = {"Content-Security-Policy": _LOGO_POLICY, "Cross-Origin-Resource-Policy": "cross-origin"}
    return file_response(file, request, _IMMUTABLE_CACHE, **headers)


@router.post("/sales/company/{company_id}/upload-logo", openapi_extra=form_schema())
async def upload_logo(company_id: CompanyId, request: Request, rt: Rt, caller: Manager) -> dict[str, Any]:
    """Stores a logo: PNG, JPEG, WebP, or an SVG that only draws; 2 MiB at most."""
    file = await read_file(request, logos.MAX_LOGO_BYTES, _LARGE_LOGO)
    return {"status": "ok", "logo_url": await logos.store_logo(rt, company_id, file.data, caller.name)}


@router.get("/sales/{company_id}/widgets/{widget_id}/qr.{kind}")
async def qr_code(
    company_id: CompanyId,
    widget_id: WidgetId,
    kind: str,
    rt: Rt,
    scale: Annotated[int, Query(ge=1, le=40)] = 16,
) -> Response:
    """Returns the address of the widget's page as a QR code to be printed, `png` or `svg`.

    `scale`: pixels a square. A quarter of the code may be dirty and it is read still.
    """
    widget = await find_widget(rt, company_id, widget_id)
    if widget is None or kind not in ("png", "svg"):
        raise NotFound("Widget not found")
    out = io.BytesIO()
    # Only here: codes are rare, and the library is 10 MB.
    import segno

    segno.make(widget_url(rt, widget), error="q", micro=False).save(out, kind=kind, scale=scale, border=4)
    headers = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return Response(out.getvalue(), media_type=CONTENT_TYPES[f".{kind}"], headers=headers)


def _static_response(name: str, request: Request, *cache: str, **headers: str) -> Response:
    file = static_folder(request) / name
    if not _FILE_NAME.fullmatch(name) or file.suffix not in CONTENT_TYPES or not file.is_file():
        raise NotFound("File not found")
    return file_response(file, request, *cache, **headers)
