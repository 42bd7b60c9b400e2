"""Serves WebSocket chat and voice: welcome, then for each message chunk … complete (contract §2)."""

import asyncio
import base64
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

import orjson
from starlette.routing import Router, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from parley.api.chat.connections import counted_socket, refuse_socket
from parley.api.chat.frames import (
    FrameParser,
    FrameRefused,
    Json,
    LastExchange,
    decode_frame,
    parse_brand_frame,
    parse_sales_frame,
    parse_voice_frame,
    validate_chat_frame,
)
from parley.api.chat.post import common_answer_fields
from parley.api.chat.shapes import message_source
from parley.api.chat.staff_answers import StaffAnswers, find_staff_answers
from parley.api.limits import count_call
from parley.api.widgets import origins
from parley.conversation import respond
from parley.conversation.receive import ReceivedMessage, receive_message
from parley.conversation.voice import synthesize_reply
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.domain.turn import Answer
from parley.domain.visitor_ids import is_unguessable
from parley.errors import Invalid, NotFound, ParleyError, RateLimited
from parley.infra.rate_limits import RateLimiter
from parley.runtime import Runtime
from parley.tenants.config import active_config, active_config_of_brand, current_config
from parley.text.row_ids import parse_id

CompanyFinder = Callable[[Runtime, str], Awaitable[CompanyConfig | None]]
# The close code for: ours is down, come back (RFC 6455's registry).
_TRY_AGAIN_LATER = 1013


class SocketEndpoint:
    """One kind of socket; its frames are those of one surface of the chat."""

    def __init__(self, parse: FrameParser, find_company: CompanyFinder) -> None:
        self._parse, self._find_company = parse, find_company

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _serve_socket(WebSocket(scope, receive, send), self._parse, self._find_company)


async def _active_config_of_number(rt: Runtime, company_id: str) -> CompanyConfig | None:
    return await active_config(rt, parse_id(company_id))


# Not FastAPI's: what it wraps around an endpoint, an idle socket would hold for hours.
socket_router = Router(
    [
        WebSocketRoute("/ws/chat/{which}", SocketEndpoint(parse_brand_frame, active_config_of_brand)),
        WebSocketRoute("/ws/voice/{which}", SocketEndpoint(parse_voice_frame, active_config_of_brand)),
        # The same frames for surface S: our own chat page speaks this.
        WebSocketRoute("/ws/sales/{which}", SocketEndpoint(parse_sales_frame, _active_config_of_number)),
    ]
)


async def _serve_socket(socket: WebSocket, parse: FrameParser, find_company: CompanyFinder) -> None:
    rt: Runtime = socket.app.state.runtime
    origin = socket.headers.get("origin")
    if rt.settings.allowed_origins and origin and origin not in rt.settings.allowed_origins:
        await socket.close(1008)  # before accept: the handshake is refused with 403
        return
    with suppress(WebSocketDisconnect, RuntimeError):
        try:
            async with counted_socket(socket):
                await socket.accept()
                await _serve_accepted_socket(rt, socket, parse, find_company)
        except RateLimited as error:
            await refuse_socket(socket, error)


async def _serve_accepted_socket(
    rt: Runtime, socket: WebSocket, parse: FrameParser, find_company: CompanyFinder
) -> None:
    try:
        session = await _open_session(rt, socket, parse, find_company)
    except ParleyError as error:
        await _send_error(socket, error)
        await socket.close(_TRY_AGAIN_LATER)
        return
    if session is not None:
        await session.run()


async def _open_session(
    rt: Runtime, socket: WebSocket, parse: FrameParser, find_company: CompanyFinder
) -> "SocketSession | None":
    brand_or_id = socket.path_params["which"]
    company = await find_company(rt, brand_or_id)
    if company is None:
        await _send(socket, "error", {"message": f"Brand '{brand_or_id}' not found or inactive"})
        await socket.close(1000)
        return None
    greeting = {"message": company.welcome, "brand_id": company.slug, "brand_name": company.name}
    await _send(socket, "welcome", greeting)
    return SocketSession(rt, socket, company.id, parse)


async def _send(socket: WebSocket, kind: str, data: Json) -> None:
    if socket.application_state is WebSocketState.CONNECTED:
        await socket.send_text(orjson.dumps({"type": kind, "data": data}).decode())


