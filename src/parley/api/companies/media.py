"""Serves the files that customers sent, to the staff alone (contract §7.1)."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from parley.api.deps import Rt, get_company_config, require_manager
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, RowId
from parley.conversation import media

router = APIRouter(tags=["channels"], dependencies=[Depends(rate_limited("other")), Depends(require_manager)])

# Whatever it is, it runs and loads nothing.
_POLICY = "default-src 'none'; sandbox"


@router.get("/companies/{company_id}/media")
async def read_media_list(
    company_id: CompanyId,
    rt: Rt,
    conversation_id: RowId | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """Returns what customers sent, or what came in one conversation, the newest first."""
    await get_company_config(rt, company_id)
    return {"media": await media.list_media(rt, company_id, limit, conversation_id)}


@router.get("/companies/{company_id}/media/{media_id}", response_class=Response)
async def read_media(company_id: CompanyId, media_id: RowId, rt: Rt) -> Response:
    """Returns a file: a picture to be shown, anything else to be kept."""
    await get_company_config(rt, company_id)
    found = await media.load_media(rt, company_id, media_id)
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _POLICY,
        "Cross-Origin-Resource-Policy": "same-site",
        "Cache-Control": "private, max-age=86400",
        "Content-Disposition": "inline" if found.is_picture else _attachment(found.name),
    }
    return Response(found.content, media_type=found.content_type, headers=headers)


def _attachment(name: str) -> str:
    """Returns the header that has a browser keep a file under its own name; quoted, no name adds a header."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}" if name else "attachment"
