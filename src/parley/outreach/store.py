"""Loads what the gate decides by, and writes down that somebody was written to."""

from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.company import CompanyConfig
from parley.domain.handover import BOT, PERSON
from parley.models import ChannelAccount, Contact, Conversation, Message, UnaskedMessage
from parley.outreach.gate import (
    BREAKER_LIMIT,
    ChannelRules,
    GateDecision,
    Situation,
    Verdict,
    decide,
    start_of_day,
)
from parley.people.joining import is_same_person
from parley.runtime import Runtime
from parley.tenants.working_calendar import working_calendar

_NO_RULES = ChannelRules(can_write_first=False)
_BREAKER_SPAN = timedelta(days=1)


async def may_write_first(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, contact_id: int, account_id: int, at: datetime
) -> GateDecision:
    """Returns whether a contact may be written to first by an account. Decides nothing for whoever is not the
    company's: that is refused."""
    situation = await load_situation(rt, session, company, contact_id, account_id, at)
    return decide(situation, at)


async def reserve_unasked(
    rt: Runtime,
    session: AsyncSession,
    company: CompanyConfig,
    contact_id: int,
    account_id: int,
    kind: str,
    at: datetime,
) -> GateDecision:
    """Asks the gate and, where it lets through, counts the message, in the transaction that leaves it to be sent:
    of two that ask at once one is let through."""
    await session.execute(
        select(ChannelAccount.id).where(ChannelAccount.id == account_id).with_for_update(key_share=True)
    )
    locked = select(Contact.id).where(Contact.company_id == company.id, is_same_person(contact_id))
    await session.execute(locked.order_by(Contact.id).with_for_update(key_share=True))
    decision = await may_write_first(rt, session, company, contact_id, account_id, at)
    if decision.verdict is not Verdict.NO:
        row = {"company_id": company.id, "contact_id": contact_id, "account_id": account_id}
        session.add(UnaskedMessage(**row, kind=kind, at=at))
        await session.flush()
    return decision


async def load_situation(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, contact_id: int, account_id: int, at: datetime
) -> Situation:
    """Returns all that the decision depends on; latches the account's breaker where too many shut it out."""
    calendar = working_calendar(company, rt.settings)
    person = select(Contact.id).where(Contact.company_id == company.id, is_same_person(contact_id))
    account = await session.scalar(
        select(ChannelAccount).where(ChannelAccount.company_id == company.id, ChannelAccount.id == account_id)
    )
    facts = (
        await session.execute(
            select(
                func.count(Contact.id).label("contacts"),
                func.bool_or(Contact.opted_out_at.is_not(None)).label("opted_out"),
                func.bool_or(Contact.blocked_at.is_not(None) & (Contact.id == contact_id)).label("blocked"),
            ).where(Contact.id.in_(person))
        )
    ).one()
    if account is None or not facts.contacts:
        return Situation(calendar, _NO_RULES, is_connected=False)
    at_account = (UnaskedMessage.account_id == account_id, UnaskedMessage.at >= start_of_day(calendar, at))
    channel = rt.channels.get(account.kind)
    return Situation(
        calendar,
        ChannelRules(channel.can_write_first, channel.writing_window, channel.has_templates)
        if channel
        else _NO_RULES,
        owner=PERSON if await _is_held(session, person) else BOT,
        opted_out=facts.opted_out,
        blocked=facts.blocked,
        is_connected=account.deleted_at is None and account.state != "refused",
        is_breaker_open=account.breaker_at is not None or await _latch(session, account_id, at),
        last_heard_at=await _last_heard(session, contact_id, account_id),
        last_unasked_at=await session.scalar(
            select(func.max(UnaskedMessage.at)).where(UnaskedMessage.contact_id.in_(person))
        ),
        sent_today=await session.scalar(select(func.count()).where(*at_account)) or 0,
        daily_cap=account.daily_cap,
    )


async def trip_breaker(session: AsyncSession, account_id: int, reason: str, at: datetime) -> None:
    """Lets an account write to nobody first until a person of the staff says otherwise."""
    await session.execute(
        update(ChannelAccount)
        .where(ChannelAccount.id == account_id, ChannelAccount.breaker_at.is_(None))
        .values(breaker_at=at, breaker_reason=reason[:200])
    )


async def reset_breaker(session: AsyncSession, account_id: int, at: datetime) -> bool:
    """Lets an account write first again; who shut it out until now is not counted any more. Returns False where
    there is no such account."""
    reset = (
        update(ChannelAccount)
        .where(ChannelAccount.id == account_id, ChannelAccount.deleted_at.is_(None))
        .values(breaker_at=None, breaker_reason="", breaker_reset_at=at)
        .returning(ChannelAccount.id)
    )
    return await session.scalar(reset) is not None


async def _is_held(session: AsyncSession, person: object) -> bool:
    held = exists().where(Conversation.contact_id.in_(person), Conversation.owner == PERSON)  # type: ignore[arg-type]
    return bool(await session.scalar(select(held)))


async def _last_heard(session: AsyncSession, contact_id: int, account_id: int) -> datetime | None:
    query = (
        select(func.max(Message.created_at))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.contact_id == contact_id, Conversation.account_id == account_id, Message.role == "user")
    )
    heard_at: datetime | None = await session.scalar(query)
    return heard_at


async def _latch(session: AsyncSession, account_id: int, at: datetime) -> bool:
    """Tells whether so many shut the account out after being written to that it stops, and stops it."""
    since = func.coalesce(ChannelAccount.breaker_reset_at, at - _BREAKER_SPAN)
    shut_out = (
        select(func.count(func.distinct(UnaskedMessage.contact_id)))
        .join(Contact, Contact.id == UnaskedMessage.contact_id)
        .join(ChannelAccount, ChannelAccount.id == UnaskedMessage.account_id)
        .where(
            UnaskedMessage.account_id == account_id,
            UnaskedMessage.at >= at - _BREAKER_SPAN,
            Contact.blocked_at >= UnaskedMessage.at,
            Contact.blocked_at > since,
        )
    )
    is_tripped = (await session.scalar(shut_out) or 0) >= BREAKER_LIMIT
    if is_tripped:
        await trip_breaker(session, account_id, f"{BREAKER_LIMIT} customers shut it out within a day", at)
    return is_tripped
