"""What happens in a conversation stands in its log, in order, written with what it tells of."""

from typing import Any

import pytest
from sqlalchemy import delete, select, text

from fakes.handover import Staff
from fakes.talk import Talk, write
from parley.deliveries.send import send_delivery
from parley.domain.company import CompanyConfig
from parley.handover.ownership import StaffReply, answer_as_person, give_back, take_over
from parley.handover.staff import close_handover, list_waiting
from parley.models import Conversation, ConversationEvent, Delivery, Lead, Message
from parley.runtime import Runtime


async def log_of(rt: Runtime, company_id: int) -> list[tuple[str, str]]:
    async with rt.db.scoped(company_id) as session:
        query = select(ConversationEvent.kind, ConversationEvent.actor).order_by(ConversationEvent.id)
        return [(row.kind, row.actor) for row in await session.execute(query)]


async def data_of(rt: Runtime, company_id: int, kind: str) -> list[dict[str, Any]]:
    async with rt.db.scoped(company_id) as session:
        query = select(ConversationEvent.data).where(ConversationEvent.kind == kind)
        return list(await session.scalars(query.order_by(ConversationEvent.id)))


async def test_a_turn_is_a_message_in_and_a_message_out(runtime: Runtime, company: CompanyConfig) -> None:
    talk = await Talk.begin(runtime, company.id)
    await talk.say("Здравствуйте")
    assert await log_of(runtime, company.id) == [
        ("lead.made", "customer"),
        ("message.in", "customer"),
        ("message.out", "bot"),
    ]
    async with runtime.db.scoped(company.id) as session:
        ids = list(await session.scalars(select(Message.id).order_by(Message.id)))
    asked, answered = [await data_of(runtime, company.id, kind) for kind in ("message.in", "message.out")]
    assert asked + answered == [{"message": number} for number in ids]


async def test_a_repeated_message_happens_once(runtime: Runtime, company: CompanyConfig) -> None:
    for _ in range(3):
        await write(runtime, company, "Есть чайники?", external_id="m-1")
    assert [kind for kind, _ in await log_of(runtime, company.id)] == ["lead.made", "message.in"]


async def test_a_lead_is_confirmed_corrected_and_deleted(staff: Staff) -> None:
    rt, company = staff.rt, staff.company
    talk = await Talk.begin(rt, company.id)
    corrected = ("ой, номер другой: +7 702 765 43 21", "да")
    for words in ("Нужен чайник, меня зовут Сакен", "+7 701 234 56 78", "да", *corrected):
        await talk.say(words)
    leads = [kind for kind, _ in await log_of(rt, company.id) if kind.startswith(("lead", "contact"))]
    assert leads == ["lead.made", "lead.confirmed", "lead.corrected"]
    await talk.say("Удалите мой номер")
    assert [kind for kind, actor in await log_of(rt, company.id) if actor == "customer"][-1] == "handover.asked"
    assert "contact.deleted" in dict(await log_of(rt, company.id))


async def test_the_log_holds_no_words_and_no_contact(staff: Staff) -> None:
    rt, company = staff.rt, staff.company
    talk = await Talk.begin(rt, company.id)
    for words in ("Позовите живого человека", "Сакен, +7 701 234 56 78", "да", "Удалите мой номер"):
        await talk.say(words)
    async with rt.db.scoped(company.id) as session:
        rows = await session.scalars(text("SELECT concat(kind, actor, data) FROM conversation_events"))
        written = " ".join(rows)
    assert "contact.deleted" in written
    assert not any(secret in written for secret in ("Сакен", "7012345678", "701 234", "живого"))


async def test_every_step_of_a_handover_is_an_event_of_who_did_it(runtime: Runtime, company: CompanyConfig) -> None:
    talk = await Talk.begin(runtime, company.id)
    await talk.say("Позовите живого человека")
    await talk.say("Позовите живого человека!")
    async with runtime.db.scoped(company.id) as session:
        number = (await session.scalars(select(Conversation.id))).one()
        reply = StaffReply("Здравствуйте, это Марат", "Марат")
        await take_over(session, number, "Марат", runtime.clock())
        await take_over(session, number, "Марат", runtime.clock())
        await answer_as_person(runtime, session, company.id, number, reply, runtime.clock())
        await answer_as_person(runtime, session, company.id, number, reply, runtime.clock())
        await take_over(session, number, "Айгуль", runtime.clock())
        await give_back(session, number, "Айгуль", runtime.clock())
        await give_back(session, number, "Айгуль", runtime.clock())
    happened = await log_of(runtime, company.id)
    start = happened.index(("owner.changed", "Марат"))
    assert [kind for kind, _ in happened if kind.startswith("handover.asked")] == [
        "handover.asked",
        "handover.asked_again",
    ]
    assert happened[start:] == [
        ("owner.changed", "Марат"),
        ("handover.acknowledged", "Марат"),
        ("message.out", "Марат"),
        ("handover.answered", "Марат"),
        ("message.out", "Марат"),
        ("owner.changed", "Айгуль"),
        ("owner.changed", "Айгуль"),
        ("handover.returned", "Айгуль"),
    ]
    owners = [data["owner"] for data in await data_of(runtime, company.id, "owner.changed")]
    assert owners == ["person", "person", "bot"]


async def test_a_handover_that_is_closed_twice_is_one_event(runtime: Runtime, company: CompanyConfig) -> None:
    await (await Talk.begin(runtime, company.id)).say("Позовите живого человека")
    (waiting,) = await list_waiting(runtime, company.id, 10)
    for _ in range(2):
        assert await close_handover(runtime, company.id, waiting["id"], "Марат", runtime.clock())
    assert [kind for kind, _ in await log_of(runtime, company.id)].count("handover.closed") == 1


async def test_a_notice_that_was_sent_is_an_event(staff: Staff) -> None:
    rt, company = staff.rt, staff.company
    await (await Talk.begin(rt, company.id)).say("Позовите живого человека")
    async with rt.db.scoped(company.id) as session:
        delivery = (await session.scalars(select(Delivery).where(Delivery.way == "telegram"))).one()
        lead_id = (await session.scalars(select(Lead.id))).one()
    await send_delivery(rt, company.id, delivery.id, rt.clock())
    expected = {"delivery": delivery.id, "way": "telegram", "lead": lead_id, "handover": delivery.handover_id}
    assert await data_of(rt, company.id, "delivery.sent") == [expected]


async def test_what_is_rolled_back_leaves_no_event(runtime: Runtime, company: CompanyConfig) -> None:
    await (await Talk.begin(runtime, company.id)).say("Здравствуйте")
    before = await log_of(runtime, company.id)

    async def take_and_fail() -> None:
        async with runtime.db.scoped(company.id) as session:
            number = (await session.scalars(select(Conversation.id))).one()
            await take_over(session, number, "Марат", runtime.clock())
            raise RuntimeError("the process dies")

    with pytest.raises(RuntimeError):
        await take_and_fail()
    assert await log_of(runtime, company.id) == before


async def test_the_events_of_a_deleted_conversation_go_with_it(runtime: Runtime, company: CompanyConfig) -> None:
    await (await Talk.begin(runtime, company.id)).say("Здравствуйте")
    async with runtime.db.scoped(company.id) as session:
        await session.execute(delete(Conversation))
    assert await log_of(runtime, company.id) == []
