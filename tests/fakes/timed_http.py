"""An HTTP client that remembers how long each call was given."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from parley.infra.http import HttpClient


async def _at_once(_: float) -> None:
    """Instead of sleeping."""


class TimedHttp(HttpClient):
    """Calls as the real one does, and sleeps for no time. `timeouts`: seconds, one for each call."""

    def __init__(self) -> None:
        super().__init__(sleep=_at_once)
        self.timeouts: list[float | None] = []

    @asynccontextmanager
    async def stream(
        self, method: str, url: str, *, timeout: float | None = None, **given: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        self.timeouts.append(timeout)
        async with super().stream(method, url, timeout=timeout, **given) as raw_response:
            yield raw_response
