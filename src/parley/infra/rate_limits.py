"""Counts calls against limits that hold over all processes (contract §0.2).

Each process counts by itself and exchanges its counts with the others once a second (rate_exchange.py). Between two
exchanges it lets in no more than its share of the overshoot that is tolerated; a caller in such a hurry, and every
caller of a limit so small that there is nothing to share, waits for an exchange of its own. An ordinary message
never does. While the database is away, each process counts for itself.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Protocol

from limits import RateLimitItem, parse

from parley.errors import RateLimited

# By client address, unless it says otherwise. What is counted by key comes from many people through one program.
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
        # Connections that are opened.
        "socket": "100/minute",
        # Messages of one connection, and whatever it sends.
        "ws": "30/minute",
        "frame": "600/minute",
        # By who speaks, from wherever.
        "visitor chat": "100/minute",
        "visitor voice": "10/minute",
        # By key.
        "keyed chat": "1200/minute",
        "keyed voice": "120/minute",
        "keyed read company": "300/minute",
        "keyed other": "1200/minute",
    }.items()
}

# What all processes together may let in beyond a limit.
TOLERATED_OVERSHOOT = 0.2
_EXCHANGE_SECONDS, _IDLE_EXCHANGE_SECONDS = 1.0, 5.0
# Counts are kept by the second. A second that began within the last minute counts whole.
_WINDOW_SECONDS = 60
# A table of callers that only grows would be an attack's way to our memory; past this it is looked through at once.
_MAX_QUIET_CALLERS = 50_000


class Exchange(Protocol):
    """Adds counts to those of all processes."""

    async def __call__(
        self, counts: dict[tuple[bytes, int], int], now: float, oldest_slot: int
    ) -> "SharedCounts | None":
        """Returns what all processes counted for these callers since `oldest_slot`; None where that is not to be
        had. `counts`: calls since the last time, by caller and second."""


@dataclass(frozen=True, slots=True)
class SharedCounts:
    """What all processes know together."""

    #: calls by caller and second
    hits: dict[tuple[bytes, int], int]
    #: how many processes count, this one included
    processes: int = 1


@dataclass(slots=True)
class CallWindow:
    """The calls of one caller within the last minute, by the second."""

    #: as all processes counted them, those that were sent by us included
    shared: dict[int, int] = field(default_factory=dict)
    #: ours, not sent yet
    unsent: dict[int, int] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def total(self, now: float) -> int:
        """Returns how many there were, and forgets those of before."""
        oldest = oldest_slot(now)
        for counts in (self.shared, self.unsent):
            for slot in [slot for slot in counts if slot < oldest]:
                del counts[slot]
        return sum(self.shared.values()) + sum(self.unsent.values())

    def add(self, now: float, hits: int = 1) -> None:
        """Counts a call now; with -1 takes one back."""
        self.unsent[int(now)] = self.unsent.get(int(now), 0) + hits

    def seconds_until_below(self, amount: int, now: float) -> float:
        """Returns when the calls will be fewer than `amount`, in seconds from now."""
        slots = sorted({*self.shared, *self.unsent})
        excess = self.total(now) - amount
        for slot in slots:
            excess -= self.shared.get(slot, 0) + self.unsent.get(slot, 0)
            if excess < 0:
                return max(1.0, slot + _WINDOW_SECONDS + 1 - now)
        return 1.0


def oldest_slot(now: float) -> int:
    """Returns the first second that still counts."""
    return int(now) - _WINDOW_SECONDS


def caller_digest(kind: str, client: str) -> bytes:
    """Returns what a caller is called in the table: no address and no id of a visitor is written there."""
    return blake2b(f"{kind}\n{client}".encode(), digest_size=16).digest()


class RateLimiter:
    """Counts the calls of a process together with those of others, or lets all pass where it is not `enabled`.

    `exchange`: without one a process counts for itself. `clock`: seconds since 1970, alike in all processes.
    `patience`: an exchange that takes so many seconds is given up.
    """

    def __init__(
        self,
        *,
        enabled: bool = True,
        exchange: Exchange | None = None,
        clock: Callable[[], float] = time.time,
        patience: float = _EXCHANGE_SECONDS,
    ) -> None:
        self._enabled, self._clock, self._exchange_counts = enabled, clock, exchange
        self._patience = patience
        self._windows: dict[bytes, CallWindow] = {}
        self._processes = 1
        self._exchanging = asyncio.Lock()
        self._tasks: set[asyncio.Task[bool]] = set()
        self._away_until = self._looked_through_at = 0.0

    async def count_call(self, kind: str, client: str) -> None:
        """Counts one call of a kind of RATE_LIMITS by a client. Raises RateLimited when it is one too many."""
        if not self._enabled:
            return
        limit, window = RATE_LIMITS[kind], self._window(caller_digest(kind, client))
        self._refuse_when_full(limit, window)
        if self._exchange_counts is None or sum(window.unsent.values()) < self._own_share(limit):
            window.add(self._clock())
            return
        async with window.lock:
            self._refuse_when_full(limit, window)
            counted_at = self._clock()
            window.add(counted_at)
            await self.exchange()
            if window.total(self._clock()) > limit.amount:
                window.add(counted_at, -1)
                self._refuse(limit, window)

    def check(self, kind: str, client: str) -> None:
        """Counts nothing. Raises RateLimited for a client who would be refused."""
        window = self._windows.get(caller_digest(kind, client))
        if self._enabled and window is not None:
            self._refuse_when_full(RATE_LIMITS[kind], window)

    def _window(self, caller: bytes) -> CallWindow:
        if caller not in self._windows:
            if len(self._windows) >= _MAX_QUIET_CALLERS:
                self.forget_quiet_callers()
            self._windows[caller] = CallWindow()
        return self._windows[caller]

    def _own_share(self, limit: RateLimitItem) -> int:
        """Returns how many calls this process may keep to itself until the next exchange."""
        return int(limit.amount * TOLERATED_OVERSHOOT / self._processes)

    def _refuse_when_full(self, limit: RateLimitItem, window: CallWindow) -> None:
        if window.total(self._clock()) >= limit.amount:
            self._refuse(limit, window)

    def _refuse(self, limit: RateLimitItem, window: CallWindow) -> None:
        retry_after = window.seconds_until_below(limit.amount, self._clock())
        raise RateLimited(f"Rate limit exceeded: {limit}", retry_after=retry_after)

    @property
    def callers(self) -> int:
        """Returns how many callers are remembered."""
        return len(self._windows)

    def forget_quiet_callers(self) -> None:
        """Forgets who did not call within the last minute; at most once a second, however many they are."""
        now = self._clock()
        if now - self._looked_through_at < _EXCHANGE_SECONDS:
            return
        self._looked_through_at = now
        for caller in [caller for caller, window in self._windows.items() if not window.total(now)]:
            if not self._windows[caller].lock.locked():
                del self._windows[caller]

    async def run(self) -> None:
        """Exchanges counts once a second, for as long as it is not cancelled; where nobody calls, less often."""
        idle_seconds = _IDLE_EXCHANGE_SECONDS
        while self._enabled and self._exchange_counts is not None:
            if idle_seconds >= _IDLE_EXCHANGE_SECONDS or any(window.unsent for window in self._windows.values()):
                await self.exchange()
                self.forget_quiet_callers()
                idle_seconds = 0.0
            await asyncio.sleep(_EXCHANGE_SECONDS)
            idle_seconds += _EXCHANGE_SECONDS

    async def exchange(self) -> bool:
        """Sends what was counted since the last time, and learns what others counted; returns whether that was
        possible. One that has begun goes on where its caller is cancelled: its counts were sent already."""
        task = asyncio.create_task(self._exchange_in_turn())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)

    async def _exchange_in_turn(self) -> bool:
        async with self._exchanging:
            if self._exchange_counts is None or self._clock() < self._away_until:
                return False
            now = self._clock()
            sent = {
                (caller, slot): hits
                for caller, window in self._windows.items()
                for slot, hits in window.unsent.items()
                if hits
            }
            shared = None
            with suppress(TimeoutError):
                async with asyncio.timeout(self._patience):
                    shared = await self._exchange_counts(sent, now, oldest_slot(now))
            if shared is None:
                self._away_until = self._clock() + _EXCHANGE_SECONDS
                return False
            self._processes = shared.processes
            self._take_over(sent, shared)
            return True

    def _take_over(self, sent: dict[tuple[bytes, int], int], shared: SharedCounts) -> None:
        for (caller, slot), hits in sent.items():
            window = self._windows[caller]
            # More may have been counted meanwhile.
            left = window.unsent.get(slot, 0) - hits
            if left:
                window.unsent[slot] = left
            else:
                window.unsent.pop(slot, None)
        for caller in {caller for caller, _ in sent}:
            self._windows[caller].shared.clear()
        for (caller, slot), hits in shared.hits.items():
            if caller in self._windows:
                self._windows[caller].shared[slot] = hits
