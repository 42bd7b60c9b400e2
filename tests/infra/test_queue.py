"""Leaving work behind."""

from datetime import timedelta

from sqlalchemy import text

from parley.domain.company import CompanyConfig
from parley.runtime import Runtime


async def test_a_job_whose_like_is_waiting_is_dropped_and_the_transaction_goes_on(
    runtime: Runtime, company: CompanyConfig
) -> None:
    for name in ("first", "second"):
        async with runtime.db.scoped(company.id) as session:
            await session.execute(text("UPDATE profiles SET email = :name"), {"name": f"{name}@example.com"})
            await runtime.queue.enqueue(session, "keep_catalogue", queueing_lock="one", company_id=company.id)
    async with runtime.db.scoped(company.id) as session:
        assert await session.scalar(text("SELECT email FROM profiles")) == "second@example.com"
        waiting = await session.scalar(
            text("SELECT count(*) FROM procrastinate_jobs WHERE queueing_lock = 'one' AND status = 'todo'")
        )
    assert waiting == 1


async def test_a_job_left_alone_is_left_once(runtime: Runtime, company: CompanyConfig) -> None:
    for _ in range(2):
        await runtime.queue.enqueue_alone(
            runtime.db, company.id, "keep_catalogue", queueing_lock="alone", company_id=company.id
        )
    async with runtime.db.scoped(company.id) as session:
        waiting = await session.scalars(
            text("SELECT args FROM procrastinate_jobs WHERE queueing_lock = 'alone' AND status = 'todo'")
        )
        assert list(waiting) == [{"company_id": company.id}]


async def test_a_job_is_taken_over_once_and_in_order(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        for number, key in enumerate(("lane", "lane", "other lane")):
            await runtime.queue.enqueue(session, "push", lock=key, delivery_id=number)
        await runtime.queue.enqueue(session, "push", lock="lane", at=runtime.clock() + timedelta(days=1))
        taken = [await runtime.queue.take_waiting(session, "push", "lane") for _ in range(3)]
    assert taken == [{"delivery_id": 0}, {"delivery_id": 1}, None]
