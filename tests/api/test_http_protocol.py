"""Connections on which little or nothing comes, or too much before a request begins."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
import pytest_asyncio

from fakes.site import Site, serving
from parley.api.http_protocol import MAX_HEADER_BYTES, BoundedHttpProtocol

REQUEST = b"GET /health HTTP/1.1\r\nHost: parley\r\n\r\n"


class HastyProtocol(BoundedHttpProtocol):
    """Waits for no request longer than a moment."""

    header_seconds = 0.05


class LaterHastyProtocol(BoundedHttpProtocol):
    """Waits for the first request as long as it takes, and for nothing after it."""

    drain_seconds = 0.05

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self.header_seconds = 0.05


@pytest_asyncio.fixture(loop_scope="session")
async def hasty(site: Site) -> AsyncIterator[Site]:
    async with serving(site.rt, http=HastyProtocol) as own:
        yield own


@pytest_asyncio.fixture(loop_scope="session")
async def later_hasty(site: Site) -> AsyncIterator[Site]:
    async with serving(site.rt, http=LaterHastyProtocol) as own:
        yield own


@asynccontextmanager
async def connected(site: Site) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(site.base.rpartition(":")[2]))
    try:
        async with asyncio.timeout(60):
            yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def answer_to(site: Site, sent: bytes) -> bytes:
    """All that is answered until the server closes the connection; nobody closes it here. Nothing where it was
    closed while we were sending still."""
    async with connected(site) as (reader, writer):
        writer.write(sent)
        try:
            return await reader.read()
        except ConnectionError:
            return b""


async def read_answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    return head + await reader.readexactly(int(head.lower().partition(b"content-length:")[2].split()[0]))


@pytest.mark.parametrize("sent", [b"", b"G", b"GET /health HTTP/1.1\r\n", REQUEST[:-2], b"\r\n"])
async def test_who_begins_no_request_is_hung_up_on(hasty: Site, sent: bytes) -> None:
    assert await answer_to(hasty, sent) == b""


async def test_a_second_request_that_never_ends_is_hung_up_on_too(later_hasty: Site) -> None:
    async with connected(later_hasty) as (reader, writer):
        writer.write(REQUEST)
        assert (await read_answer(reader)).startswith(b"HTTP/1.1 200")
        writer.write(REQUEST[:-2])
        assert await reader.read() == b""


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: %s\r\n" % (number, b"x" * 1000) for number in range(100)),
        b"GET / HTTP/1.1\r\nX-Long: " + b"x" * (MAX_HEADER_BYTES + 1000),
        b"GET /" + b"x" * (MAX_HEADER_BYTES + 1000),
    ],
    ids=["many", "one", "the address"],
)
async def test_headers_that_never_end_are_refused(site: Site, sent: bytes) -> None:
    assert (await answer_to(site, sent))[:13] in (b"HTTP/1.1 400 ", b"")


async def test_what_comes_after_a_refusal_is_not_waited_for(later_hasty: Site) -> None:
    head = (
        b"POST /chat HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\nContent-Length: 9999999\r\n\r\n"
    )
    answer = await answer_to(later_hasty, head + b'{"message": "')
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert answer.endswith(b'{"detail":"The request is larger than 1 MiB"}')


async def test_who_asks_twice_over_one_connection_is_answered_twice(site: Site) -> None:
    async with connected(site) as (reader, writer):
        for _ in range(2):
            writer.write(REQUEST)
            assert (await read_answer(reader)).startswith(b"HTTP/1.1 200")
