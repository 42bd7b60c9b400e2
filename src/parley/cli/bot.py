"""`parley bot`: a process that asks messengers for what waits, where they cannot call us, and does nothing else."""

import argparse

from parley.bootstrap import build_runtime
from parley.cli.until_signal import run_until_signal
from parley.infra.logging import configure_logging
from parley.settings import Settings
from parley.worker.polling import AccountLocks, run_pollers


async def bot(settings: Settings, options: argparse.Namespace) -> int:
    """Polls the accounts of all companies until a signal stops it. What comes in is answered by `parley serve` or
    `parley work`."""
    configure_logging(settings)
    async with build_runtime(settings, stays=True) as rt:
        polling = run_pollers(rt, AccountLocks(rt))
        await run_until_signal(polling, "parley is asking for messages (Ctrl-C stops it)")
    return 0
