"""Puts notices right that people have before them: who took the customer is seen by everybody who was told."""

from datetime import datetime

from sqlalchemy import literal, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.chat_send import plan_message
from parley.deliveries.chat_store import ChatKey, find_own_bot
from parley.deliveries.notice import load_stored_notice
from parley.deliveries.store import find_told
from parley.models import Delivery
from parley.runtime import Runtime
from parley.tenants.config import load_config


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
        message = target.renew(company, notice, told.external_id)
        if message is None:
            continue
        await plan_message(rt, session, ChatKey(company_id, account_id, told.chat_id), message, at)
        added = literal({"taken_by": notice.taken_by}, JSONB)
        await session.execute(
            update(Delivery)
            .where(Delivery.id == told.notice.id)
            .values(payload=Delivery.payload.concat(added))
            .execution_options(synchronize_session=False)
        )
