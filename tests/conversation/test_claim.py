"""The lease on a conversation: taken, renewed for as long as an answer takes, given back."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from fakes.clock import run_on_fake_clock
from fakes.company import a_company
from fakes.talk import ask, speaking, write
from parley.conversation import turn_store
from parley.conversation.claim import (
    ClaimLease,
    acquire_claim,
    keep_claim_alive,
    message_limit,
    new_claim_token,
    renew_claim,
)
from parley.conversation.receive import receive_message
from parley.conversation.respond import answer_pending
from parley.domain.company import CompanyConfig
from parley.domain.messages import Attribution, InboundMessage
from parley.domain.turn import Answer, Turn
from parley.infra.database import fetch_one
from parley.runtime import Runtime
from parley.testing import ManualClock, ScriptedLLM


async def claim(rt: Runtime, company: CompanyConfig, conversation_id: int) -> Turn | None:
    async with rt.db.direct(company.id) as connection:
        return await acquire_claim(rt, connection, company, conversation_id)


async def claimed_until(rt: Runtime, company: CompanyConfig) -> datetime | None:
    async with rt.db.direct(company.id) as connection:
        row = await fetch_one(connection, "SELECT claimed_until FROM conversations", {})
    moment: datetime | None = row.claimed_until
    return moment


def renewals(answer_seconds: float, lease_seconds: float) -> list[float]:
    """When a claim is renewed while an answer is made, in seconds from its beginning."""

    async def answer() -> list[float]:
        loop, moments = asyncio.get_running_loop(), list[float]()
        begun = loop.time()

        async def renew() -> None:
            moments.append(loop.time() - begun)

        with keep_claim_alive(renew, lease_seconds):
            await asyncio.sleep(answer_seconds)
        await asyncio.sleep(10 * lease_seconds)
        return moments

    return run_on_fake_clock(answer())


def test_an_ordinary_answer_is_done_before_its_claim_has_to_be_renewed() -> None:
    assert renewals(answer_seconds=9, lease_seconds=30) == []


def test_a_claim_is_renewed_well_within_its_lease_for_as_long_as_the_answer_takes_and_no_longer() -> None:
    assert renewals(answer_seconds=65, lease_seconds=30) == [10, 20, 30, 40, 50, 60]


@pytest.mark.parametrize(("process", "beginning"), [("1234", "1234."), ("", "")])
async def test_a_token_names_the_process_that_may_die_and_is_nobody_elses(
    runtime: Runtime, process: str, beginning: str
) -> None:
    """Without the point a claim of a process without a name would lapse at once, for nobody is called so."""
    rt = replace(runtime, process_name=partial(str, process))
    tokens = [new_claim_token(rt) for _ in range(2)]
    assert tokens[0] != tokens[1]
    for token in tokens:
        assert token.startswith(beginning)
        assert len(token.removeprefix(beginning)) == 32
        assert token.removeprefix(beginning).isalnum()


async def test_a_renewed_claim_lasts_a_whole_lease_from_then_on(runtime: Runtime, company: CompanyConfig) -> None:
    clock = runtime.clock = ManualClock(runtime.clock())
    message = await write(runtime, company, "Здравствуйте!")
    turn = await claim(runtime, company, message.conversation_id)
    assert turn is not None
    clock.advance(timedelta(seconds=4))
    await renew_claim(runtime, turn)
    assert await claimed_until(runtime, company) == clock.at + runtime.settings.claim_lease_time


async def test_nobody_renews_a_claim_that_another_has_by_now(runtime: Runtime, company: CompanyConfig) -> None:
    clock = runtime.clock = ManualClock(runtime.clock())
    message = await write(runtime, company, "Здравствуйте!")
    late = await claim(runtime, company, message.conversation_id)
    clock.advance(runtime.settings.claim_lease_time + timedelta(seconds=1))
    assert await claim(runtime, company, message.conversation_id) is not None
    until = await claimed_until(runtime, company)
    clock.advance(timedelta(seconds=1))
    assert late is not None
    await renew_claim(runtime, late)
    assert await claimed_until(runtime, company) == until


async def test_a_claim_lapses_with_its_lease_and_not_before(runtime: Runtime, company: CompanyConfig) -> None:
    clock = runtime.clock = ManualClock(runtime.clock())
    message = await write(runtime, company, "Здравствуйте!")
    assert await claim(runtime, company, message.conversation_id) is not None
    clock.advance(runtime.settings.claim_lease_time)
    assert await claim(runtime, company, message.conversation_id) is None
    clock.advance(timedelta(milliseconds=1))
    assert await claim(runtime, company, message.conversation_id) is not None


async def test_a_claim_for_which_nothing_waits_is_given_back(runtime: Runtime, company: CompanyConfig) -> None:
    await ask(runtime, company, "Здравствуйте!")
    message = await write(runtime, company, "Есть доставка?")
    assert await claim(runtime, company, message.conversation_id) is not None
    async with runtime.db.direct(company.id) as connection:
        await connection.execute("UPDATE messages SET answered_by = id; UPDATE conversations SET claim = NULL")
    assert await claim(runtime, company, message.conversation_id) is None
    assert await claimed_until(runtime, company) is None


async def test_nobody_gives_back_the_claim_of_another(runtime: Runtime, company: CompanyConfig) -> None:
    message = await write(runtime, company, "Здравствуйте!")
    turn = await claim(runtime, company, message.conversation_id)
    assert turn is not None
    until = await claimed_until(runtime, company)
    async with runtime.db.direct(company.id) as connection:
        await turn_store.release_claim(connection, message.conversation_id, "another's", message.message_id)
        assert await claimed_until(runtime, company) == until
        await turn_store.release_claim(connection, message.conversation_id, turn.claim_token, message.message_id)
    assert await claimed_until(runtime, company) is None


@pytest.mark.parametrize(("max_messages", "remembered"), [(2, 2), (4, 4), (20, 6)])
async def test_a_turn_remembers_as_much_of_the_conversation_as_the_settings_say(
    runtime: Runtime, company: CompanyConfig, max_messages: int, remembered: int
) -> None:
    rt = speaking(
        runtime, ScriptedLLM([f"Ответ {number}." for number in range(3)]), max_context_messages=max_messages
    )
    for number in range(3):
        await ask(rt, company, f"Вопрос {number}?")
    message = await write(rt, company, "И ещё?")
    turn = await claim(rt, company, message.conversation_id)
    assert turn is not None
    assert len(turn.history) == remembered
    assert turn.history[-1].text.strip() == "Ответ 2."
    assert [line.text for line in turn.pending] == ["И ещё?"]


async def test_a_turn_knows_the_advert_the_language_and_the_lead_of_its_conversation(
    runtime: Runtime, company: CompanyConfig
) -> None:
    """Without them a lead tells of no advert, and a customer is answered in another language than the page's."""
    inbound = InboundMessage(
        "web", "v_1", "Сәлеметсіз бе!", language="kk", attribution=Attribution(utm={"utm_source": "ads"})
    )
    async with runtime.db.direct(company.id) as connection:
        received = await receive_message(runtime, connection, company, inbound)
        await connection.execute("UPDATE leads SET status = 'confirmed'")
        lead = await fetch_one(connection, "SELECT id FROM leads", {})
    turn = await claim(runtime, company, received.conversation_id)
    assert turn is not None
    assert (company.language, turn.language) == ("ru", "kk")
    assert (turn.utm, turn.lead_id, turn.lead_status) == ({"utm_source": "ads"}, lead.id, "confirmed")


