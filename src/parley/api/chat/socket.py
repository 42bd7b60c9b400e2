"""WebSocket chat and voice: welcome, then per message chunk … complete (contract §2)."""

import asyncio
import base64
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import orjson
from starlette.routing import Router, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from parley.api.chat import shapes as web
from parley.api.chat.post import LONGEST, extras
from parley.api.widgets import origins
from parley.conversation import respond
from parley.conversation.receive import receive
from parley.conversation.voice import say
from parley.domain.company import CompanyConfig
from parley.domain.messages import Inbound
from parley.domain.turn import Answer
from parley.errors import NotFound, ParleyError, RateLimited
from parley.infra.rate_limits import RateLimits
from parley.runtime import Runtime
from parley.tenants.config import active, brand, current

Json = dict[str, Any]
Parse = Callable[[Json], Inbound]


class Door:
    """One kind of socket. `parse` tells whose words its frames speak."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _serve(WebSocket(scope, receive, send), self._parse)


def _spoken(data: Json) -> Inbound:
    return web.brand({**data, "voice": True})


# Not FastAPI's: what it wraps around an endpoint, an idle socket would hold for hours.
sockets = Router(
    [
        WebSocketRoute("/ws/chat/{which}", Door(web.brand)),
        WebSocketRoute("/ws/voice/{which}", Door(_spoken)),
        # The same frames for surface S: our own chat page speaks this.
        WebSocketRoute("/ws/sales/{which:int}", Door(web.sales)),
    ]
)


async def _serve(socket: WebSocket, parse: Parse) -> None:
    rt: Runtime = socket.app.state.runtime
    origin = socket.headers.get("origin")
    if rt.settings.allowed_origins and origin and origin not in rt.settings.allowed_origins:
        await socket.close(1008)  # before accept: the handshake is refused with 403
        return
    await socket.accept()
    with suppress(WebSocketDisconnect, RuntimeError):
        talk = await _greeted(rt, socket, parse)
        if talk is not None:
            await talk.run()


async def _greeted(rt: Runtime, socket: WebSocket, parse: Parse) -> "Talk | None":
    which = socket.path_params["which"]
    company = await _company(rt, which)
    if company is None:
        await _send(socket, "error", {"message": f"Brand '{which}' not found or inactive"})
        await socket.close(1000)
        return None
    greeting = {"message": company.welcome, "brand_id": company.slug, "brand_name": company.name}
    await _send(socket, "welcome", greeting)
    return Talk(rt, socket, company.id, parse)


async def _company(rt: Runtime, which: str | int) -> CompanyConfig | None:
    return await (brand(rt, which) if isinstance(which, str) else active(rt, which))


async def _send(socket: WebSocket, kind: str, data: Json) -> None:
    if socket.application_state is WebSocketState.CONNECTED:
        await socket.send_text(orjson.dumps({"type": kind, "data": data}).decode())


class Refused(Exception):
    """A frame that cannot be used; `code` is the contract's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Talk:
    """One connection. Frames are read at once and answered in order; between two answers nothing of it runs."""

    __slots__ = (
        "_answering",
        "_audio",
        "_company_id",
        "_conversation",
        "_limits",
        "_parse",
        "_rt",
        "_socket",
        "_source",
        "_typing",
        "_waiting",
    )

    def __init__(self, rt: Runtime, socket: WebSocket, company_id: int, parse: Parse) -> None:
        self._rt, self._socket, self._company_id, self._parse = rt, socket, company_id, parse
        self._typing = socket.query_params.get("typing") == "1"
        self._audio = socket.query_params.get("audio") == "1"
        self._conversation = self._source = ""
        self._limits: RateLimits | None = None
        self._waiting: deque[Json] = deque()
        self._answering: asyncio.Task[None] | None = None

    async def run(self) -> None:
        try:
            while True:
                frame = await self._receive()
                if frame is None:
                    return
                try:
                    await self._take(frame)
                except Refused as error:
                    await _send(self._socket, "error", {"message": str(error), "code": error.code})
        finally:
            if self._answering is not None:
                self._answering.cancel()  # the answer itself goes on and is stored

    async def _receive(self) -> str | bytes | None:
        """The next frame; None when the client left or said nothing for too long."""
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

    async def _take(self, frame: str | bytes) -> None:
        kind, data = _decoded(frame)
        match kind:
            case "ping":
                await _send(self._socket, "pong", {"timestamp": datetime.now(UTC).isoformat()})
            case "hello":
                self._typing = bool(data.get("typing", self._typing))
                self._audio = bool(data.get("audio", self._audio))
            case "chat":
                _check(data)
                await self._check_site(data)
                await self._count()
                self._waiting.append(data)
                if self._answering is None or self._answering.done():
                    self._answering = asyncio.create_task(self._answer_all())
            case _:
                raise Refused("bad_request", f"Unknown message type: {str(kind)[:50]}")

    async def _check_site(self, data: Json) -> None:
        """Browsers let every page open a socket: here the widget's own list counts. Asked once for each widget."""
        source = web.sales(data).origin.source if self._parse is web.sales else ""
        if source == self._source:
            return
        if not await origins.may_talk(self._rt, self._socket, self._company_id, source):
            raise Refused("bad_request", "This widget may not be used on this site")
        self._source = source

    async def _count(self) -> None:
        if self._limits is None:
            self._limits = RateLimits(enabled=self._rt.settings.rate_limits == "on")
        try:
            await self._limits.check("ws", "connection")
        except RateLimited as error:
            raise Refused("rate_limited", str(error)) from None

    async def _answer_all(self) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):
            while self._waiting:
                data = self._waiting.popleft()
                try:
                    await self._answer(data)
                except ParleyError as error:
                    await _send(self._socket, "error", {"message": str(error), "code": "internal"})
                except (WebSocketDisconnect, RuntimeError):
                    raise
                except Exception:
                    respond.log.exception("answer failed")
                    await _send(self._socket, "error", {"message": "Internal error", "code": "internal"})

    async def _answer(self, data: Json) -> None:
        rt = self._rt
        inbound, conversation_id = self._inbound(data)
        pieces: asyncio.Queue[str | None] = asyncio.Queue()
        async with rt.db.direct(self._company_id) as connection:
            company = rt.configs.get(self._company_id) or await current(rt, connection, self._company_id)
            if company is None or not company.is_active:
                raise NotFound("Brand not found or inactive")
            received = await receive(rt, connection, company, inbound, answering=True)
        conversation_id = conversation_id or received.session_id or str(uuid4())
        self._conversation = conversation_id
        await self._typing_sign(conversation_id, True)
        task = respond.start(rt, company, received, pieces.put_nowait)
        task.add_done_callback(lambda _: pieces.put_nowait(None))
        await self._stream(pieces, conversation_id)
        answer = await respond.listen_to(task)
        await self._typing_sign(conversation_id, False)
        if self._audio and inbound.voice:
            await self._say(company, answer, conversation_id)
        await _send(self._socket, "complete", _complete(answer, conversation_id))

    def _inbound(self, data: Json) -> tuple[Inbound, str]:
        """The message, and the id its frames carry. A client that names no conversation goes on with the one
        this connection had before."""
        if self._parse is web.sales:
            return web.sales(data), str(data.get("session_id") or self._conversation)
        if not data.get("conversation_id") and self._conversation:
            data = {**data, "conversation_id": self._conversation}
        inbound = self._parse(data)
        return inbound, inbound.conversation

    async def _stream(self, pieces: "asyncio.Queue[str | None]", conversation_id: str) -> None:
        """Send what the model makes as it makes it; what is there together travels together."""
        while (piece := await pieces.get()) is not None:
            together, ended = [piece], False
            while not pieces.empty():
                more = pieces.get_nowait()
                if more is None:
                    ended = True
                    break
                together.append(more)
            await _send(self._socket, "chunk", _chunk("".join(together), conversation_id))
            if ended:
                return

    async def _say(self, company: CompanyConfig, answer: Answer, conversation_id: str) -> None:
        """The answer aloud, before its `complete`: who has that has everything, sound or none."""
        if speech := await say(self._rt, company, answer.text, answer.language):
            data = base64.b64encode(speech.audio).decode()
            frame = {"conversation_id": conversation_id, "content_type": speech.content_type, "data": data}
            await _send(self._socket, "audio", frame)

    async def _typing_sign(self, conversation_id: str, on: bool) -> None:
        if self._typing:
            await _send(self._socket, "typing", {"conversation_id": conversation_id, "is_typing": on})


