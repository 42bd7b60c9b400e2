"""Files that staff upload: kept until they are read, read once whatever process dies, reported row by row.

A short file is read while its sender waits; a long one by a job, whose progress can be watched.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.catalog.editing import PRODUCT_BATCH_SIZE, add_product_rows
from parley.catalog.product_row import parse_product_row
from parley.documents.store import content_checksum, find_document, parse_document, replace_document
from parley.errors import Invalid, Unavailable
from parley.files.file_type import DOCUMENT_EXTENSIONS, PRODUCT_EXTENSIONS, check_extension
from parley.files.products import read_products
from parley.files.records import FileRecord, SkippedRecord
from parley.models import Upload
from parley.search.index.maintain import schedule_rebuild
from parley.services import Services
from parley.tenants.audit_log import record_change

log = structlog.get_logger()

PRODUCT_UPLOAD, DOCUMENT_UPLOAD = "products", "documents"
UPLOAD_WAITING, UPLOAD_RUNNING, UPLOAD_SUCCESS, UPLOAD_FAILED = "waiting", "running", "success", "failed"
_IMMEDIATE_MAX_BYTES = 256 * 1024
# Of the skipped rows so many are reported one by one.
_MAX_REPORTED_ROWS = 200
# The share of the whole work that reading is; storing is the rest.
_READING_PERCENT = 10


async def add_upload(
    rt: Services, company_id: int, upload_kind: str, filename: str, data: bytes, by: str
) -> Upload:
    """Stores a file and has it read: a short one at once, a long one by a job. Returns the upload.

    Raises Invalid for an extension that is not supported; any other failure is noted in the upload.
    """
    supported = PRODUCT_EXTENSIONS if upload_kind == PRODUCT_UPLOAD else DOCUMENT_EXTENSIONS
    check_extension(filename, supported)
    upload = Upload(
        company_id=company_id,
        kind=upload_kind,
        filename=filename,
        size=len(data),
        content=data,
        by=by,
        created_at=rt.clock(),
    )
    async with rt.db.scoped(company_id) as session:
        session.add(upload)
        await session.flush()
        if len(data) > _IMMEDIATE_MAX_BYTES:
            await rt.queue.enqueue(session, "read_upload", company_id=company_id, upload_id=str(upload.id))
    if len(data) <= _IMMEDIATE_MAX_BYTES:
        await process_upload(rt, company_id, upload.id)
    return await get_upload(rt, company_id, upload.id)


async def get_upload(rt: Services, company_id: int, upload_id: UUID) -> Upload:
    """Returns an upload as it stands now. Raises NoResultFound for an id that is none of this company's."""
    async with rt.db.scoped(company_id) as session:
        return await session.get_one(Upload, upload_id)


async def process_upload(rt: Services, company_id: int, upload_id: UUID) -> None:
    """Imports a file that is waiting. It is safe to repeat, also after a run that broke off in the middle."""
    async with rt.db.scoped(company_id) as session:
        upload = await session.get(Upload, upload_id)
        data = await session.scalar(select(Upload.content).where(Upload.id == upload_id))
        if upload is None or data is None:
            return
        upload.status = UPLOAD_RUNNING
        await session.flush()
    try:
        if upload.kind == PRODUCT_UPLOAD:
            added, skipped = await _import_products(rt, upload, data)
        else:
            added, skipped = await _import_document(rt, upload, data)
    except Invalid as error:
        await _finish(rt, upload, UPLOAD_FAILED, why=str(error))
    except Unavailable:
        raise
    except Exception as error:
        log.error("upload failed", upload=str(upload_id), exc_info=error)
        await _finish(
            rt, upload, UPLOAD_FAILED, why="The file could not be read: an error of ours, which is in the log"
        )
    else:
        await _finish(rt, upload, UPLOAD_SUCCESS, added=added, skipped=skipped)


