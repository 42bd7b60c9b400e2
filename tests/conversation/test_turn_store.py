"""The statements of a turn: whose message goes where, what is claimed with it, what an answer leaves behind."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fakes.company import a_company
from fakes.talk import write
from parley.conversation import turn_store
from parley.conversation.claim import acquire_claim
from parley.conversation.progress import find_progress
from parley.conversation.receive import ReceivedMessage, receive_message
from parley.domain.company import CompanyConfig
from parley.domain.lead import LeadDraft
from parley.domain.messages import Attribution, InboundMessage
from parley.domain.turn import Answer, Turn
from parley.infra.database import fetch_all, fetch_one
from parley.runtime import Runtime
from parley.testing import ManualClock

ANSWER = Answer("Здравствуйте!", "kk", suggestions=("Доставка",))


async def receive(rt: Runtime, company: CompanyConfig, words: str, **fields: Any) -> ReceivedMessage:
    inbound = InboundMessage(**{"channel": "web", "sender_id": "v_1", **fields}, text=words)
    async with rt.db.direct(company.id) as connection:
        return await receive_message(rt, connection, company, inbound)


async def claimed(rt: Runtime, company: CompanyConfig, conversation_id: int) -> Turn:
    async with rt.db.direct(company.id) as connection:
        turn = await acquire_claim(rt, connection, company, conversation_id)
    assert turn is not None
    return turn


async def save(rt: Runtime, turn: Turn, draft: LeadDraft | None = None) -> bool:
    async with rt.db.direct(turn.company.id) as connection:
        return await turn_store.save_answer(connection, turn, draft or LeadDraft(), ANSWER, rt.clock())


async def rows(rt: Runtime, company: CompanyConfig, query: str) -> list[Any]:
    async with rt.db.direct(company.id) as connection:
        return [tuple(row) for row in await fetch_all(connection, query, {})]


async def the_conversation(rt: Runtime, company: CompanyConfig) -> Any:
    async with rt.db.direct(company.id) as connection:
        return await fetch_one(connection, "SELECT * FROM conversations", {})


# ── Where a message goes


async def test_each_person_of_each_channel_has_one_open_conversation(
    runtime: Runtime, company: CompanyConfig
) -> None:
    """Otherwise one customer is answered with what another said."""
    people = [("web", "v_1"), ("web", "v_2"), ("telegram", "v_1")]
    ids = [
        (await receive(runtime, company, "Здравствуйте!", channel=channel, sender_id=person)).conversation_id
        for channel, person in (*people, *people)
    ]
    assert len(set(ids[:3])) == 3
    assert ids[3:] == ids[:3]


async def test_a_public_conversation_is_the_one_of_its_id_on_its_channel_whoever_writes(
    runtime: Runtime, company: CompanyConfig
) -> None:
    own = await receive(runtime, company, "Без номера")
    first = await receive(runtime, company, "Здравствуйте!", public_conversation_id="c-1")
    again = await receive(runtime, company, "Есть доставка?", public_conversation_id="c-1", sender_id="v_2")
    other = await receive(runtime, company, "Здравствуйте!", public_conversation_id="c-2")
    elsewhere = await receive(runtime, company, "Сәлем!", public_conversation_id="c-1", channel="brand")
    assert again.conversation_id == first.conversation_id
    assert len({one.conversation_id for one in (own, first, other, elsewhere)}) == 4
    assert (await receive(runtime, company, "И ещё")).conversation_id == own.conversation_id


async def test_two_companies_conversations_of_one_public_id_are_two(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    ours = await receive(runtime, company, "Здравствуйте!", public_conversation_id="c-1")
    theirs = await receive(runtime, stranger, "Здравствуйте!", public_conversation_id="c-1")
    assert ours.conversation_id != theirs.conversation_id


async def test_a_new_session_closes_the_persons_conversation_and_its_lead_and_nobody_elses(
    runtime: Runtime, company: CompanyConfig
) -> None:
    clock = runtime.clock = ManualClock(runtime.clock())
    before = await receive(runtime, company, "Здравствуйте!")
    public = await receive(runtime, company, "Здравствуйте!", public_conversation_id="c-1")
    neighbour = await receive(runtime, company, "Здравствуйте!", sender_id="v_2")
    clock.advance(timedelta(hours=1))
    after = await receive(runtime, company, "Начнём сначала", new_session=True)
    closed = "SELECT {} FROM {} WHERE closed_at IS NOT NULL"
    assert await rows(runtime, company, closed.format("id, closed_at", "conversations")) == [
        (before.conversation_id, clock.at)
    ]
    assert await rows(runtime, company, closed.format("conversation_id, closed_at", "leads")) == [
        (before.conversation_id, clock.at)
    ]
    assert (await receive(runtime, company, "И ещё")).conversation_id == after.conversation_id
    assert len({one.conversation_id for one in (before, public, neighbour, after)}) == 4


async def test_what_a_person_is_known_by_is_kept_with_the_conversation_and_its_lead(
    runtime: Runtime, company: CompanyConfig
) -> None:
    at = runtime.clock()
    runtime.clock = lambda: at
    attribution = Attribution("7", {"utm_source": "ads"}, fingerprint={"screen": "390x844"})
    await receive(runtime, company, "Сәлем!", username="saken", language="kk", attribution=attribution)
    await receive(runtime, company, "Бар ма?", username="", language="kk", attribution=attribution)
    contacts = await rows(runtime, company, "SELECT username, language, fingerprint FROM contacts")
    assert contacts == [("saken", "kk", {"screen": "390x844"})]
    conversation = await the_conversation(runtime, company)
    assert (conversation.language, conversation.origin["utm"]) == ("kk", {"utm_source": "ads"})
    assert (conversation.public_id, conversation.issued, conversation.last_message_at) == ("", False, at)
    leads = await rows(runtime, company, "SELECT source, contact_info, created_at FROM leads")
    assert leads == [("7", {"username": "saken", "visitor_id": "v_1"}, at)]


async def test_a_person_of_whom_the_page_knows_nothing_has_no_fingerprint(
    runtime: Runtime, company: CompanyConfig
) -> None:
    await receive(runtime, company, "Здравствуйте!")
    assert await rows(runtime, company, "SELECT fingerprint FROM contacts") == [(None,)]


async def test_whoever_opens_a_conversation_is_told_a_session_id_unless_it_has_a_public_one(
    runtime: Runtime, company: CompanyConfig
) -> None:
    opened = await receive(runtime, company, "Здравствуйте!")
    for public_id in ("c-1", "c-2"):
        await receive(runtime, company, "Привет", public_conversation_id=public_id, is_issued=True)
    stored = await rows(runtime, company, "SELECT session_id, issued FROM conversations ORDER BY id")
    assert opened.session_id
    assert stored == [(opened.session_id, False), (None, True), (None, True)]


# ── Storing a message


async def test_a_message_of_one_conversation_does_not_repeat_one_of_another(
    runtime: Runtime, company: CompanyConfig
) -> None:
    """A messenger counts the messages of each person by themselves: theirs may have the same numbers."""
    first = await receive(runtime, company, "Здравствуйте!", external_id="1")
    other = await receive(runtime, company, "Привет", sender_id="v_2", external_id="1")
    later = await receive(runtime, company, "Есть доставка?", external_id="2")
    again = await receive(runtime, company, "Есть доставка?", external_id="2")
    assert [one.is_repeated for one in (first, other, later, again)] == [False, False, False, True]
    assert again.message_id == later.message_id


async def test_messages_without_an_id_of_their_channel_are_never_taken_for_one(
    runtime: Runtime, company: CompanyConfig
) -> None:
    for _ in range(2):
        assert not (await receive(runtime, company, "Да")).is_repeated
    assert await rows(runtime, company, "SELECT text, external_id FROM messages") == [("Да", None)] * 2


async def test_a_message_waits_since_the_first_one_that_was_not_answered(
    runtime: Runtime, company: CompanyConfig
) -> None:
    clock = runtime.clock = ManualClock(runtime.clock())
    begun = clock.at
    await write(runtime, company, "Здравствуйте!")
    clock.advance(timedelta(seconds=9))
    await write(runtime, company, "Вы тут?")
    conversation = await the_conversation(runtime, company)
    assert (conversation.waiting_since, conversation.last_message_at) == (begun, clock.at)
    assert (conversation.claim, conversation.claimed_until) == (None, None)


@pytest.mark.parametrize("spoken", [True, False])
async def test_a_message_that_waited_is_answered_in_the_way_it_was_sent(
    runtime: Runtime, company: CompanyConfig, *, spoken: bool
) -> None:
    await write(runtime, company, "Здравствуйте!", voice=not spoken)
    message = await write(runtime, company, "Есть доставка?", voice=spoken)
    assert (await claimed(runtime, company, message.conversation_id)).is_voice is spoken


async def test_a_message_claims_a_conversation_only_where_that_is_wanted_and_nobody_answers_it(
    runtime: Runtime, company: CompanyConfig
) -> None:
    clock = runtime.clock = ManualClock(runtime.clock())

    async def take(words: str) -> Turn | None:
        inbound = InboundMessage("web", "v_1", words)
        async with runtime.db.direct(company.id) as connection:
            return (await receive_message(runtime, connection, company, inbound, claim_turn=True)).turn

    first = await take("Здравствуйте!")
    assert first is not None
    token = first.claim_token
    lapses = clock.at + runtime.settings.claim_lease_time
    clock.advance(lapses - clock.at)
    assert await take("Вы тут?") is None, "it lapses after that moment"
    conversation = await the_conversation(runtime, company)
    assert (conversation.claim, conversation.claimed_until) == (token, lapses)
    clock.advance(timedelta(milliseconds=1))
    await write(runtime, company, "Ау")
    assert (await the_conversation(runtime, company)).claim == token, "nobody wanted it"
    last = await take("Есть кто?")
    assert last is not None
    conversation = await the_conversation(runtime, company)
    assert conversation.claim == last.claim_token != token
    assert conversation.claimed_until == clock.at + runtime.settings.claim_lease_time
    assert [line.text for line in last.pending] == ["Здравствуйте!", "Вы тут?", "Ау", "Есть кто?"]


async def test_a_note_of_staff_is_neither_answered_nor_remembered(runtime: Runtime, company: CompanyConfig) -> None:
    """What staff write for themselves must not come back in an answer to the customer."""
    message = await write(runtime, company, "Здравствуйте!")
    async with runtime.db.direct(company.id) as connection:
        await connection.execute(
            "INSERT INTO messages (company_id, conversation_id, role, text, created_at)"
            " SELECT company_id, conversation_id, 'note', 'тайное', created_at FROM messages"
        )
    turn = await claimed(runtime, company, message.conversation_id)
    assert [line.text for line in turn.pending] == ["Здравствуйте!"]
    assert turn.history == []


async def test_the_same_first_public_message_in_many_requests_at_once_opens_one_conversation(live: Runtime) -> None:
    company = await a_company(live)
    got = await asyncio.gather(
        *(
            receive(
                live, company, "Здравствуйте!", public_conversation_id="c-1", external_id="m-1", sender_id=person
            )
            for person in ("v_1", "v_2", "v_3", "v_4") * 2
        )
    )
    assert len({(one.conversation_id, one.message_id) for one in got}) == 1
    assert [one.is_repeated for one in got].count(False) == 1


# ── Claiming


async def test_a_message_that_came_after_a_claim_goes_on_waiting_when_that_is_given_back(
    runtime: Runtime, company: CompanyConfig
) -> None:
    first = await write(runtime, company, "Здравствуйте!")
    turn = await claimed(runtime, company, first.conversation_id)
    later = await write(runtime, company, "Вы тут?")
    for heard_id, waits in ((first.message_id, True), (later.message_id, False)):
        async with runtime.db.direct(company.id) as connection:
            await connection.execute("UPDATE conversations SET claim = %s", [turn.claim_token])
            await turn_store.release_claim(connection, first.conversation_id, turn.claim_token, heard_id)
        conversation = await the_conversation(runtime, company)
        assert (conversation.claim, conversation.waiting_since is not None) == (None, waits)


async def test_a_claim_is_renewed_and_given_back_in_its_own_conversation_only(
    runtime: Runtime, company: CompanyConfig
) -> None:
    """Two conversations with one token cannot be; were the token asked for alone, one would be enough."""
    ours, other = await write(runtime, company, "Да"), await write(runtime, company, "Нет", who="v_2")
    until = (await the_conversation(runtime, company)).last_message_at + timedelta(hours=1)
    claims = "SELECT id, claim, claimed_until FROM conversations ORDER BY id"
    async with runtime.db.direct(company.id) as connection:
        await connection.execute("UPDATE conversations SET claim = 'token'")
        await turn_store.extend_claim(connection, ours.conversation_id, "token", until)
        assert await rows(runtime, company, claims) == [
            (ours.conversation_id, "token", until),
            (other.conversation_id, "token", None),
        ]
        await turn_store.release_claim(connection, ours.conversation_id, "token", ours.message_id)
    assert await rows(runtime, company, claims) == [
        (ours.conversation_id, None, None),
        (other.conversation_id, "token", None),
    ]


# ── Saving an answer, and reading what was saved


async def test_an_answer_is_saved_with_all_that_the_next_turn_needs(
    runtime: Runtime, company: CompanyConfig
) -> None:
    clock = runtime.clock = ManualClock(runtime.clock())
    message = await write(runtime, company, "Здравствуйте!")
    turn = await claimed(runtime, company, message.conversation_id)
    clock.advance(timedelta(seconds=2))
    assert await save(runtime, turn, LeadDraft(name="Сакен"))
    conversation = await the_conversation(runtime, company)
    assert (conversation.claim, conversation.claimed_until, conversation.waiting_since) == (None, None, None)
    assert (conversation.language, conversation.last_message_at) == ("kk", clock.at)
    assert conversation.handed_over_at is None
    reply = "SELECT text, created_at FROM messages WHERE role = 'assistant'"
    assert await rows(runtime, company, reply) == [("Здравствуйте!", clock.at)]
    await write(runtime, company, "Есть доставка?")
    after = await claimed(runtime, company, message.conversation_id)
    assert after.draft.name == "Сакен"
    assert [(line.role, line.text) for line in after.history] == [
        ("user", "Здравствуйте!"),
        ("assistant", "Здравствуйте!"),
    ]
    async with runtime.db.direct(company.id) as connection:
        assert await turn_store.find_answer(connection, message.message_id) == ANSWER
        assert await turn_store.find_answer(connection, after.pending[0].id) is None


async def test_a_message_that_came_during_an_answer_waits_from_when_that_was_saved(
    runtime: Runtime, company: CompanyConfig
) -> None:
    clock = runtime.clock = ManualClock(runtime.clock())
    first = await write(runtime, company, "Здравствуйте!")
    turn = await claimed(runtime, company, first.conversation_id)
    await write(runtime, company, "Вы тут?")
    clock.advance(timedelta(seconds=2))
    assert await save(runtime, turn)
    assert (await the_conversation(runtime, company)).waiting_since == clock.at
    after = await claimed(runtime, company, first.conversation_id)
    assert [line.text for line in after.pending] == ["Вы тут?"]


async def test_the_last_of_several_messages_decides_whether_something_waits(
    runtime: Runtime, company: CompanyConfig
) -> None:
    for words in ("Здравствуйте!", "Вы тут?"):
        message = await write(runtime, company, words)
    assert await save(runtime, await claimed(runtime, company, message.conversation_id))
    assert (await the_conversation(runtime, company)).waiting_since is None


async def test_it_is_kept_since_when_a_customer_waits_for_a_person(
    runtime: Runtime, company: CompanyConfig
) -> None:
    clock = runtime.clock = ManualClock(runtime.clock())
    asked = clock.at
    for handed_over in (True, True, False):
        message = await write(runtime, company, "Позовите человека")
        turn = await claimed(runtime, company, message.conversation_id)
        assert await save(runtime, turn, LeadDraft(handed_over=handed_over))
        assert (await the_conversation(runtime, company)).handed_over_at == asked
        clock.advance(timedelta(minutes=1))


async def test_an_answer_without_its_claim_leaves_nothing_behind(runtime: Runtime, company: CompanyConfig) -> None:
    """Neither what another is answering at the moment, nor another conversation, is touched by it."""
    message = await write(runtime, company, "Здравствуйте!")
    other = await write(runtime, company, "Привет", who="v_2")
    turn = await claimed(runtime, company, message.conversation_id)
    await claimed(runtime, company, other.conversation_id)
    before = await rows(runtime, company, "SELECT * FROM conversations ORDER BY id")
    assert not await save(runtime, replace(turn, claim_token="another's"))
    assert not await save(runtime, replace(turn, conversation_id=other.conversation_id))
    assert await rows(runtime, company, "SELECT * FROM conversations ORDER BY id") == before
    assert await rows(runtime, company, "SELECT role, answered_by FROM messages") == [("user", None)] * 2


async def test_progress_is_found_by_parleys_number_and_by_an_id_the_client_knows(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    own = await receive(runtime, company, "Здравствуйте!")
    public = await receive(runtime, company, "Здравствуйте!", public_conversation_id="c-1")
    newer = await receive(runtime, company, "Здравствуйте!", public_conversation_id="c-1", channel="brand")
    theirs = await receive(runtime, stranger, "Здравствуйте!", public_conversation_id="c-9")

    async def found(number: int, client_id: str) -> int | None:
        async with runtime.db.direct(company.id) as connection:
            row = await find_progress(connection, company.id, number, client_id)
        return row.id if row else None

    assert await found(own.conversation_id, "") == own.conversation_id
    assert await found(public.conversation_id, str(public.conversation_id)) == public.conversation_id
    assert await found(0, own.session_id) == own.conversation_id
    assert await found(0, "c-1") == newer.conversation_id
    assert await found(0, "") is None
    assert await found(theirs.conversation_id, "c-9") is None
