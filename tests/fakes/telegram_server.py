"""The simulator's Bot API as notices need it: every bot and every chat is known.

async with FakeTelegram() as fake:
    fake.script(429, retry_after=3)
    settings = Settings.read(telegram_api_url=fake.url)
"""

from typing import Any, Self

from aiohttp import web

from parley.simulator.faults import Fault
from parley.simulator.telegram.records import Json
from parley.simulator.telegram.server import TelegramServer

_SEND = "sendMessage"


class FakeTelegram(TelegramServer):
    """`messages`: what arrived at sendMessage, accepted or not, in order; `tokens`: by which bot. `accepted`: what
    the manager has in the chat."""

    def __init__(self) -> None:
        super().__init__(open_chats=True)
        self.accepted: list[Json] = []

    @property
    def messages(self) -> list[Json]:
        return [params for method, params in self.calls if method == _SEND]

    def script(self, status: int, description: str = "", *, body: bytes | None = None, **parameters: Any) -> Self:
        """The next message fails like this."""
        wait = parameters.get("retry_after")
        self.faults.add(Fault("refuse", status, description, wait, method=_SEND, parameters=parameters, body=body))
        return self

    def cut(self) -> Self:
        """The next message arrives, and the line breaks before the answer."""
        self.faults.add(Fault("cut", method=_SEND))
        return self

    async def answer_call(self, token: str, method: str, params: Json) -> web.StreamResponse:
        if token not in self.bots and token.partition(":")[0].isdecimal():
            self.add_bot(token)
        answer = await super().answer_call(token, method, params)
        if method == _SEND and answer.status == 200:
            self.accepted.append(params)
        return answer
