"""How much a request may bring, and how slowly (contract §0.2)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from io import BytesIO
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message

from fakes.clock import run_on_fake_clock
from fakes.company import a_company
from fakes.site import Site
from parley.api.incoming import GRACE_SECONDS, LEAST_BYTES_PER_SECOND, MAX_JSON_BYTES, Allowance, IncomingBody
from parley.companies import keys


def dripping(pause: float, chunk: bytes, count: int) -> Callable[[], Any]:
    """A client that sends a chunk after each pause, `count` of them, and then says nothing."""
    left = count

    async def receive() -> Message:
        nonlocal left
        await asyncio.sleep(pause)
        left -= 1
        return {"type": "http.request", "body": chunk, "more_body": left > 0}

    return receive


async def read_all(body: IncomingBody) -> int:
    size = 0
    while True:
        message = await body.receive()
        size += len(message["body"])
        if not message["more_body"]:
            return size


@pytest.mark.parametrize(
    ("pause", "chunk"),
    [(GRACE_SECONDS + 1, b"x" * 1000), (1.0, b"x"), (GRACE_SECONDS - 1, b"x" * 100), (1.0, b"")],
    ids=["nothing", "a byte a second", "just in time, twice", "empty chunks"],
)
def test_a_body_that_comes_too_slowly_is_not_waited_for(pause: float, chunk: bytes) -> None:
    body = IncomingBody(Allowance(), dripping(pause, chunk, 5000), 0)
    with pytest.raises(HTTPException) as refused:
        run_on_fake_clock(read_all(body))
    assert refused.value.status_code == 408
    assert refused.value.headers == {"Connection": "close"}


def test_a_large_file_over_a_slow_line_arrives() -> None:
    chunk = b"x" * (LEAST_BYTES_PER_SECOND + 100)
    body = IncomingBody(Allowance(max_bytes=10**9), dripping(1.0, chunk, 2000), 0)
    assert run_on_fake_clock(read_all(body)) == 2000 * len(chunk)


def test_who_has_sent_all_is_waited_for_without_end() -> None:
    async def whole_and_then_gone() -> str:
        body = IncomingBody(Allowance(), dripping(0.0, b"x", 1), 0)
        await body.receive()
        gone = IncomingBody.receive(body)
        task = asyncio.ensure_future(gone)
        await asyncio.sleep(10 * GRACE_SECONDS)
        task.cancel()
        return "no 408"

    assert run_on_fake_clock(whole_and_then_gone()) == "no 408"


def chunked(size: int) -> AsyncIterator[bytes]:
    """A body that does not announce its length."""

    async def parts() -> AsyncIterator[bytes]:
        yield b'{"message": "'
        for _ in range(size // 2**16):
            yield b"x" * 2**16
        yield b'"}'

    return parts()


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/sales/{id}/chat"),
        ("POST", "/chat"),
        ("POST", "/chat/{slug}"),
        ("POST", "/sales/{id}/contact-manager"),
        ("POST", "/companies"),
        ("POST", "/brands"),
        ("PUT", "/brands/{slug}/flow"),
        ("POST", "/brands/{slug}/products/search"),
        ("POST", "/brands/{slug}/upload/products"),
        ("POST", "/sales/company/upsert"),
    ],
)
async def test_no_door_takes_in_more_than_json_may_have(
    site: Site, method: str, path: str, announced: bool
) -> None:
    company = await a_company(site.rt)
    whole = BytesIO(b'{"message": "' + b"x" * 2 * MAX_JSON_BYTES + b'"}')
    data: Any = whole if announced else chunked(2 * MAX_JSON_BYTES)
    got = await site.call(
        method,
        path.format(id=company.id, slug=company.slug),
        data=data,
        headers={"Content-Type": "application/json"},
        key=site.sup,
    )
    # An upload that is no form is not read at all.
    assert got.status == (422 if "upload" in path else 413)
    assert "detail" in got.json()


async def test_what_is_just_small_enough_is_read(site: Site) -> None:
    company = await a_company(site.rt)
    body = b'{"message": "Hello", "fingerprint": {"x": "' + b"x" * (MAX_JSON_BYTES - 100) + b'"}}'
    got = await site.post(f"/sales/{company.id}/chat", data=body, headers={"Content-Type": "application/json"})
    assert got.status == 200


@pytest.mark.parametrize(
    "path", ["/brands/{slug}/upload/products", "/brands/{slug}/upload/documents", "/sales/company/{id}/upload-logo"]
)
async def test_a_file_is_not_read_before_the_key(site: Site, path: str) -> None:
    company = await a_company(site.rt)
    stranger = await keys.create_key(site.rt.db, "MGR", company=str((await a_company(site.rt)).id))
    read_parts = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read_parts
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        while read_parts < 1000:
            read_parts += 1
            yield bytes(2**16)

    for key, status in (("", 401), (stranger, 403)):
        read_parts = 0
        got = await site.post(
            path.format(id=company.id, slug=company.slug),
            data=endless(),
            headers={"Content-Type": "multipart/form-data; boundary=b"},
            key=key,
        )
        assert got.status == status
        assert read_parts < 1000


async def test_a_file_that_is_too_large_is_told_so(site: Site) -> None:
    company = await a_company(site.rt)
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Content-Length": str(2**31)}
    got = await site.post(
        f"/brands/{company.slug}/upload/products", data=chunked(2**22), headers=headers, key=site.sup
    )
    assert (got.status, got.json()) == (413, {"detail": "A file may have 20 MiB at most"})
