"""Outbound HTTP, once for everybody: time-outs, retries, and every foreign failure as RemoteError."""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
import orjson

from parley.errors import RemoteError

# Asking again can help after these; after every other 4xx it cannot.
_TRY_AGAIN = frozenset({408, 409, 425, 429})
_LONGEST_WAIT = 60.0
_BOT_TOKEN = re.compile(r"/bot\d+:[^/]+")


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The decoded body. Raises RemoteError when it is not JSON."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            raise RemoteError(f"The answer is not JSON (HTTP {self.status})", status_code=self.status) from error


def redact(url: str) -> str:
    """An address fit for logs: no query, no user, no bot token."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}{_BOT_TOKEN.sub('/bot…', parts.path)}"


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds a server asked us to wait: a number or a date, or None."""
    value = headers.get("Retry-After", "")
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


class Http:
    """One connection pool for the process. Use as an async context manager."""

    def __init__(self, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, limit_per_host=200, keepalive_timeout=30),
            timeout=aiohttp.ClientTimeout(total=None, connect=10),
            json_serialize=lambda value: orjson.dumps(value).decode(),
            auto_decompress=True,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def request(
        self,
        method: str,
        url: str,
        *,
        json: Any = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 15,
        attempts: int = 1,
    ) -> Response:
        """The answer, when its status is below 400. Temporary failures are tried again, `attempts` times in all."""
        for attempt in range(1, attempts + 1):
            try:
                return await self._once(method, url, json=json, data=data, headers=headers, timeout=timeout)
            except RemoteError as error:
                if error.permanent or attempt == attempts:
                    raise
                await self._sleep(self._pause(attempt, error.retry_after))
        raise ValueError("attempts must be at least 1")

    async def _once(self, method: str, url: str, *, timeout: float, **given: Any) -> Response:
        async with self.stream(method, url, timeout=timeout, **given) as answer, translated(url):
            response = Response(answer.status, answer.headers, await answer.read())
        if response.status >= 400:
            raise refusal(response, url)
        return response

    @asynccontextmanager
    async def stream(
        self, method: str, url: str, *, timeout: float | None = None, **given: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The raw answer, whatever its status, to be read piece by piece."""
        if self._session is None:
            raise RuntimeError("Http is used before it was opened")
        limit = aiohttp.ClientTimeout(total=timeout, connect=10)
        async with translated(url):
            answer = await self._session.request(method, url, timeout=limit, allow_redirects=False, **given)
        try:
            yield answer
        finally:
            answer.release()

    @staticmethod
    def _pause(attempt: int, asked: float | None) -> float:
        own = min(_LONGEST_WAIT, 0.5 * 2 ** (attempt - 1)) * random.uniform(0.75, 1.25)  # noqa: S311
        return float(min(_LONGEST_WAIT, max(own, asked or 0)))


@asynccontextmanager
async def translated(url: str) -> AsyncIterator[None]:
    """Foreign exceptions end here."""
    try:
        yield
    except TimeoutError as error:
        raise RemoteError(f"{redact(url)} did not answer in time") from error
    except aiohttp.InvalidURL as error:
        raise RemoteError("Not an address that can be called", permanent=True) from error
    except (aiohttp.ClientError, OSError) as error:
        raise RemoteError(f"{redact(url)} cannot be reached: {type(error).__name__}") from error


def refusal(response: Response, url: str) -> RemoteError:
    """A status of 400 and more, in words without secrets."""
    permanent = 400 <= response.status < 500 and response.status not in _TRY_AGAIN
    return RemoteError(
        f"{redact(url)} answered {response.status}: {_excerpt(response.body)}",
        permanent=permanent,
        retry_after=retry_after(response.headers),
        status_code=response.status,
    )


def _excerpt(body: bytes) -> str:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return "no JSON"
    if isinstance(content, dict):
        error = content.get("error")
        words = error.get("message") if isinstance(error, dict) else error
        return str(words or content.get("description") or content.get("detail") or "")[:200]
    return ""