async def test_a_conversation_is_answered_though_its_lead_was_deleted_and_nothing_is_known_of_it(
    runtime: Runtime, company: CompanyConfig
) -> None:
    message = await write(runtime, company, "Здравствуйте!")
    async with runtime.db.direct(company.id) as connection:
        await connection.execute("DELETE FROM leads; UPDATE conversations SET origin = '{}', language = ''")
    turn = await claim(runtime, company, message.conversation_id)
    assert turn is not None
    assert (turn.lead_id, turn.lead_status, turn.utm, turn.language) == (0, "", {}, company.language)


async def test_all_that_waited_is_claimed_however_much_it_is(runtime: Runtime, company: CompanyConfig) -> None:
    lines = [f"строка {number}" for number in range(message_limit(runtime) + 1)]
    for words in lines:
        message = await write(runtime, company, words)
    turn = await claim(runtime, company, message.conversation_id)
    assert turn is not None
    assert [line.text for line in turn.pending] == lines


@pytest.mark.parametrize(
    ("lost_claims", "pending"), [(0, ["один", "два"]), (1, ["один", "два"]), (2, ["один"]), (4, ["один"])]
)
async def test_a_turn_whose_claim_lapsed_twice_answers_its_oldest_message_alone(
    runtime: Runtime, company: CompanyConfig, lost_claims: int, pending: list[str]
) -> None:
    for words in ("один", "два"):
        message = await write(runtime, company, words)
    async with runtime.db.direct(company.id) as connection:
        await connection.execute("UPDATE conversations SET lost_claims = %s", (lost_claims,))
        turn = await acquire_claim(runtime, connection, company, message.conversation_id, alone=True)
    assert turn is not None
    assert [line.text for line in turn.pending] == pending


