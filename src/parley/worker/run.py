"""The worker: runs jobs in this process until told to stop, and comes back after a lost database."""

import asyncio
from contextlib import suppress

import structlog
from procrastinate import App

from parley.runtime import Runtime
from parley.worker import schedule as tick
from parley.worker import tasks

log = structlog.get_logger()

_PAUSE = 1.0


async def work(rt: Runtime, *, concurrency: int = 8) -> None:
    """Run jobs until cancelled. What was being done when the process died last time is taken up first."""
    app = rt.jobs.app
    tasks.register(app, rt)
    while True:
        try:
            await tick.rescue_jobs(app)
            await tick.rescue_conversations(rt)
            await _run(app, concurrency)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # the database went away: everything durable is in it, so wait for it
            log.warning("worker lost its database, trying again", error=type(error).__name__)
            await asyncio.sleep(_PAUSE)


async def _run(app: App, concurrency: int) -> None:
    worker = asyncio.create_task(
        app.run_worker_async(
            concurrency=concurrency,
            install_signal_handlers=False,
            listen_notify=True,
            fetch_job_polling_interval=5,
            shutdown_graceful_timeout=10,
        )
    )
    try:
        await asyncio.shield(worker)
    finally:
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker
