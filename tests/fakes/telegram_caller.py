"""A Telegram with one bot, and who calls it as a program would."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from parley.simulator.telegram.records import Bot
from parley.simulator.telegram.server import TelegramServer

TOKEN = "700100:demo-token-of-the-tests"
AIDA = 5001


@dataclass
class Caller:
    """A program that has the bot's token, and a person who has opened a chat with the bot."""

    telegram: TelegramServer
    bot: Bot
    session: aiohttp.ClientSession

    async def ask(self, method: str, token: str = TOKEN, **params: Any) -> tuple[int, dict[str, Any]]:
        """Calls a method; returns the status and the answer."""
        async with self.session.post(f"{self.telegram.url}/bot{token}/{method}", json=params) as answer:
            return answer.status, await answer.json()

    async def refused(self, method: str, **params: Any) -> tuple[int, str]:
        """Returns how a call is refused."""
        status, answer = await self.ask(method, **params)
        assert answer["ok"] is False
        assert answer["error_code"] == status
        return status, answer["description"]

    async def told(self, method: str, **params: Any) -> Any:
        """Returns the result of a call that is taken."""
        status, answer = await self.ask(method, **params)
        assert (status, answer["ok"]) == (200, True), answer
        return answer["result"]

    async def control(self, path: str, verb: str = "POST", **given: Any) -> tuple[int, Any]:
        """Calls a door of the control plane."""
        body = {"params": given} if verb == "GET" else {"json": given}
        url = f"{self.telegram.url}/_sim/{path}"
        async with self.session.request(verb, url, **body) as answer:  # type: ignore[arg-type]
            return answer.status, await answer.json()
