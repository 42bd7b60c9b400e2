"""One message in, exactly one answer out, in order, whatever the model does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from fakes.company import a_company
from fakes.talk import ask, speaking, write
from parley.conversation.claim import acquire_claim
from parley.conversation.receive import receive_message
from parley.conversation.respond import (
    answer_message,
    answer_pending,
    start_answer,
    wait_for_answer,
)
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.domain.turn import Answer
from parley.errors import Unavailable
from parley.infra.database import Database, DriverConnection
from parley.runtime import Runtime
from parley.testing import ScriptedLLM
from parley.worker.schedule import recover_conversations


async def stored(rt: Runtime, company: CompanyConfig) -> list[tuple[str, str]]:
    async with rt.db.scoped(company.id) as session:
        rows = await session.execute(text("SELECT role, text FROM messages ORDER BY id"))
        return [(row.role, row.text.strip()) for row in rows]


async def _conversation(rt: Runtime, company: CompanyConfig) -> Any:
    """The company's only one."""
    async with rt.db.scoped(company.id) as session:
        return (await session.execute(text("SELECT claim, waiting_since FROM conversations"))).one()


async def _until_asked(model: ScriptedLLM) -> None:
    async with asyncio.timeout(10):
        while not model.requests:
            await asyncio.sleep(0)


async def test_what_is_streamed_is_what_is_stored(runtime: Runtime, company: CompanyConfig) -> None:
    pieces: list[str] = []
    answer = await ask(runtime, company, "Здравствуйте!", pieces)
    assert "".join(pieces) == answer.text
    assert await stored(runtime, company) == [("user", "Здравствуйте!"), ("assistant", answer.text)]


async def test_a_repeated_message_of_a_channel_is_stored_and_answered_once(
    runtime: Runtime, company: CompanyConfig
) -> None:
    first = await write(runtime, company, "Здравствуйте!", external_id="m-1")
    again = await write(runtime, company, "Здравствуйте!", external_id="m-1")
    assert (again.is_repeated, again.message_id) == (True, first.message_id)
    await answer_pending(runtime, company, first.conversation_id, lambda _: None)
    assert await answer_pending(runtime, company, first.conversation_id, lambda _: None) is None
    assert [role for role, _ in await stored(runtime, company)] == ["user", "assistant"]


async def test_two_messages_at_once_are_answered_in_order_and_never_twice(live: Runtime) -> None:
    company = await a_company(live)
    gate, polled = asyncio.Event(), asyncio.Event()
    model = ScriptedLLM(["Первый.", "Второй."], gate=gate)

    async def note_poll(seconds: float) -> None:
        polled.set()
        await asyncio.sleep(0)

    rt = replace(speaking(live, model), sleep=note_poll)
    first = await write(rt, company, "один")
    one = start_answer(rt, company, first, lambda _: None)
    await _until_asked(model)
    second = await write(rt, company, "два")
    two = start_answer(rt, company, second, lambda _: None)
    await polled.wait()
    assert len(model.requests) == 1, "the second waits for the first"
    gate.set()
    assert [(await one).text.strip(), (await two).text.strip()] == ["Первый.", "Второй."]
    assert await stored(rt, company) == [
        ("user", "один"), ("user", "два"), ("assistant", "Первый."), ("assistant", "Второй."),
    ]  # fmt: skip


async def test_a_message_that_came_during_an_answer_waits_for_the_next_even_if_its_process_died(
    live: Runtime,
) -> None:
    company, gate = await a_company(live), asyncio.Event()
    rt = speaking(live, ScriptedLLM(["Первый.", "Второй."], gate=gate))
    first = await write(rt, company, "один")
    one = start_answer(rt, company, first, lambda _: None)
    async with asyncio.timeout(10):
        while (await _conversation(rt, company)).claim is None:
            await asyncio.sleep(0)
    await write(rt, company, "два")  # and nobody answers it: the process that received it is gone
    gate.set()
    await one
    conversation = await _conversation(rt, company)
    assert (conversation.claim, conversation.waiting_since is None) == (None, False)
    later = rt.clock() + timedelta(minutes=1)
    rt.clock = lambda: later
    assert await recover_conversations(rt) == 1
    answer = await answer_pending(rt, company, first.conversation_id, lambda _: None)
    assert answer is not None
    assert answer.text.strip() == "Второй."
    assert (await _conversation(rt, company)).waiting_since is None


class FlakyDatabase(Database):
    """A database that is not reachable for so many statements of a turn, as while it restarts."""

    def __init__(self, database: Database, failures: int) -> None:
        self._database, self.failures = database, failures

    @asynccontextmanager
    async def direct(self, company_id: int) -> AsyncIterator[DriverConnection]:
        if self.failures:
            self.failures -= 1
            raise Unavailable("The database is not reachable at the moment")
        async with self._database.direct(company_id) as connection:
            yield connection


