"""Files of products and documents, what became of them, and the documents a company has (contract §1.7)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Query, Request, UploadFile
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response, StreamingResponse

from parley.api.companies.brands import Brand, BrandManager
from parley.api.deps import limited, runtime, staff
from parley.api.values import RowId, storable
from parley.catalog import importing
from parley.companies.keys import Caller
from parley.documents import store as documents
from parley.errors import Invalid, NotFound, TooLarge
from parley.files.file_type import MAX_BYTES
from parley.models import Company, Upload
from parley.runtime import Runtime
from parley.search.index import maintain as upkeep
from parley.tenants.audit_log import note

router = APIRouter(tags=["uploads"], dependencies=[Depends(limited("other"))])

Rt = Annotated[Runtime, Depends(runtime)]
Staff = Annotated[Caller, Depends(staff)]
# How long a sender waits for a long file by default, and how often a job's progress is looked at; seconds.
_PATIENCE, _LOOK = 25.0, 0.25
_STREAM = "text/event-stream"
Patience = Annotated[float, Query(ge=0, le=120)]


@router.post("/brands/{brand_id}/upload/products")
async def upload_products(
    who: BrandManager, company: Brand, file: UploadFile, rt: Rt, wait: Patience = _PATIENCE
) -> dict[str, Any]:
    """Add the products of a file. A long file is read in the background: after `wait` seconds the answer tells how
    far that has come, and GET /uploads/{upload_id} tells the rest."""
    upload = await _taken(rt, company, importing.PRODUCTS, file, who, wait)
    told = f"Successfully uploaded {upload.filename} and added {upload.added} products to {company.name}"
    return {**_answer(upload, told), "products_added": upload.added}


@router.post("/brands/{brand_id}/upload/documents")
async def upload_document(
    who: BrandManager, company: Brand, file: UploadFile, rt: Rt, wait: Patience = _PATIENCE
) -> dict[str, Any]:
    """Add a document to what the company knows, in place of an earlier one of that name."""
    upload = await _taken(rt, company, importing.DOCUMENTS, file, who, wait)
    told = f"Successfully uploaded {upload.filename} and added {upload.added} passages to {company.name}"
    return {**_answer(upload, told), "passages_added": upload.added}


def _answer(upload: Upload, told: str) -> dict[str, Any]:
    done = upload.status == importing.SUCCESS
    return {
        **importing.as_info(upload),
        "message": told
        if done
        else f"{upload.filename} is being read; GET /uploads/{upload.id} tells how far it is",
    }


async def _taken(rt: Runtime, company: Company, what: str, file: UploadFile, who: Caller, wait: float) -> Upload:
    data = await file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TooLarge(f"A file may have {MAX_BYTES // 2**20} MiB at most")
    name = (storable(file.filename or "") or "file").replace("\\", "/").rpartition("/")[2][:200]
    upload = await importing.take(rt, company.id, what, name, data, who.name)
    async for state in _watched(rt, company.id, upload.id, wait):
        upload = state
    if upload.status == importing.FAILED:
        raise Invalid(upload.why)
    return upload


async def _watched(rt: Runtime, company_id: int, upload_id: UUID, most: float) -> AsyncIterator[Upload]:
    """An upload's states, the first at once, until it is finished or `most` seconds have passed."""
    loop = asyncio.get_running_loop()
    until, before = loop.time() + most, None
    while True:
        upload = await importing.found(rt, company_id, upload_id)
        if (state := (upload.status, upload.percent)) != before:
            before = state
            yield upload
        if upload.finished_at is not None or loop.time() >= until:
            return
        await asyncio.sleep(_LOOK)


@router.get("/uploads")
async def list_uploads(who: Staff, rt: Rt) -> list[dict[str, Any]]:
    """A manager's own company's; of all companies for those above. The newest first."""
    async with _door(rt, who) as session:
        return [importing.as_info(upload) for upload in await importing.listed(session)]


@router.get("/uploads/{which}", response_model=None)
async def read_upload(which: str, who: Staff, request: Request, rt: Rt) -> Response | dict[str, Any]:
    """One upload by its id, or the newest of a file name. Server-sent events until it is finished, for those who
    accept text/event-stream."""
    async with _door(rt, who) as session:
        upload = await _named(session, which)
    if upload is None:
        raise NotFound("File not found")
    if _STREAM in request.headers.get("accept", ""):
        return StreamingResponse(_events(rt, upload), media_type=_STREAM, headers={"Cache-Control": "no-store"})
    return importing.as_info(upload)


def _door(rt: Runtime, who: Caller) -> Any:
    return rt.db.scoped(who.company_id) if who.company_id is not None else rt.db.across()


async def _named(session: AsyncSession, which: str) -> Upload | None:
    try:
        return await session.get(Upload, UUID(which))
    except ValueError:
        query = select(Upload).where(Upload.filename == which).order_by(Upload.created_at.desc())
        found: Upload | None = await session.scalar(query.limit(1))
        return found


async def _events(rt: Runtime, upload: Upload) -> AsyncIterator[bytes]:
    async for state in _watched(rt, upload.company_id, upload.id, 3600):
        yield b"data: " + orjson.dumps(importing.as_info(state)) + b"\n\n"


@router.get("/brands/{brand_id}/documents")
async def list_documents(who: BrandManager, company: Brand, rt: Rt) -> list[dict[str, Any]]:
    async with rt.db.scoped(company.id) as session:
        return await documents.listed(session)


@router.delete("/brands/{brand_id}/documents/{document_id}")
async def delete_document(who: BrandManager, company: Brand, document_id: RowId, rt: Rt) -> dict[str, Any]:
    async with rt.db.scoped(company.id) as session:
        name = await documents.remove(session, document_id)
        if name is None:
            raise NotFound("Document not found")
        note(session, company.id, who.name, "document deleted", rt.clock(), {"document": name})
        await upkeep.due(rt, session, company.id)
        await session.flush()
    return {"message": "Document deleted successfully"}
