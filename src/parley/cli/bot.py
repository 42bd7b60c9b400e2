"""`parley bot`: a process that asks messengers for what waits, where they cannot call us, and does nothing else."""

import argparse
import asyncio
import contextlib
import signal

from parley.bootstrap import build_runtime
from parley.infra.logging import configure_logging
from parley.settings import Settings
from parley.worker.polling import AccountLocks, run_pollers


async def bot(settings: Settings, options: argparse.Namespace) -> int:
    """Polls the accounts of all companies until a signal stops it. What comes in is answered by `parley serve` or
    `parley work`."""
    configure_logging(settings)
    async with build_runtime(settings, stays=True) as rt:
        polling = asyncio.create_task(run_pollers(rt, AccountLocks(rt)))
        loop = asyncio.get_running_loop()
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(signal_number, polling.cancel)
        print("parley is asking for messages (Ctrl-C stops it)", flush=True)
        with contextlib.suppress(asyncio.CancelledError):
            await polling
    return 0
