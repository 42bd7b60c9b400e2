"""One answer, top to bottom: claim, load, hear, flow, speak, save. Read this file first.

`answer_to` is what a door calls after `receive`: it waits for its turn, answers, or finds that another answer
covered the message. The work runs in a task of its own: a client that hangs up does not stop it.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from datetime import datetime

import msgspec
import structlog
from psycopg.types.json import Jsonb

from parley.conversation import agent, claims, gates
from parley.conversation.open_question import still_asked
from parley.conversation.prices import Prices
from parley.conversation.receive import Received
from parley.core.brief import Brief, Findings
from parley.core.company import CompanyConfig
from parley.core.find import pretty_phone
from parley.core.hearing import Context, Heard, hear
from parley.core.lead import Draft, Step, asked_by, hear_into, next_step
from parley.core.sentence import OneSentence
from parley.core.turn import Answer, Turn
from parley.db import Driver, driver_of, one
from parley.errors import Unavailable
from parley.knowledge import sources
from parley.knowledge.embedding import meaning_of
from parley.knowledge.search import search
from parley.languages.base import Language
from parley.leads import capture
from parley.metrics import TURNS
from parley.runtime import Runtime

log = structlog.get_logger()

Emit = Callable[[str], None]

_POLL = 0.05
_SAVE_ATTEMPTS = 6


def start(rt: Runtime, company: CompanyConfig, received: Received, emit: Emit) -> "asyncio.Task[Answer]":
    """Begin to answer, and go on whoever listens. `emit` gets the pieces as the model makes them."""
    task = asyncio.create_task(answer_to(rt, company, received, emit))
    rt.answers.add(task)
    task.add_done_callback(rt.answers.discard)
    return task


async def listen_to(task: "asyncio.Task[Answer]") -> Answer:
    """Wait for an answer; being cancelled ourselves does not cancel it."""
    return await asyncio.shield(task)


async def answer_to(rt: Runtime, company: CompanyConfig, received: Received, emit: Emit) -> Answer:
    """Answer one stored message: by a turn of our own, or by the one that covered it. Waits for its turn at most
    as long as a claim can outlive its process."""
    patience = rt.settings.claim_lease + rt.settings.answer_timeout
    deadline = asyncio.get_running_loop().time() + patience
    answer = await _take_turn(rt, received.turn, emit) if received.turn else None
    while answer is None:
        answer = await respond(rt, company, received.conversation_id, emit)
        if answer is not None:
            break
        answer = await _answer_of(rt, company, received.message_id)
        if answer is not None:
            emit(answer.text)
            break
        if asyncio.get_running_loop().time() > deadline:
            raise Unavailable("The conversation is busy", retry_after=5)
        await asyncio.sleep(_POLL)
    return answer


async def respond(rt: Runtime, company: CompanyConfig, conversation_id: int, emit: Emit) -> Answer | None:
    """Answer everything the customer wrote since the last answer. None when another is at it, or nothing waits."""
    async with rt.db.direct(company.id) as connection:
        turn = await claims.claim(rt, connection, company, conversation_id)
    return await _take_turn(rt, turn, emit) if turn else None


async def _take_turn(rt: Runtime, turn: Turn, emit: Emit) -> Answer | None:
    with claims.kept(rt, turn):
        heard, before = listen(rt, turn)
        found = await _look_up(rt, turn, heard)
        answer, draft = await _answer(rt, turn, heard, before, found, emit)
        return await _save(rt, turn, draft, answer)


def listen(rt: Runtime, turn: Turn) -> tuple[Heard, Draft]:
    """What the pending messages say, and the draft with it taken in."""
    draft = turn.draft
    context = Context(
        asked=still_asked(draft, turn.said, rt.lexicon),
        language=turn.language,
        country=turn.company.country,
        known_name=draft.name,
        known_phone=draft.phone.raw if draft.phone else "",
        not_names=frozenset({turn.company.name.lower()}),
    )
    heard = hear(turn.said, context, rt.lexicon)
    if draft.scrap and not (heard.phone and heard.phone.e164):
        # The rest of a number whose beginning was answered as "too short" already: "ой, ещё 33 18".
        rest = turn.said[next((at for at, char in enumerate(turn.said) if char.isdigit()), len(turn.said)) :]
        whole = hear(f"{draft.scrap} {rest}", context, rt.lexicon)
        if rest and whole.phone and whole.phone.e164:
            heard = replace(heard, phone=whole.phone, bad_phone="")
    return heard, hear_into(draft, heard)


async def _look_up(rt: Runtime, turn: Turn, heard: Heard) -> Findings:
    if not (heard.about or heard.question or heard.asks_price or heard.asks_catalogue):
        return Findings()
    company = turn.company
    meaning = await meaning_of(rt, company, heard)
    async with rt.db.direct(company.id) as connection:
        return await search(connection, company, heard, turn.said, meaning=meaning)


async def _answer(
    rt: Runtime, turn: Turn, heard: Heard, heard_draft: Draft, found: Findings, emit: Emit
) -> tuple[Answer, Draft]:
    language = rt.language(heard.language)
    if closing := gates.closed(turn.company):
        emit(closing)
        return Answer(closing, language.code), turn.draft
    asked_to_confirm = heard_draft.phone is not None and capture.asked_to_confirm(turn.history)
    step = next_step(turn.draft, heard_draft, heard, asked_to_confirm=asked_to_confirm)
    draft = asked_by(heard_draft, step)
    brief = _brief(turn, draft, heard, found, step, language.code)
    prices = _prices(turn, brief, language)
    voice = _Voice(emit, prices, one_sentence=turn.voice)
    passages = list(found.passages)

    def learn(result: str) -> None:
        prices.learn(result)
        passages.extend(sources.of_tool(result))

    spoken = await agent.speak(rt, turn, brief, voice.say, learn)
    said = voice.finish()
    text = said + _owed(said, brief, language, draft, emit)
    answer = Answer(
        text=text,
        language=language.code,
        action={Step.CONFIRMED: "confirmed", Step.HANDOVER: "escalated"}.get(step, "continue"),
        handover=step is Step.HANDOVER or draft.handed_over,
        suggestions=_suggestions(step, language),
        products=_cards(found),
        confidence=_confidence(found),
        sources=sources.named(said, passages),
        asks=draft.asked,
        model=spoken.model,
        stood_in=bool(spoken.failed),
    )
    return answer, draft


def _brief(turn: Turn, draft: Draft, heard: Heard, found: Findings, step: Step, language: str) -> Brief:
    before = turn.draft
    return Brief(
        company=turn.company.name,
        about=turn.company.description,
        welcome=turn.company.welcome,
        language=language,
        step=step,
        heard=heard,
        found=found,
        name=draft.name,
        phone=shown_phone(draft),
        first=turn.first,
        asked_before=(step is Step.ASK_NAME and before.names_asked > 0)
        or (step is Step.ASK_PHONE and before.phones_asked > 0),
        one_sentence=turn.voice,
    )


def shown_phone(draft: Draft) -> str:
    """The number as it is read back: as the customer knows it, in international form where it is valid."""
    if draft.phone is None:
        return ""
    return pretty_phone(draft.phone)


class _Voice:
    """What stands between a model and the customer: prices nobody gave are not said, and a spoken turn is one
    sentence."""

    def __init__(self, emit: Emit, prices: Prices, *, one_sentence: bool) -> None:
        self._emit, self._prices = emit, prices
        self._sentence = OneSentence() if one_sentence else None
        self._said: list[str] = []

    def say(self, piece: str) -> None:
        self._pass(self._prices.feed(piece))

    def finish(self) -> str:
        """All that was said."""
        self._pass(self._prices.close())
        if self._sentence and (rest := self._sentence.close()):
            self._said.append(rest)
            self._emit(rest)
        return "".join(self._said)

    def _pass(self, text: str) -> None:
        if self._sentence:
            text = self._sentence.feed(text)
        if text:
            self._said.append(text)
            self._emit(text)


def _prices(turn: Turn, brief: Brief, language: Language) -> Prices:
    """What may be told of money: what the model was given, and what was said before."""
    company, found = turn.company, brief.found
    given = [company.description, company.system_prompt, company.persona_prompt, company.welcome]
    given += [text for hit in found.products for text in (hit.name, hit.description, hit.details())]
    given += [hit.text for hit in found.passages]
    given += [line.text for line in (*turn.history, *turn.pending)]
    return Prices(language.says.price_unknown, given, [hit.price for hit in found.products])


def _owed(text: str, brief: Brief, language: Language, draft: Draft, emit: Emit) -> str:
    """What code owes the customer where the model's own words left it out: the read-back, the promise of a call."""
    says, owed = language.says, ""
    digits = "".join(filter(str.isdigit, text))
    if brief.step is Step.CONFIRM and "".join(filter(str.isdigit, brief.phone)) not in digits:
        template = says.read_back if draft.name else says.read_back_phone
        owed = template.format(name=draft.name, phone=brief.phone)
    elif brief.step is Step.CONFIRMED and language.code == "ru" and "менеджер свяжется" not in text:
        owed = says.confirmed.format(name=draft.name) if draft.name else says.confirmed_unnamed
    elif brief.step is Step.HANDOVER and language.code == "ru" and "менеджер свяжется" not in text:
        owed = says.handover if draft.phone else says.handover_ask_phone
    if not owed or brief.one_sentence:
        return ""
    owed = f"\n\n{owed}"
    emit(owed)
    return owed


