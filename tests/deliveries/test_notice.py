"""What of a lead and its conversation a notice tells."""

from sqlalchemy import select, update

from fakes.desk import AT, Desk
from parley.deliveries.notice import build_notice, load_notice
from parley.models import Lead, Message


def a_lead(**fields: object) -> Lead:
    return Lead(id=41, source="web", temperature="hot", summary="Маркетинг", **{"details": {}, **fields})


async def say(desk: Desk, *messages: tuple[str, str]) -> None:
    async with desk.rt.db.scoped(desk.company.id) as session:
        conversation_id = await session.scalar(select(Lead.conversation_id))
        for role, text in messages:
            message = {"company_id": desk.company.id, "conversation_id": conversation_id, "created_at": AT}
            session.add(Message(**message, role=role, text=text))
            await session.flush()


async def test_it_ends_with_the_last_twenty_messages_in_order_without_the_staffs_notes(desk: Desk) -> None:
    await say(desk, *(("user", f"слово {number}") for number in range(30)), ("note", "тайное"))
    async with desk.rt.db.scoped(desk.company.id) as session:
        notice = await load_notice(session, desk.lead_id, key="lead-1", language="kk")
    assert notice.dialogue == [("user", f"слово {number}") for number in range(10, 30)]
    assert (notice.key, notice.language, notice.lead_id) == ("lead-1", "kk", desk.lead_id)


async def test_it_tells_the_lead_as_it_is_now(desk: Desk) -> None:
    await desk.plan()
    async with desk.rt.db.scoped(desk.company.id) as session:
        await session.execute(update(Lead).values(contact_info={"name": "Сакен Демов"}))
    await desk.send("telegram")
    assert "👤 Имя: Сакен Демов\n" in desk.telegram.accepted[0]["text"]


def test_a_number_of_no_known_country_is_told_as_it_was_written() -> None:
    whole = a_lead(contact_info={"phone": "8 707 545-69-87", "phone_e164": "+77075456987"})
    local = a_lead(contact_info={"phone": "254-13-17", "phone_e164": None})
    bare = a_lead(contact_info={})
    phones = [build_notice(lead, key="", language="ru", dialogue=()).phone for lead in (whole, local, bare)]
    assert phones == ["+77075456987", "254-13-17", ""]


def test_what_the_flow_gathered_is_told_in_words_and_for_systems() -> None:
    details = {"order": {"tariff": "Премиум"}, "lines": [["Тариф", "Премиум"]], "utm": {"utm_source": "vk"}}
    notice = build_notice(a_lead(contact_info={}, details=details), key="", language="ru", dialogue=())
    assert (notice.order, notice.lines, notice.utm) == (
        {"tariff": "Премиум"},
        [("Тариф", "Премиум")],
        {"utm_source": "vk"},
    )
