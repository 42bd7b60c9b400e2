"""An event loop whose hours pass at once."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _ImpatientSelector(selectors.SelectSelector):
    """Instead of waiting for the next timer it moves the clock to it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("everybody waits, and no timer is set")
        self.now += max(timeout, 0.0)
        return super().select(0)


class FakeClockLoop(asyncio.SelectorEventLoop):
    """Its clock stands still while anything is to be done, and then jumps to the next timer. Nothing may wait for
    the outside: no socket, no thread."""

    def __init__(self) -> None:
        self._impatient_selector = _ImpatientSelector()
        super().__init__(self._impatient_selector)

    def time(self) -> float:
        return self._impatient_selector.now


def run_on_fake_clock(work: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine to its end; what sleeps in it sleeps no real time."""
    loop = FakeClockLoop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()