def _suggestions(step: Step, language: Language) -> tuple[str, ...]:
    says = language.says
    return (says.button_yes, says.button_no) if step is Step.CONFIRM else ()


def _cards(found: Findings) -> tuple[dict[str, object], ...] | None:
    return tuple(hit.card for hit in found.products[:3]) if found.asked_products or found.products else None


def _confidence(found: Findings) -> float | None:
    if not found.products:
        return 0.0 if found.asked_products else None
    hits = found.products[:3]
    return round(sum(hit.score for hit in hits) / len(hits), 3)


class _Lost(Exception):
    """Our claim lapsed and another took over: what we made is not said."""


async def _save(rt: Runtime, turn: Turn, draft: Draft, answer: Answer) -> Answer | None:
    """Store the answer, the lead and the notices in one transaction. A database that is just restarting is waited
    for: the answer was expensive."""
    for attempt in range(_SAVE_ATTEMPTS):
        try:
            return await _saved(rt, turn, draft, answer)
        except _Lost:
            log.warning("answer dropped, the claim had lapsed", conversation=turn.conversation_id)
            return None
        except Unavailable:
            if attempt == _SAVE_ATTEMPTS - 1:
                raise
            await asyncio.sleep(0.2 * 2**attempt)
    raise AssertionError("unreachable")


