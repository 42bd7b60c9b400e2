"""The work of the dead is taken over, whatever state they left it in."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text, update

from fakes.company import a_company
from fakes.talk import write
from parley.conversation.claim import acquire_claim
from parley.conversation.receive import receive_message
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.infra.process_presence import PRESENCE_LOCK, ProcessPresence
from parley.models import Conversation
from parley.runtime import Runtime
from parley.testing import ManualClock
from parley.worker.schedule import recover_conversations, recover_jobs


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


NOW = timedelta()
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def waiting_conversation(rt: Runtime, company: CompanyConfig, **state: object) -> int:
    """A conversation with a message of now, in some other state."""
    async with rt.db.direct(company.id) as connection:
        inbound = InboundMessage(channel="web", sender_id=f"v_{len(state)}", text="Здравствуйте")
        received = await receive_message(rt, connection, company, inbound)
        conversation_id = received.conversation_id
    async with rt.db.scoped(company.id) as session:
        await session.execute(update(Conversation).where(Conversation.id == conversation_id).values(**state))
    return conversation_id


@pytest.mark.parametrize(
    ("state", "is_recovered"),
    [
        pytest.param({"waiting_since": AT - timedelta(seconds=6)}, True, id="nobody began to answer"),
        pytest.param({"waiting_since": AT - timedelta(seconds=4)}, False, id="somebody may begin just now"),
        pytest.param({"waiting_since": None}, False, id="it was answered"),
        pytest.param(
            {
                "waiting_since": AT - timedelta(hours=1),
                "claim": "somebody",
                "claimed_until": AT + timedelta(seconds=1),
            },
            False,
            id="somebody is answering",
        ),
        pytest.param(
            {
                "waiting_since": AT - timedelta(hours=1),
                "claim": "somebody",
                "claimed_until": AT - timedelta(seconds=1),
            },
            True,
            id="who was answering is gone",
        ),
    ],
)
async def test_a_message_that_nobody_answers_is_answered_by_a_job(
    runtime: Runtime, company: CompanyConfig, state: dict[str, object], is_recovered: bool
) -> None:
    conversation_id = await waiting_conversation(runtime, company, **state)
    runtime.clock = ManualClock(AT)
    assert await recover_conversations(runtime) == int(is_recovered)
    async with runtime.db.begin() as session:
        jobs = await session.scalars(
            text("SELECT args->>'conversation_id' FROM procrastinate_jobs WHERE task_name = 'respond'")
        )
        assert list(jobs) == [str(conversation_id)] * is_recovered


async def test_a_conversation_is_answered_by_one_job_however_often_it_is_found(
    runtime: Runtime, company: CompanyConfig
) -> None:
    await waiting_conversation(runtime, company, waiting_since=AT - timedelta(minutes=1))
    runtime.clock = ManualClock(AT)
    assert [await recover_conversations(runtime) for _ in range(2)] == [1, 1]
    async with runtime.db.begin() as session:
        assert await session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) == 1


async def _holders(rt: Runtime) -> dict[str, int]:
    """The processes that are present in this database, each with the connection that says so."""
    query = text(
        "SELECT objid::text, pid FROM pg_locks JOIN pg_database ON pg_database.oid = database "
        "WHERE locktype = 'advisory' AND classid = :presence AND datname = current_database()"
    )
    async with rt.db.begin() as session:
        rows = await session.execute(query, {"presence": PRESENCE_LOCK})
        return {row.objid: row.pid for row in rows}


async def _until_gone(rt: Runtime, name: str) -> None:
    async with asyncio.timeout(20):
        while name in await _holders(rt):
            await asyncio.sleep(0.01)


async def test_the_claims_of_a_process_that_is_gone_lapse_at_once_and_those_of_a_living_one_do_not(
    live: Runtime,
) -> None:
    company = await a_company(live)
    assert live.db.url is not None
    async with ProcessPresence(live.db.url) as living:
        living_name = living.name()
        async with ProcessPresence(live.db.url) as dying:
            dying_name = dying.name()
            for name in (living.name(), dying.name(), ""):
                rt = replace(live, process_name=partial(str, name))
                message = await write(rt, company, "Здравствуйте", who=f"v_{name}")
                async with rt.db.direct(company.id) as connection:
                    assert await acquire_claim(rt, connection, company, message.conversation_id)
            assert await recover_conversations(live, NOW) == 0
        await _until_gone(live, dying_name)
        assert await recover_conversations(live, timedelta(hours=9)) == 0, "the database was started just now"
        assert await recover_conversations(live, NOW) == 1
        assert await recover_conversations(live, NOW) == 1, "nobody has begun yet"
    await _until_gone(live, living_name)
    assert await recover_conversations(live, NOW) == 2
    assert dying.name() == "", "its claims are known by their time only"


async def test_a_process_whose_connection_is_cut_is_present_again(live: Runtime) -> None:
    assert live.db.url is not None
    async with ProcessPresence(live.db.url, look_seconds=0.05) as presence:
        name, before = presence.name(), await _holders(live)
        async with live.db.owner() as owner:
            await owner.execute("SELECT pg_terminate_backend(%s)", (before[name],))
        async with asyncio.timeout(20):
            while (await _holders(live)).get(name, before[name]) == before[name] or not presence.name():
                await asyncio.sleep(0.01)
        assert presence.name() == name
