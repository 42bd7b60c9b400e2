"""Who asks for a person is not forgotten: the staff is told again, the customer hears when somebody will come."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from fakes.company import with_profile
from fakes.handover import Staff
from fakes.talk import Talk
from parley.domain.company import CompanyConfig
from parley.domain.handover import HandoverReason
from parley.handover.ownership import StaffReply, answer_as_person, give_back, take_over
from parley.handover.staff import assign_handover, close_handover, list_waiting
from parley.languages.registry import find_languages
from parley.models import Contact, Conversation, ConversationEvent, Message, Timer
from parley.runtime import Runtime
from parley.testing import ManualClock
from parley.timers.fire import fire_due
from parley.worker.timer_kinds import TIMER_KINDS

# A Tuesday, 12:00 in Almaty.
NOON = datetime(2026, 12, 1, 7, tzinfo=UTC)
OFFICE = {day: [["10:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


class Waiting:
    """A customer who asked for a person, and a clock."""

    def __init__(self, staff: Staff) -> None:
        self.staff, self.rt, self.company = staff, staff.rt, staff.company
        self.clock = ManualClock(NOON)
        self.rt.clock = self.clock

    async def ask(self, words: str = "Позовите живого человека", language: str = "") -> None:
        await (await Talk.begin(self.rt, self.company.id)).say(words)
        if language:
            async with self.rt.db.scoped(self.company.id) as session:
                await session.execute(update(Conversation).values(language=language))

    async def wait(self, **time: float) -> None:
        """The clock goes on minute by minute, and what is due is done."""
        end = self.clock.at + timedelta(**time)
        while self.clock.at < end:
            self.clock.at = min(end, self.clock.at + timedelta(minutes=1))
            await fire_due(self.rt, self.clock.at, TIMER_KINDS)

    async def conversation(self) -> Conversation:
        async with self.rt.db.scoped(self.company.id) as session:
            return (await session.scalars(select(Conversation))).one()

    async def take(self, by: str = "Марат") -> None:
        number = (await self.conversation()).id
        async with self.rt.db.scoped(self.company.id) as session:
            await take_over(session, number, by, self.clock.at)

    async def answer(self, text: str = "Здравствуйте, это Марат") -> None:
        number = (await self.conversation()).id
        async with self.rt.db.scoped(self.company.id) as session:
            reply = StaffReply(text, "Марат")
            await answer_as_person(self.rt, session, self.company.id, number, reply, self.clock.at)

    async def last_words(self) -> str:
        async with self.rt.db.scoped(self.company.id) as session:
            query = select(Message.text).where(Message.role == "assistant").order_by(Message.id.desc()).limit(1)
            return (await session.scalars(query)).one()

    async def events(self, kind: str) -> list[dict[str, Any]]:
        async with self.rt.db.scoped(self.company.id) as session:
            query = select(ConversationEvent.data).where(ConversationEvent.kind == kind)
            return list(await session.scalars(query.order_by(ConversationEvent.id)))

    async def told(self) -> int:
        """How many notices went to the staff's chat."""
        return [label.partition(":")[0] for label, _ in await self.staff.deliveries()].count("telegram")


@pytest_asyncio.fixture(loop_scope="session")
async def waiting(staff: Staff) -> AsyncIterator[Waiting]:
    clock = staff.rt.clock
    await staff.set_up(working_hours=OFFICE)
    yield Waiting(staff)
    staff.rt.clock = clock


async def test_nobody_takes_it_and_the_staff_is_told_again_but_not_for_ever(waiting: Waiting) -> None:
    await waiting.ask()
    assert await waiting.told() == 1
    await waiting.wait(minutes=4)
    assert await waiting.told() == 1
    await waiting.wait(minutes=1)
    assert await waiting.told() == 2
    await waiting.wait(hours=5)
    assert await waiting.told() == 3
    assert [data["round"] for data in await waiting.events("handover.escalated")] == [1, 2]