async def _answer_while_restarting(
    rt: Runtime, company: CompanyConfig, failures: int
) -> tuple[Answer, list[float]]:
    """Has a stored message answered by a process whose database is gone for so many attempts to save."""
    async with rt.db.direct(company.id) as connection:
        inbound = InboundMessage(channel="web", sender_id="v_1", text="Здравствуйте!")
        received = await receive_message(rt, connection, company, inbound, claim_turn=True)
    pauses: list[float] = []

    async def note_pause(seconds: float) -> None:
        pauses.append(seconds)

    restarting = replace(rt, db=FlakyDatabase(rt.db, failures), sleep=note_pause)
    return await answer_message(restarting, company, received, lambda _: None), pauses


@pytest.mark.parametrize("failures", [1, 5])
async def test_an_answer_is_kept_until_a_restarting_database_can_store_it(
    runtime: Runtime, company: CompanyConfig, failures: int
) -> None:
    answer, pauses = await _answer_while_restarting(runtime, company, failures)
    assert await stored(runtime, company) == [("user", "Здравствуйте!"), ("assistant", answer.text.strip())]
    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2][:failures]


async def test_a_database_that_does_not_come_back_is_given_up(runtime: Runtime, company: CompanyConfig) -> None:
    with pytest.raises(Unavailable):
        await _answer_while_restarting(runtime, company, 6)
    assert await stored(runtime, company) == [("user", "Здравствуйте!")]


async def test_messages_that_waited_together_are_answered_together(live: Runtime) -> None:
    company = await a_company(live)
    model = ScriptedLLM(["Оба."])
    rt = speaking(live, model)
    one, two = await write(rt, company, "8 701"), await write(rt, company, "234 56 78")
    answers = await asyncio.gather(
        *(answer_message(rt, company, received, lambda _: None) for received in (one, two))
    )
    assert len(model.requests) == 1
    assert answers[0].text == answers[1].text
    async with rt.db.scoped(company.id) as session:
        phone = await session.scalar(text("SELECT contact_info->>'phone_e164' FROM leads"))
    assert phone == "+77012345678", "a number split over two messages is one number"


async def test_many_messages_at_once_get_one_answer_each_or_one_together(live: Runtime) -> None:
    company = await a_company(live)

    async def one(number: int) -> Answer:
        received = await write(live, company, f"вопрос {number}?")
        return await answer_message(live, company, received, lambda _: None)

    answers = await asyncio.gather(*(one(number) for number in range(12)))
    assert all(answer.text for answer in answers)
    async with live.db.scoped(company.id) as session:
        open_ = await session.scalar(
            text("SELECT count(*) FROM messages WHERE role='user' AND answered_by IS NULL")
        )
        conversations = await session.scalar(text("SELECT count(*) FROM conversations"))
    assert (open_, conversations) == (0, 1)


async def test_a_claim_of_a_killed_process_lapses_and_the_message_is_answered_once(live: Runtime) -> None:
    company = await a_company(live)
    received = await write(live, company, "Здравствуйте!")
    async with live.db.direct(company.id) as connection:
        turn = await acquire_claim(live, connection, company, received.conversation_id)  # and the process dies here
    assert turn is not None
    assert await answer_pending(live, company, received.conversation_id, lambda _: None) is None
    later = live.clock() + live.settings.claim_lease_time + timedelta(seconds=10)
    live.clock = lambda: later
    assert await recover_conversations(live) == 1
    answer = await answer_pending(live, company, received.conversation_id, lambda _: None)
    assert answer is not None
    # The dead one comes back after all and answers anew: what it made is dropped, what was stored is said.
    late = await answer_message(
        speaking(live, ScriptedLLM(["Поздно."])), company, replace(received, turn=turn), lambda _: None
    )
    assert late.text == answer.text
    assert [role for role, _ in await stored(live, company)] == ["user", "assistant"]


async def test_a_listener_that_leaves_does_not_stop_the_answer(live: Runtime) -> None:
    company = await a_company(live)
    gate = asyncio.Event()
    model = ScriptedLLM(["Готово."], gate=gate)
    rt = speaking(live, model)
    received = await write(rt, company, "Здравствуйте!")
    task = start_answer(rt, company, received, lambda _: None)
    listener = asyncio.create_task(wait_for_answer(task))
    await _until_asked(model)
    listener.cancel()
    gate.set()
    await task
    assert ("assistant", "Готово.") in await stored(rt, company)
