"""uvicorn's HTTP, with bounds for those who open a connection and then dawdle: uvicorn has none before a request.

How slowly a body may come is the application's (incoming.py).
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# From the connection, or a request's first byte, to the end of its headers.
HEADER_SECONDS = 15.0
# After an answer that came before the whole body: so long is the rest thrown away, then the connection is closed.
DRAIN_SECONDS = 10.0
# Of headers and the address together; browsers stop at less.
MAX_HEADER_BYTES = 64 * 2**10


class BoundedHttpProtocol(HttpToolsProtocol):
    """One connection: its headers come whole within a time and a size, or it is closed."""

    header_seconds, drain_seconds = HEADER_SECONDS, DRAIN_SECONDS

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._timer: asyncio.TimerHandle | None = None
        self._header_bytes = 0
        #: whether a request's headers are being read, or its first byte is waited for
        self._awaits_headers = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Takes a connection, whose first request is not waited for without end."""
        super().connection_made(transport)
        self._set_timer(self.header_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Lets a connection go."""
        self._set_timer(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Reads what came. Refuses headers that are too long."""
        super().data_received(data)
        if self._awaits_headers and not self.transport.is_closing():
            self._header_bytes += len(data)
            if self._header_bytes > MAX_HEADER_BYTES:
                self.send_400_response("The headers of the request are too long.")

    def on_message_begin(self) -> None:
        """Begins to read a request's headers."""
        super().on_message_begin()
        self._awaits_headers, self._header_bytes = True, 0
        self._set_timer(self.header_seconds)

    def on_headers_complete(self) -> None:
        """Begins to answer."""
        self._awaits_headers = False
        self._set_timer(None)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Has the whole request."""
        super().on_message_complete()
        self._set_timer(None)

    def on_response_complete(self) -> None:
        """Has answered; what is left of the request is waited for a little, so that the client reads the answer."""
        cycle = self.cycle
        super().on_response_complete()
        if cycle.more_body and cycle is self.cycle and not self.transport.is_closing():
            self._set_timer(self.drain_seconds)

    def _set_timer(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._close_connection)

    def _close_connection(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
