"""Each breach of what must hold is seen, and a database where all is well has none."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from fakes.company import a_company
from fakes.desk import AT, a_lead
from parley.domain.company import CompanyConfig
from parley.models import ChannelAccount, Conversation, Delivery, InboxEvent, Message, OutboxMessage
from parley.runtime import Runtime
from parley.simulator.invariants import find_breaches, find_foreign_words, find_repeated_leads


class Wreck:
    """A company with one conversation in which things can be put wrong."""

    def __init__(self, rt: Runtime, company: CompanyConfig) -> None:
        self.rt, self.company = rt, company

    async def prepare(self) -> None:
        await a_lead(self.rt, self.company)
        await self.do("UPDATE messages SET answered_by = id WHERE role = 'user'")
        account = ChannelAccount(
            company_id=self.company.id,
            kind="telegram",
            public_id="1.demo",
            credentials={"token": "demo"},
            settings={},
        )
        await self.add(account)
        async with self.rt.db.scoped(self.company.id) as session:
            self.account_id = await session.scalar(select(ChannelAccount.id))
            self.conversation_id = await session.scalar(select(Conversation.id))
            self.lead_id = await session.scalar(text("SELECT id FROM leads"))

    async def do(self, statement: str, **values: Any) -> None:
        async with self.rt.db.scoped(self.company.id) as session:
            await session.execute(text(statement), values)

    async def add(self, row: Any) -> None:
        async with self.rt.db.scoped(self.company.id) as session:
            session.add(row)
            await session.flush()

    async def leave(self, text_: str, status: str = "sent", **more: Any) -> None:
        """Has a message of the bot in the outbox."""
        values = {"owner_epoch": 0, "sent_at": AT, "due_at": AT, "created_at": AT, "chat_id": "5001", **more}
        row = OutboxMessage(
            company_id=self.company.id, account_id=self.account_id, conversation_id=self.conversation_id,
            payload={"text": text_}, status=status, **values,
        )  # fmt: skip
        await self.add(row)

    async def breaches(self) -> list[str]:
        return [breach.partition(":")[0] for breach in await find_breaches(self.rt)]


@pytest.fixture
async def wreck(runtime: Runtime) -> Wreck:
    wreck = Wreck(runtime, await a_company(runtime))
    await wreck.prepare()
    return wreck


async def test_where_all_is_well_nothing_is_found(wreck: Wreck) -> None:
    await wreck.leave("Здравствуйте")
    assert await wreck.breaches() == []


async def test_a_message_without_an_answer_is_seen_unless_a_person_has_it(wreck: Wreck) -> None:
    await wreck.do("UPDATE messages SET answered_by = NULL WHERE text = 'Сакен'")
    assert await wreck.breaches() == ["a customer's message has no answer and no person"]
    await wreck.do("UPDATE conversations SET owner = 'person'")
    assert await wreck.breaches() == []


async def test_more_messages_than_answers_are_seen(wreck: Wreck) -> None:
    for _ in range(2):
        await wreck.leave("Здравствуйте")
    assert await wreck.breaches() == ["an answer left twice"]


async def test_messages_out_of_order_are_seen(wreck: Wreck) -> None:
    await wreck.leave("раз", owner_epoch=None)
    await wreck.leave("два", owner_epoch=None, sent_at=AT - timedelta(seconds=1))
    assert await wreck.breaches() == ["messages of a chat left out of order"]


async def test_a_bot_that_talks_over_a_person_is_seen(wreck: Wreck) -> None:
    await wreck.do(
        "INSERT INTO conversation_events (company_id, conversation_id, kind, data, at)"
        " VALUES (:company, :conversation, 'owner.changed', '{\"epoch\": 1}', :at)",
        company=wreck.company.id,
        conversation=wreck.conversation_id,
        at=AT,
    )
    await wreck.leave("раз", due_at=AT - timedelta(minutes=1))
    assert await wreck.breaches() == []
    await wreck.do("UPDATE outbox_messages SET due_at = :at", at=AT + timedelta(minutes=1))
    assert await wreck.breaches() == ["the bot wrote after a person had taken the conversation"]


async def test_a_confirmed_lead_that_nobody_was_told_of_is_seen(wreck: Wreck) -> None:
    delivery = Delivery(
        company_id=wreck.company.id, lead_id=wreck.lead_id, way="webhook", ordinal=1, target="demo", key="k-1",
        status="failed", payload={},
    )  # fmt: skip
    await wreck.add(delivery)
    assert await wreck.breaches() == ["a confirmed lead was not told"]
    await wreck.do("UPDATE deliveries SET status = 'pending'")
    assert sorted(await wreck.breaches()) == ["a confirmed lead was not told", "a notice waits"]


async def test_what_still_waits_is_seen(wreck: Wreck) -> None:
    await wreck.leave("раз", "queued", sent_at=None)
    event = InboxEvent(
        company_id=wreck.company.id, account_id=wreck.account_id, event_id="7", payload={"update_id": 7},
        received_at=AT,
    )  # fmt: skip
    await wreck.add(event)
    assert await wreck.breaches() == ["a message waits in the outbox", "a call waits in the inbox"]


async def test_what_need_not_hold_is_left_out_by_its_words(wreck: Wreck) -> None:
    await wreck.leave("раз", "queued", sent_at=None)
    assert await find_breaches(wreck.rt, without=["a message waits in the outbox"]) == []
    with pytest.raises(ValueError, match="not among the invariants"):
        await find_breaches(wreck.rt, without=["the sun shines"])


async def test_what_the_customer_was_told_of_is_no_breach(wreck: Wreck) -> None:
    message = Message(
        company_id=wreck.company.id, conversation_id=wreck.conversation_id, role="user", text="x", created_at=AT,
        meta={"failed": True},
    )  # fmt: skip
    await wreck.add(message)
    assert await wreck.breaches() == []


def test_words_of_another_company_are_seen() -> None:
    sent = {"one_bot": [{"chat_id": 1, "text": "про груши"}], "two_bot": [{"chat_id": 2, "text": "про груши"}]}
    assert find_foreign_words(sent, {"one_bot": "груши", "two_bot": "яблоки"}) == [
        "@two_bot sent to 2 what is of @one_bot: груши"
    ]


def test_a_lead_that_came_under_two_keys_is_seen() -> None:
    lead = {"type": "lead.confirmed", "data": {"lead_id": 7}}
    corrected = {"type": "lead.confirmed", "data": {"lead_id": 7, "corrected": True}}
    assert find_repeated_leads([("a", lead), ("a", lead), ("c", corrected)]) == []
    assert find_repeated_leads([("a", lead), ("b", lead)]) == ["lead 7 came under 2 keys"]
