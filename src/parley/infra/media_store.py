"""Keeps the bytes of files that customers send, each once for a company, by its digest.

`MediaStore` is the port: the database is enough for what customers send, and is backed up with the rest.
"""

from hashlib import sha256
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from parley.errors import TooLarge

MAX_MEDIA_BYTES = 20 * 2**20

_STORE_CONTENT = text(
    "INSERT INTO media_contents (company_id, digest, content) VALUES (:company, :digest, :content)"
    " ON CONFLICT (company_id, digest) DO NOTHING"
)
_FIND_CONTENT = text("SELECT content FROM media_contents WHERE company_id = :company AND digest = :digest")


class MediaStore(Protocol):
    """Where bytes lie. Both work in the caller's transaction, in the scope of the company."""

    async def put(self, session: AsyncSession, company_id: int, content: bytes) -> str:
        """Keeps bytes and returns what they are found by. Raises TooLarge."""
        ...

    async def get(self, session: AsyncSession, company_id: int, digest: str) -> bytes | None:
        """Returns the bytes of this company that were kept under a digest."""
        ...


class DatabaseMediaStore:
    """The bytes as rows of the company's own."""

    async def put(self, session: AsyncSession, company_id: int, content: bytes) -> str:
        """Keeps bytes, once however often they come, and returns their digest. Raises TooLarge."""
        if len(content) > MAX_MEDIA_BYTES:
            raise TooLarge(f"A file may have {MAX_MEDIA_BYTES // 2**20} MiB at most")
        digest = sha256(content).hexdigest()
        await session.execute(_STORE_CONTENT, {"company": company_id, "digest": digest, "content": content})
        return digest

    async def get(self, session: AsyncSession, company_id: int, digest: str) -> bytes | None:
        """Returns the bytes of this company that were kept under a digest."""
        row = (await session.execute(_FIND_CONTENT, {"company": company_id, "digest": digest})).one_or_none()
        return bytes(row.content) if row else None
