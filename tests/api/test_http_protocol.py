"""Connections on which little or nothing comes, or too much before a request begins."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from fakes.site import Site, serving
from parley.api.http_protocol import MAX_HEADER_BYTES, BoundedHttpProtocol

REQUEST = b"GET /health HTTP/1.1\r\nHost: parley\r\n\r\n"


class HastyProtocol(BoundedHttpProtocol):
    """Waits for nobody longer than a moment."""

    header_seconds, drain_seconds = 0.05, 0.05


@pytest_asyncio.fixture(loop_scope="session")
async def hasty(site: Site) -> AsyncIterator[Site]:
    async with serving(site.rt, http=HastyProtocol) as own:
        yield own


async def answer_to(site: Site, sent: bytes) -> bytes:
    """All that is answered until the server closes the connection; nobody closes it here."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(site.base.rpartition(":")[2]))
    writer.write(sent)
    try:
        async with asyncio.timeout(60):
            return await reader.read()
    finally:
        writer.close()


async def read_answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    return head + await reader.readexactly(int(head.lower().partition(b"content-length:")[2].split()[0]))


@pytest.mark.parametrize("sent", [b"", b"G", b"GET /health HTTP/1.1\r\n", REQUEST[:-2], b"\r\n"])
async def test_who_begins_no_request_is_hung_up_on(hasty: Site, sent: bytes) -> None:
    assert await answer_to(hasty, sent) == b""


async def test_a_second_request_that_never_ends_is_hung_up_on_too(hasty: Site) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(hasty.base.rpartition(":")[2]))
    writer.write(REQUEST)
    assert (await read_answer(reader)).startswith(b"HTTP/1.1 200")
    writer.write(REQUEST[:-2])
    async with asyncio.timeout(60):
        assert await reader.read() == b""
    writer.close()


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
    assert (await answer_to(site, sent)).startswith(b"HTTP/1.1 400 ")


async def test_what_comes_after_a_refusal_is_not_waited_for(hasty: Site) -> None:
    head = (
        b"POST /chat HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\nContent-Length: 9999999\r\n\r\n"
    )
    answer = await answer_to(hasty, head + b'{"message": "')
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert answer.endswith(b'{"detail":"The request is larger than 1 MiB"}')


async def test_who_asks_twice_over_one_connection_is_answered_twice(site: Site) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(site.base.rpartition(":")[2]))
    for _ in range(2):
        writer.write(REQUEST)
        assert (await read_answer(reader)).startswith(b"HTTP/1.1 200")
    writer.close()
