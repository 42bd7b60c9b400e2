"""A worker that is told to stop stops, whatever goes wrong on its way out."""

import asyncio
from typing import Any

from procrastinate import App
from sqlalchemy.engine import URL

from parley.bootstrap import assemble_runtime
from parley.infra.queue import JobQueue
from parley.runtime import Runtime
from parley.worker.run import run_worker


class LosesItsDatabase(App):
    """Works until it is told to stop, and then cannot say goodbye."""

    def __init__(self, queue: JobQueue) -> None:
        super().__init__(connector=queue.app.connector)
        self.working = asyncio.Event()

    async def run_worker_async(self, **_: Any) -> None:
        self.working.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise ConnectionError("the database is away") from None


async def test_a_worker_whose_database_is_away_stops_when_it_is_told_to(runtime: Runtime, server: URL) -> None:
    queue = JobQueue(server)
    await queue.open()
    queue.app = app = LosesItsDatabase(queue)
    rt = assemble_runtime(runtime.settings, runtime.db, queue, runtime.http)
    worker = asyncio.create_task(run_worker(rt))
    await app.working.wait()
    worker.cancel()
    await asyncio.wait([worker])
    assert worker.cancelled()
    await queue.close()
