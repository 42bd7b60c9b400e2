"""A message that cannot be answered is told so, handed over, and holds up none of those behind it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import nullcontext as does_not_raise
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from procrastinate import App
from sqlalchemy import text

from fakes.company import a_company
from fakes.poison import MARK, STAGES, BreakingDatabase, BrokenNotifier, EchoModel, with_model
from fakes.talk import write
from parley.bootstrap import assemble_runtime
from parley.conversation.claim import acquire_claim, is_out_of_attempts
from parley.conversation.receive import receive_message
from parley.conversation.respond import answer_message, answer_pending
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.domain.turn import Answer
from parley.errors import Invalid, Unavailable
from parley.llm.base import AnswerDelta, CompletionRequest
from parley.runtime import Runtime
from parley.testing import ManualClock
from parley.worker.schedule import recover_conversations
from parley.worker.tasks import register_tasks

# The phone is read back, so that the poison of a planner confirms a lead.
BEFORE, BEHIND = "Меня зовут Сакен, мой номер 8 701 234 56 78", "Есть доставка?"


def poison(stage: str) -> str:
    return f"{MARK} да, всё верно" if stage == "planning" else f"есть {MARK} для ноутбука?"


async def no_pause(seconds: float) -> None:
    await asyncio.sleep(0)


async def say(rt: Runtime, company: CompanyConfig, words: str, heard: list[str] | None = None) -> Answer:
    """One message of a customer who waits for its answer, as behind an HTTP request."""
    emit = (heard if heard is not None else []).append
    async with rt.db.direct(company.id) as connection:
        inbound = InboundMessage(channel="web", sender_id="v_1", text=words)
        received = await receive_message(rt, connection, company, inbound, claim_turn=True)
    return await answer_message(rt, company, received, emit)


async def lines(rt: Runtime, company: CompanyConfig) -> list[tuple[str, str, bool]]:
    """What was said: by whom, what, and whether it failed; in the order in which it was answered."""
    async with rt.db.scoped(company.id) as session:
        rows = await session.execute(text("SELECT role, text, meta ? 'failed' AS failed FROM messages ORDER BY id"))
        return [(row.role, row.text, row.failed) for row in rows]


async def handovers(rt: Runtime, company: CompanyConfig) -> list[Any]:
    async with rt.db.scoped(company.id) as session:
        return list(await session.execute(text("SELECT reason, asked_at, closed_at FROM handovers ORDER BY id")))


async def conversation(rt: Runtime, company: CompanyConfig) -> Any:
    async with rt.db.scoped(company.id) as session:
        query = "SELECT claim, waiting_since, failed_attempts, lost_claims FROM conversations"
        return (await session.execute(text(query))).one()


async def run_jobs(rt: Runtime) -> App:
    app = rt.queue.app
    register_tasks(app, rt)
    await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)
    return app


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "reading"])
async def test_whatever_breaks_the_customer_is_told_and_the_next_message_answered(
    runtime: Runtime, company: CompanyConfig, stage: str
) -> None:
    rt = replace(STAGES[stage](runtime), sleep=no_pause)
    sorry = rt.languages["ru"].replies.model_failed
    heard: list[str] = []
    await say(rt, company, BEFORE)
    answer = await say(rt, company, poison(stage), heard)
    assert (answer.text, answer.failed, answer.handover) == (sorry, True, True)
    assert "".join(heard).endswith(sorry)
    assert not (await say(rt, company, BEHIND)).failed
    said = await lines(rt, company)
    assert [(role, failed) for role, _, failed in said] == [
        ("user", False), ("assistant", False),
        ("user", True), ("assistant", True),
        ("user", False), ("assistant", False),
    ]  # fmt: skip
    assert [tuple(row)[::2] for row in await handovers(rt, company)] == [("failed_turn", None)]
    assert tuple(await conversation(rt, company)) == (None, None, 0, 0)


@pytest.mark.parametrize("stage", STAGES)
async def test_whatever_breaks_the_worker_gives_up_and_answers_what_stands_behind_it(
    live: Runtime, stage: str
) -> None:
    company = await a_company(live)
    rt = replace(STAGES[stage](live), sleep=no_pause)
    await say(rt, company, BEFORE)
    for words in (poison(stage), BEHIND, "А самовывоз?"):  # and whoever received them died
        await write(rt, company, words)
    later = rt.clock() + timedelta(seconds=10)
    rt.clock = lambda: later
    assert await recover_conversations(rt) == 1
    await run_jobs(rt)
    said = await lines(rt, company)
    assert [(role, failed) for role, _, failed in said] == [
        ("user", False), ("assistant", False),
        ("user", True), ("user", False), ("user", False),
        ("assistant", True), ("assistant", False),
    ]  # fmt: skip
    assert tuple(await conversation(rt, company)) == (None, None, 0, 0)
    assert await recover_conversations(rt) == 0


async def test_a_state_that_cannot_be_read_is_begun_anew(live: Runtime) -> None:
    company = await a_company(live)
    rt = replace(live, sleep=no_pause)
    await say(rt, company, BEFORE)
    async with rt.db.scoped(company.id) as session:
        await session.execute(text("""UPDATE conversations SET state = '{"draft": 5}'"""))
    assert (await say(rt, company, "Есть самовывоз?")).failed
    assert not (await say(rt, company, BEHIND)).failed
    assert len(await handovers(rt, company)) == 1


async def test_the_message_that_fails_is_found_among_those_that_came_with_it(
    runtime: Runtime, company: CompanyConfig
) -> None:
    model = EchoModel(cannot_read=True)
    rt = replace(with_model(runtime, model), sleep=no_pause)
    got = await write(rt, company, "Здравствуйте!")
    for words in (f"есть {MARK}?", BEHIND):
        await write(rt, company, words)
    answers = []
    while answer := await answer_pending(rt, company, got.conversation_id, lambda _: None):
        answers.append(answer.text)
    assert [text.splitlines()[0] for text in answers] == [
        "Ответ. Вы написали: Здравствуйте!",
        f"Ответ. Вы написали: {BEHIND}",
    ]
    assert [failed for _, _, failed in await lines(rt, company)] == [False, True, False, False, True, False]
    assert len(model.asked) == 1 + 1 + 2 + 1 + 1, (
        "all, the first, the second with the third and twice alone, the third"
    )


async def test_the_customer_is_told_in_the_language_of_the_message(
    runtime: Runtime, company: CompanyConfig
) -> None:
    rt = replace(with_model(runtime, EchoModel(cannot_read=True)), sleep=no_pause)
    answer = await say(rt, company, f"Do you have a {MARK} for my laptop, please?")
    assert (answer.language, answer.text) == ("en", rt.languages["en"].replies.model_failed)


async def test_attempts_are_counted_across_restarts(live: Runtime) -> None:
    company, model = await a_company(live), EchoModel(cannot_read=True)

    async def die(seconds: float) -> None:
        raise asyncio.CancelledError

    await write(live, company, f"есть {MARK}?")
    asked = []
    for lifetime in range(4):
        rt = replace(with_model(live, model), sleep=die)
        later = rt.clock() + timedelta(minutes=lifetime + 1)
        rt.clock = ManualClock(later)
        assert await recover_conversations(rt) == 1
        with pytest.raises(asyncio.CancelledError) if lifetime < 3 else does_not_raise():
            async with rt.db.scoped(company.id) as session:
                number = await session.scalar(text("SELECT id FROM conversations"))
            assert await answer_pending(rt, company, number, lambda _: None) is None
        asked.append(len(model.asked))
    assert asked == [1, 2, 3, 3]
    assert [failed for _, _, failed in await lines(live, company)] == [True, True]


async def test_what_is_said_instead_is_stored_later_where_that_fails_first(
    runtime: Runtime, company: CompanyConfig
) -> None:
    failures = iter([True, True])

    def breaks(query: str, values: object) -> bool:
        return "ORDER BY messages.id LIMIT 1" in query and next(failures, False)

    model = EchoModel(cannot_read=True)
    rt = replace(with_model(runtime, model), db=BreakingDatabase(runtime.db, breaks), sleep=no_pause)
    with pytest.raises(Invalid):
        await say(rt, company, f"есть {MARK}?")
    assert (await conversation(rt, company)).claim is None, "the next attempt may begin at once"
    with pytest.raises(Invalid):
        await say(rt, company, BEHIND)
    assert not (await say(rt, company, "А самовывоз?")).failed
    assert [failed for _, _, failed in await lines(rt, company)] == [True, False, False, True, False]
    assert len(model.asked) == 3 + 1, "it is not tried a fourth time"


async def test_who_is_behind_a_failure_of_the_database_is_not_counted(
    runtime: Runtime, company: CompanyConfig
) -> None:
    class Away(EchoModel):
        async def complete(self, request: CompletionRequest) -> AsyncIterator[AnswerDelta]:
            if len(self.asked) < 5:
                self.asked.append("")
                raise Unavailable
            yield AnswerDelta(text="Готово.")

    rt = replace(with_model(runtime, Away()), sleep=no_pause)
    got = await write(rt, company, "Здравствуйте!")
    for _ in range(5):
        with pytest.raises(Unavailable):
            await answer_pending(rt, company, got.conversation_id, lambda _: None)
    assert tuple(await conversation(rt, company))[2:] == (0, 0)
    answer = await answer_pending(rt, company, got.conversation_id, lambda _: None)
    assert answer is not None
    assert answer.text == "Готово."


async def test_a_message_whose_processes_are_killed_again_and_again_is_given_up_in_the_end(live: Runtime) -> None:
    company, clock = await a_company(live), ManualClock(live.clock())
    live.clock = clock
    got = await write(live, company, f"есть {MARK}?")
    killed = []
    while True:
        async with live.db.direct(company.id) as connection:
            turn = await acquire_claim(live, connection, company, got.conversation_id, alone=True)
        assert turn is not None
        if is_out_of_attempts(turn):
            break
        killed.append(turn.lost_claims)  # and the process dies here
        clock.advance(live.settings.claim_lease_time + timedelta(seconds=1))
    assert killed == [0, 1, 2, 3, 4], "a kill alone does not burn a message"
    clock.advance(live.settings.claim_lease_time + timedelta(seconds=1))
    assert await answer_pending(live, company, got.conversation_id, lambda _: None, alone=True) is None
    assert [failed for _, _, failed in await lines(live, company)] == [True, True]
    assert not (await say(live, company, BEHIND)).failed


async def test_an_answer_forgets_the_claims_that_lapsed_before_it(live: Runtime) -> None:
    company, clock = await a_company(live), ManualClock(live.clock())
    live.clock = clock
    got = await write(live, company, "Здравствуйте!")
    async with live.db.direct(company.id) as connection:
        assert await acquire_claim(live, connection, company, got.conversation_id)
    clock.advance(live.settings.claim_lease_time + timedelta(seconds=1))
    async with live.db.direct(company.id) as connection:
        turn = await acquire_claim(live, connection, company, got.conversation_id)
    assert turn is not None
    assert turn.lost_claims == 1
    clock.advance(live.settings.claim_lease_time + timedelta(seconds=1))
    assert await answer_pending(live, company, got.conversation_id, lambda _: None) is None, "not beside others"
    assert await answer_pending(live, company, got.conversation_id, lambda _: None, alone=True)
    assert (await conversation(live, company)).lost_claims == 0


async def test_conversations_whose_claims_lapsed_again_and_again_are_answered_one_after_the_other(
    live: Runtime,
) -> None:
    company, clock = await a_company(live), ManualClock(live.clock())
    live.clock = clock
    for number, who in enumerate(("v_1", "v_2", "v_3")):
        got = await write(live, company, "Здравствуйте!", who=who)
        for _ in range(number):
            async with live.db.direct(company.id) as connection:
                assert await acquire_claim(live, connection, company, got.conversation_id)
            clock.advance(live.settings.claim_lease_time + timedelta(seconds=1))
    clock.advance(timedelta(minutes=1))
    assert await recover_conversations(live) == 3
    async with live.db.begin() as session:
        jobs = await session.execute(
            text("SELECT lock, (args->>'alone')::boolean FROM procrastinate_jobs ORDER BY id")
        )
        assert sorted(tuple(row) for row in jobs.all() if row[0]) == [("respond_alone", True)]
    await run_jobs(live)
    assert [role for role, *_ in await lines(live, company)].count("assistant") == 3


async def test_a_turn_without_an_end_is_a_failed_one(live: Runtime) -> None:
    company = await a_company(live)

    async def load_facts(rt: Any, company: CompanyConfig) -> Mapping[str, Any]:
        await asyncio.Event().wait()
        return {}

    flow = replace(live.flows["lead_capture"], load_facts=load_facts)
    rt = assemble_runtime(
        live.settings.model_copy(update={"claim_lease": 0.3, "answer_timeout": 0.1}),
        live.db, live.queue, live.http,
        flows={"lead_capture": flow}, sleep=no_pause,
    )  # fmt: skip
    got = await write(rt, company, "Здравствуйте!")
    assert await answer_pending(rt, company, got.conversation_id, lambda _: None) is None
    assert [failed for _, _, failed in await lines(rt, company)] == [True, True]


async def test_a_notice_that_cannot_be_sent_does_not_hold_up_the_conversation(live: Runtime) -> None:
    company = await a_company(live)
    notifier = BrokenNotifier(live, delivers=True)
    live.notifiers = {"broken": notifier}
    rt = replace(live, sleep=no_pause)
    await say(rt, company, BEFORE)
    assert (await say(rt, company, f"{MARK} да, всё верно")).lead_status == "confirmed"
    await run_jobs(rt)
    assert notifier.attempts == 1
    assert not (await say(rt, company, BEHIND)).failed
    assert not await handovers(rt, company)


async def test_another_company_sees_no_handover_of_this_one(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    rt = replace(with_model(runtime, EchoModel(cannot_read=True)), sleep=no_pause)
    await say(rt, company, f"есть {MARK}?")
    assert len(await handovers(rt, company)) == 1
    assert not await handovers(rt, stranger)
    async with rt.db.begin() as session:
        assert await session.scalar(text("SELECT count(*) FROM handovers")) == 0
