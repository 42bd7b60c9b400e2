"""What every messenger's channel keeps to, whatever its service does (docs/add-a-channel.md).

Each customer's message is answered once, in order, and by nobody else while a person holds the talk; a process that
dies at any point loses nothing and repeats nothing.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select, text

from fakes.company import a_company
from fakes.port_adapters import ADAPTERS, PortAdapter
from parley.bootstrap import assemble_runtime
from parley.channels.base import Account
from parley.companies.channel_accounts import NewAccount, add_account
from parley.conversation.inbox import read_chat, store_update
from parley.conversation.inbox_upkeep import recover_inbox
from parley.conversation.respond import answer_pending
from parley.deliveries.chat_send import plan_message, recover_chats, send_waiting
from parley.deliveries.chat_store import ChatKey, find_account
from parley.domain.channel import OutboundMessage
from parley.domain.company import CompanyConfig
from parley.handover.ownership import take_over
from parley.models import Contact, Conversation, Message, OutboxMessage
from parley.runtime import Runtime
from parley.testing import ManualClock

START = datetime(2026, 12, 1, 9, tzinfo=UTC)


class Talk:
    """A customer's chat, worked step by step as jobs would."""

    def __init__(self, rt: Runtime, company: CompanyConfig, account: Account, service: PortAdapter) -> None:
        self.rt, self.company, self.account, self.service = rt, company, account, service
        self.key = ChatKey(company.id, account.id, service.chat)
        self.channel = rt.channels[account.kind]

    @property
    def clock(self) -> ManualClock:
        assert isinstance(self.rt.clock, ManualClock)
        return self.rt.clock

    async def receive(self, payload: dict[str, Any]) -> bool:
        return await store_update(self.rt, self.account, self.channel.parse(payload), payload)

    async def read(self) -> None:
        await read_chat(self.rt, self.key)

    async def answer(self) -> None:
        self.clock.advance(timedelta(seconds=60))
        for number in await self.rows(Conversation.id):
            await answer_pending(self.rt, self.company, number, lambda _: None)

    async def send(self) -> None:
        await send_waiting(self.rt, self.key)

    async def work(self) -> None:
        """All of it, in order."""
        await self.read()
        await self.answer()
        await self.send()

    async def rows(self, column: Any, *conditions: Any) -> list[Any]:
        async with self.rt.db.scoped(self.company.id) as session:
            return list(await session.scalars(select(column).where(*conditions).order_by(column)))

    async def said_by_customer(self) -> list[str]:
        async with self.rt.db.scoped(self.company.id) as session:
            query = select(Message.text).where(Message.role == "user").order_by(Message.id)
            return list(await session.scalars(query))

    async def lose_jobs(self) -> None:
        """As if the process had died before it could begin them."""
        async with self.rt.db.scoped(self.company.id) as session:
            await session.execute(text("DELETE FROM procrastinate_jobs"))


@pytest_asyncio.fixture(loop_scope="session", params=sorted(ADAPTERS))
async def talk(live: Runtime, request: pytest.FixtureRequest) -> AsyncIterator[Talk]:
    async with ADAPTERS[request.param]() as service:
        settings = live.settings.model_copy(update=service.settings)
        rt = assemble_runtime(settings, live.db, live.queue, live.http)
        rt.clock = ManualClock(START)
        company = await a_company(rt)
        made = await add_account(rt, company.id, NewAccount(request.param, "", service.credentials), "demo")
        async with rt.db.scoped(company.id) as session:
            account = await find_account(session, made["id"])
        assert account is not None
        yield Talk(rt, company, account, service)


def test_every_channel_is_held_to_the_contract(runtime: Runtime) -> None:
    assert set(ADAPTERS) == set(runtime.channels), "give it a class in tests/fakes/port_adapters.py"


async def test_a_message_is_answered_once_however_often_it_comes(talk: Talk) -> None:
    payload = talk.service.message("Здравствуйте")
    assert [await talk.receive(payload) for _ in range(3)] == [True, False, False]
    await talk.work()
    await talk.work()
    assert len(talk.service.sent()) == 1
    assert await talk.said_by_customer() == ["Здравствуйте"]


async def test_messages_that_come_out_of_order_are_all_kept(talk: Talk) -> None:
    first, second = talk.service.message("Здравствуйте"), talk.service.message("Сколько стоит доставка?")
    for payload in (second, first, second):
        await talk.receive(payload)
    await talk.work()
    assert sorted(await talk.said_by_customer()) == ["Здравствуйте", "Сколько стоит доставка?"]
    assert await talk.rows(Message.id, Message.role == "user", Message.answered_by.is_(None)) == []


