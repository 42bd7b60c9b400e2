"""An e-mail or a handle is a contact like a phone; what a customer wants deleted is deleted."""

import pytest
from sqlalchemy import select

from fakes.demo import planted
from fakes.talk import Talk
from parley.leads.blotting import BLOT
from parley.models import AuditEntry, Contact, Delivery, Handover, Message
from parley.runtime import Runtime
from parley.text.digits import only_digits

CONTACTS = {
    "an e-mail": ("без звонков, пишите на kate@lotus.kz", "kate@lotus.kz", {"email": "kate@lotus.kz"}),
    "a handle": (
        "пишите в телеграм @brat_dima77",
        "@brat_dima77",
        {"handle": {"network": "telegram", "name": "@brat_dima77"}},
    ),
}


@pytest.mark.parametrize(("text", "shown", "stored"), CONTACTS.values(), ids=CONTACTS)
async def test_an_address_is_read_back_confirmed_and_told(
    runtime: Runtime, text: str, shown: str, stored: dict[str, object]
) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("меня зовут Катя, нужен телевизор")
    assert shown in (await talk.say(text)).text
    await talk.say("да")
    lead = await talk.lead()
    assert (lead.status, lead.contact_info["name"]) == ("confirmed", "Катя")
    assert stored.items() <= lead.contact_info.items()
    async with runtime.db.scoped(lead.company_id) as session:
        notices = (await session.scalars(select(Delivery).where(Delivery.lead_id == lead.id))).all()
    assert notices
    assert all(shown in str(notice.payload["preview"]) for notice in notices)


async def test_a_phone_that_comes_later_is_added_and_read_back(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("меня зовут Катя, нужен телевизор, почта kate@lotus.kz")
    await talk.say("да")
    answer = await talk.say("можно и позвонить: 8 701 234 56 78")
    assert "701 234" in answer.text
    assert "kate@lotus.kz" in answer.text
    await talk.say("да")
    info = (await talk.lead()).contact_info
    assert (info["phone_e164"], info["email"]) == ("+77012345678", "kate@lotus.kz")


async def test_a_name_put_right_after_the_confirmation_is_told(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("меня зовут Анна, нужен телевизор, 87012345678")
    await talk.say("да")
    answer = await talk.say("я не Анна, а Алина")
    lead = await talk.lead()
    assert "Алина" in answer.text
    assert (lead.status, lead.contact_info["name"]) == ("confirmed", "Алина")


@pytest.mark.parametrize("is_confirmed", [True, False])
async def test_a_contact_is_deleted_where_the_customer_wants_it(runtime: Runtime, *, is_confirmed: bool) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("меня зовут Катя, нужен телевизор, 87012345678, kate@lotus.kz")
    if is_confirmed:
        await talk.say("да")
    answer = await talk.say("сотрите мои контакты")
    lead = await talk.lead()
    assert answer.text == runtime.language("ru").replies.data_deleted
    assert lead.status == "new"
    assert {"name", "phone", "phone_e164", "email"}.isdisjoint(lead.contact_info)
    async with runtime.db.scoped(lead.company_id) as session:
        contact = (await session.scalars(select(Contact).where(Contact.id == lead.contact_id))).one()
        handover = (
            await session.scalars(select(Handover).where(Handover.conversation_id == lead.conversation_id))
        ).one()
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "contact deleted"))).one()
    assert (contact.name, contact.phone, contact.email) == ("", None, "")
    assert handover.reason == "data_deleted"
    assert entry.details == {"conversation": lead.conversation_id, "leads": [lead.id]}


async def test_a_deleted_contact_is_blotted_out_of_messages_and_of_notices_that_wait(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("меня зовут Катя, нужен телевизор, 8 701 234-56-78, kate@lotus.kz")
    await talk.say("да")
    await talk.say("удалите мой номер 87012345678")
    lead = await talk.lead()
    async with runtime.db.scoped(lead.company_id) as session:
        messages = (
            await session.scalars(select(Message).where(Message.conversation_id == lead.conversation_id))
        ).all()
        notices = (await session.scalars(select(Delivery).where(Delivery.lead_id == lead.id))).all()
    stored = [message.text for message in messages] + [str(notice.payload) for notice in notices]
    assert len(messages) == 6
    assert notices
    assert not [text for text in stored if "2345678" in only_digits(text) or "kate@lotus.kz" in text]
    assert any("нужен телевизор" in text and BLOT in text for text in stored)


async def test_nobody_is_asked_again_for_what_they_had_deleted(runtime: Runtime) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, "demo"))
    await talk.say("меня зовут Катя, нужен телевизор, 87012345678")
    await talk.say("удалите мои данные")
    answer = await talk.say("а телевизоры какие есть?")
    assert answer.expected_reply in ("", "need")
