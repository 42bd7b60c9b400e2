"""A customer who wants a person waits for one: one record, and every way that people read is told of it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text

from fakes.handover import Staff
from fakes.talk import ask, write
from parley.deliveries.admin import list_deliveries, resend_delivery
from parley.deliveries.rescue import recover_deliveries
from parley.domain.company import CompanyConfig
from parley.domain.handover import HandoverReason
from parley.handover.staff import close_handover, list_waiting
from parley.models import Contact, Delivery, Lead
from parley.testing import ManualClock, RecordingCRM

WISH = "Позовите, пожалуйста, живого человека"
TOLD_ONCE = [("webhook", "pending"), ("telegram", "pending")]
TOLD_TWICE = [*TOLD_ONCE, ("webhook:2", "pending"), ("telegram:2", "pending")]


async def test_a_wish_for_a_person_is_told_to_people_at_once_and_to_no_crm(staff: Staff) -> None:
    answer = await ask(staff.rt, staff.company, WISH)
    assert (answer.action, answer.handover) == ("escalated", True)
    assert await staff.deliveries() == TOLD_ONCE
    await staff.send_all()
    assert await staff.deliveries() == [("webhook", "sent"), ("telegram", "sent")]
    (sent,), (call,) = staff.telegram.accepted, staff.webhook.received
    for words in ("КЛИЕНТ ЖДЁТ ЧЕЛОВЕКА", "просит человека", "Имя: не указано", "только этот разговор", WISH):
        assert words in sent["text"]
    assert answer.text in sent["text"], "the talk is told with its last answer"
    data = call.json["data"]
    assert (call.json["type"], data["reason"], data["words"]) == ("handover.opened", "asked", WISH)
    crm = staff.rt.crms["recording"]
    assert isinstance(crm, RecordingCRM)
    assert not crm.pushed_notices


async def test_what_is_known_of_the_customer_is_told(staff: Staff) -> None:
    await ask(staff.rt, staff.company, "Меня зовут Сакен, мой номер 8 701 234 56 78, почта saken@shop.example")
    async with staff.rt.db.scoped(staff.company.id) as session:
        (await session.scalars(select(Contact))).one().username = "saken_demo"
    await staff.ask(HandoverReason.COMPLAINT, "Верните деньги")
    await staff.send_all()
    told = staff.telegram.accepted[0]["text"]
    for words in ("жалоба", "Сакен", "+77012345678", "saken@shop.example", "@saken_demo", "Верните деньги"):
        assert words in told
    assert "только этот разговор" not in told


async def test_a_conversation_has_one_open_record_and_a_repeated_wish_is_quiet_for_an_hour(staff: Staff) -> None:
    clock = ManualClock(staff.rt.clock())
    staff.rt.clock = clock
    await ask(staff.rt, staff.company, WISH)
    clock.advance(timedelta(minutes=59))
    await ask(staff.rt, staff.company, "Позовите человека!")
    (handover,) = await staff.handovers()
    assert (handover.reason, handover.asked_count, handover.words) == ("asked", 2, "Позовите человека!")
    assert await staff.deliveries() == TOLD_ONCE
    clock.advance(timedelta(minutes=1))
    await ask(staff.rt, staff.company, "Где же человек?! Позовите менеджера")
    assert await staff.deliveries() == TOLD_TWICE
    assert len(await staff.handovers()) == 1
    await staff.send_all()
    assert ["обращается снова" in sent["text"] for sent in staff.telegram.accepted] == [False, True]


@pytest.mark.parametrize(
    ("first", "then", "kept", "told"),
    [
        (HandoverReason.ASKED, HandoverReason.COMPLAINT, "complaint", TOLD_TWICE),
        (HandoverReason.NOT_UNDERSTOOD, HandoverReason.ASKED, "asked", TOLD_TWICE),
        (HandoverReason.PROBLEM, HandoverReason.OUTAGE, "outage", TOLD_TWICE),
        (HandoverReason.COMPLAINT, HandoverReason.ASKED, "complaint", TOLD_ONCE),
        (HandoverReason.ASKED, HandoverReason.REFUSES_BOT, "asked", TOLD_ONCE),
    ],
)
async def test_a_graver_reason_is_told_within_the_hour(
    staff: Staff, first: HandoverReason, then: HandoverReason, kept: str, told: list[tuple[str, str]]
) -> None:
    await write(staff.rt, staff.company, "Здравствуйте")
    await staff.ask(first)
    await staff.ask(then)
    assert [handover.reason for handover in await staff.handovers()] == [kept]
    assert await staff.deliveries() == told


async def test_after_an_hour_a_lighter_wish_is_told_and_the_gravest_reason_stays(staff: Staff) -> None:
    staff.rt.clock = clock = ManualClock(staff.rt.clock())
    await write(staff.rt, staff.company, "Здравствуйте")
    await staff.ask(HandoverReason.COMPLAINT, "Обман!")
    clock.advance(timedelta(hours=2))
    await staff.ask(HandoverReason.ASKED)
    assert await staff.deliveries() == TOLD_TWICE
    assert [(row.reason, row.words) for row in await staff.handovers()] == [("complaint", "Обман!")]


async def test_a_confirmed_lead_is_told_beside_it_and_closes_nothing(staff: Staff) -> None:
    await ask(staff.rt, staff.company, WISH)
    await ask(staff.rt, staff.company, "Сакен, 8 701 234 56 78")
    assert (await ask(staff.rt, staff.company, "да, всё верно")).lead_status == "confirmed"
    told = await list_deliveries(staff.rt, staff.company.id, 50)
    of_lead = [row["kind"] for row in told if row["handover_id"] is None]
    assert sorted(of_lead) == ["recording", "telegram", "webhook"]
    assert [handover.closed_at for handover in await staff.handovers()] == [None]


async def test_the_notice_of_a_killed_process_is_found_and_sent_once(staff: Staff) -> None:
    await ask(staff.rt, staff.company, WISH)
    async with staff.rt.db.scoped(staff.company.id) as session:
        await session.execute(text("DELETE FROM procrastinate_jobs"))
    later = staff.rt.clock() + timedelta(minutes=5)
    async with staff.rt.db.scoped(staff.company.id) as session:
        before = await session.scalar(text("SELECT count(*) FROM procrastinate_jobs"))
    assert before == 0
    await recover_deliveries(staff.rt, later)
    async with staff.rt.db.scoped(staff.company.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) == 2
    await staff.send_all()
    await staff.send_all()
    assert len(staff.telegram.accepted) == 1


async def test_without_any_way_the_record_stands_and_the_notice_is_kept_for_later(staff: Staff) -> None:
    await staff.set_up(admin_chat_id=None, webhook_url="")
    await ask(staff.rt, staff.company, WISH)
    assert await staff.deliveries() == [("notice", "kept")]
    assert len(await staff.handovers()) == 1
    await staff.set_up(admin_chat_id=555000111)
    async with staff.rt.db.scoped(staff.company.id) as session:
        kept = (await session.scalars(select(Delivery.id).where(Delivery.status == "kept"))).one()
    for _ in range(2):
        assert await resend_delivery(staff.rt, staff.company.id, kept, staff.rt.clock())
    assert await staff.deliveries() == [("notice", "kept"), ("telegram", "pending")]


async def test_a_fault_of_the_notices_costs_neither_answer_nor_record(staff: Staff) -> None:
    class Broken(RecordingCRM):
        name, reaches_people = "broken", True

        def preview(self, *_: object) -> dict[str, object]:
            raise ValueError("no words for it")

    staff.rt.crms = {"broken": Broken()}
    assert (await ask(staff.rt, staff.company, WISH)).handover
    assert [handover.told_at for handover in await staff.handovers()] == [None]
    assert await staff.deliveries() == []
    staff.rt.crms = {}
    await ask(staff.rt, staff.company, WISH)
    assert await staff.deliveries() == [("telegram", "pending")], "the next wish tells what could not be told"


async def test_who_has_no_lead_any_more_gets_one(staff: Staff) -> None:
    await write(staff.rt, staff.company, WISH)
    async with staff.rt.db.scoped(staff.company.id) as session:
        await session.execute(delete(Lead))
    await staff.ask(HandoverReason.ASKED)
    assert await staff.deliveries() == TOLD_ONCE


async def test_a_question_that_is_answered_twice_by_something_else_is_told(staff: Staff) -> None:
    await staff.set_up(flow="isp_onboarding")
    for words in ("Хочу подключить интернет", "абракадабра"):
        await ask(staff.rt, staff.company, words)
        assert not await staff.handovers()
    await ask(staff.rt, staff.company, "фыва")
    assert [handover.reason for handover in await staff.handovers()] == ["not_understood"]
    assert await staff.deliveries() == TOLD_ONCE


async def test_who_asks_questions_of_his_own_is_understood(staff: Staff) -> None:
    await staff.set_up(flow="isp_onboarding")
    for words in ("Хочу подключить интернет", "а вы работаете в выходные?", "а вы бот?", "сколько стоит?"):
        await ask(staff.rt, staff.company, words)
    assert not await staff.handovers()


async def test_another_company_sees_nothing_of_it(staff: Staff, stranger: CompanyConfig) -> None:
    await ask(staff.rt, staff.company, WISH)
    (handover,) = await staff.handovers()
    assert await list_waiting(staff.rt, stranger.id, 50) == []
    assert not await close_handover(staff.rt, stranger.id, handover.id, "чужой", staff.rt.clock())
    assert [row.closed_at for row in await staff.handovers()] == [None]


async def test_what_was_closed_is_opened_anew_by_the_next_wish(staff: Staff) -> None:
    await ask(staff.rt, staff.company, WISH)
    (first,) = await staff.handovers()
    at = staff.rt.clock()
    assert [row["id"] for row in await list_waiting(staff.rt, staff.company.id, 50)] == [first.id]
    for by, later in (("Айгуль", at), ("другой", at + timedelta(days=1))):
        assert await close_handover(staff.rt, staff.company.id, first.id, by, later)
    assert await list_waiting(staff.rt, staff.company.id, 50) == []
    await ask(staff.rt, staff.company, WISH)
    assert [(row.closed_by, row.closed_at) for row in await staff.handovers()] == [("Айгуль", at), ("", None)]
    assert len(await staff.deliveries()) == 2 * len(TOLD_ONCE)
