"""Serves the OpenAPI document and the pages that show it; in production to staff only (contract §0.1)."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from starlette.responses import HTMLResponse

from parley.api.deps import require_list_reader

router = APIRouter(include_in_schema=False, dependencies=[Depends(require_list_reader)])

# Beside the page, so that a key in the page's address (`http://api:<key>@host/docs`) goes with both.
_DOCUMENT = "openapi.json"


@router.get("/openapi.json")
async def document(request: Request) -> dict[str, Any]:
    """Returns the document that tells every operation and its limits."""
    content: dict[str, Any] = request.app.openapi()
    return content


@router.get("/docs")
async def swagger_page() -> HTMLResponse:
    """Returns the page where operations can be tried."""
    return get_swagger_ui_html(openapi_url=_DOCUMENT, title="parley")


@router.get("/redoc")
async def redoc_page() -> HTMLResponse:
    """Returns the page where operations can be read."""
    return get_redoc_html(openapi_url=_DOCUMENT, title="parley")
