"""Answers every request with the same bytes, right or wrong, and then hangs up, holds the line, resets it, or
keeps it warm with comments."""

import asyncio
import socket
import struct
from contextlib import suppress
from typing import Literal, Self

Then = Literal["close", "hold", "reset", "comments"]

SSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


class RawServer:
    """`url` is its address while open; `calls` counts the requests."""

    def __init__(self, answer: bytes, then: Then = "close") -> None:
        self._answer, self._then = answer, then
        self._over = asyncio.Event()
        self._serving: set[asyncio.Task[None]] = set()
        self.url, self.calls = "", 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self._over.set()
        await asyncio.gather(*self._serving)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._talk(reader, writer))
        self._serving.add(task)
        await task

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            head = await reader.readuntil(b"\r\n\r\n")
            self.calls += 1
            await reader.readexactly(_length(head))
            writer.write(self._answer)
            await writer.drain()
            while self._then == "comments" and not self._over.is_set():
                await asyncio.sleep(0.01)
                writer.write(b": still here\n\n")
                await writer.drain()
        if self._then == "hold":
            await self._over.wait()
        if self._then == "reset":
            line = writer.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0