async def test_what_our_own_side_wrote_is_no_customers(talk: Talk) -> None:
    await talk.receive(talk.service.message("Здравствуйте"))
    await talk.read()
    await talk.answer()
    await talk.receive(talk.service.echo("Здравствуйте! Чем помочь?"))
    await talk.work()
    assert await talk.said_by_customer() == ["Здравствуйте"]
    assert len(talk.service.sent()) == 1


async def test_a_call_of_another_shape_is_kept_and_holds_up_nothing(talk: Talk) -> None:
    assert await talk.receive(talk.service.unknown())
    await talk.receive(talk.service.message("Здравствуйте"))
    await talk.work()
    assert len(talk.service.sent()) == 1


async def test_what_may_have_arrived_is_not_sent_again(talk: Talk) -> None:
    talk.service.cut()
    await talk.receive(talk.service.message("Здравствуйте"))
    await talk.work()
    talk.clock.advance(timedelta(hours=1))
    await talk.send()
    assert len(talk.service.sent()) == 1
    assert await talk.rows(OutboxMessage.status) == ["unknown"]


async def test_too_many_messages_wait_as_long_as_the_service_says(talk: Talk) -> None:
    talk.service.refuse(30)
    await talk.receive(talk.service.message("Здравствуйте"))
    await talk.work()
    talk.clock.advance(timedelta(seconds=29))
    await talk.send()
    assert talk.service.sent() == []
    talk.clock.advance(timedelta(seconds=2))
    await talk.send()
    assert len(talk.service.sent()) == 1


async def test_who_takes_no_messages_is_unreachable_and_nothing_is_tried_again(talk: Talk) -> None:
    talk.service.block()
    await talk.receive(talk.service.message("Здравствуйте"))
    await talk.work()
    assert await talk.rows(OutboxMessage.status) == ["failed"]
    assert await talk.rows(Contact.blocked_at) != [None]


async def test_a_long_text_arrives_whole(talk: Talk) -> None:
    async with talk.rt.db.scoped(talk.company.id) as session:
        message = OutboundMessage(talk.service.long_text, "ru")
        await plan_message(talk.rt, session, talk.key, message, talk.clock())
    await talk.send()
    sent = talk.service.sent()
    assert len(sent) == 2
    assert "".join(" ".join(sent).split()) == "".join(talk.service.long_text.split())


async def test_a_picture_is_never_met_with_silence(talk: Talk) -> None:
    await talk.receive(talk.service.media())
    await talk.work()
    (said,) = talk.service.sent()
    assert said == talk.rt.language("ru").replies.picture_noted


async def test_the_bot_says_nothing_after_a_person_took_over(talk: Talk) -> None:
    await talk.receive(talk.service.message("Здравствуйте"))
    await talk.read()
    await talk.answer()
    (number,) = await talk.rows(Conversation.id)
    async with talk.rt.db.scoped(talk.company.id) as session:
        await take_over(session, number, "Марат", talk.clock())
    await talk.send()
    await talk.receive(talk.service.message("Вы здесь?"))
    await talk.work()
    assert talk.service.sent() == []


async def test_a_process_that_dies_behind_the_door_loses_nothing(talk: Talk) -> None:
    await talk.receive(talk.service.message("Здравствуйте"))
    await talk.lose_jobs()
    talk.clock.advance(timedelta(minutes=2))
    assert await recover_inbox(talk.rt, talk.clock()) == 1
    await talk.work()
    assert len(talk.service.sent()) == 1
    talk.clock.advance(timedelta(minutes=2))
    assert await recover_inbox(talk.rt, talk.clock()) == 0


async def test_a_process_that_dies_between_the_model_and_the_sending_loses_nothing(talk: Talk) -> None:
    await talk.receive(talk.service.message("Здравствуйте"))
    await talk.read()
    await talk.answer()
    await talk.lose_jobs()
    talk.clock.advance(timedelta(minutes=2))
    assert await recover_chats(talk.rt, talk.clock()) == 1
    await talk.send()
    assert len(talk.service.sent()) == 1


async def test_a_process_that_dies_while_it_sends_repeats_nothing(talk: Talk) -> None:
    talk.service.hang()
    await talk.receive(talk.service.message("Здравствуйте"))
    await talk.read()
    await talk.answer()
    dying = asyncio.create_task(talk.send())
    await talk.service.until_hung()
    dying.cancel()
    await asyncio.wait([dying])
    assert await talk.rows(OutboxMessage.status) == ["sending"]
    await talk.send()
    assert await talk.rows(OutboxMessage.status) == ["unknown"]
    assert len(talk.service.sent()) == 1


async def test_another_company_sees_nothing_of_it(talk: Talk) -> None:
    await talk.receive(talk.service.message("Здравствуйте"))
    await talk.work()
    other = await a_company(talk.rt)
    async with talk.rt.db.scoped(other.id) as session:
        for table in (Message, OutboxMessage, Conversation):
            assert await session.scalar(select(func.count()).select_from(table)) == 0
