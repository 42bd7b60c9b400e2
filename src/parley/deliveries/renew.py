"""Tells others of the staff too, and puts notices right that people have before them: who took the customer is
seen by everybody who was told."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import literal, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.chat_send import plan_message
from parley.deliveries.chat_store import COPY_OF, ChatKey, Copy, Origin, find_copies, find_own_bot
from parley.deliveries.notice import load_stored_notice
from parley.deliveries.store import find_told, find_way
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.models import Delivery, Lead
from parley.runtime import Runtime
from parley.tenants.config import load_config


async def plan_copies(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, delivery_id: int, notice: Notice, at: datetime
) -> None:
    """Has others of the staff told what a delivery tells, each once, in the transaction that ends it."""
    way = await find_way(session, delivery_id)
    target = rt.delivery_targets.get(way) if way else None
    copies = target.copies(company, notice) if target else ()
    account_id = await find_own_bot(session) if copies else None
    if account_id is None:
        return
    conversation_id = await session.scalar(select(Lead.conversation_id).where(Lead.id == notice.lead_id))
    told = {copy.chat_id for copy in await find_copies(session, delivery_id)}
    for chat_id, message in copies:
        if chat_id not in told:
            marked = replace(message, extra={**message.extra, COPY_OF: delivery_id})
            key = ChatKey(company.id, account_id, chat_id)
            await plan_message(rt, session, key, marked, at, Origin(conversation_id))


async def renew_notices(
    rt: Runtime, session: AsyncSession, company_id: int, conversation_id: int, at: datetime
) -> None:
    """Has the newest notices of a conversation say who holds it now, those that say otherwise."""
    company, account_id = await load_config(session, company_id), await find_own_bot(session)
    if company is None or account_id is None:
        return
    for told in await find_told(session, conversation_id):
        notice = await load_stored_notice(session, told.notice)
        target = rt.delivery_targets.get(told.notice.way)
        if target is None or notice.taken_by == told.taken_by:
            continue
        places = [Copy(told.chat_id, told.external_id), *await find_copies(session, told.notice.id)]
        for place in places:
            message = target.renew(company, notice, place.external_id) if place.external_id else None
            if message is not None:
                await plan_message(rt, session, ChatKey(company_id, account_id, place.chat_id), message, at)
        added = literal({"taken_by": notice.taken_by}, JSONB)
        await session.execute(
            update(Delivery)
            .where(Delivery.id == told.notice.id)
            .values(payload=Delivery.payload.concat(added))
            .execution_options(synchronize_session=False)
        )
