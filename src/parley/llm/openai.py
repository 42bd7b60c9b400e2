"""Any OpenAI-compatible address: streamed chat completions with tools, and embeddings."""

import asyncio
import base64
import binascii
import struct
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, suppress
from typing import Any, ClassVar

import aiohttp
import msgspec

from parley.errors import RemoteError
from parley.infra.http import Http, Response, translated, whole
from parley.infra.provider_errors import problem, refused
from parley.llm._wire import Stream, body, limit_name
from parley.llm.base import LLM, Completion, Delta, Endpoint

_PATIENCE = 2.0  # the longest Retry-After a customer can be asked to sit through
_PAUSE = 0.2
_GOODBYE = 2.0  # for the usage, once the answer itself is whole
_LINGER = 0.1  # for the end of the connection, so that it can serve again
_ERROR_BYTES = 1024 * 1024

_BATCH_INPUTS = 2048
_BATCH_BYTES = 300_000  # a token is never shorter than a byte, and 300,000 tokens are the limit of one call
_BATCH_TIMEOUT = 60
_VECTOR_BYTES = 256 * 1024 * 1024


class _Row(msgspec.Struct):
    embedding: list[float] | str
    index: int = 0


class _Rows(msgspec.Struct):
    data: list[_Row] | None = None
    error: Any = None


_rows = msgspec.json.Decoder(_Rows).decode


class OpenAI(LLM):
    """One model of one provider.

    Seconds: `first_token_timeout` until the first piece of the answer, a second attempt included (thinking and
    keep-alives count as waiting); `idle_timeout` between two pieces; `total_timeout` for one attempt as a whole.
    """

    name: ClassVar[str] = "openai"
    default_base_url: ClassVar[str] = "https://api.openai.com/v1"

    def __init__(
        self,
        endpoint: Endpoint,
        http: Http,
        *,
        first_token_timeout: float = 20,
        idle_timeout: float = 20,
        total_timeout: float = 120,
    ) -> None:
        self._endpoint, self._http = endpoint, http
        self._first, self._idle, self._total = first_token_timeout, idle_timeout, total_timeout
        given = (endpoint.base_url or self.default_base_url).strip().rstrip("/")
        self._base = given.removesuffix("/chat/completions")

    async def complete(self, request: Completion) -> AsyncIterator[Delta]:
        """Asked a second time, once, when nothing was said yet and asking again can help soon."""
        time = asyncio.get_running_loop().time
        first = time() + self._first
        sent = body(self._endpoint.model, request, limit_name(self._base))
        for last in (False, True):
            said = False
            try:
                async with aclosing(self._attempt(sent, first)) as deltas:
                    async for delta in deltas:
                        said = True
                        yield delta
                return
            except RemoteError as error:
                pause = _PAUSE if error.retry_after is None else error.retry_after
                if last or said or error.permanent or pause > _PATIENCE or time() + pause >= first:
                    raise
            await self._http.sleep(pause)

    async def _attempt(self, sent: dict[str, Any], first: float) -> AsyncGenerator[Delta, None]:
        url = f"{self._base}/chat/completions"
        headers = {"Accept-Encoding": "identity", **self._headers()}
        async with AsyncExitStack() as stack:
            async with _until(first, "The model did not begin to answer in time"):
                answer = await stack.enter_async_context(
                    self._http.stream("POST", url, json=sent, headers=headers, timeout=self._total)
                )
                if not 200 <= answer.status < 300:
                    raise self._refusal(await whole(answer, url, _ERROR_BYTES), url)
            stream = Stream(self._endpoint.api_key)
            pieces = _Pieces(answer, url, stream, first, self._idle)
            stack.callback(pieces.stop)
            # No time-out is open across a yield: it would strike in the middle of the listener's own work.
            while not stream.done and (data := await pieces.next()):
                for delta in stream.feed(data):
                    yield delta
            for delta in stream.close():
                yield delta
            await pieces.finish()

    def _headers(self) -> dict[str, str]:
        key = {"Authorization": f"Bearer {self._endpoint.api_key}"} if self._endpoint.api_key else {}
        return {**key, **self._endpoint.headers}

    def _refusal(self, response: Response, url: str) -> RemoteError:
        return refused(response, url, secret=self._endpoint.api_key)

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        vectors: list[list[float]] = []
        for batch in _batches(texts):
            vectors += await self._embed(batch)
        if len({len(vector) for vector in vectors}) > 1:
            raise RemoteError("The model's vectors are of different lengths", permanent=True)
        return vectors

    async def _embed(self, batch: Sequence[str]) -> list[list[float]]:
        answer = await self._http.request(
            "POST",
            f"{self._base}/embeddings",
            json={"model": self._endpoint.model, "input": batch, "encoding_format": "float"},
            headers=self._headers(),
            timeout=_BATCH_TIMEOUT,
            attempts=2,
            refuse=self._refusal,
            largest=_VECTOR_BYTES,
        )
        try:
            rows = _rows(answer.body)
            if rows.error:
                raise problem(rows.error, answer.status, secret=self._endpoint.api_key)
            vectors = [_vector(row.embedding) for row in sorted(rows.data or (), key=lambda row: row.index)]
        except (msgspec.MsgspecError, binascii.Error, struct.error) as error:
            raise RemoteError("The model's vectors cannot be read") from error
        if len(vectors) != len(batch):
            raise RemoteError(f"The model gave {len(vectors)} vectors for {len(batch)} texts")
        return vectors


