"""Files that staff upload: kept until they are read, read once whoever dies, reported row by row.

A short file is read while its sender waits; a long one by a job, whose progress can be watched.
"""

import asyncio
from collections.abc import Mapping
from itertools import islice
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.catalog import editing as shelf
from parley.catalog import products
from parley.documents import store as documents
from parley.errors import Invalid, Unavailable
from parley.files import file_type as kind
from parley.files import products as product_files
from parley.files.record import Record, Skipped
from parley.models import Upload
from parley.search.index import maintain as upkeep
from parley.services import Services
from parley.tenants.audit_log import note

log = structlog.get_logger()

PRODUCTS, DOCUMENTS = "products", "documents"
WAITING, RUNNING, SUCCESS, FAILED = "waiting", "running", "success", "failed"
_SHORT = 256 * 1024
# How many of the rows passed over are told one by one.
_TOLD = 200
# The share of the whole work that reading is; storing is the rest.
_READING = 10


async def take(rt: Services, company_id: int, what: str, filename: str, data: bytes, by: str) -> Upload:
    """Keep a file and have it read: at once when it is short, else by a job. Raises Invalid for an extension
    that is not supported; any other trouble is told by the upload itself."""
    supported = kind.PRODUCTS if what == PRODUCTS else kind.TEXTS
    kind.extension(filename, supported)
    upload = Upload(
        company_id=company_id,
        kind=what,
        filename=filename,
        size=len(data),
        content=data,
        by=by,
        created_at=rt.clock(),
    )
    async with rt.db.scoped(company_id) as session:
        session.add(upload)
        await session.flush()
        if len(data) > _SHORT:
            await rt.jobs.enqueue(session, "read_upload", company_id=company_id, upload_id=str(upload.id))
    if len(data) <= _SHORT:
        await read(rt, company_id, upload.id)
    return await found(rt, company_id, upload.id)


async def found(rt: Services, company_id: int, upload_id: UUID) -> Upload:
    async with rt.db.scoped(company_id) as session:
        return await session.get_one(Upload, upload_id)


async def read(rt: Services, company_id: int, upload_id: UUID) -> None:
    """Read a file that is waiting. Doing it again, whole or after half of it, gives the same catalogue."""
    async with rt.db.scoped(company_id) as session:
        upload = await session.get(Upload, upload_id)
        data = await session.scalar(select(Upload.content).where(Upload.id == upload_id))
        if upload is None or data is None:
            return
        upload.status = RUNNING
        await session.flush()
    try:
        if upload.kind == PRODUCTS:
            added, skipped = await _products(rt, upload, data)
        else:
            added, skipped = await _document(rt, upload, data)
    except Invalid as error:
        await _finish(rt, upload, FAILED, why=str(error))
    except Unavailable:
        raise
    except Exception as error:
        log.error("upload failed", upload=str(upload_id), exc_info=error)
        await _finish(rt, upload, FAILED, why="The file could not be read: an error of ours, which is in the log")
    else:
        await _finish(rt, upload, SUCCESS, added=added, skipped=skipped)


async def _products(rt: Services, upload: Upload, data: bytes) -> tuple[int, list[Skipped]]:
    records = await asyncio.to_thread(_records, upload.filename, data)
    await _progress(rt, upload, _READING, 0)
    given = iter(records)
    added, seen = 0, 0
    # What was done to a record is told like what was not taken.
    skipped = [Skipped(one.place, note) for one in records if isinstance(one, Record) for note in one.notes]
    while batch := list(islice(given, shelf.BATCH)):
        made = [_row(record) if isinstance(record, Record) else record for record in batch]
        skipped += [row for row in made if isinstance(row, Skipped)]
        rows = [row for row in made if not isinstance(row, Skipped)]
        added, seen = added + await shelf.store(rt, upload.company_id, rows), seen + len(batch)
        await _progress(rt, upload, _READING + (100 - _READING) * seen // len(records), added)
    return added, skipped


def _records(filename: str, data: bytes) -> list[Record | Skipped]:
    """What the file holds. What breaks off in the middle is worth what came before."""
    found: list[Record | Skipped] = []
    try:
        found += product_files.read(filename, data)
    except Invalid as error:
        if not any(isinstance(one, Record) for one in found):
            raise
        found.append(Skipped("the rest", str(error)))
    return found


def _row(record: Record) -> dict[str, Any] | Skipped:
    try:
        return products.row(record.values)
    except Invalid as error:
        return Skipped(record.place, str(error))


async def _document(rt: Services, upload: Upload, data: bytes) -> tuple[int, list[Skipped]]:
    async with rt.db.scoped(upload.company_id) as session:
        known = await documents.known(session, upload.filename)
    if known is not None and known.checksum == documents.checksum(data):
        return 0, []
    passages, skipped = await asyncio.to_thread(documents.read, upload.filename, data)
    async with rt.db.scoped(upload.company_id) as session:
        await documents.store(session, upload.company_id, upload.filename, data, passages, "upload")
    return len(passages), skipped


async def _progress(rt: Services, upload: Upload, percent: int, added: int) -> None:
    async with rt.db.scoped(upload.company_id) as session:
        await session.execute(
            update(Upload).where(Upload.id == upload.id).values(percent=min(percent, 99), added=added)
        )


async def _finish(
    rt: Services,
    upload: Upload,
    status: str,
    *,
    added: int = 0,
    skipped: list[Skipped] | None = None,
    why: str = "",
) -> None:
    skipped = skipped or []
    told = [{"place": one.place, "why": one.why} for one in skipped[:_TOLD]]
    values: Mapping[str, Any] = {
        "status": status,
        "percent": 100,
        "added": added,
        "why": why,
        "report": {"skipped": told, "skipped_count": len(skipped)},
        "content": None,
        "finished_at": rt.clock(),
    }
    async with rt.db.scoped(upload.company_id) as session:
        await session.execute(update(Upload).where(Upload.id == upload.id).values(**values))
        details = {"file": upload.filename, "status": status, "stored": added, "skipped": len(skipped)}
        note(session, upload.company_id, upload.by, f"{upload.kind} uploaded", rt.clock(), details)
        await upkeep.due(rt, session, upload.company_id)
        await session.flush()


async def listed(session: AsyncSession, limit: int = 200) -> list[Upload]:
    """The newest first."""
    return list(await session.scalars(select(Upload).order_by(Upload.created_at.desc()).limit(limit)))


def as_info(upload: Upload) -> dict[str, Any]:
    return {
        "upload_id": str(upload.id),
        "filename": upload.filename,
        "kind": upload.kind,
        "upload_time": upload.created_at.isoformat(),
        "file_size": upload.size,
        "products_added": upload.added if upload.kind == PRODUCTS else 0,
        "passages_added": upload.added if upload.kind == DOCUMENTS else 0,
        "status": upload.status,
        "percent": upload.percent,
        "why": upload.why,
        **({"skipped": [], "skipped_count": 0} | upload.report),
    }
