"""What a customer says by a command or by a button under an answer, in words that are understood like any other."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.chat_store import ChatKey
from parley.domain.channel import ChannelEvent, EventKind
from parley.models import Conversation

_STOP, _DETAILS, _ORDER = "stop", "details", "order"
_WORDS: Mapping[str, Mapping[str, str]] = {
    _STOP: {"ru": "стоп", "en": "stop", "kk": "стоп", "ky": "стоп", "uz": "stop", "uk": "стоп", "mn": "стоп"},
    _DETAILS: {
        "ru": "Расскажите подробнее",
        "en": "Tell me more about it",
        "kk": "Толығырақ айтыңызшы",
        "ky": "Кененирээк айтып бериңизчи",
        "uz": "Batafsil aytib bering",
        "uk": "Розкажіть детальніше",
        "mn": "Дэлгэрэнгүй хэлж өгнө үү",
    },
    _ORDER: {
        "ru": "Хочу оформить заявку",
        "en": "I want to order it",
        "kk": "Тапсырыс бергім келеді",
        "ky": "Буйрутма бергим келет",
        "uz": "Buyurtma bermoqchiman",
        "uk": "Хочу оформити замовлення",
        "mn": "Захиалга өгмөөр байна",
    },
}


def is_spoken_button(event: ChannelEvent) -> bool:
    """Tells what says something to the bot from what a channel answers by itself."""
    return event.kind is EventKind.COMMAND and event.command in _WORDS


async def spoken_words(
    session: AsyncSession, key: ChatKey, event: ChannelEvent, default_language: str
) -> ChannelEvent | None:
    """Returns a command or a pressed button as the message that it stands for; None for a button of a talk that is
    not the chat's open one: it is long past, or another's."""
    row = (
        await session.execute(
            select(Conversation.session_id, Conversation.language)
            .where(
                Conversation.account_id == key.account_id,
                Conversation.chat_id == key.chat_id,
                Conversation.closed_at.is_(None),
            )
            .order_by(Conversation.id.desc())
            .limit(1)
        )
    ).one_or_none()
    if event.command != _STOP and (row is None or not row.session_id or row.session_id != event.payload):
        return None
    words = _WORDS[event.command]
    text = words.get((row.language if row else "") or default_language) or words["ru"]
    # The message with the buttons is pressed more than once: each press is a message of its own.
    message_id = f"{event.message_id}:{event.callback_id}" if event.callback_id else event.message_id
    return replace(event, kind=EventKind.MESSAGE, text=text, message_id=message_id, payload="", command="")
