"""The work of the dead is taken over, whatever state they left it in."""

from sqlalchemy import text

from parley.runtime import Runtime
from parley.worker.schedule import recover_jobs


async def test_a_dead_workers_job_begins_anew_and_one_that_waits_already_is_dropped(live: Runtime) -> None:
    async with live.db.begin() as session:
        for key in ("c:0", "c:1"):
            await live.queue.enqueue(
                session, "respond", lock=key, queueing_lock=key, company_id=1, conversation_id=1
            )
        await session.execute(
            text(
                "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat) "
                "VALUES (now() - interval '5 minutes') RETURNING id) "
                "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)"
            )
        )
        await live.queue.enqueue(
            session, "respond", lock="c:1", queueing_lock="c:1", company_id=1, conversation_id=1
        )
    assert await recover_jobs(live.queue.app) == 2
    async with live.db.begin() as session:
        left = sorted(await session.scalars(text("SELECT status::text FROM procrastinate_jobs")))
    assert left == ["todo", "todo"]
