"""Outbound HTTP, once for everybody: time-outs, retries, and every foreign failure as RemoteError."""

import asyncio
import math
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Container, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
import orjson

from parley.errors import RemoteError

# Asking again can help after these; after every other 3xx and 4xx it cannot.
_TRY_AGAIN = frozenset({408, 409, 425, 429})
_LONGEST_WAIT = 60.0
_DAY = 86_400.0
_LARGEST = 64 * 1024 * 1024
_EXCERPT = 200
_SECRET = 8

_BOT_TOKEN = re.compile(r"/bot\d+(?::|%3a)[^/\s]+", re.IGNORECASE)
_BEARER = re.compile(r"\b(bearer|basic)\s+\S+", re.IGNORECASE)
_QUERY = re.compile(r"(https?://[^\s?\"'<>]+)\?[^\s\"'<>]*")


@dataclass(frozen=True, slots=True)
class Response:
    """A whole answer. `headers` are read without regard to case."""

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
    """An address fit for logs: scheme, host and path; no query, no user, no bot token."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.hostname or ''}{_BOT_TOKEN.sub('/bot…', parts.path)}"
    except ValueError:
        return "an unreadable address"


def scrub(words: str, *secrets: str) -> str:
    """A stranger's words fit for logs: short, without queries, tokens and the given secrets."""
    for secret in secrets:
        if len(secret) >= _SECRET:  # a local server's key may be any word
            words = words.replace(secret, "…")
    words = _BEARER.sub(r"\1 …", _QUERY.sub(r"\1", _BOT_TOKEN.sub("/bot…", words)))
    return " ".join(words.split())[:_EXCERPT]


def lasting(status: int) -> bool:
    """Whether the same call would be refused again."""
    return 300 <= status < 500 and status not in _TRY_AGAIN


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds a server asked us to wait, a day at most: given as a number or a date. None when it did not ask."""
    value = headers.get("Retry-After", "").strip()
    try:
        seconds = float(value)
    except ValueError:
        try:
            at = parsedate_to_datetime(value)
        except ValueError:
            return None
        seconds = (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(_DAY, max(0.0, seconds)) if math.isfinite(seconds) else None


def refusal(response: Response, url: str) -> RemoteError:
    """A status we cannot use, in words without secrets."""
    return RemoteError(
        f"{redact(url)} answered {response.status}: {_excerpt(response.body)}",
        permanent=lasting(response.status),
        retry_after=retry_after(response.headers),
        status_code=response.status,
    )


class Http:
    """One connection pool for the process, made at the first call. Use as an async context manager, or `close`.

    It knows no proxies of the environment, keeps no cookies (all companies share it) and follows no redirects
    (an address that was checked must not lead to one that was not). `sleep` waits between attempts.
    """

    def __init__(
        self,
        *,
        limit: int = 1000,
        limit_per_host: int = 500,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.sleep = sleep
        self._limit, self._limit_per_host = limit, limit_per_host
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def __aenter__(self) -> Self:
        self._closed = False
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

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
        ok: Container[int] = range(200, 300),
        refuse: Callable[[Response, str], RemoteError] = refusal,
        largest: int = _LARGEST,
    ) -> Response:
        """The whole answer, when its status is in `ok`; otherwise the error that `refuse` makes of it.

        `timeout`: seconds for one attempt. Failures that are not permanent are tried again, `attempts` times in
        all; `data` must then be something that can be sent twice. `largest`: bytes of body we are ready to hold.
        """
        if attempts < 1:
            raise ValueError("attempts must be at least 1")
        attempt = 0
        while True:
            attempt += 1
            try:
                async with self.stream(
                    method, url, json=json, data=data, headers=headers, timeout=timeout
                ) as answer:
                    response = await whole(answer, url, largest)
                if response.status in ok:
                    return response
                raise refuse(response, url)
            except RemoteError as error:
                if error.permanent or attempt == attempts:
                    raise
                await self.sleep(_pause(attempt, error.retry_after))

    @asynccontextmanager
    async def stream(
        self,
        method: str,
        url: str,
        *,
        json: Any = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The raw answer, whatever its status, to be read piece by piece inside `translated(url)`.

        `timeout`: seconds until the last byte of it. Leaving before the end closes the connection.
        """
        async with translated(url):
            answer = await self._open().request(
                method,
                url,
                json=json,
                data=data,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=timeout, connect=10),
                allow_redirects=False,
            )
        try:
            yield answer
        finally:
            answer.release()

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:
            raise RuntimeError("Http is used after it was closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._limit, limit_per_host=self._limit_per_host, keepalive_timeout=30
                ),
                headers={"User-Agent": "parley"},
                cookie_jar=aiohttp.DummyCookieJar(),
                json_serialize_bytes=orjson.dumps,
                trust_env=False,
            )
        return self._session


async def whole(answer: aiohttp.ClientResponse, url: str, largest: int = _LARGEST) -> Response:
    """All of a raw answer. Raises RemoteError when it breaks off or is larger than `largest` bytes."""
    body = bytearray()
    async with translated(url):
        async for piece in answer.content.iter_any():
            body += piece
            if len(body) > largest:
                raise RemoteError(f"{redact(url)} sent more than {largest} bytes", permanent=True)
    return Response(answer.status, answer.headers, bytes(body))


@asynccontextmanager
async def translated(url: str) -> AsyncIterator[None]:
    """Foreign exceptions end here. Those that quote the address whole, secrets and all, are not chained."""
    try:
        yield
    except TimeoutError as error:
        raise RemoteError(f"{redact(url)} did not answer in time") from error
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
        raise RemoteError("Not an address that can be called", permanent=True) from None
    except aiohttp.ClientResponseError as error:
        raise RemoteError(f"{redact(url)} does not speak HTTP as we know it: {type(error).__name__}") from None
    except (aiohttp.ClientError, OSError, EOFError) as error:
        raise RemoteError(f"{redact(url)} cannot be reached: {type(error).__name__}") from error
    except ValueError:  # a line break in a header, a host name of impossible length
        raise RemoteError(
            f"{redact(url)} cannot be called: the address or a header is malformed", permanent=True
        ) from None


def _pause(attempt: int, asked: float | None) -> float:
    own = math.ldexp(0.5, min(attempt - 1, 10)) * random.uniform(0.75, 1.25)  # noqa: S311
    return min(_LONGEST_WAIT, max(own, asked or 0.0))


def _excerpt(body: bytes) -> str:
    """The words of an error body, where they are in one of the usual places."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return "no JSON"
    if not isinstance(content, dict):
        return ""
    error = content.get("error")
    words = error.get("message") if isinstance(error, dict) else error
    return scrub(str(words or content.get("message") or content.get("description") or content.get("detail") or ""))
