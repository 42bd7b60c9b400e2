"""Calls bots' webhooks as Telegram does: with the secret, each chat in order, until it is taken."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from parley.simulator.loopback import host_of, is_loopback
from parley.simulator.telegram.records import Bot, Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
_TIMEOUT = aiohttp.ClientTimeout(total=60)
_MOST_REQUESTED_SECONDS = 3600.0


class WebhookDriver:
    """Tells bots what happens.

    `base`: where calls go, whatever host a webhook's address has; where it is empty they go to that host, if it is
    of this machine. `first_pause`: seconds before a call that was not taken is repeated; doubled each time.
    `on_answer`: called with a method that stands in the answer to a call.
    """

    def __init__(
        self,
        base: str = "",
        *,
        first_pause: float = 1.0,
        longest_pause: float = 60.0,
        on_answer: Callable[[Bot, Json], Any] = lambda bot, answer: None,
    ) -> None:
        self.base = base
        self._pauses = first_pause, longest_pause
        self._on_answer = on_answer
        self._tasks: dict[tuple[int, Any], asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being told."""
        return any(not task.done() for task in self._tasks.values())

    def tell(self, bot: Bot) -> None:
        """Has what waits for a bot told, each chat by itself."""
        for key in {(bot.id, chat_of(update)) for update in bot.updates}:
            task = self._tasks.get(key)
            if task is None or task.done():
                self._tasks[key] = asyncio.get_running_loop().create_task(self._tell_chat(bot, key[1]))

    async def close(self) -> None:
        """Ends all telling."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def call(self, bot: Bot, update: Json, *, secret: str | None = None) -> tuple[int, float | None]:
        """Calls a bot's webhook once; returns the status, 0 where nobody answered, and when to come again."""
        url = self._address(str(bot.webhook.get("url", "")))
        if not url:
            bot.webhook_error = "Failed to resolve host: only this machine is called"
            return 0, None
        own_secret = bot.webhook.get("secret_token") if secret is None else secret
        headers = {SECRET_HEADER: str(own_secret)} if own_secret is not None else {}
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        try:
            async with self._session.post(url, json=update, headers=headers, allow_redirects=False) as answer:
                if 200 <= answer.status < 300:
                    await self._obey(bot, answer)
                wanted = answer.headers.get("Retry-After", "")
                return answer.status, float(wanted) if wanted.isdecimal() else None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            bot.webhook_error = f"Connection failed: {type(error).__name__}"
            return 0, None

    async def _obey(self, bot: Bot, answer: aiohttp.ClientResponse) -> None:
        """Does what the answer asks for: a method may stand in it."""
        if answer.content_type == "application/json":
            content = await answer.json()
            if isinstance(content, dict) and content.get("method"):
                await self._on_answer(bot, content)

    async def _tell_chat(self, bot: Bot, chat: Any) -> None:
        pause, longest = self._pauses
        while bot.webhook and (update := next((each for each in bot.updates if chat_of(each) == chat), None)):
            status, wanted = await self.call(bot, update)
            if 200 <= status < 300:
                pause = self._pauses[0]
                # By identity: a repeated one is another call with the same number.
                bot.updates = [each for each in bot.updates if each is not update]
                continue
            if status:
                bot.webhook_error = f"Wrong response from the webhook: {status}"
            await asyncio.sleep(min(wanted, _MOST_REQUESTED_SECONDS) if wanted is not None else pause)
            pause = min(2 * pause, longest)

    def _address(self, url: str) -> str:
        if self.base:
            parts = urlsplit(url)
            return self.base.rstrip("/") + parts.path + (f"?{parts.query}" if parts.query else "")
        return url if is_loopback(host_of(url)) else ""


def chat_of(update: Json) -> Any:
    """Returns the chat that an update is about: those of one chat are told in order."""
    happened: Json = next((value for name, value in update.items() if name != "update_id"), {})
    inner = happened.get("message") or happened
    return (inner.get("chat") or {}).get("id")
