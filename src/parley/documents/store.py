"""A company's documents: stored as passages, replaced, listed, taken away."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.documents.chunking import passages
from parley.files import texts
from parley.files.record import Skipped
from parley.files.texts import Part
from parley.models import Document, Passage
from parley.search.index.recipes import compared_passage

Rows = list[dict[str, Any]]


def read(name: str, data: bytes) -> tuple[Rows, list[Skipped]]:
    """The passages of a document, ready to be stored, and the pages that could not be read; work of the
    processor, about 0.3 ms a passage. Raises Invalid."""
    found = list(texts.read(name, data))
    skipped = [one for one in found if isinstance(one, Skipped)]
    return rows(one for one in found if isinstance(one, Part)), skipped


def rows(parts: Iterable[Part]) -> Rows:
    """The passages of a document, ready to be stored."""
    return [
        {
            "title": title,
            "page": part.page,
            "text": text,
        }
        for part in parts
        for title, text in passages(part.text, part.heading)
    ]


async def add(session: AsyncSession, company_id: int, name: str, data: bytes, source: str = "upload") -> int:
    """Read and store a document in one go: how many passages it made. The same content again changes nothing and
    gives 0. Raises Invalid."""
    before = await known(session, name)
    if before is not None and before.checksum == checksum(data):
        return 0
    passages, _ = read(name, data)
    await store(session, company_id, name, data, passages, source)
    return len(passages)


def checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def known(session: AsyncSession, name: str) -> Document | None:
    document: Document | None = await session.scalar(select(Document).where(Document.name == name))
    return document


async def store(
    session: AsyncSession, company_id: int, name: str, data: bytes, passages: Sequence[dict[str, Any]], source: str
) -> None:
    """Under its name, in place of an earlier one of that name. `data`: the file; `source`: see models."""
    await session.execute(delete(Document).where(Document.name == name))
    document = Document(company_id=company_id, name=name, checksum=checksum(data), size=len(data), source=source)
    session.add(document)
    await session.flush()
    if passages:
        own = {"company_id": company_id, "document_id": document.id}
        rows = [{**own, **row, **compared_passage(company_id, row)} for row in passages]
        await session.execute(insert(Passage), rows)


async def listed(session: AsyncSession) -> list[dict[str, Any]]:
    counted = select(func.count()).where(Passage.document_id == Document.id).scalar_subquery()
    query = await session.execute(select(Document, counted).order_by(Document.name))
    return [
        {
            "id": document.id,
            "name": document.name,
            "size": document.size,
            "source": document.source,
            "passages": passages,
            "created_at": document.created_at.isoformat(),
        }
        for document, passages in query
    ]


async def remove(session: AsyncSession, document_id: int) -> str | None:
    """Its name; None when there is none of this id."""
    name: str | None = await session.scalar(
        delete(Document).where(Document.id == document_id).returning(Document.name)
    )
    return name
