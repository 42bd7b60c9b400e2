"""What Telegram remembers: people, chats, bots and what waits for them."""

import asyncio
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
#: what a bot is not told unless it asks for it
_ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Refused(Exception):
    """A call that Telegram refuses, in its words."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass
class Person:
    """A user of Telegram who is no bot."""

    id: int
    first_name: str = "Aida"
    last_name: str = ""
    username: str = ""
    language_code: str = "ru"
    is_deactivated: bool = False

    def to_json(self) -> Json:
        """Returns the User object."""
        known = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return user | {name: value for name, value in known.items() if value}


@dataclass
class Chat:
    """A chat, with what was said in it: of a person with one bot, or of a group."""

    id: int
    kind: str = "private"
    title: str = ""
    is_forum: bool = False
    #: bots by id: whether they are in it
    bots: dict[int, bool] = field(default_factory=dict)
    #: by their ids
    messages: dict[int, Json] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    #: the supergroup that the group became
    moved_to: int | None = None
    person: Person | None = None
    #: what the bot is typing at this moment
    draft: str = ""
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def next_id(self) -> int:
        """Returns the id of the next message."""
        return next(self._ids)

    def to_json(self) -> Json:
        """Returns the Chat object."""
        if self.person is not None:
            user = self.person.to_json()
            names: Json = {name: user[name] for name in ("first_name", "last_name", "username") if name in user}
            return {"id": self.id, "type": self.kind, **names}
        forum = {"is_forum": True} if self.is_forum else {}
        return {"id": self.id, "type": self.kind, "title": self.title, **forum}


@dataclass
class Bot:
    """One bot."""

    id: int
    username: str
    token: str = ""
    name: str = "Shop"
    #: the parameters of setWebhook
    webhook: Json = field(default_factory=dict)
    webhook_error: str = ""
    allowed_updates: list[str] = field(default_factory=list)
    #: what was not confirmed yet, oldest first
    updates: list[Json] = field(default_factory=list)
    #: what was sent, in order: the parameters of the call, its method and the message's id
    sent: list[Json] = field(default_factory=list)
    blocked_chats: set[int] = field(default_factory=set)
    #: by the person's or the group's id
    chats: dict[int, Chat] = field(default_factory=dict)
    #: pressed buttons that wait for an answer
    callbacks: set[str] = field(default_factory=set)
    #: what pressed buttons were answered with, by the button's id
    popups: dict[str, str] = field(default_factory=dict)
    #: what was shown while an answer was made: drafts, and that it is typing
    drafts: list[Json] = field(default_factory=list)
    commands: list[Json] = field(default_factory=list)
    #: the poll that is held open
    poll: "asyncio.Future[str] | None" = None
    _update_ids: "itertools.count[int]" = field(init=False)

    def __post_init__(self) -> None:
        self._update_ids = itertools.count(self.id % 10_000 * 1_000 + 1)

    def next_update_id(self) -> int:
        """Returns the id of the next update: it grows by one for each bot."""
        return next(self._update_ids)

    def sent_to(self, chat: int) -> list[Json]:
        """Returns what was sent to one chat; a message that was changed is there twice."""
        return [message for message in self.sent if message["chat_id"] == chat]

    def new_in(self, chat: int) -> list[Json]:
        """Returns the messages of one chat as they were sent first."""
        return [message for message in self.sent_to(chat) if message["method"].startswith("send")]

    @property
    def shown(self) -> dict[tuple[int, int], Json]:
        """Returns what stands in the bot's chats now, by chat and message."""
        return {(number, key): each for number, chat in self.chats.items() for key, each in chat.messages.items()}

    def wants(self, update: Mapping[str, Any]) -> bool:
        """Tells whether the bot asked for updates of this kind."""
        kind = next((name for name in update if name != "update_id"), "")
        return kind in self.allowed_updates if self.allowed_updates else kind not in _ASKED_FOR_ONLY

    def interrupt_poll(self, words: str = "") -> None:
        """Ends the poll that is held open: with what came, or refused in these words."""
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(words)

    def to_json(self) -> Json:
        """Returns what getMe tells."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.name,
            "username": self.username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
