"""Tells open sockets what a person of the staff wrote, in whatever process that was."""

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple, Protocol

from sqlalchemy import select

from parley.handover.ownership import STAFF_ANSWERED
from parley.infra.announcements import hear_announcements
from parley.models import Message
from parley.runtime import Runtime

_MAX_ANSWERS = 50


class Listener(Protocol):
    """An open socket."""

    def hear_of_answer(self) -> None:
        """Is told that there may be new words of the staff in its conversation."""


class StaffAnswer(NamedTuple):
    """What a person of the staff wrote."""

    message_id: int
    text: str
    author: str
    #: ISO-8601
    at: str


class StaffAnswers:
    """The open sockets of a process, by the conversation that they are in."""

    def __init__(self, rt: Runtime) -> None:
        self._rt = rt
        self._listeners: dict[str, set[Listener]] = defaultdict(set)

    def watch(self, company_id: int, conversation_id: int, listener: Listener) -> Callable[[], None]:
        """Has a socket told of words of the staff in a conversation; returns what ends that."""
        key = f"{company_id}:{conversation_id}"
        self._listeners[key].add(listener)

        def stop() -> None:
            self._listeners[key].discard(listener)
            if not self._listeners[key]:
                del self._listeners[key]

        return stop

    async def run(self) -> None:
        """Hears what all processes announce, until cancelled."""
        await hear_announcements(self._rt.db.url, STAFF_ANSWERED, self._tell, self._tell_everybody)

    def _tell(self, key: str) -> None:
        for listener in tuple(self._listeners.get(key, ())):
            listener.hear_of_answer()

    def _tell_everybody(self) -> None:
        for key in tuple(self._listeners):
            self._tell(key)


async def find_staff_answers(
    rt: Runtime, company_id: int, conversation_id: int, after_id: int
) -> list[StaffAnswer]:
    """Returns what the staff wrote in a conversation behind a message, in order."""
    query = (
        select(Message.id, Message.text, Message.author, Message.created_at)
        .where(
            Message.conversation_id == conversation_id,
            Message.role == "assistant",
            Message.author != "",
            Message.id > after_id,
        )
        .order_by(Message.id)
        .limit(_MAX_ANSWERS)
    )
    async with rt.db.scoped(company_id) as session:
        rows = await session.execute(query)
        return [StaffAnswer(row.id, row.text, row.author, row.created_at.isoformat()) for row in rows]
