"""Shows that an answer is being made: its words as they come where the server knows drafts, else "typing"."""

from collections.abc import Awaitable, Callable
from typing import Any

from parley.channels.telegram.client_texts import waiting_text
from parley.channels.telegram.split_text import split_text
from parley.domain.channel import Progress
from parley.errors import RemoteError

Call = Callable[..., Awaitable[dict[str, Any]]]
# A method that the server does not know, and what it cannot show in this chat.
_UNKNOWN_STATUSES = (400, 404)


class ProgressView:
    """What one server knows to show."""

    def __init__(self) -> None:
        self._knows_drafts = True

    async def show(self, call: Call, chat_id: str, progress: Progress) -> None:
        """Shows how far an answer is. Drafts are for private chats. Raises RemoteError."""
        if self._knows_drafts and not chat_id.startswith("-"):
            text = progress.text or waiting_text(progress.language, is_voice=progress.is_voice)
            try:
                await call("sendMessageDraft", chat_id=chat_id, draft_id=progress.number, text=split_text(text)[0])
            except RemoteError as error:
                if error.status_code not in _UNKNOWN_STATUSES:
                    raise
                self._knows_drafts = False
            else:
                return
        await call("sendChatAction", chat_id=chat_id, action="typing")
