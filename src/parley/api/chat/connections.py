"""Limits the sockets of one address: how many are opened, and how many are open at once (contract §0.2)."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from starlette.responses import JSONResponse
from starlette.websockets import WebSocket

from parley.api.addresses import client_network
from parley.api.limits import count_call
from parley.errors import RateLimited
from parley.runtime import Runtime

# At once, in one process: an office of visitors with the chat open. An idle socket costs memory for ten minutes.
MAX_OPEN_SOCKETS = 200


class OpenSockets:
    """The open sockets of a process, by address."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    @contextmanager
    def hold(self, client: str) -> Iterator[None]:
        """Counts a socket as open while the block runs. Raises RateLimited where the client has too many."""
        if self._open[client] >= MAX_OPEN_SOCKETS:
            raise RateLimited(f"Rate limit exceeded: {MAX_OPEN_SOCKETS} open connections", retry_after=60)
        self._open[client] += 1
        try:
            yield
        finally:
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]


@asynccontextmanager
async def counted_socket(socket: WebSocket) -> AsyncIterator[None]:
    """Counts a socket that is to be opened, and that it is open while the block runs. Raises RateLimited."""
    rt: Runtime = socket.app.state.runtime
    if rt.settings.rate_limits == "off":
        yield
        return
    await count_call(socket, "socket")
    open_sockets: OpenSockets = socket.app.state.open_sockets
    with open_sockets.hold(client_network(socket, rt.settings)):
        yield


async def refuse_socket(socket: WebSocket, error: RateLimited) -> None:
    """Answers the handshake with 429, as a request would be."""
    headers = {"Retry-After": str(max(1, round(error.retry_after)))}
    if "websocket.http.response" in socket.scope.get("extensions", {}):
        body = {"error": str(error), "detail": str(error)}
        await socket.send_denial_response(JSONResponse(body, error.status, headers))
    else:
        await socket.close(1008)
