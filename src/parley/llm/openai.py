"""Speaks with any OpenAI-compatible address: streamed chat completions with tools, and embeddings."""

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
from parley.infra.http import HttpClient, RequestOptions, Response, read_response, translate_http_errors
from parley.infra.provider_errors import provider_error, provider_status_error
from parley.llm.base import LLM, AnswerDelta, CompletionRequest, ModelEndpoint
from parley.llm.wire import CUT_BY_LIMIT, LIMIT_FIELDS, CompletionStream, completion_body, max_tokens_field

_MAX_RETRY_AFTER_SECONDS = 2.0  # the longest Retry-After a customer can be asked to sit through
_RETRY_PAUSE_SECONDS = 0.2
_USAGE_WAIT_SECONDS = 2.0  # for the usage, once the answer itself is whole
_CLOSE_WAIT_SECONDS = 0.1  # for the end of the connection, so that it can serve again
_MAX_ERROR_BYTES = 1024 * 1024

_MAX_BATCH_INPUTS = 2048
_MAX_BATCH_BYTES = 300_000  # a token is never shorter than a byte, and 300,000 tokens are the limit of one call
_BATCH_TIMEOUT_SECONDS = 60
_MAX_VECTOR_BYTES = 256 * 1024 * 1024


class _EmbeddingRow(msgspec.Struct):
    embedding: list[float] | str
    index: int = 0


class _EmbeddingRows(msgspec.Struct):
    data: list[_EmbeddingRow] | None = None
    error: Any = None


_decode_embeddings = msgspec.json.Decoder(_EmbeddingRows).decode


