"""A receiver of webhooks takes what is signed with its secret, now, and nothing else."""

import base64
import hashlib
import hmac
from typing import Any

import aiohttp
import pytest

from parley.simulator.faults import Fault
from parley.simulator.receiver import WebhookReceiver

KEY = b"demo secret of the tests"
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"
NOW = 1_796_000_000
BODY = b'{"type": "lead.confirmed"}'


def _headers(body: bytes = BODY, *, at: int = NOW, key: bytes = KEY) -> dict[str, str]:
    signed = base64.b64encode(hmac.new(key, f"lead-1.{at}.".encode() + body, hashlib.sha256).digest()).decode()
    return {"webhook-id": "lead-1", "webhook-timestamp": str(at), "webhook-signature": f"v0,old v1,{signed}"}


async def _call(receiver: WebhookReceiver, headers: dict[str, str], body: bytes = BODY) -> int:
    async with aiohttp.ClientSession() as session, session.post(receiver.url, data=body, headers=headers) as answer:
        return answer.status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (_headers(), 200),
        (_headers(at=NOW - 299), 200),
        (_headers(at=NOW - 301), 401),
        (_headers(at=NOW + 301), 401),
        (_headers(key=b"another secret"), 401),
        (_headers(b"{}"), 401),
        (_headers() | {"webhook-id": "lead-2"}, 401),
        (_headers() | {"webhook-signature": "v1,not base64"}, 401),
        ({}, 401),
    ],
)
async def test_a_call_is_taken_by_its_signature(headers: dict[str, str], status: int) -> None:
    async with WebhookReceiver(SECRET, seconds=lambda: NOW) as receiver:
        assert await _call(receiver, headers) == status
        assert len(receiver.leads) == int(status == 200)
        assert receiver.received[0].genuine is (status == 200)


async def test_a_repeated_call_is_one_lead() -> None:
    async with WebhookReceiver(SECRET, seconds=lambda: NOW) as receiver:
        for _ in range(2):
            await _call(receiver, _headers())
        assert (len(receiver.received), len(receiver.leads)) == (2, 1)


async def test_what_is_no_json_is_refused() -> None:
    async with WebhookReceiver(SECRET, seconds=lambda: NOW) as receiver:
        assert await _call(receiver, _headers(b"{"), b"{") == 400


@pytest.mark.parametrize(
    ("fault", "is_taken"), [(Fault(status=503), False), (Fault("cut"), True), (Fault("lost"), False)]
)
async def test_it_fails_as_it_is_told_to(fault: Fault, is_taken: bool) -> None:
    async with WebhookReceiver(SECRET, seconds=lambda: NOW) as receiver:
        receiver.faults.add(fault)
        try:
            assert await _call(receiver, _headers()) == 503
        except aiohttp.ClientError:
            assert fault.kind != "refuse"
        assert bool(receiver.leads) is is_taken
        assert await _call(receiver, _headers()) == 200


async def test_what_came_is_shown() -> None:
    async with WebhookReceiver(SECRET, seconds=lambda: NOW) as receiver, aiohttp.ClientSession() as session:
        await _call(receiver, _headers())
        async with session.get(receiver.url.replace("/leads", "/_sim/received")) as answer:
            shown: dict[str, Any] = await answer.json()
    assert shown["leads"] == 1
    assert shown["received"][0]["id"] == "lead-1"
