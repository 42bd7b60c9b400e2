"""`parley work`: a process that runs jobs and serves nobody."""

import argparse

from parley.bootstrap import build_runtime
from parley.cli.until_signal import run_until_signal
from parley.infra.logging import configure_logging
from parley.settings import Settings
from parley.worker.run import run_worker


async def work(settings: Settings, options: argparse.Namespace) -> int:
    """Runs jobs, `--concurrency` at a time, until a signal stops it."""
    configure_logging(settings)
    async with build_runtime(settings, stays=True) as rt:
        worker = run_worker(rt, concurrency=options.concurrency)
        await run_until_signal(worker, "parley is working (Ctrl-C stops it)")
    return 0
