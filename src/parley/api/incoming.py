"""Bounds what a request brings in: how much of it, and how slowly (contract §0.2).

FastAPI's own limit answers in plain text and before CORS, and cuts nobody off who sends a byte a minute.
"""

import asyncio
from dataclasses import dataclass

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_JSON_BYTES = 2**20
# A sender has so long for nothing, and a second more for every so many bytes: a slow phone's line is faster.
GRACE_SECONDS, LEAST_BYTES_PER_SECOND = 20.0, 4096
_SCOPE_KEY = "parley.incoming"


@dataclass(slots=True)
class Allowance:
    """How much a request may bring, and what is said of more."""

    max_bytes: int = MAX_JSON_BYTES
    refusal: str = f"The request is larger than {MAX_JSON_BYTES // 2**20} MiB"


def allow_body(request: Request, max_bytes: int, refusal: str) -> None:
    """Lets a request bring more than JSON may. To be called before its body is read."""
    allowance: Allowance = request.scope[_SCOPE_KEY]
    allowance.max_bytes, allowance.refusal = max_bytes, refusal


class IncomingMiddleware:
    """Refuses a body that is too long (413), as soon as it is announced or has come, and one that comes too slowly
    (408)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        allowance = Allowance()
        body = IncomingBody(allowance, receive, _announced_bytes(scope))
        # Not in a copy: whoever stands before reads in this scope which route was taken.
        scope[_SCOPE_KEY] = allowance
        await self._app(scope, body.receive, send)


class IncomingBody:
    """The body of one request as it comes in."""

    __slots__ = ("_allowance", "_announced", "_deadline", "_is_complete", "_receive", "_size")

    def __init__(self, allowance: Allowance, receive: Receive, announced: int) -> None:
        self._allowance, self._receive, self._announced = allowance, receive, announced
        self._size, self._is_complete, self._deadline = 0, False, 0.0

    async def receive(self) -> Message:
        """Returns the next message of the server. Raises HTTPException."""
        if self._is_complete:
            return await self._receive()  # what is waited for is that the client leaves
        self._refuse_above(self._announced)
        now = asyncio.get_running_loop().time()
        self._deadline = self._deadline or now + GRACE_SECONDS
        try:
            async with asyncio.timeout_at(self._deadline + self._size / LEAST_BYTES_PER_SECOND):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, "The request came too slowly", {"Connection": "close"}) from None
        self._size += len(message.get("body", b""))
        self._is_complete = message["type"] != "http.request" or not message.get("more_body", False)
        self._refuse_above(self._size)
        return message

    def _refuse_above(self, size: int) -> None:
        if size > self._allowance.max_bytes:
            # What is still on its way is thrown away by the server (http_protocol.py): a client that is hung up on
            # in the middle of sending never reads why.
            raise HTTPException(413, self._allowance.refusal)


def _announced_bytes(scope: Scope) -> int:
    """Returns what Content-Length says; 0 where it says nothing, or nothing that is a number."""
    value: bytes = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(value) if value.isdigit() and len(value) < 20 else 0
