"""Runs a command's work until the operator stops it."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from typing import Any


async def run_until_signal(work: Coroutine[Any, Any, None], announcement: str) -> None:
    """Runs `work` until it ends, or SIGINT or SIGTERM cancels it. `announcement` is printed once a signal would be
    heard."""
    task = asyncio.create_task(work)
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, task.cancel)
    print(announcement, flush=True)
    with contextlib.suppress(asyncio.CancelledError):
        await task