async def _import_products(rt: Services, upload: Upload, data: bytes) -> tuple[int, list[SkippedRecord]]:
    """Stores the products of a file, batch by batch. Returns how many, and what was skipped or changed."""
    records = await asyncio.to_thread(_read_records, upload.filename, data)
    await _save_progress(rt, upload, _READING_PERCENT, 0)
    skipped = list(_notes(records))
    added = 0
    for start in range(0, len(records), PRODUCT_BATCH_SIZE):
        batch = records[start : start + PRODUCT_BATCH_SIZE]
        parsed = [_parse_record(record) if isinstance(record, FileRecord) else record for record in batch]
        skipped += [row for row in parsed if isinstance(row, SkippedRecord)]
        rows = [row for row in parsed if not isinstance(row, SkippedRecord)]
        added += await add_product_rows(rt, upload.company_id, rows)
        stored_percent = (100 - _READING_PERCENT) * (start + len(batch)) // len(records)
        await _save_progress(rt, upload, _READING_PERCENT + stored_percent, added)
    return added, skipped


def _notes(records: Iterable[FileRecord | SkippedRecord]) -> Iterator[SkippedRecord]:
    """Returns what was done to records, in the form in which skipped ones are reported."""
    for record in records:
        if isinstance(record, FileRecord):
            yield from (SkippedRecord(record.location, note) for note in record.notes)


def _read_records(filename: str, data: bytes) -> list[FileRecord | SkippedRecord]:
    """Returns what the file holds; of one that breaks off in the middle what came before."""
    records: list[FileRecord | SkippedRecord] = []
    try:
        records += read_products(filename, data)
    except Invalid as error:
        if not any(isinstance(record, FileRecord) for record in records):
            raise
        records.append(SkippedRecord("the rest", str(error)))
    return records


def _parse_record(record: FileRecord) -> dict[str, Any] | SkippedRecord:
    try:
        return parse_product_row(record.values)
    except Invalid as error:
        return SkippedRecord(record.location, str(error))


async def _import_document(rt: Services, upload: Upload, data: bytes) -> tuple[int, list[SkippedRecord]]:
    async with rt.db.scoped(upload.company_id) as session:
        stored = await find_document(session, upload.filename)
    if stored is not None and stored.checksum == content_checksum(data):
        return 0, []
    passages, skipped = await asyncio.to_thread(parse_document, upload.filename, data)
    async with rt.db.scoped(upload.company_id) as session:
        await replace_document(session, upload.company_id, upload.filename, data, passages, "upload")
    return len(passages), skipped


async def _save_progress(rt: Services, upload: Upload, percent: int, added: int) -> None:
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
    skipped: list[SkippedRecord] | None = None,
    why: str = "",
) -> None:
    skipped = skipped or []
    reported = [{"place": row.location, "why": row.reason} for row in skipped[:_MAX_REPORTED_ROWS]]
    values: Mapping[str, Any] = {
        "status": status,
        "percent": 100,
        "added": added,
        "why": why,
        "report": {"skipped": reported, "skipped_count": len(skipped)},
        "content": None,
        "finished_at": rt.clock(),
    }
    async with rt.db.scoped(upload.company_id) as session:
        await session.execute(update(Upload).where(Upload.id == upload.id).values(**values))
        details = {"file": upload.filename, "status": status, "stored": added, "skipped": len(skipped)}
        record_change(session, upload.company_id, upload.by, f"{upload.kind} uploaded", rt.clock(), details)
        await schedule_rebuild(rt, session, upload.company_id)
        await session.flush()


async def list_uploads(session: AsyncSession, limit: int = 200) -> list[Upload]:
    """Returns the uploads, the newest first."""
    return list(await session.scalars(select(Upload).order_by(Upload.created_at.desc()).limit(limit)))


def upload_payload(upload: Upload) -> dict[str, Any]:
    """Returns the upload as clients are told of it."""
    return {
        "upload_id": str(upload.id),
        "filename": upload.filename,
        "kind": upload.kind,
        "upload_time": upload.created_at.isoformat(),
        "file_size": upload.size,
        "products_added": upload.added if upload.kind == PRODUCT_UPLOAD else 0,
        "passages_added": upload.added if upload.kind == DOCUMENT_UPLOAD else 0,
        "status": upload.status,
        "percent": upload.percent,
        "why": upload.why,
        **({"skipped": [], "skipped_count": 0} | upload.report),
    }
