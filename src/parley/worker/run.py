"""The worker: runs jobs in this process until told to stop, and comes back after a lost database."""

import asyncio
from contextlib import suppress

import structlog
from procrastinate import App

from parley.events.read import settle_copied_events
from parley.runtime import Runtime
from parley.worker import tasks
from parley.worker.schedule import recover_conversations, recover_jobs

log = structlog.get_logger()

_RESTART_PAUSE_SECONDS = 1.0


async def run_worker(rt: Runtime, *, concurrency: int = 8) -> None:
    """Runs jobs, `concurrency` at a time, until cancelled. What the dead left undone is taken up first."""
    app = rt.queue.app
    tasks.register_tasks(app, rt)
    while True:
        try:
            await recover_jobs(app)
            await recover_conversations(rt)
            await settle_copied_events(rt)
            await _run_until_cancelled(app, concurrency)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # the database went away: everything durable is in it, so wait for it
            task = asyncio.current_task()
            if task is not None and task.cancelling():  # told to stop, and it went away while we did
                raise asyncio.CancelledError from error
            log.warning("worker lost its database, trying again", error=type(error).__name__)
            await asyncio.sleep(_RESTART_PAUSE_SECONDS)


async def _run_until_cancelled(app: App, concurrency: int) -> None:
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
