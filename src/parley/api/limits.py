"""Counts calls: by address, by key, by who speaks (contract §0.2; numbers in infra/rate_limits.py)."""

from collections.abc import Awaitable, Callable
from hashlib import sha256

from fastapi import Request
from starlette.requests import HTTPConnection

from parley.api.addresses import client_network
from parley.api.deps import get_caller, read_staff_key
from parley.conversation.sender import Sender
from parley.domain.messages import InboundMessage
from parley.infra.rate_limits import RATE_LIMITS, RateLimiter
from parley.runtime import Runtime


def rate_limited(kind: str) -> Callable[[Request], Awaitable[None]]:
    """Returns a dependency that counts the call against a limit of infra/rate_limits.py."""

    async def count(request: Request) -> None:
        await count_call(request, kind)

    return count


async def count_call(connection: HTTPConnection, kind: str) -> None:
    """Counts a call by the address it comes from; one with a valid key by that, where keyed calls have a limit of
    their own: a bot speaks for many people from one address. Raises RateLimited.

    An address that is over its limit has no key looked up.
    """
    rt: Runtime = connection.app.state.runtime
    limits: RateLimiter = connection.app.state.limits
    if rt.settings.rate_limits == "off":
        return
    client = client_network(connection, rt.settings)
    keyed_kind, key = f"keyed {kind}", read_staff_key(connection)
    if key and keyed_kind in RATE_LIMITS:
        limits.check(kind, client)
        if (await get_caller(connection)).is_authenticated:
            await limits.count_call(keyed_kind, sha256(key.encode()).hexdigest())
            return
    await limits.count_call(kind, client)


async def count_visitor(connection: HTTPConnection, kind: str, company_id: int, sender: Sender) -> None:
    """Counts a message of surface S by who speaks, wherever from. Raises RateLimited.

    Who is somebody new with every message is counted by address alone.
    """
    if sender.is_recognised:
        limits: RateLimiter = connection.app.state.limits
        await limits.count_call(f"visitor {kind}", f"{company_id} {sender.channel} {sender.sender_id}")


async def count_conversation(connection: HTTPConnection, company_id: int, inbound: InboundMessage) -> None:
    """Counts a message of surface A or B by its conversation, unless that is new. Raises RateLimited."""
    if not inbound.is_issued:
        limits: RateLimiter = connection.app.state.limits
        await limits.count_call("visitor chat", f"{company_id} conversation {inbound.public_conversation_id}")
