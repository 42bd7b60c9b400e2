"""Keeps the companies' documents in line with a folder (KNOWLEDGE_BASE_PATH).

`<folder>/<brand id>/…` are a brand's documents; files that lie in the folder itself belong to the brand
KNOWLEDGE_BASE_BRAND names, else to the first company. A file is named by its path below that.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import structlog
from sqlalchemy import select

from parley.documents.store import (
    content_checksum,
    find_document,
    parse_document,
    remove_document,
    replace_document,
)
from parley.errors import Invalid
from parley.files.file_type import DOCUMENT_EXTENSIONS, MAX_UPLOAD_BYTES
from parley.models import Company, Document
from parley.search.index.maintain import schedule_rebuild
from parley.services import Services
from parley.tenants.config import find_company_id

log = structlog.get_logger()

FOLDER_SOURCE = "folder"
# A file that changed so shortly before may still be being copied.
_SETTLE_SECONDS = 2


class WatchedFile(NamedTuple):
    #: empty for what lies in the folder itself
    brand: str
    #: the path below the brand's folder
    name: str
    path: Path
    #: size and time of change: they tell one content from another
    fingerprint: tuple[int, int]
    #: seconds since 1970
    changed_at: float


async def sync_folder(rt: Services) -> int:
    """Brings every company's documents in line with its files, and returns how many were added, replaced or taken
    away. A folder that is missing or empty changes nothing: it may be a disk that is not there at the moment."""
    all_files = await asyncio.to_thread(lambda: list(_scan_folder(rt.settings.knowledge_base)))
    if not all_files:
        return 0
    changes = 0
    for company_id, files in (await _group_by_company(rt, all_files)).items():
        changes += await _remove_missing(rt, company_id, {file.name for file in files})
        for file in files:
            changes += await _sync_file(rt, company_id, file)
    return changes


def _scan_folder(folder: Path) -> Iterator[WatchedFile]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        parts = path.relative_to(folder).parts
        if (
            path.suffix.casefold() not in DOCUMENT_EXTENSIONS
            or any(part.startswith(".") for part in parts)
            or not path.is_file()
        ):
            continue
        stat = path.stat()
        brand = parts[0] if len(parts) > 1 else ""
        name = "/".join(parts[1:] or parts)
        yield WatchedFile(brand, name, path, (stat.st_size, stat.st_mtime_ns), stat.st_mtime)


async def _group_by_company(rt: Services, all_files: list[WatchedFile]) -> dict[int, list[WatchedFile]]:
    """Returns the files of every company that has some now, or had some."""
    async with rt.db.across() as session:
        company_ids = await session.scalars(
            select(Document.company_id).where(Document.source == FOLDER_SOURCE).distinct()
        )
        files: dict[int, list[WatchedFile]] = {company_id: [] for company_id in company_ids}
        owners = {
            brand: await find_company_id(session, brand)
            for brand in {file.brand for file in all_files if file.brand}
        }
        default_brand = rt.settings.knowledge_brand
        first = select(Company.id).order_by(Company.id).limit(1)
        owners[""] = await find_company_id(session, default_brand) if default_brand else await session.scalar(first)
    for file in all_files:
        if (owner := owners[file.brand]) is not None:
            files.setdefault(owner, []).append(file)
    return files


async def _remove_missing(rt: Services, company_id: int, names: set[str]) -> int:
    async with rt.db.scoped(company_id) as session:
        rows = await session.execute(select(Document.id, Document.name).where(Document.source == FOLDER_SOURCE))
        missing = [row for row in rows if row.name not in names]
        for row in missing:
            await remove_document(session, row.id)
        if missing:
            await schedule_rebuild(rt, session, company_id)
    for row in missing:
        log.info("document gone from the folder", company=company_id, document=row.name)
    return len(missing)


async def _sync_file(rt: Services, company_id: int, file: WatchedFile) -> int:
    if (
        rt.caches.watched_files.get(file.path) == file.fingerprint
        or rt.clock().timestamp() - file.changed_at < _SETTLE_SECONDS
    ):
        return 0
    try:
        changed = await _store_file(rt, company_id, file)
    except (Invalid, OSError) as error:
        changed = 0
        log.warning("a document in the folder cannot be read", document=str(file.name), error=str(error))
    rt.caches.watched_files[file.path] = file.fingerprint
    return changed


async def _store_file(rt: Services, company_id: int, file: WatchedFile) -> int:
    if file.fingerprint[0] > MAX_UPLOAD_BYTES:
        raise Invalid(f"larger than {MAX_UPLOAD_BYTES // 2**20} MiB")
    data = await asyncio.to_thread(file.path.read_bytes)
    async with rt.db.scoped(company_id) as session:
        stored = await find_document(session, file.name)
    if stored is not None and stored.checksum == content_checksum(data):
        return 0
    passages, _ = await asyncio.to_thread(parse_document, file.name, data)
    async with rt.db.scoped(company_id) as session:
        await replace_document(session, company_id, file.name, data, passages, FOLDER_SOURCE)
        await schedule_rebuild(rt, session, company_id)
    log.info("document from the folder", company=company_id, document=file.name, passages=len(passages))
    return 1
