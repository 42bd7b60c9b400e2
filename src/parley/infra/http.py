"""Calls other servers over HTTP: time-outs, retries and one error, in one place for everybody."""

import asyncio
import math
import random
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Container, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self

import aiohttp
import orjson
from aiohttp.abc import AbstractResolver

from parley.errors import RemoteError
from parley.infra.net_guard import GuardedResolver, NetworkGuard
from parley.infra.redaction import redact_excerpt, redact_url

# Asking again can help after these; after every other 3xx and 4xx it cannot.
_RETRYABLE_STATUSES = frozenset({408, 409, 425, 429})
_MAX_WAIT_SECONDS = 60.0
_DAY_SECONDS = 86_400.0
_MAX_BODY_BYTES = 64 * 1024 * 1024
# Without a connection nothing was sent.
_NEVER_CONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, socket.gaierror)


@dataclass(frozen=True, slots=True)
class Response:
    """A whole answer."""

    status: int
    #: read without regard to case
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Returns the decoded body. Raises RemoteError when it is not JSON."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            raise RemoteError(f"The answer is not JSON (HTTP {self.status})", status_code=self.status) from error


def is_permanent_status(status: int) -> bool:
    """Whether the same call would be refused again."""
    return 300 <= status < 500 and status not in _RETRYABLE_STATUSES


