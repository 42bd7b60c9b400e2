"""A reader sees every event once, whichever transaction ends first, and nothing of another company."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from fakes.company import a_company
from fakes.talk import write
from parley.domain.company import CompanyConfig
from parley.domain.conversation_event import EventName
from parley.errors import Invalid
from parley.events.read import Cursor, EventFilter, read_events, settle_copied_events
from parley.events.record import NewEvent, record_event
from parley.events.retention import purge_events
from parley.models import ConversationEvent
from parley.runtime import Runtime


async def tell(session: AsyncSession, company: CompanyConfig, conversation: int, actor: str, rt: Runtime) -> None:
    event = NewEvent(company.id, conversation, EventName.OWNER_CHANGED, rt.clock(), actor)
    await record_event(session, event)


async def read_all(rt: Runtime, company: CompanyConfig, after: str = "", limit: int = 100) -> tuple[list[str], str]:
    """Reads page by page as a client does: who did each, and where the reading ended."""
    actors: list[str] = []
    while True:
        page = await read_events(rt, company.id, after, limit)
        actors += [event["actor"] for event in page["events"]]
        after = page["next"]
        if not page["more"]:
            return actors, after


async def a_conversation(rt: Runtime, company: CompanyConfig) -> int:
    return (await write(rt, company, "Здравствуйте")).conversation_id


async def test_an_event_that_becomes_visible_late_is_not_skipped(live: Runtime) -> None:
    """The slow transaction has the smaller event id, the quick one the smaller number of a transaction."""
    company = await a_company(live)
    number = await a_conversation(live, company)
    _, after = await read_all(live, company)
    seen = []
    async with live.db.scoped(company.id) as quick:
        await quick.execute(select(func.pg_current_xact_id()))
        async with live.db.scoped(company.id) as slow:
            await tell(slow, company, number, "slow", live)
            await tell(quick, company, number, "quick", live)
            await quick.commit()
            actors, after = await read_all(live, company, after)
            seen += actors
            async with live.db.scoped(company.id) as third:
                await tell(third, company, number, "third", live)
            actors, after = await read_all(live, company, after)
            seen += actors
            assert "third" not in seen, "it stands behind what still runs"
        actors, after = await read_all(live, company, after)
        seen += actors
    assert sorted(seen) == ["quick", "slow", "third"]
    assert await read_all(live, company, after) == ([], after)


async def test_every_event_is_read_once_however_small_the_pages(live: Runtime) -> None:
    company = await a_company(live)
    number = await a_conversation(live, company)
    _, after = await read_all(live, company)
    for start in range(0, 9, 3):
        async with live.db.scoped(company.id) as session:
            for step in range(3):
                await tell(session, company, number, str(start + step), live)
    for limit in (1, 2, 4, 100):
        assert (await read_all(live, company, after, limit))[0] == [str(step) for step in range(9)]


async def test_from_now_on_is_behind_all_that_is_done_and_before_all_that_runs(live: Runtime) -> None:
    company = await a_company(live)
    number = await a_conversation(live, company)
    async with live.db.scoped(company.id) as running:
        await tell(running, company, number, "running", live)
        after = (await read_events(live, company.id, "latest", 10))["next"]
    assert (await read_all(live, company, after))[0] == ["running"]


async def test_another_company_reads_nothing_of_it(live: Runtime) -> None:
    company, other = await a_company(live), await a_company(live)
    number = await a_conversation(live, company)
    assert (await read_all(live, company))[0] != []
    assert (await read_all(live, other))[0] == []
    wanted = EventFilter(conversation_id=number)
    assert (await read_events(live, other.id, "", 10, wanted))["events"] == []


async def test_one_conversation_and_one_kind_can_be_asked_for(live: Runtime) -> None:
    company = await a_company(live)
    await write(live, company, "Здравствуйте", who="v_1")
    number = (await write(live, company, "Здравствуйте", who="v_2")).conversation_id
    wanted = EventFilter(number, EventName.MESSAGE_IN)
    (event,) = (await read_events(live, company.id, "", 10, wanted))["events"]
    assert (event["conversation_id"], event["kind"]) == (number, "message.in")


async def test_events_of_a_database_that_was_copied_here_are_read_first(live: Runtime) -> None:
    """A restored copy has numbers of transactions that this server has not come to yet."""
    company = await a_company(live)
    number = await a_conversation(live, company)
    async with live.db.scoped(company.id) as session:
        await session.execute(update(ConversationEvent).values(txid=ConversationEvent.txid + 1_000_000))
        last = (await session.scalars(select(func.max(ConversationEvent.txid)))).one()
        newest_id = (await session.scalars(select(func.max(ConversationEvent.id)))).one()
    assert await settle_copied_events(live) == 2
    assert await settle_copied_events(live) == 0
    async with live.db.scoped(company.id) as session:
        await tell(session, company, number, "here", live)
    assert (await read_all(live, company))[0] == ["customer", "customer", "here"]
    assert (await read_all(live, company, str(Cursor(last, newest_id))))[0] == ["here"], "a cursor of there goes on"


@pytest.mark.parametrize("cursor", ["x", "1", "1-", "-1-2", "1-2-3", "9999999999999999999-1", "١-١"])
async def test_what_is_no_cursor_is_refused(runtime: Runtime, company: CompanyConfig, cursor: str) -> None:
    with pytest.raises(Invalid):
        await read_events(runtime, company.id, cursor, 10)


async def test_old_events_are_deleted_and_the_others_stay(live: Runtime) -> None:
    company = await a_company(live)
    number = await a_conversation(live, company)
    days = timedelta(days=live.settings.event_days)
    async with live.db.scoped(company.id) as session:
        await session.execute(update(ConversationEvent).values(at=live.clock() - days - timedelta(hours=1)))
        await tell(session, company, number, "young", live)
    assert await purge_events(live, live.clock()) == 2
    assert (await read_all(live, company))[0] == ["young"]


async def test_a_page_is_found_by_the_index(live: Runtime) -> None:
    company = await a_company(live)
    number = await a_conversation(live, company)
    async with live.db.scoped(company.id) as session:
        filling = text(
            "INSERT INTO conversation_events (company_id, conversation_id, kind, at)"
            " SELECT :company, :number, 'message.in', now() FROM generate_series(1, 20000)"
        )
        await session.execute(filling, {"company": company.id, "number": number})
    async with live.db.across() as session:
        plan = text(
            "EXPLAIN SELECT id FROM conversation_events WHERE company_id = 1 AND (txid, id) > (9, 9)"
            " ORDER BY txid, id LIMIT 100"
        )
        assert "ix_conversation_events_reading" in str(list(await session.scalars(plan)))
