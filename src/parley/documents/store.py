"""The documents of a company in the database, each with its passages."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.documents.chunking import split_passages
from parley.files import documents
from parley.files.documents import DocumentPart
from parley.files.records import SkippedRecord
from parley.models import Document, Passage
from parley.search.index.recipes import passage_index_features

PassageRows = list[dict[str, Any]]


def parse_document(name: str, data: bytes) -> tuple[PassageRows, list[SkippedRecord]]:
    """Returns the passages of a document, ready to be stored, and the pages that could not be read. Takes the
    processor about 0.3 ms a passage. Raises Invalid."""
    parts = list(documents.read_document_parts(name, data))
    skipped = [part for part in parts if isinstance(part, SkippedRecord)]
    return passage_rows(part for part in parts if isinstance(part, DocumentPart)), skipped


def passage_rows(parts: Iterable[DocumentPart]) -> PassageRows:
    """Returns the passages of the parts, ready to be stored."""
    return [
        {"title": title, "page": part.page, "text": text}
        for part in parts
        for title, text in split_passages(part.text, part.heading)
    ]


async def add_document(
    session: AsyncSession, company_id: int, name: str, data: bytes, source: str = "upload"
) -> int:
    """Reads and stores a document, and returns how many passages it made. The same content again changes nothing
    and makes 0. Raises Invalid."""
    stored = await find_document(session, name)
    if stored is not None and stored.checksum == content_checksum(data):
        return 0
    passages, _ = parse_document(name, data)
    await replace_document(session, company_id, name, data, passages, source)
    return len(passages)


def content_checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def find_document(session: AsyncSession, name: str) -> Document | None:
    document: Document | None = await session.scalar(select(Document).where(Document.name == name))
    return document


async def replace_document(
    session: AsyncSession, company_id: int, name: str, data: bytes, passages: Sequence[dict[str, Any]], source: str
) -> None:
    """Stores a document in place of an earlier one of its name. `data`: the file, for its checksum; `source`:
    where it came from (models/knowledge.py)."""
    await session.execute(delete(Document).where(Document.name == name))
    document = Document(
        company_id=company_id, name=name, checksum=content_checksum(data), size=len(data), source=source
    )
    session.add(document)
    await session.flush()
    if passages:
        owner_ids = {"company_id": company_id, "document_id": document.id}
        rows = [{**owner_ids, **row, **passage_index_features(company_id, row)} for row in passages]
        await session.execute(insert(Passage), rows)


async def list_documents(session: AsyncSession) -> list[dict[str, Any]]:
    """Returns the documents by name, each with how many passages it has."""
    passage_count = select(func.count()).where(Passage.document_id == Document.id).scalar_subquery()
    query = await session.execute(select(Document, passage_count).order_by(Document.name))
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


async def remove_document(session: AsyncSession, document_id: int) -> str | None:
    """Deletes a document and returns its name; None where there is none of this id."""
    name: str | None = await session.scalar(
        delete(Document).where(Document.id == document_id).returning(Document.name)
    )
    return name
