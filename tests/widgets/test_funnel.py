"""Visitors by the furthest step they got to, and who sees which variant."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, text, update

from fakes.company import a_company
from parley.bootstrap import assemble_runtime
from parley.domain.company import CompanyConfig
from parley.models import Contact, Conversation, Lead, Widget, WidgetEvent
from parley.runtime import Runtime
from parley.testing import ManualClock
from parley.widgets import funnel
from parley.widgets.store import add_widget, remove_widget, toggle_widget, update_widget

AT = datetime.fromisoformat("2026-11-21T09:30:00+00:00")


@pytest_asyncio.fixture(loop_scope="session")
async def rt(runtime: Runtime) -> Runtime:
    """A parley whose clock stands still."""
    return assemble_runtime(runtime.settings, runtime.db, runtime.queue, runtime.http, clock=ManualClock(AT))


def forward(rt: Runtime, by: timedelta) -> None:
    assert isinstance(rt.clock, ManualClock)
    rt.clock.advance(by)


async def counted(rt: Runtime, widget: Widget, days: int = 30) -> dict[str, Any]:
    told = await funnel.funnel_report(rt, widget.company_id, rt.clock() - timedelta(days=days))
    return next(row for row in told["widgets"] if row["id"] == widget.id)


async def talk(rt: Runtime, widget: Widget, visitor: str, *, confirmed: bool = False, **info: str) -> None:
    """A visitor's talk as the chat stores it."""
    at = rt.clock()
    async with rt.db.scoped(widget.company_id) as session:
        contact = Contact(company_id=widget.company_id, channel="web", external_id=visitor)
        session.add(contact)
        await session.flush()
        conversation = Conversation(
            company_id=widget.company_id, contact_id=contact.id, channel="web", heard_id=1, last_message_at=at
        )
        session.add(conversation)
        await session.flush()
        lead = Lead(
            company_id=widget.company_id, contact_id=contact.id, conversation_id=conversation.id,
            source=str(widget.id), contact_info=info, created_at=at, confirmed_at=at if confirmed else None,
        )  # fmt: skip
        session.add(lead)
        await session.flush()


async def test_each_step_counts_those_who_went_further(rt: Runtime, company: CompanyConfig) -> None:
    widget = await add_widget(rt, company.id, "vk", None)
    for visitor in ("v_1", "v_2", "v_3"):
        await funnel.record_widget_event(rt, company.id, widget.id, "shown", visitor)
    await funnel.record_widget_event(rt, company.id, widget.id, "opened", "v_2")
    await talk(rt, widget, "v_2")
    await talk(rt, widget, "v_4", phone="+77010000000")  # his beacon was blocked
    await talk(rt, widget, "v_5", confirmed=True, phone="+77010000001", name="Demo")
    found = await counted(rt, widget)
    assert [found[step] for step in funnel.FUNNEL_STEPS] == [5, 3, 3, 2, 1]
    assert found["conversion"]["confirmed"]["share"] == pytest.approx(0.2)
    low, high = found["conversion"]["confirmed"]["interval"]
    assert (low, high) == (pytest.approx(0.0362, abs=1e-4), pytest.approx(0.6245, abs=1e-4))


async def test_a_visitor_counts_once_a_day_and_once_in_a_report(rt: Runtime, company: CompanyConfig) -> None:
    widget = await add_widget(rt, company.id, "vk", None)
    for _ in range(3):
        await funnel.record_widget_event(rt, company.id, widget.id, "shown", "v_1")
    forward(rt, timedelta(days=1))
    await funnel.record_widget_event(rt, company.id, widget.id, "shown", "v_1")
    async with rt.db.scoped(company.id) as session:
        rows = list(await session.scalars(select(WidgetEvent).where(WidgetEvent.widget_id == widget.id)))
    assert len(rows) == 2
    assert (await counted(rt, widget))["shown"] == 1


async def test_no_visitors_id_is_stored(rt: Runtime, company: CompanyConfig) -> None:
    widget = await add_widget(rt, company.id, "vk", None)
    await funnel.record_widget_event(rt, company.id, widget.id, "shown", "ivan@example.kz")
    async with rt.db.scoped(company.id) as session:
        (row,) = (await session.execute(text("SELECT widget_events::text FROM widget_events"))).all()
    assert "ivan" not in row[0]
    assert funnel.hash_visitor(company.id, "v_1") != funnel.hash_visitor(company.id + 1, "v_1")


async def test_what_lies_before_the_report_is_not_in_it(rt: Runtime, company: CompanyConfig) -> None:
    widget = await add_widget(rt, company.id, "vk", None)
    await funnel.record_widget_event(rt, company.id, widget.id, "shown", "v_1")
    await talk(rt, widget, "v_2")
    forward(rt, timedelta(days=8))
    found = await counted(rt, widget, days=7)
    assert [found[step] for step in funnel.FUNNEL_STEPS] == [0] * 5
    assert found["conversion"]["talked"] == {"share": None, "interval": None}


