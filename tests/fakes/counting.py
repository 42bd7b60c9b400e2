"""Several processes that count calls, in one: a table that they share, and a clock."""

import asyncio
from collections import Counter

from parley.infra.rate_limits import RateLimiter, SharedCounts


class SharedTable:
    """What the database is to them. `away`: it does not answer."""

    def __init__(self) -> None:
        self.now, self.away, self.exchanges = 1_764_560_000.0, False, 0
        self._hits: Counter[tuple[bytes, int]] = Counter()
        self._peers: list[RateLimiter] = []

    def process(self) -> RateLimiter:
        """One more process."""
        limiter = RateLimiter(exchange=self, clock=lambda: self.now)
        self._peers.append(limiter)
        return limiter

    async def __call__(
        self, counts: dict[tuple[bytes, int], int], now: float, oldest_slot: int
    ) -> SharedCounts | None:
        self.exchanges += 1
        await asyncio.sleep(0)
        if self.away:
            return None
        self._hits.update(counts)
        callers = {caller for caller, _ in counts}
        known = {key: hits for key, hits in self._hits.items() if key[0] in callers and key[1] >= oldest_slot}
        return SharedCounts(known, len(self._peers))
