"""The watched folder: what lies in it is what the companies know (KNOWLEDGE_BASE_PATH).

`<folder>/<brand id>/…` are a brand's documents; files that lie in the folder itself belong to the brand
KNOWLEDGE_BASE_BRAND names, else to the first company. A file is named by its path below that.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import structlog
from sqlalchemy import select

from parley.documents import store as documents
from parley.errors import Invalid
from parley.files.file_type import MAX_BYTES, TEXTS
from parley.models import Company, Document
from parley.search.index import maintain as upkeep
from parley.services import Services
from parley.tenants.config import find

log = structlog.get_logger()

SOURCE = "folder"
# A file that changed just now may still be being copied; seconds.
_SETTLED = 2


class Found(NamedTuple):
    """`brand`: empty for what lies in the folder itself. `state` tells one content from another."""

    brand: str
    name: str
    path: Path
    state: tuple[int, int]
    changed_at: float


async def follow(rt: Services) -> int:
    """Bring every company's documents in line with its files; how many were added, replaced or taken away. A folder
    that is missing or empty changes nothing: it may be a disk that is not there at the moment."""
    found = await asyncio.to_thread(lambda: list(_files(rt.settings.knowledge_base)))
    if not found:
        return 0
    changes = 0
    for company_id, files in (await _by_company(rt, found)).items():
        changes += await _remove_lost(rt, company_id, {file.name for file in files})
        for file in files:
            changes += await _take(rt, company_id, file)
    return changes


def _files(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        parts = path.relative_to(folder).parts
        if path.suffix.casefold() not in TEXTS or any(part.startswith(".") for part in parts) or not path.is_file():
            continue
        about = path.stat()
        brand = parts[0] if len(parts) > 1 else ""
        name = "/".join(parts[1:] or parts)
        yield Found(brand, name, path, (about.st_size, about.st_mtime_ns), about.st_mtime)


async def _by_company(rt: Services, found: list[Found]) -> dict[int, list[Found]]:
    """Every company that has files now, or had them."""
    async with rt.db.across() as session:
        had = await session.scalars(select(Document.company_id).where(Document.source == SOURCE).distinct())
        files: dict[int, list[Found]] = {company_id: [] for company_id in had}
        owners = {brand: await find(session, brand) for brand in {file.brand for file in found if file.brand}}
        own = rt.settings.knowledge_brand
        first = select(Company.id).order_by(Company.id).limit(1)
        owners[""] = await find(session, own) if own else await session.scalar(first)
    for file in found:
        if (owner := owners[file.brand]) is not None:
            files.setdefault(owner, []).append(file)
    return files


async def _remove_lost(rt: Services, company_id: int, names: set[str]) -> int:
    async with rt.db.scoped(company_id) as session:
        rows = await session.execute(select(Document.id, Document.name).where(Document.source == SOURCE))
        lost = [row for row in rows if row.name not in names]
        for row in lost:
            await documents.remove(session, row.id)
        if lost:
            await upkeep.due(rt, session, company_id)
    for row in lost:
        log.info("document gone from the folder", company=company_id, document=row.name)
    return len(lost)


async def _take(rt: Services, company_id: int, file: Found) -> int:
    if rt.folder.get(file.path) == file.state or rt.clock().timestamp() - file.changed_at < _SETTLED:
        return 0
    try:
        changed = await _store(rt, company_id, file)
    except (Invalid, OSError) as error:
        changed = 0
        log.warning("a document in the folder cannot be read", document=str(file.name), error=str(error))
    rt.folder[file.path] = file.state
    return changed


async def _store(rt: Services, company_id: int, file: Found) -> int:
    if file.state[0] > MAX_BYTES:
        raise Invalid(f"larger than {MAX_BYTES // 2**20} MiB")
    data = await asyncio.to_thread(file.path.read_bytes)
    async with rt.db.scoped(company_id) as session:
        known = await documents.known(session, file.name)
    if known is not None and known.checksum == documents.checksum(data):
        return 0
    passages, _ = await asyncio.to_thread(documents.read, file.name, data)
    async with rt.db.scoped(company_id) as session:
        await documents.store(session, company_id, file.name, data, passages, SOURCE)
        await upkeep.due(rt, session, company_id)
    log.info("document from the folder", company=company_id, document=file.name, passages=len(passages))
    return 1