async def test_the_next_person_is_named_one_after_the_other(waiting: Waiting) -> None:
    await waiting.staff.set_up(handover={"people": ["Марат", "Айгуль"], "acknowledge_minutes": 10})
    await waiting.ask()
    await waiting.wait(hours=1)
    named = [data["assigned_to"] for data in await waiting.events("handover.escalated")]
    assert named == ["", "Марат", "Айгуль"]
    (open_one,) = await list_waiting(waiting.rt, waiting.company.id, 10)
    assert (open_one["assigned_to"], open_one["escalations"]) == ("Айгуль", 3)


async def test_who_was_taken_in_time_is_escalated_no_more(waiting: Waiting) -> None:
    await waiting.ask()
    await waiting.wait(minutes=4)
    await waiting.take()
    await waiting.answer()
    await waiting.wait(hours=1)
    assert await waiting.events("handover.escalated") == []
    assert await waiting.events("handover.delay_told") == []
    assert await waiting.told() == 1


async def test_minutes_out_of_hours_are_not_counted_for_the_staff(waiting: Waiting) -> None:
    waiting.clock.at = NOON + timedelta(hours=5, minutes=58)
    await waiting.ask()
    await waiting.wait(hours=15)
    assert await waiting.told() == 1, "it is night, and then not yet ten"
    await waiting.wait(hours=1, minutes=6)
    assert await waiting.told() == 2


async def test_the_customer_hears_until_when_somebody_is_there(waiting: Waiting) -> None:
    await waiting.ask()
    said = await waiting.last_words()
    await waiting.wait(minutes=14)
    assert await waiting.last_words() == said
    await waiting.wait(minutes=1)
    assert "до 18:00" in await waiting.last_words()
    assert "перезвоним" in await waiting.last_words()
    (told,) = await waiting.events("handover.delay_told")
    assert told["message"]
    words = await waiting.last_words()
    await waiting.wait(hours=3)
    assert await waiting.last_words() == words
    assert len(await waiting.events("handover.delay_told")) == 1, "once"


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (timedelta(hours=9), "завтра с 10:00"),
        (timedelta(hours=-6), "сегодня с 10:00"),
        (timedelta(days=4), "07.12 с 10:00"),
    ],
)
async def test_out_of_hours_the_customer_hears_when_somebody_comes(
    waiting: Waiting, later: timedelta, expected: str
) -> None:
    waiting.clock.at = NOON + later
    await waiting.ask()
    await waiting.wait(minutes=15)
    assert expected in await waiting.last_words()


async def test_no_hour_is_promised_where_the_company_named_none(waiting: Waiting) -> None:
    await waiting.staff.set_up(working_hours={})
    await waiting.ask()
    await waiting.wait(minutes=15)
    assert not any(character.isdigit() for character in await waiting.last_words())


async def test_who_left_a_number_is_asked_when_to_call(waiting: Waiting) -> None:
    await waiting.ask()
    async with waiting.rt.db.scoped(waiting.company.id) as session:
        await session.execute(update(Contact).values(phone="+77012345678"))
    await waiting.wait(minutes=15)
    assert "напишите, когда вам перезвонить" in await waiting.last_words()
    assert "701" not in await waiting.last_words()


@pytest.mark.parametrize("language", sorted(find_languages()))
async def test_it_is_said_in_the_customers_language(waiting: Waiting, language: str) -> None:
    await waiting.ask(language=language)
    await waiting.wait(minutes=15)
    replies = waiting.rt.language(language).replies
    expected = f"{replies.person_busy_until.format(time='18:00')} {replies.call_back_ask_phone}"
    assert await waiting.last_words() == expected


async def test_where_a_person_holds_it_the_bot_says_nothing(waiting: Waiting) -> None:
    await waiting.ask()
    await waiting.take()
    said = await waiting.last_words()
    await waiting.wait(minutes=20)
    assert await waiting.last_words() == said
    assert await waiting.events("handover.delay_told") == []
    (told,) = await waiting.events("handover.escalated")
    assert told["why"] == "not answered"
    assert await waiting.told() == 2, "who holds it is reminded"


