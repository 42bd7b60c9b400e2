"""`parley work`: a process that runs jobs and serves nobody."""

import argparse
import asyncio
import contextlib
import signal

from parley.bootstrap import build_runtime
from parley.infra.logging import configure_logging
from parley.settings import Settings
from parley.worker.run import run_worker


async def work(settings: Settings, options: argparse.Namespace) -> int:
    """Runs jobs, `--concurrency` at a time, until a signal stops it."""
    configure_logging(settings)
    async with build_runtime(settings, stays=True) as rt:
        worker = asyncio.create_task(run_worker(rt, concurrency=options.concurrency))
        loop = asyncio.get_running_loop()
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(signal_number, worker.cancel)
        print("parley is working (Ctrl-C stops it)", flush=True)
        with contextlib.suppress(asyncio.CancelledError):
            await worker
    return 0
