"""A document → passages small enough to answer with. Plain text and Markdown; other formats come with uploads."""

import hashlib
import re
from collections.abc import Iterator

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.knowledge.represent import vector
from parley.models import Document, Passage

_LONGEST = 700
_HEADING = re.compile(r"^(?:#{1,6}\s+(?P<hash>.+)|={2,}\s*(?P<bar>.+?)\s*={2,})$")


async def add_text(session: AsyncSession, company_id: int, name: str, text: str) -> int:
    """Store a document under its name, in place of an earlier one of that name; returns how many passages it made.
    The same content again changes nothing and returns 0."""
    checksum = hashlib.sha256(text.encode()).hexdigest()
    known = await session.scalar(select(Document).where(Document.name == name))
    if known is not None and known.checksum == checksum:
        return 0
    if known is not None:
        await session.execute(delete(Document).where(Document.id == known.id))
    document = Document(company_id=company_id, name=name, checksum=checksum)
    session.add(document)
    await session.flush()
    rows = [
        {
            "company_id": company_id,
            "document_id": document.id,
            "title": title,
            "text": passage,
            "vector": vector(f"{title} {passage}"),
        }
        for title, passage in passages(text)
    ]
    if rows:
        await session.execute(insert(Passage), rows)
    return len(rows)


def passages(text: str) -> Iterator[tuple[str, str]]:
    """(heading, passage) pairs: paragraphs under their heading, joined while they fit, cut where they do not."""
    title, held = "", ""
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = block.strip().split("\n")
        if found := _HEADING.match(lines[0].strip()):
            if held:
                yield title, held
            title, held = (found["hash"] or found["bar"]).strip(), ""
            lines = lines[1:]
        for piece in _pieces("\n".join(lines).strip()):
            if held and len(held) + len(piece) + 1 > _LONGEST:
                yield title, held
                held = ""
            held = f"{held}\n{piece}".strip()
    if held:
        yield title, held


def _pieces(paragraph: str) -> Iterator[str]:
    while len(paragraph) > _LONGEST:
        cut = paragraph.rfind(". ", 0, _LONGEST) + 1 or paragraph.rfind(" ", 0, _LONGEST)
        cut = cut if cut > 0 else _LONGEST
        yield paragraph[:cut].strip()
        paragraph = paragraph[cut:].strip()
    if paragraph:
        yield paragraph
