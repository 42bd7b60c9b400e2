"""What the contract of the port needs of each kind of messenger: how its people write, and how it fails.

A new channel adds a class here and its line in ADAPTERS.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Protocol

from fakes.bot_api import HANGS, FakeBotApi

Json = dict[str, Any]


class PortAdapter(Protocol):
    """One messenger on loopback. `chat` is the messenger's own id of a customer's chat."""

    chat: str
    credentials: Json
    #: the settings that point the channel at it
    settings: Json
    #: as much text as takes two messages
    long_text: str

    def message(self, text: str) -> Json:
        """A call that tells what the customer wrote."""
        ...

    def media(self) -> Json:
        """A call that tells of a picture without words."""
        ...

    def echo(self, text: str) -> Json:
        """A call that tells what our own side wrote."""
        ...

    def unknown(self) -> Json:
        """A call of a shape that nobody documented, which names the same chat."""
        ...

    def sent(self) -> list[str]:
        """The texts that reached the customer."""
        ...

    def refuse(self, retry_after: int) -> None:
        """Has the next message be too many."""
        ...

    def cut(self) -> None:
        """Has the next message arrive, and its answer be lost."""
        ...

    def hang(self) -> None:
        """Has the next message arrive, and its answer never come."""
        ...

    async def until_hung(self) -> None:
        """Waits until a message hangs so."""
        ...

    def block(self) -> None:
        """Has the customer take no messages any more."""
        ...


class TelegramAdapter:
    """The fake Bot API."""

    token = "700900:demo-token-of-the-tests"
    chat = "5001"
    long_text = "Доставка бесплатна. " * 300

    def __init__(self, api: FakeBotApi) -> None:
        self._api, self._bot = api, api.add_bot(self.token)
        self.credentials = {"token": self.token}
        self.settings = {"telegram_api_url": api.url, "public_base_url": "https://parley.example"}

    def message(self, text: str) -> Json:
        return self._api.message(int(self.chat), text)

    def media(self) -> Json:
        return self._api.message(int(self.chat), photo=[{"file_id": "demo", "file_size": 4}])

    def echo(self, text: str) -> Json:
        update = self._api.message(int(self.chat), text)
        update["message"]["from"] = {"id": self._bot.id, "is_bot": True, "first_name": "Shop"}
        return update

    def unknown(self) -> Json:
        update = self._api.message(int(self.chat))
        update["message"] = {"message_id": "not a number", "chat": [1, {"id": None}], "from": "who"}
        return update

    def sent(self) -> list[str]:
        return [str(message["text"]) for message in self._bot.sent_to(int(self.chat))]

    def refuse(self, retry_after: int) -> None:
        body = {"description": f"retry after {retry_after}", "parameters": {"retry_after": retry_after}}
        self._api.faults.append(("sendMessage", 429, body))

    def cut(self) -> None:
        self._api.faults.append(("sendMessage", 0, {}))

    def hang(self) -> None:
        self._api.faults.append(("sendMessage", HANGS, {}))

    async def until_hung(self) -> None:
        await self._api.hung.wait()

    def block(self) -> None:
        self._bot.blocked_chats.add(int(self.chat))


@asynccontextmanager
async def telegram() -> AsyncIterator[PortAdapter]:
    async with FakeBotApi() as api:
        yield TelegramAdapter(api)


#: by the channel's name
ADAPTERS: Mapping[str, Any] = {"telegram": telegram}
