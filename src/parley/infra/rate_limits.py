"""Counts calls against limits, in this process: n processes behind one address allow n times as many."""

import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from parley.errors import RateLimited

# Contract §0.2, §2. Per client address; `ws` per connection.
RATE_LIMITS: dict[str, RateLimitItem] = {
    kind: parse(limit)
    for kind, limit in {
        "chat": "100/minute",
        "voice": "10/minute",
        "configure": "5/minute",
        "create company": "10/minute",
        "read company": "30/minute",
        "logs": "5/minute",
        "other": "100/minute",
        # An office of visitors behind one address, each with a widget on every page.
        "beacon": "300/minute",
        "health": "300/minute",
        "ws": "30/minute",
    }.items()
}


class RateLimiter:
    """Counts the calls of one process, or lets all pass where it is not `enabled`."""

    def __init__(self, *, enabled: bool = True) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage()) if enabled else None

    async def count_call(self, kind: str, client: str) -> None:
        """Counts one call of a kind of RATE_LIMITS by a client. Raises RateLimited when it is one too many."""
        if self._limiter is None:
            return
        limit = RATE_LIMITS[kind]
        if await self._limiter.hit(limit, kind, client):
            return
        window = await self._limiter.get_window_stats(limit, kind, client)
        raise RateLimited(f"Rate limit exceeded: {limit}", retry_after=_seconds_until(window.reset_time))


def _seconds_until(reset_time: float) -> float:
    return max(1.0, reset_time - time.time())
