"""Messages leave no faster than their channel lets through, whatever process sends them."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest_asyncio

from fakes.company import a_company
from parley.deliveries.chat_pace import Paces, forget_paces, take_turn
from parley.deliveries.chat_store import ChatKey
from parley.domain.channel import SendingRate
from parley.infra.database import Database
from parley.models import ChannelAccount
from parley.runtime import Runtime

START = datetime(2026, 12, 1, 9, tzinfo=UTC)
PACES = Paces(SendingRate(timedelta(milliseconds=40)), SendingRate(timedelta(seconds=1), at_once=3))


async def an_account(rt: Runtime) -> ChatKey:
    company = await a_company(rt)
    async with rt.db.scoped(company.id) as session:
        account = ChannelAccount(
            company_id=company.id, kind="recording", public_id=f"{company.id}.demo", credentials={}, settings={}
        )
        session.add(account)
        await session.flush()
        return ChatKey(company.id, account.id, "")


class Sender:
    """One process that sends for an account."""

    def __init__(self, db: Database, key: ChatKey) -> None:
        self.db, self.key = db, key

    async def left_at(self, chat: str, at: datetime = START, pieces: int = 1) -> float:
        """How many seconds after the start a message that comes at `at` leaves, coming back when it is told to."""
        place, now = None, at
        while True:
            key = self.key._replace(chat_id=chat)
            async with self.db.scoped(key.company_id) as session:
                turn = await take_turn(session, key, PACES, pieces, place, now)
            if turn.at is None:
                return (now - START).total_seconds()
            assert turn.at > now, "nobody is told to come back at once"
            now, place = turn.at, turn.place


@pytest_asyncio.fixture(loop_scope="session")
async def sender(runtime: Runtime) -> Sender:
    return Sender(runtime.db, await an_account(runtime))


def is_paced(left: list[float]) -> bool:
    """Whether messages of one account leave one after the other."""
    return all(later - earlier >= 0.0399 for earlier, later in pairwise(sorted(left)))


async def test_a_chat_is_written_to_once_a_second_after_a_short_burst(sender: Sender) -> None:
    left = [await sender.left_at("5001", START + timedelta(seconds=number / 10)) for number in range(6)]
    assert left == [0, 0.1, 0.2, 1, 2, 3]


async def test_an_account_sends_to_all_its_chats_together_no_faster_than_it_may(sender: Sender) -> None:
    left = [await sender.left_at(str(chat)) for chat in range(100)]
    assert is_paced(left)
    assert max(left) < 100 * 0.05, "and not much slower"


async def test_a_long_message_counts_by_its_pieces(sender: Sender) -> None:
    assert await sender.left_at("5001", pieces=10) == 0
    assert await sender.left_at("5002") == 0.4


async def test_a_flooded_account_makes_no_other_wait(runtime: Runtime, sender: Sender) -> None:
    for chat in range(100):
        await sender.left_at(str(chat))
    other = Sender(runtime.db, await an_account(runtime))
    assert await other.left_at("1") == 0


async def test_after_a_long_stop_the_queue_is_made_anew(sender: Sender) -> None:
    late = START + timedelta(hours=2)
    for at in (START, late):
        assert is_paced([await sender.left_at(str(chat), at) for chat in range(50)])


async def test_two_pools_share_one_pace(live: Runtime) -> None:
    key = await an_account(live)
    assert live.db.url is not None
    other = Database.connect(live.db.url)
    senders = (Sender(live.db, key), Sender(other, key))
    left = await asyncio.gather(*(senders[chat % 2].left_at(str(chat)) for chat in range(60)))
    await other.close()
    assert is_paced(left)


async def test_what_says_nothing_any_more_is_forgotten(runtime: Runtime, sender: Sender) -> None:
    for _ in range(3):
        await sender.left_at("5001")
    await forget_paces(runtime, START + timedelta(hours=2))
    assert await sender.left_at("5001", START) == 0
