"""Send one delivery: claim it, call out, record what became of it.

It is claimed before the call and recorded after it, each in a short transaction. Where a process died between the
two, or the connection was cut before the answer, nobody knows whether it arrived: it is sent again, with the same
key and marked uncertain.
"""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import structlog

from parley.deliveries import store
from parley.deliveries.digest import bundle_if_busy
from parley.deliveries.jobs import enqueue_delivery, enqueue_serial_delivery
from parley.deliveries.notice import load_stored_notice
from parley.deliveries.renew import plan_copies
from parley.deliveries.retry import DELIVERY_RETRIES
from parley.deliveries.store import StoredNotice
from parley.deliveries.topics import with_topic
from parley.delivery_target import DeliveryTarget
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import RemoteError
from parley.runtime import Runtime
from parley.tenants.config import load_config

log = structlog.get_logger()


class _Attempt(NamedTuple):
    """A claimed delivery with all that sending it needs."""

    company: CompanyConfig
    delivery: StoredNotice
    #: None where the way is not set up any more
    target: DeliveryTarget | None
    notice: Notice
    #: the lead itself is still on its way to where this delivery would change it
    is_too_early: bool


async def start_delivery(rt: Runtime, company_id: int, delivery_id: int, at: datetime) -> None:
    """Sends one delivery; or, where the target takes one notice at a time, has it wait for its turn in the queue.

    A retry that waits for its hour holds no place there: a lock of the queue would keep back what came later.
    """
    async with rt.db.scoped(company_id) as session:
        way, company = await store.find_way(session, delivery_id), await load_config(session, company_id)
        target = rt.delivery_targets.get(way) if way else None
        serial_key = target.serial_key(company) if target and company else ""
        if serial_key:
            await enqueue_serial_delivery(rt, session, company_id, delivery_id, serial_key)
            return
    await send_delivery(rt, company_id, delivery_id, at)


async def send_delivery(rt: Runtime, company_id: int, delivery_id: int, at: datetime) -> None:
    """Sends one delivery that is pending, or that a dead process left `sending`; does nothing otherwise."""
    attempt = await _begin_attempt(rt, company_id, delivery_id, at)
    if attempt is None:
        return
    try:
        external_id = await _deliver(rt, attempt, at)
    except RemoteError as error:
        await _record_failure(rt, attempt, error, at)
    except Exception as error:  # a fault of ours or of a plug-in must be seen beside the lead, not only in a log
        log.exception("notice not delivered: unexpected", delivery=delivery_id, way=attempt.delivery.way)
        await _record_failure(rt, attempt, RemoteError(f"Unexpected: {type(error).__name__}"), at)
    else:
        async with rt.db.scoped(company_id) as session:
            await store.mark_sent(session, delivery_id, external_id, at)
            await plan_copies(rt, session, attempt.company, delivery_id, attempt.notice, at)


async def _begin_attempt(rt: Runtime, company_id: int, delivery_id: int, at: datetime) -> _Attempt | None:
    """Claims a delivery and reads what it needs, all in one transaction."""
    async with rt.db.scoped(company_id) as session:
        company = await load_config(session, company_id)
        way = await store.find_way(session, delivery_id)
        waiting = rt.delivery_targets.get(way) if way else None
        if company is not None and await bundle_if_busy(session, company, waiting, delivery_id, at):
            return None
        delivery = await store.claim_delivery(session, delivery_id, at) if company else None
        if company is None or delivery is None:
            return None
        target = rt.delivery_targets.get(delivery.way)
        # Asked before the id over there is: what arrives between the two questions is then found by the second.
        is_too_early = (
            target is not None and target.keeps_record and await store.has_earlier_in_flight(session, delivery)
        )
        notice = replace(
            await load_stored_notice(session, delivery),
            uncertain=delivery.uncertain,
            repeated=delivery.attempts > 1 or bool(delivery.last_error),
            external_id=await store.find_external_id(session, delivery),
        )
        return _Attempt(company, delivery, target, notice, is_too_early)


async def _deliver(rt: Runtime, attempt: _Attempt, at: datetime) -> str | None:
    """Calls out; returns the id on the other side, None where it gives none. Raises RemoteError."""
    if attempt.target is None or not attempt.target.address(attempt.company):
        raise RemoteError("This way of telling is not set up any more", permanent=True)
    if attempt.is_too_early:
        raise RemoteError("The lead itself has not arrived there yet", outcome_unknown=False)
    notice = await with_topic(rt, attempt.company, attempt.target, attempt.notice, at)
    return await attempt.target.deliver(attempt.company, notice)


async def _record_failure(rt: Runtime, attempt: _Attempt, error: RemoteError, at: datetime) -> None:
    """Plans the next attempt, or leaves the delivery failed, to be seen and sent again by an operator."""
    company_id, delivery = attempt.company.id, attempt.delivery
    delay = DELIVERY_RETRIES.next_delay(delivery.attempts, error)
    async with rt.db.scoped(company_id) as session:
        await store.mark_failed(
            session,
            delivery.id,
            str(error),
            at,
            is_final=delay is None,
            may_have_arrived=error.outcome_unknown,
        )
        if delay is not None:
            await enqueue_delivery(rt, session, company_id, delivery.id, at + delay)
        else:
            # The others hear of it where the first chat cannot.
            await plan_copies(rt, session, attempt.company, delivery.id, attempt.notice, at)
    log.warning("notice not delivered", delivery=delivery.id, way=delivery.way, failed=delay is None, error=error)