class OpenAI(LLM):
    """One model of one provider.

    Seconds: `first_token_timeout` until the first piece of the answer, a second attempt included (thinking and
    keep-alives count as waiting); `idle_timeout` between two pieces; `total_timeout` for one attempt as a whole.
    """

    name: ClassVar[str] = "openai"
    default_base_url: ClassVar[str] = "https://api.openai.com/v1"

    def __init__(
        self,
        endpoint: ModelEndpoint,
        http: HttpClient,
        *,
        first_token_timeout: float = 20,
        idle_timeout: float = 20,
        total_timeout: float = 120,
    ) -> None:
        self.endpoint, self._http = endpoint, http
        self._first_token_timeout, self._idle_timeout, self._total_timeout = (
            first_token_timeout,
            idle_timeout,
            total_timeout,
        )
        address = (endpoint.base_url or self.default_base_url).strip().rstrip("/")
        self._base_url = address.removesuffix("/chat/completions")

    @property
    def label(self) -> str:
        """Returns provider and model; elsewhere than at the provider's own address the same name costs something
        else."""
        elsewhere = "" if self._base_url == self.default_base_url else "@elsewhere"
        return f"{self.name}/{self.endpoint.model}{elsewhere}"

    async def complete(self, request: CompletionRequest) -> AsyncIterator[AnswerDelta]:
        """Streams the answer; asks a second time, once, when nothing was said yet and that can help soon. Without a
        limit of tokens where thinking took all of them, or the server does not know the limit."""
        time = asyncio.get_running_loop().time
        first_deadline = time() + self._first_token_timeout
        limit_field = max_tokens_field(self._base_url)
        request_body = completion_body(self.endpoint.model, request, limit_field)
        for is_last_attempt in (False, True):
            has_spoken = False
            try:
                async with aclosing(self._stream_once(request_body, first_deadline)) as deltas:
                    async for delta in deltas:
                        has_spoken = has_spoken or bool(delta.text or delta.tool_call)
                        yield delta
                return
            except RemoteError as error:
                is_limit_at_fault = limit_field in request_body and _is_limit_at_fault(error)
                pause = _RETRY_PAUSE_SECONDS if error.retry_after is None else error.retry_after
                if (
                    is_last_attempt
                    or has_spoken
                    or (error.permanent and not is_limit_at_fault)
                    or pause > _MAX_RETRY_AFTER_SECONDS
                    or time() + pause >= first_deadline
                ):
                    raise
                if is_limit_at_fault:
                    del request_body[limit_field]
            await self._http.sleep(pause)

    async def _stream_once(
        self, request_body: dict[str, Any], first_deadline: float
    ) -> AsyncGenerator[AnswerDelta, None]:
        url = f"{self._base_url}/chat/completions"
        headers = {"Accept-Encoding": "identity", **self._headers()}
        async with AsyncExitStack() as stack:
            async with _before_deadline(first_deadline, "The model did not begin to answer in time"):
                raw_response = await stack.enter_async_context(
                    self._http.stream(
                        "POST",
                        url,
                        json=request_body,
                        headers=headers,
                        guarded=self.endpoint.guarded,
                        timeout=self._total_timeout,
                    )
                )
                if not 200 <= raw_response.status < 300:
                    raise self._response_error(await read_response(raw_response, url, _MAX_ERROR_BYTES), url)
            stream = CompletionStream(self.endpoint.api_key)
            reader = _ResponseReader(raw_response, url, stream, first_deadline, self._idle_timeout)
            stack.callback(reader.cancel_timer)
            # No time-out is open across a yield: it would strike in the middle of the listener's own work.
            while not stream.is_done and (data := await reader.read()):
                for delta in stream.feed(data):
                    yield delta
            for delta in stream.close():
                yield delta
            await reader.drain()

    def _headers(self) -> dict[str, str]:
        key = {"Authorization": f"Bearer {self.endpoint.api_key}"} if self.endpoint.api_key else {}
        return {**key, **self.endpoint.headers}

    def _response_error(self, response: Response, url: str) -> RemoteError:
        return provider_status_error(response, url, secret=self.endpoint.api_key)

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Returns one vector per text, in batches of what one call may hold. Raises RemoteError."""
        vectors: list[list[float]] = []
        for batch in _split_batches(texts):
            vectors += await self._embed_batch(batch)
        if len({len(vector) for vector in vectors}) > 1:
            raise RemoteError("The model's vectors are of different lengths", permanent=True)
        return vectors

    async def _embed_batch(self, batch: Sequence[str]) -> list[list[float]]:
        answer = await self._http.request(
            "POST",
            f"{self._base_url}/embeddings",
            json={"model": self.endpoint.model, "input": batch, "encoding_format": "float"},
            headers=self._headers(),
            guarded=self.endpoint.guarded,
            options=RequestOptions(
                timeout=_BATCH_TIMEOUT_SECONDS,
                attempts=2,
                error_factory=self._response_error,
                max_bytes=_MAX_VECTOR_BYTES,
            ),
        )
        try:
            rows = _decode_embeddings(answer.body)
            if rows.error:
                raise provider_error(rows.error, answer.status, secret=self.endpoint.api_key)
            vectors = [_decode_vector(row.embedding) for row in sorted(rows.data or (), key=lambda row: row.index)]
        except (msgspec.MsgspecError, binascii.Error, struct.error) as error:
            raise RemoteError("The model's vectors cannot be read") from error
        if len(vectors) != len(batch):
            raise RemoteError(f"The model gave {len(vectors)} vectors for {len(batch)} texts")
        return vectors


class _ResponseReader:
    """The bytes of one answer, each read waited for as long as is sensible.

    One timer for all of them: a time-out around every read would cost more than the reading.
    """

    def __init__(
        self,
        raw_response: aiohttp.ClientResponse,
        url: str,
        stream: CompletionStream,
        first_deadline: float,
        idle_timeout: float,
    ) -> None:
        self._response, self._url, self._stream = raw_response, url, stream
        self._deadline, self._idle_timeout = first_deadline, idle_timeout
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._seen_events = 0
        self._is_waiting = self._is_late = False

    async def read(self) -> bytes:
        """Empty at the end. Once the answer is whole, a lost connection is its end too."""
        self._extend_deadline()
        self._is_waiting = True
        try:
            return await self._response.content.readany()
        except (aiohttp.ClientError, OSError) as error:
            if self._stream.has_ended:
                return b""
            if self._is_late:
                verb = "go on with its" if self._stream.has_begun else "begin to"
                raise RemoteError(f"The model did not {verb} answer in time") from error
            async with translate_http_errors(self._url):
                raise
        finally:
            self._is_waiting = False

    def _extend_deadline(self) -> None:
        """What the model said moves the deadline; keep-alives, and thinking before the first word, do not."""
        stream = self._stream
        if (stream.has_begun or stream.has_ended) and stream.event_count != self._seen_events:
            self._seen_events = stream.event_count
            timeout = min(_USAGE_WAIT_SECONDS, self._idle_timeout) if stream.has_ended else self._idle_timeout
            self._deadline = self._loop.time() + timeout
        if self._timer is None or self._deadline < self._timer.when():
            self.cancel_timer()
            self._timer = self._loop.call_at(self._deadline, self._on_timer)

    def _on_timer(self) -> None:
        self._timer = None
        if not self._is_waiting:  # the listener is slow, not the model; the next read winds it up again
            return
        if self._loop.time() < self._deadline:
            self._timer = self._loop.call_at(self._deadline, self._on_timer)
        else:
            self._is_late = True
            self._response.close()  # the waiting read ends in an error

    def cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def drain(self) -> None:
        """Nothing more is wanted; at the connection's own end it goes back to the pool, otherwise it is closed."""
        if self._response.content.at_eof():
            return
        with suppress(TimeoutError, aiohttp.ClientError, OSError):
            async with asyncio.timeout(_CLOSE_WAIT_SECONDS):
                await self._response.content.readany()


def _is_limit_at_fault(error: RemoteError) -> bool:
    """Tells whether an answer failed for the limit of tokens: it was used up, or the server refuses the field."""
    is_refused = error.status_code in (400, 422) and any(name in str(error) for name in LIMIT_FIELDS)
    return error.code == CUT_BY_LIMIT or is_refused


@asynccontextmanager
async def _before_deadline(deadline: float, message: str) -> AsyncIterator[None]:
    """Limits a block like `asyncio.timeout_at`, but ends in a RemoteError."""
    try:
        async with asyncio.timeout_at(deadline):
            yield
    except TimeoutError as error:
        raise RemoteError(message) from error


def _split_batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        length = len(text.encode())
        if batch and (len(batch) == _MAX_BATCH_INPUTS or size + length > _MAX_BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += length
    if batch:
        yield batch


def _decode_vector(embedding: list[float] | str) -> list[float]:
    """Numbers as they are, or little-endian float32 in base64."""
    if isinstance(embedding, str):
        raw = base64.b64decode(embedding, validate=True)
        return list(struct.unpack(f"<{len(raw) // 4}f", raw))
    return embedding
