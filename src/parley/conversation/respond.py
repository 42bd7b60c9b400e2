"""One answer, top to bottom: claim, load, hear, flow, speak, save. Read this file first.

`answer_to` is what a door calls after `receive`: it waits for its turn, answers, or finds that another answer
covered the message. The work runs in a task of its own: a client that hangs up does not stop it.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace

import msgspec
import structlog
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.conversation import agent, claims, gates
from parley.core.brief import Brief, Findings
from parley.core.company import CompanyConfig
from parley.core.find import pretty_phone
from parley.core.hearing import Asked, Context, Heard, hear
from parley.core.lead import Draft, Step, asked_by, hear_into, next_step
from parley.core.sentence import OneSentence
from parley.core.text import words
from parley.core.turn import Answer, Turn
from parley.errors import Unavailable
from parley.knowledge.concepts import concept
from parley.knowledge.search import search
from parley.languages.base import Language
from parley.leads import capture
from parley.metrics import TURNS
from parley.models import Conversation, Message
from parley.runtime import Runtime

log = structlog.get_logger()

Emit = Callable[[str], None]

_POLL = 0.05
_SAVE_ATTEMPTS = 6


def start(
    rt: Runtime, company: CompanyConfig, conversation_id: int, message_id: int, emit: Emit
) -> "asyncio.Task[Answer]":
    """Begin to answer, and go on whoever listens. `emit` gets the pieces as the model makes them."""
    task = asyncio.create_task(answer_to(rt, company, conversation_id, message_id, emit))
    rt.answers.add(task)
    task.add_done_callback(rt.answers.discard)
    return task


async def listen_to(task: "asyncio.Task[Answer]") -> Answer:
    """Wait for an answer; being cancelled ourselves does not cancel it."""
    return await asyncio.shield(task)


async def answer_to(
    rt: Runtime, company: CompanyConfig, conversation_id: int, message_id: int, emit: Emit
) -> Answer:
    """Answer one stored message: by a turn of our own, or by the one that covered it. Waits for its turn at most
    as long as a claim can outlive its process."""
    patience = rt.settings.claim_lease + rt.settings.answer_timeout
    deadline = asyncio.get_running_loop().time() + patience
    while True:
        answer = await respond(rt, company, conversation_id, emit)
        if answer is not None:
            return answer
        covered = await _answer_of(rt, company, message_id)
        if covered is not None:
            emit(covered.text)
            return covered
        if asyncio.get_running_loop().time() > deadline:
            raise Unavailable("The conversation is busy", retry_after=5)
        await asyncio.sleep(_POLL)


async def respond(rt: Runtime, company: CompanyConfig, conversation_id: int, emit: Emit) -> Answer | None:
    """Answer everything the customer wrote since the last answer. None when another is at it, or nothing waits."""
    async with rt.db.scoped(company.id) as session:
        turn = await claims.claim(rt, session, company, conversation_id)
        if turn is None:
            return None
        heard, before = listen(rt, turn)
        found = await _look_up(session, turn, heard)
    async with claims.kept(rt, turn):
        answer, draft = await _answer(rt, turn, heard, before, found, emit)
        return await _save(rt, turn, draft, answer)


def listen(rt: Runtime, turn: Turn) -> tuple[Heard, Draft]:
    """What the pending messages say, and the draft with it taken in."""
    draft = turn.draft
    context = Context(
        asked=_asked(draft, turn.said),
        language=turn.language,
        country=turn.company.country,
        known_name=draft.name,
        known_phone=draft.phone.raw if draft.phone else "",
        not_names=frozenset({turn.company.name.lower()}),
    )
    heard = hear(turn.said, context, rt.lexicon)
    return heard, hear_into(draft, heard)


def _asked(draft: Draft, said: str) -> Asked:
    """What the message may be an answer to. A question for the name stays open while other things are talked about:
    a lone capitalised word that is no goods answers it."""
    alone = len(said.split()) <= 2 and said[:1].isupper() and not any(map(concept, words(said)))
    return "name" if draft.names_asked and not draft.name and alone and draft.asked == "need" else draft.asked


async def _look_up(session: AsyncSession, turn: Turn, heard: Heard) -> Findings:
    if not (heard.about or heard.question or heard.asks_price or heard.asks_catalogue):
        return Findings()
    return await search(session, heard, turn.said, currency=turn.company.currency, brand_id=turn.company.slug)


async def _answer(
    rt: Runtime, turn: Turn, heard: Heard, heard_draft: Draft, found: Findings, emit: Emit
) -> tuple[Answer, Draft]:
    language = rt.language(heard.language)
    if closing := gates.closed(turn.company):
        emit(closing)
        return Answer(closing, language.code), turn.draft
    step = next_step(turn.draft, heard_draft, heard, asked_to_confirm=capture.asked_to_confirm(turn.history))
    draft = asked_by(heard_draft, step)
    brief = _brief(turn, draft, heard, found, step, language.code)
    say, finish = _voice(turn, emit)
    spoken = await agent.speak(rt, turn, brief, say)
    said = finish(spoken.text)
    text = said + _owed(said, brief, language, draft, emit)
    answer = Answer(
        text=text,
        language=language.code,
        action={Step.CONFIRMED: "confirmed", Step.HANDOVER: "escalated"}.get(step, "continue"),
        handover=step is Step.HANDOVER or draft.handed_over,
        suggestions=_suggestions(step, language),
        products=_cards(found),
        confidence=_confidence(found),
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


def _voice(turn: Turn, emit: Emit) -> tuple[Emit, Callable[[str], str]]:
    """For a spoken turn, let only one sentence through; else everything, as it comes."""
    if not turn.voice:
        return emit, lambda text: text
    filter_, heard = OneSentence(), list[str]()

    def say(piece: str) -> None:
        if passed := filter_.feed(piece):
            heard.append(passed)
            emit(passed)

    def finish(_: str) -> str:
        if rest := filter_.close():
            heard.append(rest)
            emit(rest)
        return "".join(heard)

    return say, finish


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
    ids = [line.id for line in turn.pending]
    async with rt.db.scoped(turn.company.id) as session:
        ours = await session.scalar(
            update(Conversation)
            .where(Conversation.id == turn.conversation_id, Conversation.claim == turn.claim)
            .values(
                claim=None,
                claimed_until=None,
                waiting_since=select(func.min(Message.created_at))
                .where(
                    Message.conversation_id == turn.conversation_id,
                    Message.role == "user",
                    Message.answered_by.is_(None),
                    Message.id > ids[-1],
                )
                .scalar_subquery(),
                language=answer.language,
                last_message_at=at,
                state={"draft": msgspec.to_builtins(draft)},
                handed_over_at=func.coalesce(Conversation.handed_over_at, at)
                if draft.handed_over
                else Conversation.handed_over_at,
            )
            .returning(Conversation.id)
        )
        if ours is None:
            raise _Lost
        reply = await session.scalar(
            insert(Message)
            .values(
                company_id=turn.company.id,
                conversation_id=turn.conversation_id,
                role="assistant",
                text=answer.text,
                meta=_meta(answer),
                created_at=at,
            )
            .returning(Message.id)
        )
        await session.execute(update(Message).where(Message.id.in_(ids)).values(answered_by=reply))
        status = await capture.store(rt, session, turn, draft, language=answer.language, text=answer.text, at=at)
    TURNS.labels(turn.channel).inc()
    return replace(answer, lead_status=status)


_META = tuple(field.name for field in fields(Answer) if field.name != "text")


def _meta(answer: Answer) -> dict[str, object]:
    """What is not the default, so that a second listener gets the same answer."""
    plain = Answer("", "")
    return {
        name: msgspec.to_builtins(getattr(answer, name))
        for name in _META
        if getattr(answer, name) != getattr(plain, name)
    }


async def _answer_of(rt: Runtime, company: CompanyConfig, message_id: int) -> Answer | None:
    """The stored answer that covers a message."""
    asked, reply = Message.__table__.alias("asked"), Message.__table__.alias("reply")
    async with rt.db.scoped(company.id) as session:
        row = (
            await session.execute(
                select(reply.c.text, reply.c.meta)
                .join(asked, asked.c.answered_by == reply.c.id)
                .where(asked.c.id == message_id)
            )
        ).one_or_none()
    if row is None:
        return None
    return msgspec.convert({**row.meta, "text": row.text, "language": row.meta.get("language", "")}, Answer)


async def drain(rt: Runtime, seconds: float) -> None:
    """Let the answers in flight end, for as long as that."""
    if rt.answers:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(*rt.answers, return_exceptions=True)
