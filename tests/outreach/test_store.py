"""What the gate is asked with comes from the database, and of two that ask at once one is let through."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from fakes.company import a_company, with_profile
from parley.domain.company import CompanyConfig
from parley.domain.handover import PERSON
from parley.domain.working_hours import DAY_NAMES
from parley.models import ChannelAccount, Contact, Conversation, Message
from parley.outreach.gate import BREAKER_LIMIT, GateDecision, Refusal, Verdict
from parley.outreach.store import may_write_first, reserve_unasked, reset_breaker
from parley.people.joining import BY_LINK, join_contacts
from parley.runtime import Runtime

# A Tuesday, 12:00 in Almaty.
NOON = datetime(2026, 12, 1, 7, tzinfo=UTC)
HOURS = {name: [["10:00", "18:00"]] for name in DAY_NAMES}


class Shop:
    """A company with a bot, and customers of it."""

    def __init__(self, rt: Runtime, company: CompanyConfig, account_id: int) -> None:
        self.rt, self.company, self.account_id = rt, company, account_id

    @classmethod
    async def open(cls, rt: Runtime, company: CompanyConfig) -> "Shop":
        company = await with_profile(rt, company.id, working_hours=HOURS)
        async with rt.db.scoped(company.id) as session:
            bot = {"kind": "telegram", "public_id": f"p-{company.id}", "credentials": {}, "state": "connected"}
            account = ChannelAccount(company_id=company.id, **bot)
            session.add(account)
            await session.flush()
            return cls(rt, company, account.id)

    async def customer(self, name: str, channel: str = "telegram") -> int:
        """Somebody new, who wrote a word yesterday."""
        at = NOON - timedelta(days=1)
        async with self.rt.db.scoped(self.company.id) as session:
            contact = Contact(company_id=self.company.id, channel=channel, external_id=name)
            session.add(contact)
            await session.flush()
            talk = Conversation(
                company_id=self.company.id, contact_id=contact.id, channel=channel, last_message_at=at
            )
            talk.account_id = self.account_id if channel == "telegram" else None
            session.add(talk)
            await session.flush()
            said = {"company_id": self.company.id, "conversation_id": talk.id, "role": "user", "text": "?"}
            session.add(Message(**said, created_at=at))
            return contact.id

    async def ask(self, contact: int, at: datetime = NOON) -> GateDecision:
        async with self.rt.db.scoped(self.company.id) as session:
            return await may_write_first(self.rt, session, self.company, contact, self.account_id, at)

    async def reserve(self, contact: int, at: datetime = NOON) -> GateDecision:
        async with self.rt.db.scoped(self.company.id) as session:
            return await reserve_unasked(self.rt, session, self.company, contact, self.account_id, "touch", at)

    async def set(self, contact: int, **values: object) -> None:
        async with self.rt.db.scoped(self.company.id) as session:
            await session.execute(update(Contact).where(Contact.id == contact).values(values))


async def test_a_customer_is_written_to_once_a_day_whatever_the_channel(
    runtime: Runtime, company: CompanyConfig
) -> None:
    shop = await Shop.open(runtime, company)
    one, other = await shop.customer("1"), await shop.customer("2")
    assert (await shop.reserve(one)).verdict is Verdict.FREE_TEXT
    assert (await shop.ask(one)).reason is Refusal.WRITTEN_TODAY
    assert (await shop.ask(other)).verdict is Verdict.FREE_TEXT
    async with runtime.db.scoped(company.id) as session:
        await join_contacts(session, company.id, [one, other], BY_LINK)
    assert (await shop.ask(other)).reason is Refusal.WRITTEN_TODAY, "the same person"
    assert (await shop.ask(other, NOON + timedelta(days=1))).verdict is Verdict.FREE_TEXT


async def test_what_one_contact_of_a_person_refused_holds_for_all(runtime: Runtime, company: CompanyConfig) -> None:
    shop = await Shop.open(runtime, company)
    web, telegram = await shop.customer("v_1", "web"), await shop.customer("1")
    async with runtime.db.scoped(company.id) as session:
        await join_contacts(session, company.id, [web, telegram], BY_LINK)
        await session.execute(update(Conversation).where(Conversation.contact_id == web).values(owner=PERSON))
    assert (await shop.ask(telegram)).reason is Refusal.HELD_BY_PERSON
    await shop.set(web, opted_out_at=NOON)
    assert (await shop.ask(telegram)).reason is Refusal.OPTED_OUT


async def test_who_shut_us_out_is_not_written_to(runtime: Runtime, company: CompanyConfig) -> None:
    shop = await Shop.open(runtime, company)
    customer = await shop.customer("1")
    await shop.set(customer, blocked_at=NOON)
    assert (await shop.ask(customer)).reason is Refusal.BLOCKED


@pytest.mark.parametrize("changes", [{"deleted_at": NOON}, {"state": "refused"}])
async def test_an_account_that_is_away_writes_to_nobody(
    runtime: Runtime, company: CompanyConfig, changes: dict[str, object]
) -> None:
    shop = await Shop.open(runtime, company)
    customer = await shop.customer("1")
    async with runtime.db.scoped(company.id) as session:
        await session.execute(update(ChannelAccount).values(changes))
    assert (await shop.ask(customer)).reason is Refusal.ACCOUNT_AWAY


async def test_an_account_writes_to_so_many_a_day(runtime: Runtime, company: CompanyConfig) -> None:
    shop = await Shop.open(runtime, company)
    async with runtime.db.scoped(company.id) as session:
        await session.execute(update(ChannelAccount).values(daily_cap=2))
    customers = [await shop.customer(str(number)) for number in range(3)]
    answers = [(await shop.reserve(customer)).reason for customer in customers]
    assert answers == [None, None, Refusal.ACCOUNT_CAP]
    assert (await shop.reserve(customers[2], NOON + timedelta(days=1))).verdict is Verdict.FREE_TEXT


async def test_an_account_that_many_shut_out_stops_until_a_person_lets_it_go_on(
    runtime: Runtime, company: CompanyConfig
) -> None:
    shop = await Shop.open(runtime, company)
    next_one = await shop.customer("next")
    for number in range(BREAKER_LIMIT):
        assert (await shop.ask(next_one)).verdict is Verdict.FREE_TEXT
        customer = await shop.customer(str(number))
        await shop.reserve(customer)
        await shop.set(customer, blocked_at=NOON + timedelta(minutes=1))
    assert (await shop.ask(next_one)).reason is Refusal.BREAKER
    assert (await shop.ask(next_one, NOON + timedelta(days=9))).reason is Refusal.BREAKER, "it is latched"
    async with runtime.db.scoped(company.id) as session:
        assert await reset_breaker(session, shop.account_id, NOON + timedelta(hours=1))
    assert (await shop.ask(next_one, NOON + timedelta(hours=2))).verdict is Verdict.FREE_TEXT


async def test_another_companys_customer_and_account_are_nobody(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    own, theirs = await Shop.open(runtime, company), await Shop.open(runtime, stranger)
    customer = await theirs.customer("1")
    assert (await own.ask(customer)).verdict is Verdict.NO
    async with runtime.db.scoped(company.id) as session:
        mine = await own.customer("2")
        decision = await may_write_first(runtime, session, own.company, mine, theirs.account_id, NOON)
    assert decision.verdict is Verdict.NO


async def test_of_two_that_ask_at_once_one_is_let_through(live: Runtime) -> None:
    shop = await Shop.open(live, await a_company(live))
    customer = await shop.customer("1")
    decisions = await asyncio.gather(*(shop.reserve(customer) for _ in range(4)))
    assert [decision.verdict for decision in decisions].count(Verdict.FREE_TEXT) == 1
    async with live.db.scoped(shop.company.id) as session:
        assert len((await session.scalars(select(Contact.id))).all()) == 1