class _Pieces:
    """The bytes of one answer, each read waited for as long as is sensible.

    One timer for all of them: a time-out around every read would cost more than the reading.
    """

    def __init__(self, answer: aiohttp.ClientResponse, url: str, stream: Stream, first: float, idle: float) -> None:
        self._answer, self._url, self._stream = answer, url, stream
        self._deadline, self._idle = first, idle
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._heard = 0
        self._waiting = self._late = False

    async def next(self) -> bytes:
        """Empty at the end. Once the answer is whole, a lost connection is its end too."""
        self._wind_up()
        self._waiting = True
        try:
            return await self._answer.content.readany()
        except (aiohttp.ClientError, OSError) as error:
            if self._stream.ended:
                return b""
            if self._late:
                words = "go on with its" if self._stream.begun else "begin to"
                raise RemoteError(f"The model did not {words} answer in time") from error
            async with translated(self._url):
                raise
        finally:
            self._waiting = False

    def _wind_up(self) -> None:
        """What the model said moves the deadline; keep-alives, and thinking before the first word, do not."""
        stream = self._stream
        if (stream.begun or stream.ended) and stream.events != self._heard:
            self._heard = stream.events
            patience = min(_GOODBYE, self._idle) if stream.ended else self._idle
            self._deadline = self._loop.time() + patience
        if self._timer is None or self._deadline < self._timer.when():
            self.stop()
            self._timer = self._loop.call_at(self._deadline, self._ring)

    def _ring(self) -> None:
        self._timer = None
        if not self._waiting:  # the listener is slow, not the model; the next read winds it up again
            return
        if self._loop.time() < self._deadline:
            self._timer = self._loop.call_at(self._deadline, self._ring)
        else:
            self._late = True
            self._answer.close()  # the waiting read ends in an error

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def finish(self) -> None:
        """Nothing more is wanted; at the connection's own end it goes back to the pool, otherwise it is closed."""
        if self._answer.content.at_eof():
            return
        with suppress(TimeoutError, aiohttp.ClientError, OSError):
            async with asyncio.timeout(_LINGER):
                await self._answer.content.readany()


@asynccontextmanager
async def _until(deadline: float, message: str) -> AsyncIterator[None]:
    """`asyncio.timeout_at` that ends in a RemoteError."""
    try:
        async with asyncio.timeout_at(deadline):
            yield
    except TimeoutError as error:
        raise RemoteError(message) from error


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        length = len(text.encode())
        if batch and (len(batch) == _BATCH_INPUTS or size + length > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += length
    if batch:
        yield batch


def _vector(embedding: list[float] | str) -> list[float]:
    """Numbers as they are, or little-endian float32 in base64."""
    if isinstance(embedding, str):
        raw = base64.b64decode(embedding, validate=True)
        return list(struct.unpack(f"<{len(raw) // 4}f", raw))
    return embedding