def _decoded(frame: str | bytes) -> tuple[Any, Json]:
    try:
        content = orjson.loads(frame)
    except orjson.JSONDecodeError:
        raise Refused("bad_json", "Invalid JSON") from None
    if not isinstance(content, dict) or not isinstance(content.get("data") or {}, dict):
        raise Refused("bad_request", 'A frame is an object: {"type", "data"}')
    return content.get("type"), content.get("data") or {}


def _check(data: Json) -> None:
    message = data.get("message")
    if not isinstance(message, str) or not web.clean(message).strip():
        raise Refused("bad_request", "message: a non-empty text is required")
    if len(message) > LONGEST:
        raise Refused("bad_request", f"message: at most {LONGEST} characters")
    for name in ("conversation_id", "user_id", "session_id", "source", "language", "message_id"):
        if not isinstance(data.get(name), str | int | None):
            raise Refused("bad_request", f"{name}: a text is required")
        if isinstance(data.get(name), int):
            data[name] = str(data[name])


def _chunk(content: str, conversation_id: str) -> Json:
    return {
        "content": content,
        "is_final": False,
        "conversation_id": conversation_id,
        "suggested_products": None,
        "confidence_score": None,
    }


def _complete(answer: Answer, conversation_id: str) -> Json:
    return {
        "content": "",
        "is_final": True,
        "conversation_id": conversation_id,
        "suggested_products": list(answer.products or ()),
        "confidence_score": answer.confidence,
        **extras(answer),
    }
