"""Shows the staff what customers sent: lists files, and fetches one from its channel when it is first asked for."""

from typing import Any, NamedTuple

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.chat_store import find_account
from parley.domain.channel import RemoteFile
from parley.errors import NotFound, RemoteError, TooLarge
from parley.files.media_type import PICTURE_TYPES, detect_media_type
from parley.infra.media_store import MAX_MEDIA_BYTES, DatabaseMediaStore, MediaStore
from parley.models import MediaContent, MediaFile
from parley.runtime import Runtime

_STORE = DatabaseMediaStore()


class ShownMedia(NamedTuple):
    """A file as it is shown."""

    name: str
    #: told by its bytes, whatever its sender said
    content_type: str
    content: bytes

    @property
    def is_picture(self) -> bool:
        """Whether a browser may show it; all else is for keeping only."""
        return self.content_type in PICTURE_TYPES


async def list_media(
    rt: Runtime, company_id: int, limit: int, conversation_id: int | None = None
) -> list[dict[str, Any]]:
    """Returns the files of a company, or of one conversation of it, the newest first, ready for JSON."""
    query = select(MediaFile).where(MediaFile.company_id == company_id).order_by(MediaFile.id.desc()).limit(limit)
    if conversation_id is not None:
        query = query.where(MediaFile.conversation_id == conversation_id)
    async with rt.db.scoped(company_id) as session:
        rows = await session.scalars(query)
        return [
            {
                "id": row.id,
                "conversation_id": row.conversation_id,
                "message_id": row.message_id,
                "kind": row.kind,
                "name": row.name,
                "size": row.size,
                "created_at": row.created_at.isoformat(),
            }
            for row in rows
        ]


async def load_media(rt: Runtime, company_id: int, media_id: int, store: MediaStore = _STORE) -> ShownMedia:
    """Returns a file of a company, fetched from its channel where nobody asked for it before. Raises NotFound,
    TooLarge, and RemoteError where the channel does not give it out."""
    async with rt.db.scoped(company_id) as session:
        row = await _find(session, company_id, media_id)
        content = await store.get(session, company_id, row.digest) if row.digest else None
    if content is None:
        content = await _fetch(rt, row)
        async with rt.db.scoped(company_id) as session:
            digest = await store.put(session, company_id, content)
            of_file = (MediaFile.company_id == company_id, MediaFile.id == media_id)
            await session.execute(update(MediaFile).where(*of_file).values(digest=digest, size=len(content)))
    return ShownMedia(row.name, detect_media_type(content), content)


async def _find(session: AsyncSession, company_id: int, media_id: int) -> MediaFile:
    row = await session.scalar(
        select(MediaFile).where(MediaFile.company_id == company_id, MediaFile.id == media_id)
    )
    if row is None:
        raise NotFound("There is no such file")
    return row


async def _fetch(rt: Runtime, row: MediaFile) -> bytes:
    if row.size > MAX_MEDIA_BYTES:
        raise TooLarge(f"Files of more than {MAX_MEDIA_BYTES // 2**20} MiB are not fetched")
    async with rt.db.scoped(row.company_id) as session:
        account = await find_account(session, row.account_id)
    channel = rt.channels.get(account.kind) if account else None
    if account is None or channel is None:
        raise NotFound("The account that the file came by is not connected any more")
    content = await channel.fetch(account, RemoteFile(row.remote_id, row.size, name=row.name))
    if not content:
        raise RemoteError("The channel gave an empty file", permanent=True)
    return content


async def purge_media(rt: Runtime) -> None:
    """Deletes the bytes of files whose conversations are gone."""
    of_file = (MediaFile.company_id == MediaContent.company_id, MediaFile.digest == MediaContent.digest)
    async with rt.db.across() as session:
        await session.execute(delete(MediaContent).where(~exists().where(*of_file)))
