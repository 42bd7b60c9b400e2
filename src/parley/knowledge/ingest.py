"""A document → passages small enough to answer with. Plain text and Markdown; PDF and DOCX come with uploads."""

import hashlib
import re
from collections.abc import Iterator

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.core.text import clean
from parley.knowledge.represent import vector
from parley.models import Document, Passage

_LONGEST, _SHORT = 700, 80
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
            "vector": vector(f"{title} {title} {passage}"),
        }
        for title, passage in passages(text)
    ]
    if rows:
        await session.execute(insert(Passage), rows)
    return len(rows)


def passages(text: str) -> Iterator[tuple[str, str]]:
    """(heading, passage) pairs: what blank lines set apart, under its heading; short pieces joined, long ones cut.
    In a text without headings a first line that asks is the heading of its answer."""
    heading, held = "", ""
    for title, piece in _blocks(text):
        if held and (title != heading or len(held) + len(piece) + 1 > _LONGEST or len(piece) > _SHORT):
            yield heading, held
            held = ""
        heading, held = title, f"{held}\n{piece}".strip()
    if held:
        yield heading, held


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    heading = ""
    for block in re.split(r"\n\s*\n", clean(text)):
        title = heading
        body: list[str] = []
        for line in block.strip().split("\n"):
            if found := _HEADING.match(line.strip()):
                for piece in _pieces("\n".join(body).strip()):
                    yield title, piece
                heading = title = (found["hash"] or found["bar"]).strip()
                body = []
            else:
                body.append(line)
        if not heading and len(body) > 1 and body[0].rstrip().endswith("?"):
            title, body = body[0].strip(), body[1:]
        for piece in _pieces("\n".join(body).strip()):
            yield title, piece


def _pieces(paragraph: str) -> Iterator[str]:
    while len(paragraph) > _LONGEST:
        cut = paragraph.rfind(". ", 0, _LONGEST) + 1 or paragraph.rfind(" ", 0, _LONGEST)
        cut = cut if cut > 0 else _LONGEST
        yield paragraph[:cut].strip()
        paragraph = paragraph[cut:].strip()
    if paragraph:
        yield paragraph
