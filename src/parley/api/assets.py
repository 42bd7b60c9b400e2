"""Files that pages and other sites load: scripts, styles, pictures, logos, QR codes (contract §1.3, §1.4)."""

import io
import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, UploadFile
from starlette.responses import Response

from parley.api.deps import Manager, limited, runtime
from parley.api.static_files import TYPES, folder, served
from parley.api.values import CompanyId
from parley.api.widgets.by_id import WidgetId
from parley.companies import logos
from parley.errors import NotFound
from parley.runtime import Runtime
from parley.widgets import store as widgets

router = APIRouter(tags=["widgets"], dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z0-9]+", re.ASCII)
# A launcher stands on sites with visitors of their own: a few minutes' delay of an update for no wait of theirs.
_LAUNCHER = "public, max-age=300, stale-while-revalidate=86400"
_FOREVER = "public, max-age=31536000, immutable"
# A logo is a picture, wherever it is opened.
_PICTURE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@router.get("/static/{name}", include_in_schema=False)
async def static_file(name: str, request: Request) -> Response:
    """A file of the static folder, by its plain name. Pages are filled in by their routes."""
    return _static(name, request)


@router.get("/widget.js")
@router.get("/widget-source/bizdnaii-widget.js")
async def launcher(request: Request) -> Response:
    """The script that other sites embed, one bundle under both names."""
    return _static("widget.js", request, _LAUNCHER, **{"Cross-Origin-Resource-Policy": "cross-origin"})


@router.get("/favicon.ico", include_in_schema=False)
async def favicon(request: Request) -> Response:
    return _static("icon.svg", request)


@router.get("/logo.png")
async def logo(request: Request) -> Response:
    """parley's own, for those that have none."""
    return _static("logo.png", request, _LAUNCHER, **{"Cross-Origin-Resource-Policy": "cross-origin"})


@router.get("/logos/{name}")
async def company_logo(name: str, request: Request, rt: Rt) -> Response:
    file = logos.file(rt, name)
    if file is None:
        raise NotFound("File not found")
    safe = {"Content-Security-Policy": _PICTURE, "Cross-Origin-Resource-Policy": "cross-origin"}
    return served(file, request, _FOREVER, **safe)


@router.post("/sales/company/{company_id}/upload-logo")
async def upload_logo(company_id: CompanyId, file: UploadFile, rt: Rt, who: Manager) -> dict[str, Any]:
    """PNG, JPEG, WebP, or an SVG that only draws; 2 MiB at most."""
    data = await file.read(logos.MAX_BYTES + 1)
    return {"status": "ok", "logo_url": await logos.keep(rt, company_id, data, who.name)}


@router.get("/sales/{company_id}/widgets/{widget_id}/qr.{kind}")
async def qr_code(
    company_id: CompanyId,
    widget_id: WidgetId,
    kind: str,
    rt: Rt,
    scale: Annotated[int, Query(ge=1, le=40)] = 16,
) -> Response:
    """The address of the widget's page as a QR code to be printed: `png` or `svg`; `scale` is pixels a square. A
    quarter of it may be dirty and it is read still."""
    widget = await widgets.find(rt, company_id, widget_id)
    if widget is None or kind not in ("png", "svg"):
        raise NotFound("Widget not found")
    out = io.BytesIO()
    # Only here: codes are rare, and the library is 10 MB.
    import segno

    segno.make(widgets.url(rt, widget), error="q", micro=False).save(out, kind=kind, scale=scale, border=4)
    headers = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return Response(out.getvalue(), media_type=TYPES[f".{kind}"], headers=headers)


def _static(name: str, request: Request, *cache: str, **headers: str) -> Response:
    file = folder(request) / name
    if not _NAME.fullmatch(name) or file.suffix not in TYPES or not file.is_file():
        raise NotFound("File not found")
    return served(file, request, *cache, **headers)
