"""Runs hypothesis beside the event loop: examples are made in a thread, and tried in the loop of the test."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy

Example = TypeVar("Example")

# How many times more than in the bounded run of every day.
EFFORT = int(os.environ.get("FUZZ_EFFORT", "1"))


async def try_examples(
    strategy: SearchStrategy[Example], attempt: Callable[[Example], Awaitable[None]], count: int
) -> None:
    """Tries `count` times EFFORT examples, the same in every run. A strategy without any has nothing to try."""
    loop = asyncio.get_running_loop()

    @settings(
        max_examples=count * EFFORT,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def try_one(example: Example) -> None:
        asyncio.run_coroutine_threadsafe(_awaited(attempt(example)), loop).result()

    def run() -> None:
        try:
            try_one()
        except Unsatisfiable:
            return

    await asyncio.to_thread(run)


async def _awaited(attempt: Awaitable[None]) -> None:
    await attempt