async def _send_error(socket: WebSocket, error: Exception) -> None:
    """Sends what went wrong as an error frame; of a fault of ours only that there was one."""
    if isinstance(error, FrameRefused):
        code, message = error.code, str(error)
    elif isinstance(error, RateLimited):
        code, message = "rate_limited", str(error)
    elif isinstance(error, ParleyError):
        code, message = "bad_request" if isinstance(error, Invalid) else "internal", str(error)
    else:
        respond.log.error("a frame failed", exc_info=error)
        code, message = "internal", "Internal error"
    await _send(socket, "error", {"message": message, "code": code})


def _is_connection_over(error: Exception) -> bool:
    """Whether the client is gone. Starlette says so with a RuntimeError; endless nesting is one too."""
    return isinstance(error, WebSocketDisconnect | RuntimeError) and not isinstance(error, RecursionError)


class SocketSession:
    """One connection. Frames are read at once and answered in order; between two answers nothing of it runs."""

    __slots__ = (
        "_answer_id",
        "_answering",
        "_audio",
        "_company_id",
        "_conversation_id",
        "_has_news",
        "_last",
        "_limits",
        "_parse",
        "_rt",
        "_socket",
        "_source",
        "_stop_watching",
        "_typing",
        "_waiting",
    )

    def __init__(self, rt: Runtime, socket: WebSocket, company_id: int, parse: FrameParser) -> None:
        self._rt, self._socket, self._company_id, self._parse = rt, socket, company_id, parse
        self._typing = socket.query_params.get("typing") == "1"
        self._audio = socket.query_params.get("audio") == "1"
        self._source, self._last = "", LastExchange()
        self._limits: RateLimiter | None = None
        self._waiting: deque[Json] = deque()
        self._answering: asyncio.Task[None] | None = None
        # The conversation that the connection is in, and the last message in it that it knows of.
        self._conversation_id, self._answer_id = 0, 0
        self._has_news = False
        self._stop_watching: Callable[[], None] | None = None

    async def run(self) -> None:
        """Reads frames until the client leaves or is idle for too long."""
        try:
            while True:
                frame = await self._receive()
                if frame is None or not await self._count_frame():
                    return
                try:
                    await self._handle_frame(frame)
                except Exception as error:
                    if _is_connection_over(error):
                        raise
                    await _send_error(self._socket, error)
        finally:
            if self._answering is not None:
                self._answering.cancel()  # the answer itself goes on and is stored
            if self._stop_watching is not None:
                self._stop_watching()

    async def _receive(self) -> str | bytes | None:
        """Returns the next frame; None when the client left or sent nothing for too long."""
        try:
            async with asyncio.timeout(self._rt.settings.ws_idle_timeout):
                event = await self._socket.receive()
        except TimeoutError:
            if self._answering is not None and not self._answering.done():
                return await self._receive()
            await self._socket.close(1000, "idle")
            return None
        if event["type"] == "websocket.disconnect":
            return None
        frame: str | bytes = event.get("text") or event.get("bytes") or b""
        return frame

    async def _handle_frame(self, frame: str | bytes) -> None:
        kind, data = decode_frame(frame)
        match kind:
            case "ping":
                await _send(self._socket, "pong", {"timestamp": datetime.now(UTC).isoformat()})
            case "hello":
                self._typing = bool(data.get("typing", self._typing))
                self._audio = bool(data.get("audio", self._audio))
            case "chat":
                validate_chat_frame(data)
                await self._check_site(message_source(data))
                await self._count_call()
                self._waiting.append(data)
                self._begin_answering()
            case _:
                raise FrameRefused("bad_request", f"Unknown message type: {str(kind)[:50]}")

    async def _check_site(self, source: str) -> None:
        """Refuses a widget on a site that may not carry it: browsers let every page open a socket.

        The database is asked once for each widget that a connection speaks for.
        """
        if source == self._source:
            return
        if not await origins.is_site_allowed(self._rt, self._socket, self._company_id, source):
            raise FrameRefused("bad_request", "This widget may not be used on this site")
        self._source = source

    async def _count_frame(self) -> bool:
        """Counts whatever the client sends; returns False where the connection is not worth keeping."""
        if self._limits is None:
            self._limits = RateLimiter(enabled=self._rt.settings.rate_limits == "on")
        try:
            await self._limits.count_call("frame", "connection")
        except RateLimited as error:
            await self._socket.close(1008, str(error))
            return False
        return True

    async def _count_call(self) -> None:
        assert self._limits is not None, "the frame was counted before"
        try:
            await self._limits.count_call("ws", "connection")
            # A socket for each message would be nobody's limit.
            await count_call(self._socket, "chat")
        except RateLimited as error:
            raise FrameRefused("rate_limited", str(error)) from None

    def hear_of_answer(self) -> None:
        """Is told that a person of the staff wrote: it is passed on when no answer is under way."""
        self._has_news = True
        self._begin_answering()

    def _begin_answering(self) -> None:
        if self._answering is None or self._answering.done():
            self._answering = asyncio.create_task(self._answer_waiting())

    async def _answer_waiting(self) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):
            while self._waiting or self._has_news:
                try:
                    if self._waiting:
                        await self._answer(self._waiting.popleft())
                    else:
                        await self._tell_news()
                except Exception as error:
                    if _is_connection_over(error):
                        raise
                    await _send_error(self._socket, error)

    async def _answer(self, data: Json) -> None:
        rt = self._rt
        inbound, conversation_id = await self._parse(rt, self._socket, self._company_id, data, self._last)
        chunks: asyncio.Queue[str | None] = asyncio.Queue()
        async with rt.db.direct(self._company_id) as connection:
            company = rt.caches.company_configs.get(self._company_id) or await current_config(
                rt, connection, self._company_id
            )
            if company is None or not company.is_active:
                raise NotFound("Brand not found or inactive")
            received = await receive_message(rt, connection, company, inbound, claim_turn=True)
        self._watch(inbound, received)
        conversation_id = conversation_id or received.session_id or str(uuid4())
        self._last = LastExchange(data.get("user_id") or "", conversation_id)
        await self._send_typing(conversation_id, True)
        task = respond.start_answer(rt, company, received, chunks.put_nowait)
        task.add_done_callback(lambda _: chunks.put_nowait(None))
        await self._send_chunks(chunks, conversation_id)
        answer = await respond.wait_for_answer(task)
        await self._send_typing(conversation_id, False)
        if self._audio and inbound.is_voice:
            await self._send_audio(company, answer, conversation_id)
        await _send(self._socket, "complete", _complete_json(answer, conversation_id))

    def _watch(self, inbound: InboundMessage, received: ReceivedMessage) -> None:
        """Has the connection told of what the staff writes in the conversation that it is in now, where it would
        be shown the history too: an id that somebody might guess opens no conversation."""
        proof = inbound.public_conversation_id or inbound.sender_id
        is_theirs = is_unguessable(proof) and not received.is_repeated
        if received.conversation_id == self._conversation_id or not is_theirs:
            return
        if self._stop_watching is not None:
            self._stop_watching()
        self._conversation_id, self._answer_id = received.conversation_id, received.message_id
        answers: StaffAnswers = self._socket.app.state.staff_answers
        self._stop_watching = answers.watch(self._company_id, received.conversation_id, self)

    async def _tell_news(self) -> None:
        """Sends what the staff wrote since, as notices of an operator, who is named."""
        self._has_news = False
        found = await find_staff_answers(self._rt, self._company_id, self._conversation_id, self._answer_id)
        for answer in found:
            self._answer_id = answer.message_id
            notice = {"message": answer.text, "author": answer.author, "timestamp": answer.at}
            await _send(self._socket, "system", {**notice, "conversation_id": self._last.conversation_id})

    async def _send_chunks(self, chunks: "asyncio.Queue[str | None]", conversation_id: str) -> None:
        """Sends what the model writes as it writes it; what is there together travels together."""
        while (chunk := await chunks.get()) is not None:
            available, ended = [chunk], False
            while not chunks.empty():
                more = chunks.get_nowait()
                if more is None:
                    ended = True
                    break
                available.append(more)
            await _send(self._socket, "chunk", _chunk_json("".join(available), conversation_id))
            if ended:
                return

    async def _send_audio(self, company: CompanyConfig, answer: Answer, conversation_id: str) -> None:
        """Sends the answer aloud, before its `complete`: who has that has everything, sound or none."""
        if speech := await synthesize_reply(self._rt, company, answer.text, answer.language):
            data = base64.b64encode(speech.audio).decode()
            frame = {"conversation_id": conversation_id, "content_type": speech.content_type, "data": data}
            await _send(self._socket, "audio", frame)

    async def _send_typing(self, conversation_id: str, is_typing: bool) -> None:
        if self._typing:
            await _send(self._socket, "typing", {"conversation_id": conversation_id, "is_typing": is_typing})


def _chunk_json(content: str, conversation_id: str) -> Json:
    return {
        "content": content,
        "is_final": False,
        "conversation_id": conversation_id,
        "suggested_products": None,
        "confidence_score": None,
    }


def _complete_json(answer: Answer, conversation_id: str) -> Json:
    return {
        "content": "",
        "is_final": True,
        "conversation_id": conversation_id,
        "suggested_products": list(answer.products or ()),
        "confidence_score": answer.confidence,
        **common_answer_fields(answer),
    }
