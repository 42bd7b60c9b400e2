"""Messages to a chat leave in order, later where the channel says so, and never twice where nobody can say."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from parley.channels.base import Account, AccountState, Channel
from parley.deliveries.chat_send import CHAT_RETRIES, RECOVERY_GRACE, plan_message, recover_chats, send_waiting
from parley.deliveries.chat_store import ChatKey
from parley.domain.channel import OutboundMessage, ParsedUpdate
from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.models import ChannelAccount, OutboxMessage
from parley.runtime import Runtime
from parley.testing import ManualClock

START = datetime(2026, 12, 1, 9, tzinfo=UTC)


class RecordingChannel(Channel):
    """Remembers what it sent; `faults` are raised first."""

    name: ClassVar[str] = "recording"

    def __init__(self, runtime: Runtime) -> None:
        super().__init__(runtime)
        self.sent: list[str] = []
        self.faults: list[Exception] = []

    def is_genuine(self, headers: Mapping[str, str], body: bytes, account: Account) -> bool:
        return True

    def parse(self, payload: Mapping[str, Any]) -> ParsedUpdate:
        return ParsedUpdate("1")

    async def connect(self, account: Account, webhook_url: str) -> AccountState:
        return AccountState("connected", "connected")

    async def send(self, account: Account, chat_id: str, message: OutboundMessage) -> str:
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append(message.text)
        return str(len(self.sent))


class Chat:
    """One chat of an account."""

    def __init__(self, rt: Runtime, key: ChatKey, channel: RecordingChannel, clock: ManualClock) -> None:
        self.rt, self.key, self.channel, self.clock = rt, key, channel, clock

    async def plan(self, *texts: str) -> None:
        async with self.rt.db.scoped(self.key.company_id) as session:
            for words in texts:
                await plan_message(self.rt, session, self.key, OutboundMessage(words), self.clock())

    async def send(self) -> None:
        await send_waiting(self.rt, self.key)

    async def statuses(self) -> list[str]:
        async with self.rt.db.scoped(self.key.company_id) as session:
            return list(await session.scalars(select(OutboxMessage.status).order_by(OutboxMessage.id)))


@pytest_asyncio.fixture(loop_scope="session")
async def chat(runtime: Runtime, company: CompanyConfig) -> Chat:
    clock = ManualClock(START)
    channel = RecordingChannel(runtime)
    runtime.clock, runtime.channels = clock, {"recording": channel}
    async with runtime.db.scoped(company.id) as session:
        account = ChannelAccount(
            company_id=company.id, kind="recording", public_id=f"{company.id}.demo", credentials={}, settings={}
        )
        session.add(account)
        await session.flush()
        return Chat(runtime, ChatKey(company.id, account.id, "5001"), channel, clock)


async def test_messages_leave_in_order(chat: Chat) -> None:
    await chat.plan("один", "два", "три")
    await chat.send()
    assert chat.channel.sent == ["один", "два", "три"]
    assert await chat.statuses() == ["sent", "sent", "sent"]


async def test_what_has_to_wait_holds_up_what_comes_behind(chat: Chat) -> None:
    chat.channel.faults = [RemoteError("slow down", status_code=429, retry_after=30)]
    await chat.plan("один", "два")
    await chat.send()
    await chat.send()
    assert chat.channel.sent == []
    chat.clock.advance(timedelta(seconds=30))
    await chat.send()
    assert chat.channel.sent == ["один", "два"]


async def test_a_refused_message_holds_up_nothing(chat: Chat) -> None:
    chat.channel.faults = [RemoteError("chat not found", status_code=400, permanent=True)]
    await chat.plan("один", "два")
    await chat.send()
    assert await chat.statuses() == ["failed", "sent"]


async def test_a_message_that_may_have_arrived_is_not_sent_again(chat: Chat) -> None:
    chat.channel.faults = [RemoteError("the line was cut")]
    await chat.plan("один", "два")
    await chat.send()
    assert await chat.statuses() == ["unknown", "sent"]


async def test_what_a_dead_process_was_sending_is_unknown(chat: Chat) -> None:
    await chat.plan("один", "два")
    async with chat.rt.db.scoped(chat.key.company_id) as session:
        first = select(OutboxMessage.id).order_by(OutboxMessage.id).limit(1).scalar_subquery()
        await session.execute(update(OutboxMessage).where(OutboxMessage.id == first).values(status="sending"))
    await chat.send()
    assert await chat.statuses() == ["unknown", "sent"]


async def test_a_fault_of_a_plug_in_is_seen_beside_the_message(chat: Chat) -> None:
    chat.channel.faults = [KeyError("secret-of-the-fault")]
    await chat.plan("один")
    await chat.send()
    assert await chat.statuses() == ["failed"]


async def test_it_is_tried_eight_times_at_most(chat: Chat) -> None:
    attempts = len(CHAT_RETRIES.delays_seconds) + 1
    chat.channel.faults = [RemoteError("down", status_code=500) for _ in range(attempts)]
    await chat.plan("один")
    for _ in range(attempts):
        assert await chat.statuses() == ["queued"]
        await chat.send()
        chat.clock.advance(timedelta(seconds=max(CHAT_RETRIES.delays_seconds)))
    assert await chat.statuses() == ["failed"]


@pytest.mark.parametrize(("late", "found"), [(timedelta(0), 0), (timedelta(seconds=1), 1)])
async def test_a_chat_whose_job_is_lost_gets_another(chat: Chat, late: timedelta, found: int) -> None:
    await chat.plan("один")
    assert await recover_chats(chat.rt, START + RECOVERY_GRACE + late) == found


async def test_nothing_is_sent_by_an_account_that_was_disconnected(chat: Chat) -> None:
    await chat.plan("один")
    async with chat.rt.db.scoped(chat.key.company_id) as session:
        await session.execute(update(ChannelAccount).values(deleted_at=START))
    await chat.send()
    assert (chat.channel.sent, await chat.statuses()) == ([], ["failed"])