async def _saved(rt: Runtime, turn: Turn, draft: Draft, answer: Answer) -> Answer:
    at = rt.clock()
    if not capture.changes(turn.draft, draft):
        async with rt.db.direct(turn.company.id) as connection:
            await _write(connection, turn, draft, answer, at)
        status = turn.lead_status
    else:
        async with rt.db.scoped(turn.company.id) as session:
            await _write(await driver_of(session), turn, draft, answer, at)
            language, text = answer.language, answer.text
            status = await capture.store(rt, session, turn, draft, language=language, text=text, at=at)
    TURNS.labels(turn.channel).inc()
    return replace(answer, lead_status=status)


# The update's row is locked, so it sees the newest message even where the statement's snapshot does not.
_WRITE = """
WITH ours AS (
    UPDATE conversations SET
        claim = NULL, claimed_until = NULL, last_message_at = %(at)s, language = %(language)s, state = %(state)s,
        waiting_since = CASE WHEN heard_id > %(last)s THEN %(at)s END,
        handed_over_at = CASE WHEN %(handed_over)s THEN coalesce(handed_over_at, %(at)s) ELSE handed_over_at END
    WHERE id = %(conversation)s AND claim = %(claim)s
    RETURNING id, company_id
), reply AS (
    INSERT INTO messages (company_id, conversation_id, role, text, meta, created_at)
    SELECT company_id, id, 'assistant', %(text)s, %(meta)s, %(at)s FROM ours
    RETURNING id
), answered AS (
    UPDATE messages SET answered_by = reply.id FROM reply WHERE messages.id = ANY(%(pending)s)
)
SELECT id FROM reply
"""


async def _write(connection: Driver, turn: Turn, draft: Draft, answer: Answer, at: datetime) -> None:
    ids = [line.id for line in turn.pending]
    values = {
        "conversation": turn.conversation_id,
        "claim": turn.claim,
        "at": at,
        "language": answer.language,
        "state": Jsonb({"draft": msgspec.to_builtins(draft)}),
        "handed_over": draft.handed_over,
        "last": ids[-1],
        "pending": ids,
        "text": answer.text,
        "meta": Jsonb(_meta(answer)),
    }
    if await one(connection, _WRITE, values) is None:
        raise _Lost


_META = tuple(field.name for field in fields(Answer) if field.name != "text")


def _meta(answer: Answer) -> dict[str, object]:
    """What is not the default, so that a second listener gets the same answer."""
    plain = Answer("", "")
    return {
        name: msgspec.to_builtins(getattr(answer, name))
        for name in _META
        if getattr(answer, name) != getattr(plain, name)
    }


_ANSWER_OF = """
SELECT reply.text, reply.meta FROM messages AS asked JOIN messages AS reply ON reply.id = asked.answered_by
WHERE asked.id = %(message)s
"""


async def _answer_of(rt: Runtime, company: CompanyConfig, message_id: int) -> Answer | None:
    """The stored answer that covers a message."""
    async with rt.db.direct(company.id) as connection:
        row = await one(connection, _ANSWER_OF, {"message": message_id})
    if row is None:
        return None
    return msgspec.convert({**row.meta, "text": row.text, "language": row.meta.get("language", "")}, Answer)


async def drain(rt: Runtime, seconds: float) -> None:
    """Let the answers in flight end, for as long as that."""
    if rt.answers:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(*rt.answers, return_exceptions=True)
