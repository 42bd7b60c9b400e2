"""Takes in files of products and documents, tells what became of them, and lists documents (contract §1.7)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response, StreamingResponse

from parley.api.bodies import TOO_LARGE_FILE, form_schema, read_file
from parley.api.deps import Brand, BrandManager, Rt, require_staff
from parley.api.limits import rate_limited
from parley.api.values import RowId
from parley.catalog import importing
from parley.companies.keys import Caller
from parley.documents import store
from parley.errors import Invalid, NotFound
from parley.files.file_type import MAX_UPLOAD_BYTES
from parley.models import Company, Upload
from parley.runtime import Runtime
from parley.search.index.maintain import schedule_rebuild
from parley.tenants.audit_log import record_change
from parley.text.sanitize import replace_unstorable

router = APIRouter(tags=["uploads"], dependencies=[Depends(rate_limited("other"))])

Staff = Annotated[Caller, Depends(require_staff)]
# How long a sender waits for a long file by default, and how often a job's progress is looked at; seconds.
_DEFAULT_WAIT_SECONDS, _POLL_SECONDS = 25.0, 0.25
_EVENT_STREAM = "text/event-stream"
WaitSeconds = Annotated[float, Query(ge=0, le=120)]


@router.post("/brands/{brand_id}/upload/products", openapi_extra=form_schema())
async def upload_products(
    caller: BrandManager, company: Brand, request: Request, rt: Rt, wait: WaitSeconds = _DEFAULT_WAIT_SECONDS
) -> dict[str, Any]:
    """Adds the products of a file.

    A long file is read in the background: after `wait` seconds the answer tells how far that has come, and GET
    /uploads/{upload_id} tells the rest.
    """
    upload = await _accept_upload(rt, company, importing.PRODUCT_UPLOAD, request, caller, wait)
    message = f"Successfully uploaded {upload.filename} and added {upload.added} products to {company.name}"
    return {**_upload_json(upload, message), "products_added": upload.added}


@router.post("/brands/{brand_id}/upload/documents", openapi_extra=form_schema())
async def upload_document(
    caller: BrandManager, company: Brand, request: Request, rt: Rt, wait: WaitSeconds = _DEFAULT_WAIT_SECONDS
) -> dict[str, Any]:
    """Adds a document to what the company knows, in place of an earlier one of that name."""
    upload = await _accept_upload(rt, company, importing.DOCUMENT_UPLOAD, request, caller, wait)
    message = f"Successfully uploaded {upload.filename} and added {upload.added} passages to {company.name}"
    return {**_upload_json(upload, message), "passages_added": upload.added}


def _upload_json(upload: Upload, success_message: str) -> dict[str, Any]:
    is_finished = upload.status == importing.UPLOAD_SUCCESS
    return {
        **importing.upload_payload(upload),
        "message": success_message
        if is_finished
        else f"{upload.filename} is being read; GET /uploads/{upload.id} tells how far it is",
    }


async def _accept_upload(
    rt: Runtime, company: Company, kind: str, request: Request, caller: Caller, wait_seconds: float
) -> Upload:
    file = await read_file(request, MAX_UPLOAD_BYTES, TOO_LARGE_FILE)
    name = (replace_unstorable(file.name) or "file").replace("\\", "/").rpartition("/")[2][:200]
    upload = await importing.add_upload(rt, company.id, kind, name, file.data, caller.name)
    async for state in _watch_upload(rt, company.id, upload.id, wait_seconds):
        upload = state
    if upload.status == importing.UPLOAD_FAILED:
        raise Invalid(upload.why)
    return upload


async def _watch_upload(rt: Runtime, company_id: int, upload_id: UUID, max_seconds: float) -> AsyncIterator[Upload]:
    """Yields an upload's states, the first at once, until it is finished or `max_seconds` have passed."""
    loop = asyncio.get_running_loop()
    deadline, previous = loop.time() + max_seconds, None
    while True:
        upload = await importing.get_upload(rt, company_id, upload_id)
        if (state := (upload.status, upload.percent)) != previous:
            previous = state
            yield upload
        if upload.finished_at is not None or loop.time() >= deadline:
            return
        await asyncio.sleep(_POLL_SECONDS)


@router.get("/uploads")
async def list_uploads(caller: Staff, rt: Rt) -> list[dict[str, Any]]:
    """Returns a manager's own company's uploads, those of all companies for staff above. The newest first."""
    async with _uploads_session(rt, caller) as session:
        return [importing.upload_payload(upload) for upload in await importing.list_uploads(session)]


@router.get("/uploads/{which}", response_model=None)
async def read_upload(which: str, caller: Staff, request: Request, rt: Rt) -> Response | dict[str, Any]:
    """Returns one upload by its id, or the newest of a file name.

    Who accepts text/event-stream gets server-sent events until it is finished.
    """
    async with _uploads_session(rt, caller) as session:
        upload = await _find_upload(session, which)
    if upload is None:
        raise NotFound("File not found")
    if _EVENT_STREAM in request.headers.get("accept", ""):
        return StreamingResponse(
            _upload_events(rt, upload), media_type=_EVENT_STREAM, headers={"Cache-Control": "no-store"}
        )
    return importing.upload_payload(upload)


def _uploads_session(rt: Runtime, caller: Caller) -> Any:
    return rt.db.scoped(caller.company_id) if caller.company_id is not None else rt.db.across()


async def _find_upload(session: AsyncSession, id_or_name: str) -> Upload | None:
    try:
        return await session.get(Upload, UUID(id_or_name))
    except ValueError:
        query = select(Upload).where(Upload.filename == id_or_name).order_by(Upload.created_at.desc())
        upload: Upload | None = await session.scalar(query.limit(1))
        return upload


async def _upload_events(rt: Runtime, upload: Upload) -> AsyncIterator[bytes]:
    async for state in _watch_upload(rt, upload.company_id, upload.id, 3600):
        yield b"data: " + orjson.dumps(importing.upload_payload(state)) + b"\n\n"


@router.get("/brands/{brand_id}/documents")
async def list_documents(caller: BrandManager, company: Brand, rt: Rt) -> list[dict[str, Any]]:
    """Returns the documents that the brand's answers are taken from."""
    async with rt.db.scoped(company.id) as session:
        return await store.list_documents(session)


@router.delete("/brands/{brand_id}/documents/{document_id}")
async def delete_document(caller: BrandManager, company: Brand, document_id: RowId, rt: Rt) -> dict[str, Any]:
    """Deletes a document."""
    async with rt.db.scoped(company.id) as session:
        name = await store.remove_document(session, document_id)
        if name is None:
            raise NotFound("Document not found")
        record_change(session, company.id, caller.name, "document deleted", rt.clock(), {"document": name})
        await schedule_rebuild(rt, session, company.id)
        await session.flush()
    return {"message": "Document deleted successfully"}
