"""Whose turn it is: at most one answer at a time per conversation, whatever dies.

A claim is a conditional update. It lapses by itself after the lease, so that a killed process blocks nobody;
a living one renews it. Saving an answer needs the claim still to be ours: who comes late is not heard.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import msgspec
from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.core.company import CompanyConfig
from parley.core.lead import Draft
from parley.core.turn import Line, Turn
from parley.errors import Unavailable
from parley.models import Conversation, Lead, Message
from parley.runtime import Runtime


async def claim(rt: Runtime, session: AsyncSession, company: CompanyConfig, conversation_id: int) -> Turn | None:
    """Take the conversation and load what is to be answered. None when another has it, or nothing waits.

    The claim comes first and the loading after it, in one transaction: nothing that was answered meanwhile is
    answered again.
    """
    at, token = rt.clock(), uuid4().hex
    taken = (
        await session.execute(
            update(Conversation)
            .where(
                Conversation.id == conversation_id,
                or_(Conversation.claim.is_(None), Conversation.claimed_until < at),
            )
            .values(claim=token, claimed_until=at + rt.settings.lease)
            .returning(
                Conversation.contact_id,
                Conversation.channel,
                Conversation.language,
                Conversation.state,
                Conversation.origin,
                Conversation.handed_over_at,
            )
        )
    ).one_or_none()
    if taken is None:
        return None
    history, pending, voice = await _lines(session, conversation_id, rt.settings.max_context_messages)
    if not pending:
        await release(session, conversation_id, token)
        return None
    lead_id = await session.scalar(select(Lead.id).where(Lead.conversation_id == conversation_id))
    return Turn(
        company=company,
        conversation_id=conversation_id,
        contact_id=taken.contact_id,
        lead_id=lead_id or 0,
        channel=taken.channel,
        source=str(taken.origin.get("source") or taken.channel),
        language=taken.language or company.language,
        claim=token,
        draft=msgspec.convert(taken.state.get("draft", {}), Draft),
        history=history,
        pending=pending,
        handed_over=taken.handed_over_at is not None,
        voice=voice,
    )


async def _lines(session: AsyncSession, conversation_id: int, most: int) -> tuple[list[Line], list[Line], bool]:
    """The last messages before, everything unanswered, and whether the last of it was spoken."""
    rows = (
        await session.execute(
            select(Message.id, Message.role, Message.text, Message.answered_by, Message.meta)
            .where(Message.conversation_id == conversation_id, Message.role != "note")
            .order_by(Message.id.desc())
            # Not only the context: a burst longer than it must still be seen whole.
            .limit(most + 40)
        )
    ).all()[::-1]
    pending = [row for row in rows if row.role == "user" and row.answered_by is None]
    waiting = {row.id for row in pending}
    history = [Line(row.id, row.role, row.text) for row in rows if row.id not in waiting][-most:]
    spoken = bool(pending and pending[-1].meta.get("voice"))
    return history, [Line(row.id, row.role, row.text) for row in pending], spoken


async def release(session: AsyncSession, conversation_id: int, token: str) -> None:
    await session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.claim == token)
        .values(claim=None, claimed_until=None, waiting_since=None)
    )


@asynccontextmanager
async def kept(rt: Runtime, turn: Turn) -> AsyncIterator[None]:
    """Renew the claim for as long as the block runs."""
    renewing = asyncio.create_task(_renew(rt, turn.company.id, turn.conversation_id, turn.claim))
    try:
        yield
    finally:
        renewing.cancel()


async def _renew(rt: Runtime, company_id: int, conversation_id: int, token: str) -> None:
    while True:
        await asyncio.sleep(rt.settings.claim_lease / 3)
        try:
            async with rt.db.scoped(company_id) as session:
                await session.execute(
                    update(Conversation)
                    .where(Conversation.id == conversation_id, Conversation.claim == token)
                    .values(claimed_until=rt.clock() + rt.settings.lease)
                )
        except Unavailable:
            continue  # a restarting database: the next round is soon enough
