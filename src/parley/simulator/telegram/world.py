"""All that one Telegram knows, and what people do in it: each act becomes an update for the bot it concerns."""

import asyncio
import itertools
import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from parley.simulator.faults import FaultQueue
from parley.simulator.telegram.pace import Pace
from parley.simulator.telegram.records import Bot, Chat, Json, Person, Refused

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
_GROUP_IDS, _SUPERGROUP_IDS = -1_000, -1_001_000_000_000


class TelegramWorld:
    """Bots, people, chats and files, in memory.

    `open_chats`: whoever is written to is somebody who opened the bot before. `is_paced`: too many messages are
    refused as Telegram refuses them. `seconds`: what messages are dated by.
    """

    def __init__(
        self,
        *,
        open_chats: bool = False,
        is_paced: bool = False,
        seconds: Callable[[], int] = lambda: int(time.time()),
        faults: FaultQueue | None = None,
    ) -> None:
        #: by token
        self.bots: dict[str, Bot] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Chat] = {}
        self.files: dict[str, bytes] = {}
        self.faults = FaultQueue() if faults is None else faults
        #: what this server is too old for
        self.unknown_methods: set[str] = set()
        self.seconds = seconds
        self.open_chats = open_chats
        #: called with a bot that an update waits for and that has a webhook
        self.tell_later: Callable[[Bot], None] = lambda _: None
        self._pace = Pace() if is_paced else None
        self._numbers = itertools.count(1)
        self._held_back: dict[int, Json] = {}

    # ── bots

    def add_bot(self, token: str, username: str = "shop_bot", name: str = "Shop") -> Bot:
        """Makes a bot; its number stands before the colon of its token."""
        self.bots[token] = Bot(int(token.split(":")[0]), username, token, name)
        return self.bots[token]

    def revoke_token(self, token: str) -> None:
        """Has a token open nothing any more."""
        bot = self.bots.pop(token)
        bot.interrupt_poll()

    def find_bot(self, name: str) -> Bot:
        """Returns a bot by its token, its name or its number. Raises LookupError."""
        for token, bot in self.bots.items():
            if name in (token, bot.username, f"@{bot.username}", str(bot.id)):
                return bot
        raise LookupError(f"there is no bot {name.partition(':')[0]}")

    def find_chat(self, bot: Bot, number: int) -> Chat:
        """Returns a chat as a bot may write to it. Raises Refused."""
        if number in bot.chats:
            return bot.chats[number]
        if number in self.groups:
            return self.groups[number]
        if self.open_chats:
            return self.open_chat(bot, number) if number > 0 else self.add_group(number, members=[bot])
        if number in self.people:
            raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
        raise Refused(400, "Bad Request: chat not found")

    def count_message(self, bot: Bot, chat: int) -> None:
        """Counts a message of a bot. Raises Refused for one too many, where that is counted."""
        if self._pace is not None:
            self._pace.count(bot.id, chat, time.monotonic())

    def told_to(self, bot: Bot, updates: Sequence[Json]) -> list[Json]:
        """Returns updates as they are handed out: repeated where a fault wants that."""
        fault = self.faults.take("update", told=True) if updates else None
        if fault is None:
            return list(updates)
        return list(updates[::-1]) if fault.kind == "reorder" else [*updates, updates[-1]]

    def store_file(self, content: bytes, name: str = "") -> str:
        """Keeps a file; returns its id."""
        file_id = name or f"file{next(self._numbers)}"
        self.files[file_id] = content
        return file_id

    # ── people

    def person(self, number: int, **names: Any) -> Person:
        """Returns a person, made where there is none yet."""
        known = self.people.get(number)
        if known is None:
            known = self.people[number] = Person(number, **names)
        for name, value in names.items():
            setattr(known, name, value)
        return known

    def open_chat(self, bot: Bot, number: int) -> Chat:
        """Returns a person's own chat with a bot, opened where it was not."""
        if number not in bot.chats:
            bot.chats[number] = Chat(number, person=self.person(number))
        return bot.chats[number]

    def add_group(
        self,
        number: int = 0,
        title: str = "Sales (demo)",
        *,
        members: Sequence[Bot] = (),
        is_forum: bool = False,
        is_super: bool = True,
    ) -> Chat:
        """Makes a group with bots in it."""
        base = _SUPERGROUP_IDS if is_super or is_forum else _GROUP_IDS
        number = number or base - next(self._numbers)
        kind = "supergroup" if is_super or is_forum else "group"
        chat = Chat(number, kind, title, is_forum=is_forum, bots={bot.id: True for bot in members})
        self.groups[number] = chat
        return chat

    def remove_from_group(self, group: int, bot: Bot) -> None:
        """Throws a bot out of a group."""
        self.groups[group].bots[bot.id] = False

    def upgrade_group(self, group: int) -> Chat:
        """Makes a supergroup of a group: it has another id from now on."""
        old = self.groups[group]
        new = Chat(_SUPERGROUP_IDS - next(self._numbers), "supergroup", old.title, bots=dict(old.bots))
        self.groups[new.id] = new
        old.moved_to = new.id
        return new

    def say(self, bot: Bot, person: int, text: str = "", *, group: int = 0, reply_to: int = 0, **more: Any) -> Json:
        """Has a person write; returns the message. `group`: there instead of to the bot itself. `more`: other
        fields of the message. A bot in a group hears commands, answers to it and its name, as its settings are."""
        sender = self.person(person)
        chat = self._chat_of(bot, person, group)
        number = chat.next_id()
        message: Json = {
            "message_id": number,
            "date": self.seconds(),
            "chat": chat.to_json(),
            "from": sender.to_json(),
            **more,
        }
        if text:
            message["text"] = text
            if text.startswith("/"):
                entity = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
                message.setdefault("entities", [entity])
        if reply_to:
            message["reply_to_message"] = chat.messages.get(
                reply_to, {"message_id": reply_to, "date": 0, "chat": chat.to_json()}
            )
        chat.messages[number] = message
        if person in bot.blocked_chats and not group:
            return message
        if chat.kind == "private" or self._is_heard(bot, message):
            self.put_update(bot, {"message": message})
        return message

    def start(self, bot: Bot, person: int, payload: str = "") -> Json:
        """Has a person press Start, of a link with a payload. Raises ValueError for one no link can carry."""
        if not _PAYLOAD.fullmatch(payload):
            raise ValueError("a payload is up to 64 characters of A-Z a-z 0-9 _ -")
        bot.blocked_chats.discard(person)
        return self.say(bot, person, f"/start {payload}".strip())

    def speak(self, bot: Bot, person: int, recording: bytes, *, seconds: int = 3, **more: Any) -> Json:
        """Has a person record a voice message."""
        file_id = self.store_file(recording)
        voice = {
            "file_id": file_id,
            "file_unique_id": f"u{file_id}",
            "duration": seconds,
            "mime_type": "audio/ogg",
            "file_size": len(recording),
        }
        return self.say(bot, person, voice=voice, **more)

    def show_picture(self, bot: Bot, person: int, picture: bytes, caption: str = "", **more: Any) -> Json:
        """Has a person send a picture."""
        file_id = self.store_file(picture)
        sizes = [{"file_id": file_id, "file_unique_id": f"u{file_id}", "width": 90, "height": 90}]
        words: Json = {"caption": caption} if caption else {}
        return self.say(bot, person, photo=sizes, **words, **more)

    def share_contact(self, bot: Bot, person: int, phone: str, *, is_own: bool = True, **more: Any) -> Json:
        """Has a person share a card: the own one, or somebody else's."""
        owner = person if is_own else person + 1
        card = {"phone_number": phone, "first_name": self.person(person).first_name, "user_id": owner}
        return self.say(bot, person, contact=card, **more)

    def press_button(self, bot: Bot, person: int, data: str, message_id: int, *, group: int = 0) -> Json:
        """Has a person press a button under a message; returns the update."""
        chat = self._chat_of(bot, person, group)
        message = chat.messages.get(message_id) or {"message_id": message_id, "date": 0, "chat": chat.to_json()}
        number = str(next(self._numbers))
        bot.callbacks.add(number)
        callback = {
            "id": number,
            "from": self.person(person).to_json(),
            "message": message,
            "chat_instance": str(chat.id),
            "data": data,
        }
        return self.put_update(bot, {"callback_query": callback})

    def block(self, bot: Bot, person: int, *, is_blocked: bool = True) -> Json:
        """Has a person block a bot, or let it write again."""
        (bot.blocked_chats.add if is_blocked else bot.blocked_chats.discard)(person)
        states = ["member", "kicked"] if is_blocked else ["kicked", "member"]
        user = {"id": bot.id, "is_bot": True, "first_name": bot.name, "username": bot.username}
        old, new = ({"user": user, "status": status} for status in states)
        change = {
            "chat": self.open_chat(bot, person).to_json(),
            "from": self.person(person).to_json(),
            "date": self.seconds(),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        return self.put_update(bot, {"my_chat_member": change})

    def put_update(self, bot: Bot, update: Json) -> Json:
        """Has an update wait for a bot; returns it with its number."""
        update = {"update_id": bot.next_update_id(), **update}
        if not bot.wants(update):
            return update
        for each in self._as_faults_want(bot, update):
            bot.updates.append(each)
        bot.interrupt_poll()
        if bot.webhook:
            self.tell_later(bot)
        return update

    def _as_faults_want(self, bot: Bot, update: Json) -> list[Json]:
        """Returns the updates to tell now. One that is held back is told after the next."""
        held = self._held_back.pop(bot.id, None)
        if held is not None:
            return [update, held]
        fault = self.faults.take("told", told=True) if bot.webhook else None
        if fault is None:
            return [update]
        if fault.kind == "duplicate":
            return [update, dict(update)]
        self._held_back[bot.id] = update
        asyncio.get_running_loop().call_later(fault.seconds, self._release_held, bot)
        return []

    def _release_held(self, bot: Bot) -> None:
        """Tells what was held back though nothing came after it."""
        if (held := self._held_back.pop(bot.id, None)) is not None:
            bot.updates.append(held)
            self.tell_later(bot)

    def _chat_of(self, bot: Bot, person: int, group: int) -> Chat:
        if not group:
            return self.open_chat(bot, person)
        if group not in self.groups:
            raise LookupError(f"there is no group {group}")
        return self.groups[group]

    def _is_heard(self, bot: Bot, message: Json) -> bool:
        """Tells whether a bot hears a message of a group it is in: commands, its name, and answers to it."""
        if not self.groups[message["chat"]["id"]].bots.get(bot.id, False):
            return False
        text = message.get("text", "")
        answered = (message.get("reply_to_message") or {}).get("from") or {}
        return text.startswith("/") or f"@{bot.username}" in text or answered.get("id") == bot.id