async def test_what_came_during_an_answer_is_not_lost_behind_many_later_messages(
    runtime: Runtime, company: CompanyConfig
) -> None:
    rt = speaking(runtime, ScriptedLLM(), max_context_messages=1)
    message = await write(rt, company, "один")
    turn = await claim(rt, company, message.conversation_id)
    assert turn is not None
    for words in ("два", "три"):
        await write(rt, company, words)
    async with rt.db.direct(company.id) as connection:
        await turn_store.save_answer(connection, turn, turn.draft, Answer("Первый.", "ru"), rt.clock())
    later = [f"строка {number}" for number in range(message_limit(rt) - 2)]
    for words in later:
        await write(rt, company, words)
    after = await claim(rt, company, message.conversation_id)
    assert after is not None
    assert [line.text for line in after.pending] == ["два", "три", *later]


async def test_an_answer_that_takes_longer_than_its_lease_keeps_its_claim(live: Runtime) -> None:
    """The renewal is wired: the claim of an answer that is held open moves on by itself."""
    company, gate = await a_company(live), asyncio.Event()
    rt = speaking(live, ScriptedLLM(["Готово."], gate=gate), claim_lease=0.3)
    message = await write(rt, company, "Здравствуйте!")
    answering = asyncio.create_task(answer_pending(rt, company, message.conversation_id, lambda _: None))
    async with asyncio.timeout(10):
        while (first := await claimed_until(rt, company)) is None:
            await asyncio.sleep(0)
        while await claimed_until(rt, company) == first:
            await asyncio.sleep(0)
    gate.set()
    answer = await answering
    assert answer is not None
    assert answer.text.strip() == "Готово."


async def test_a_claim_is_certain_until_others_may_soon_take_it_and_again_when_it_was_renewed(
    runtime: Runtime, company: CompanyConfig
) -> None:
    clock = runtime.clock = ManualClock(runtime.clock())
    message = await write(runtime, company, "Здравствуйте!")
    turn = await claim(runtime, company, message.conversation_id)
    assert turn is not None
    lease, third = ClaimLease(runtime, turn), runtime.settings.claim_lease_time / 3
    clock.advance(2 * third - timedelta(milliseconds=1))
    assert lease.is_certain()
    clock.advance(timedelta(milliseconds=1))
    assert not lease.is_certain()
    await lease.renew()
    clock.advance(third)
    assert lease.is_certain()


async def test_a_claim_that_another_has_is_never_certain_again(runtime: Runtime, company: CompanyConfig) -> None:
    clock = runtime.clock = ManualClock(runtime.clock())
    message = await write(runtime, company, "Здравствуйте!")
    turn = await claim(runtime, company, message.conversation_id)
    assert turn is not None
    lease = ClaimLease(runtime, turn)
    clock.advance(runtime.settings.claim_lease_time + timedelta(seconds=1))
    assert await claim(runtime, company, message.conversation_id) is not None
    await lease.renew()
    assert not lease.is_certain()
