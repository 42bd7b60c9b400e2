"""Bundles notices for a busy chat: a group takes so many messages a minute, and nobody reads more.

What is over the limit waits a minute and is told in one message, with all that came meanwhile.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries import store
from parley.deliveries.chat_send import plan_message
from parley.deliveries.chat_store import ChatKey, find_own_bot
from parley.deliveries.notice import load_stored_notice
from parley.deliveries.renew import plan_copies
from parley.delivery_target import DeliveryTarget
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.tenants.config import load_config
from parley.timers.fire import TimerKind
from parley.timers.store import DueTimer, NewTimer, set_timer

_MINUTE = timedelta(minutes=1)
#: the timer that tells what was bundled; its key is the way and the chat
DIGEST_TIMER = "notices.digest"


async def bundle_if_busy(
    session: AsyncSession, company: CompanyConfig, target: DeliveryTarget | None, delivery_id: int, at: datetime
) -> bool:
    """Has a notice wait for the next digest where its chat was told as much as it takes in a minute; returns
    whether it does."""
    most = target.most_a_minute(company) if target else 0
    if target is None or not most:
        return False
    chat = target.address(company)
    if await store.count_sent_since(session, target.name, chat, at - _MINUTE) < most:
        return False
    is_first = not await store.has_bundled(session, target.name, chat)
    if not await store.mark_bundled(session, delivery_id):
        return False
    # Set again it would be moved: under a steady stream it would never come.
    if is_first:
        await set_timer(session, NewTimer(company.id, DIGEST_TIMER, f"{target.name}:{chat}", at + _MINUTE))
    return True


async def _tell_digest(rt: Runtime, session: AsyncSession, timer: DueTimer, at: datetime) -> None:
    """Tells what was bundled for a chat, in one message; the linked chats are told each by itself."""
    way, _, chat = timer.key.partition(":")
    target, company = rt.delivery_targets.get(way), await load_config(session, timer.company_id)
    account_id = await find_own_bot(session)
    if target is None or company is None or account_id is None:
        # They are pending still: what finds stranded notices sends each.
        return
    found = await store.take_bundled(session, way, chat, at)
    notices = [await load_stored_notice(session, stored) for stored in found]
    message = target.digest(company, notices)
    if message is None:
        return
    await plan_message(rt, session, ChatKey(company.id, account_id, chat), message, at)
    for stored, notice in zip(found, notices, strict=True):
        await plan_copies(rt, session, company, stored.id, notice, at)


DIGEST = TimerKind(DIGEST_TIMER, _tell_digest)