@pytest.mark.parametrize("reason", [HandoverReason.DATA_DELETED, HandoverReason.MESSAGE_LEFT])
async def test_who_does_not_sit_and_wait_is_told_nothing(waiting: Waiting, reason: HandoverReason) -> None:
    await (await Talk.begin(waiting.rt, waiting.company.id)).say("Здравствуйте")
    said = await waiting.last_words()
    await waiting.staff.ask(reason)
    await waiting.wait(minutes=30)
    assert await waiting.last_words() == said
    assert await waiting.events("handover.escalated"), "the staff is told all the same"


async def test_what_is_closed_or_given_back_is_left_alone(waiting: Waiting) -> None:
    await waiting.ask()
    (open_one,) = await list_waiting(waiting.rt, waiting.company.id, 10)
    await close_handover(waiting.rt, waiting.company.id, open_one["id"], "Марат", waiting.clock.at)
    said = await waiting.last_words()
    await waiting.wait(hours=1)
    assert await waiting.last_words() == said
    assert await waiting.events("handover.escalated") == []


async def test_a_long_stop_of_ours_wakes_nobody_at_night(waiting: Waiting) -> None:
    await waiting.ask()
    waiting.clock.at = NOON + timedelta(hours=12)
    await fire_due(waiting.rt, waiting.clock.at, TIMER_KINDS)
    assert await waiting.told() == 1
    await waiting.wait(hours=10, minutes=6)
    assert await waiting.told() >= 2


async def test_a_company_names_its_own_minutes(waiting: Waiting) -> None:
    own = {"acknowledge_minutes": 2, "answer_minutes": 3, "return_minutes": 30}
    await waiting.staff.set_up(handover=own)
    await waiting.ask()
    await waiting.wait(minutes=3)
    assert await waiting.told() == 2
    assert len(await waiting.events("handover.delay_told")) == 1
    await waiting.take()
    await waiting.wait(minutes=29)
    assert (await waiting.conversation()).owner == "person"
    await waiting.wait(minutes=1)
    assert (await waiting.conversation()).owner == "bot"


async def test_a_name_that_is_given_is_told_and_taken_no_more_than_once(waiting: Waiting) -> None:
    await waiting.ask()
    (open_one,) = await list_waiting(waiting.rt, waiting.company.id, 10)
    for _ in range(2):
        assert await assign_handover(waiting.rt, waiting.company, open_one["id"], "Айгуль", "manager …4f2a")
    assert [data["assigned_to"] for data in await waiting.events("handover.assigned")] == ["Айгуль"]
    assert await waiting.told() == 2
    assert (await waiting.conversation()).owner == "bot", "she has not taken it"


async def test_another_company_assigns_nothing(waiting: Waiting, stranger: CompanyConfig) -> None:
    await waiting.ask()
    (open_one,) = await list_waiting(waiting.rt, waiting.company.id, 10)
    assert not await assign_handover(waiting.rt, stranger, open_one["id"], "чужой", "чужой")
    assert await waiting.events("handover.assigned") == []


async def test_a_second_wish_has_its_own_promise(waiting: Waiting) -> None:
    await waiting.ask()
    await waiting.take()
    await waiting.answer()
    number = (await waiting.conversation()).id
    async with waiting.rt.db.scoped(waiting.company.id) as session:
        await give_back(session, number, "Марат", waiting.clock.at)
    await waiting.wait(hours=2)
    await waiting.ask("Позовите человека ещё раз")
    await waiting.wait(minutes=15)
    assert len(await waiting.events("handover.asked")) == 2
    assert len(await waiting.events("handover.delay_told")) == 1


async def test_timers_of_what_is_done_are_gone(waiting: Waiting) -> None:
    await waiting.ask()
    await waiting.take()
    await waiting.answer()
    await waiting.wait(hours=3)
    async with waiting.rt.db.scoped(waiting.company.id) as session:
        assert list(await session.scalars(select(Timer))) == []


async def test_settings_of_nonsense_cost_no_answer(runtime: Runtime, company: CompanyConfig) -> None:
    await with_profile(runtime, company.id, handover={"unknown": 1})
    answer = await (await Talk.begin(runtime, company.id)).say("Позовите живого человека")
    assert answer.text