async def test_a_widget_that_is_off_or_a_strangers_counts_nothing(
    rt: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    widget = await add_widget(rt, company.id, "vk", None)
    await funnel.record_widget_event(rt, stranger.id, widget.id, "shown", "v_1")
    await toggle_widget(rt, company.id, widget.id)
    await funnel.record_widget_event(rt, company.id, widget.id, "shown", "v_1")
    assert (await counted(rt, widget))["shown"] == 0
    told = await funnel.funnel_report(rt, stranger.id, AT - timedelta(days=1))
    assert widget.id not in [row["id"] for row in told["widgets"]]


async def test_sources_that_are_no_widget_do_not_disturb(rt: Runtime, company: CompanyConfig) -> None:
    widget = await add_widget(rt, company.id, "vk", None)
    await talk(rt, widget, "v_1")
    async with rt.db.scoped(company.id) as session:
        for source in ("telegram", "99999999999999", "0"):
            await session.execute(update(Lead).values(source=source))
            assert (await funnel.funnel_report(rt, company.id, AT - timedelta(days=1)))["widgets"]


async def variants(rt: Runtime, company: CompanyConfig, *weights: int) -> list[Widget]:
    return [
        await add_widget(rt, company.id, "site", f"Вариант {weight}", experiment="greeting", weight=weight)
        for weight in weights
    ]


async def test_a_visitor_stays_where_he_was_first_whatever_becomes_of_the_weights(
    rt: Runtime, company: CompanyConfig
) -> None:
    one, two = await variants(rt, company, 1, 1)
    seen = {}
    for number in range(20):
        chosen = await funnel.choose_variant(rt, one, f"v_{number}")
        seen[number] = chosen.id
        await funnel.record_widget_event(rt, company.id, chosen.id, "shown", f"v_{number}")
    assert set(seen.values()) == {one.id, two.id}
    await update_widget(rt, company.id, one.id, {"weight": 0})
    again = {number: (await funnel.choose_variant(rt, two, f"v_{number}")).id for number in range(20)}
    assert again == seen
    assert {(await funnel.choose_variant(rt, one, f"new_{number}")).id for number in range(20)} == {two.id}


async def test_a_variant_that_is_off_or_deleted_is_shown_to_nobody(rt: Runtime, company: CompanyConfig) -> None:
    one, two, three = await variants(rt, company, 1, 1, 1)
    await toggle_widget(rt, company.id, one.id)
    await remove_widget(rt, company.id, two.id)
    assert {(await funnel.choose_variant(rt, one, f"v_{number}")).id for number in range(20)} == {three.id}


async def test_outside_an_experiment_a_widget_is_itself(rt: Runtime, company: CompanyConfig) -> None:
    widget = await add_widget(rt, company.id, "vk", None)
    assert await funnel.choose_variant(rt, widget, "v_1") is widget
    (only,) = await variants(rt, company, 0)
    assert await funnel.choose_variant(rt, only, "v_1") is only


async def experiment(rt: Runtime, company: CompanyConfig) -> dict[str, Any]:
    (found,) = (await funnel.funnel_report(rt, company.id, rt.clock() - timedelta(days=30)))["experiments"]
    return dict(found)


async def arrive(rt: Runtime, widget: Widget, count: int, prefix: str) -> None:
    at = rt.clock()
    async with rt.db.scoped(widget.company_id) as session:
        session.add_all(
            WidgetEvent(
                company_id=widget.company_id, widget_id=widget.id, kind="shown", at=at, day=at.date(),
                visitor=funnel.hash_visitor(widget.company_id, f"{prefix}_{number}"),
            )
            for number in range(count)
        )  # fmt: skip
        await session.flush()


async def test_visitors_who_came_unevenly_raise_the_alarm(rt: Runtime, company: CompanyConfig) -> None:
    one, two = await variants(rt, company, 1, 1)
    await arrive(rt, one, 60, "a")
    await arrive(rt, two, 55, "b")
    even = await experiment(rt, company)
    assert (even["name"], even["widgets"], even["sample_ratio_mismatch"]) == ("greeting", [one.id, two.id], False)
    assert even["p_value"] == pytest.approx(0.6411, abs=1e-4)
    await arrive(rt, one, 60, "c")
    assert (await experiment(rt, company))["sample_ratio_mismatch"] is True


async def test_new_weights_begin_a_new_count(rt: Runtime, company: CompanyConfig) -> None:
    one, two = await variants(rt, company, 1, 1)
    await arrive(rt, one, 100, "a")
    await arrive(rt, two, 100, "b")
    forward(rt, timedelta(hours=1))
    await update_widget(rt, company.id, one.id, {"weight": 9})
    told = await experiment(rt, company)
    assert (told["arrived"], told["p_value"]) == ({str(one.id): 0, str(two.id): 0}, None)
    await arrive(rt, one, 90, "c")
    await arrive(rt, two, 10, "d")
    forward(rt, timedelta(days=1))
    await arrive(rt, two, 100, "b")  # they were here before: no sign of how new ones are shared
    told = await experiment(rt, company)
    assert told["arrived"] == {str(one.id): 90, str(two.id): 10}
    assert told["p_value"] == 1


async def test_the_dice_themselves_raise_no_alarm(rt: Runtime, company: CompanyConfig) -> None:
    one, two = await variants(rt, company, 1, 3)
    chosen = Counter([(await funnel.choose_variant(rt, one, f"v_{number}")).id for number in range(200)])
    await arrive(rt, one, chosen[one.id], "a")
    await arrive(rt, two, chosen[two.id], "b")
    assert (await experiment(rt, company))["sample_ratio_mismatch"] is False


async def test_old_events_are_forgotten(rt: Runtime, company: CompanyConfig) -> None:
    widget = await add_widget(rt, company.id, "vk", None)
    await arrive(rt, widget, 3, "old")
    forward(rt, funnel.EVENT_RETENTION + timedelta(days=1))
    await arrive(rt, widget, 2, "new")
    await funnel.delete_old_events(rt)
    async with rt.db.scoped(company.id) as session:
        left = list(await session.scalars(select(WidgetEvent.at)))
    assert len(left) == 2


async def test_a_deleted_widget_keeps_its_numbers(rt: Runtime) -> None:
    company = await a_company(rt)
    widget = await add_widget(rt, company.id, "vk", None)
    await talk(rt, widget, "v_1")
    await remove_widget(rt, company.id, widget.id)
    assert (await counted(rt, widget))["talked"] == 1
