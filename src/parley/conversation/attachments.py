"""What customers send that is no text: a sign of it stands in the talk, the file is kept for the staff, and who
sent nothing else is told what became of it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from parley.channels.base import Account
from parley.conversation.receive import ReceivedMessage
from parley.domain.channel import ChannelEvent
from parley.domain.turn import Answer, Turn
from parley.languages.base import Replies
from parley.models import MediaFile
from parley.runtime import Runtime
from parley.text.sanitize import sanitize_message
from parley.text.tokenize import normalized_words

_SIGNS = {
    "photo": "🖼",
    "animation": "🎞",
    "video": "🎬",
    "video_note": "🎬",
    "document": "📄",
    "audio": "🎵",
    "location": "📍",
    "sticker": "🙂",
}
_OTHER_SIGN = "📎"
_PICTURES = frozenset({"photo", "animation", "video", "video_note"})
_FILES = frozenset({"document", "audio"})
_MAX_NAME_CHARS = 200


def words_of(event: ChannelEvent) -> tuple[str, str]:
    """Returns the text that is stored of a message, and what it is where it has no words: a caption is text, and so
    is a sticker that means yes or no."""
    text = sanitize_message(event.text)
    if not event.attachment or normalized_words(text):
        return text, ""
    name = event.file.name if event.file else ""
    sign = text if event.attachment == "sticker" and text else _SIGNS.get(event.attachment, _OTHER_SIGN)
    return f"{sign} {event.place or sanitize_message(name)[:_MAX_NAME_CHARS]}".strip(), event.attachment


def attachment_answer(rt: Runtime, turn: Turn) -> Answer | None:
    """Returns what is said to messages of which none has words; None where one has."""
    if not turn.attachment:
        return None
    language = rt.language(turn.language)
    return Answer(_words_for(language.replies, turn.attachment), language.code)


def _words_for(replies: Replies, attachment: str) -> str:
    if attachment in _PICTURES:
        return replies.picture_noted
    if attachment in _FILES:
        return replies.file_noted
    return replies.place_noted if attachment == "location" else replies.sign_noted


def keep_file(
    session: AsyncSession, account: Account, received: ReceivedMessage, event: ChannelEvent, at: datetime
) -> None:
    """Notes the file of a message, in the transaction that stores it; its bytes are fetched when somebody asks."""
    if event.file is None or not received.message_id:
        return
    session.add(
        MediaFile(
            company_id=account.company_id,
            conversation_id=received.conversation_id,
            message_id=received.message_id,
            account_id=account.id,
            kind=event.attachment,
            remote_id=event.file.id,
            name=sanitize_message(event.file.name)[:_MAX_NAME_CHARS],
            size=event.file.size,
            created_at=at,
        )
    )