def parse_retry_after(headers: Mapping[str, str]) -> float | None:
    """Returns seconds a server asks us to wait, by a number or a date, a day at most; None where it does not."""
    value = headers.get("Retry-After", "").strip()
    try:
        seconds = float(value)
    except ValueError:
        try:
            at = parsedate_to_datetime(value)
        except ValueError:
            return None
        seconds = (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(_DAY_SECONDS, max(0.0, seconds)) if math.isfinite(seconds) else None


def status_error(response: Response, url: str) -> RemoteError:
    """Returns the error of a status that we cannot use, in words without secrets."""
    excerpt = _error_excerpt(response.body)
    return RemoteError(
        f"{redact_url(url)} answered {response.status}: {excerpt}",
        permanent=is_permanent_status(response.status),
        retry_after=parse_retry_after(response.headers),
        status_code=response.status,
        quoted=excerpt,
    )


@dataclass(frozen=True, slots=True)
class RequestOptions:
    """Says how patient a call is, and which answers it takes. Raises ValueError for less than one attempt."""

    #: seconds for one attempt, from the call to the last byte
    timeout: float = 15
    #: how often the call is made, at most; its `data` must then be something that can be sent twice
    attempts: int = 1
    #: statuses that are an answer
    ok_statuses: Container[int] = range(200, 300)
    #: makes the error of an answer with any other status; it gets the answer and the address
    error_factory: Callable[[Response, str], RemoteError] = status_error
    #: bytes of body we are ready to hold
    max_bytes: int = _MAX_BODY_BYTES

    def __post_init__(self) -> None:
        if self.attempts < 1:
            raise ValueError("attempts must be at least 1")


_USUAL_OPTIONS = RequestOptions()
_NO_GUARD = NetworkGuard()


class HttpClient:
    """The connection pools of the process, made at the first call. Use as an async context manager, or `close`.

    It knows no proxies of the environment, keeps no cookies (all companies share it) and follows no redirects by
    itself. Every call is held to `guard` unless it says `guarded=False`: its address is then the operator's own,
    from the environment or written in the code. The two kinds of calls share no connection. `sleep` waits between
    attempts; `limit` and `limit_per_host` count connections; `create_resolver` makes what finds a name's addresses.
    """

    def __init__(
        self,
        *,
        guard: NetworkGuard = _NO_GUARD,
        limit: int = 1000,
        limit_per_host: int = 500,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        create_resolver: Callable[[], AbstractResolver] = aiohttp.ThreadedResolver,
    ) -> None:
        self._create_resolver = create_resolver
        self.guard, self.sleep = guard, sleep
        self._limit, self._limit_per_host = limit, limit_per_host
        #: by whether calls are guarded and encrypted
        self._sessions: dict[tuple[bool, bool], aiohttp.ClientSession] = {}
        self._closed = False

    async def __aenter__(self) -> Self:
        self._closed = False
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes all connections; a call after that is a mistake of ours."""
        self._closed = True
        sessions, self._sessions = self._sessions, {}
        for session in sessions.values():
            await session.close()

    async def request(
        self,
        method: str,
        url: str,
        *,
        json: Any = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        guarded: bool = True,
        options: RequestOptions = _USUAL_OPTIONS,
    ) -> Response:
        """Calls and returns the whole answer; `json` or `data` is the body that is sent.

        A failure that is not permanent is tried again, as often as the options say. Raises RemoteError where there
        is no answer, and what the options make of an answer with another status.
        """
        attempt = 0
        while True:
            attempt += 1
            try:
                async with self.stream(
                    method, url, json=json, data=data, headers=headers, guarded=guarded, timeout=options.timeout
                ) as raw_response:
                    response = await read_response(raw_response, url, options.max_bytes)
                if response.status in options.ok_statuses:
                    return response
                raise options.error_factory(response, url)
            except RemoteError as error:
                if error.permanent or attempt == options.attempts:
                    raise
                await self.sleep(_backoff_seconds(attempt, error.retry_after))

    @asynccontextmanager
    async def stream(
        self,
        method: str,
        url: str,
        *,
        json: Any = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        guarded: bool = True,
        timeout: float | None = None,
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """Opens the raw answer, whatever its status, to be read piece by piece inside `translate_http_errors(url)`.

        `timeout`: seconds until the last byte of it; None waits for ever. Leaving early closes the connection.
        """
        async with translate_http_errors(url):
            raw_response = await self._open_session(url, guarded).request(
                method,
                url,
                json=json,
                data=data,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=timeout, connect=10),
                allow_redirects=False,
            )
        try:
            yield raw_response
        finally:
            raw_response.release()

    def _open_session(self, url: str, guarded: bool) -> aiohttp.ClientSession:
        """Returns the session for calls of this kind. Raises RemoteError where the guard forbids the address."""
        if self._closed:
            raise RuntimeError("HttpClient is used after it was closed")
        is_guarded = guarded and self.guard.is_active
        if is_guarded:
            self.guard.check_url(url)
        is_encrypted = url[:8].lower() == "https://"
        key = (is_guarded, is_encrypted or not is_guarded)
        if key not in self._sessions:
            resolver = self._create_resolver()
            if is_guarded:
                resolver = GuardedResolver(self.guard, resolver, is_encrypted=is_encrypted)
            self._sessions[key] = self._create_session(resolver)
        return self._sessions[key]

    def _create_session(self, resolver: AbstractResolver) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._limit, limit_per_host=self._limit_per_host, keepalive_timeout=30, resolver=resolver
            ),
            headers={"User-Agent": "parley"},
            cookie_jar=aiohttp.DummyCookieJar(),
            json_serialize_bytes=orjson.dumps,
            trust_env=False,
        )


async def read_response(
    raw_response: aiohttp.ClientResponse, url: str, max_bytes: int = _MAX_BODY_BYTES
) -> Response:
    """Reads all of a raw answer. Raises RemoteError when it breaks off or is larger than `max_bytes`."""
    body = bytearray()
    async with translate_http_errors(url):
        async for chunk in raw_response.content.iter_any():
            body += chunk
            if len(body) > max_bytes:
                raise RemoteError(f"{redact_url(url)} sent more than {max_bytes} bytes", permanent=True)
    return Response(raw_response.status, raw_response.headers, bytes(body))


@asynccontextmanager
async def translate_http_errors(url: str) -> AsyncIterator[None]:
    """Turns foreign exceptions into RemoteError, which says whether what was sent may have arrived.

    Those that quote the address whole, secrets and all, are not chained.
    """
    try:
        yield
    except TimeoutError as error:
        raise RemoteError(
            f"{redact_url(url)} did not answer in time", outcome_unknown=not isinstance(error, _NEVER_CONNECTED)
        ) from error
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
        raise RemoteError("Not an address that can be called", permanent=True) from None
    except aiohttp.ClientResponseError as error:
        raise RemoteError(f"{redact_url(url)} does not speak HTTP as we know it: {type(error).__name__}") from None
    except (aiohttp.ClientError, OSError, EOFError) as error:
        raise RemoteError(
            f"{redact_url(url)} cannot be reached: {type(error).__name__}",
            outcome_unknown=not isinstance(error, _NEVER_CONNECTED),
        ) from error
    except ValueError:  # a line break in a header, a host name of impossible length
        raise RemoteError(
            f"{redact_url(url)} cannot be called: the address or a header is malformed", permanent=True
        ) from None


def _backoff_seconds(attempt: int, requested: float | None) -> float:
    exponential = math.ldexp(0.5, min(attempt - 1, 10)) * random.uniform(0.75, 1.25)  # noqa: S311
    return min(_MAX_WAIT_SECONDS, max(exponential, requested or 0.0))


def _error_excerpt(body: bytes) -> str:
    """Returns the words of an error body, where they are in one of the usual places."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return "no JSON"
    if not isinstance(content, dict):
        return ""
    error = content.get("error")
    message = error.get("message") if isinstance(error, dict) else error
    return redact_excerpt(
        str(message or content.get("message") or content.get("description") or content.get("detail") or "")
    )
