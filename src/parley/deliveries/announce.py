"""Confirmed lead → the company's own systems, then its people: each a job of its own, each told once.

A delivery is claimed before its send and recorded after it. Found `sending` at the next attempt, its outcome is
unknown (the process died between the two), as it is when the line was cut before the answer: it is sent again,
with the same key, and marked uncertain.
"""

import socket
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from aiosmtplib import SMTPException, SMTPReadTimeoutError, SMTPServerDisconnected
from sqlalchemy import ColumnElement, Text, cast, column, exists, func, or_, select, table, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.crm.base import CRM
from parley.deliveries.notice import notice_of
from parley.domain import notice_text as wording
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import RemoteError
from parley.models import Delivery, Lead, Message
from parley.notify.base import Notifier
from parley.runtime import Runtime
from parley.tenants.config import config

log = structlog.get_logger()

# Seconds before each further attempt; after the last one the delivery has failed and waits for an operator.
BACK_OFF: Sequence[int] = (10, 60, 300, 1800, 7200, 21600, 43200)
KEPT = "notice"
# A delivery is `pending` or `sending` this long before its job is missed.
GRACE = timedelta(minutes=1)
_DAY = 86_400.0
_NOT_CONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, socket.gaierror)
_CUT = (SMTPServerDisconnected, SMTPReadTimeoutError)


async def plan(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, notice: Notice, at: datetime, *, again: bool = False
) -> None:
    """Leave one delivery and its job for every way this company is set up, in the transaction that confirms the
    lead. With none set up the notice is kept to be seen. `again`: a corrected contact is told anew."""
    notice = replace(notice, corrected=again)
    if not await _leave(rt, session, company, notice, at, _ways(rt)):
        await _keep(session, company, notice)


async def plan_change(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, notice: Notice, at: datetime
) -> None:
    """Something was added to a confirmed lead that only the company's systems need: where the customer knows it
    from. Nobody is told twice."""
    await _leave(rt, session, company, replace(notice, corrected=True), at, rt.crms)


async def _leave(
    rt: Runtime,
    session: AsyncSession,
    company: CompanyConfig,
    notice: Notice,
    at: datetime,
    ways: Mapping[str, Notifier | CRM],
) -> int:
    """A delivery and its job for every way that is set up and not used for this lead; how many are set up."""
    targets = {kind: target for kind, way in ways.items() if (target := way.target(company))}
    for kind, target in targets.items():
        way = ways[kind]
        if isinstance(way, CRM) and await _still_waits(session, notice, kind):
            continue
        label = await _label(session, notice, kind)
        if label is None:
            continue
        preview = dict(way.preview(company, notice))
        key = f"lead-{notice.lead_id}-{label.replace(':', '-')}-{int(at.timestamp()):08x}"
        added = await _insert(session, company, notice, label, target=target, key=key, preview=preview)
        if added is not None:
            await _enqueue(rt, session, company.id, added)
    return len(targets)


def _ways(rt: Runtime) -> dict[str, Notifier | CRM]:
    return {**rt.crms, **rt.notifiers}


async def _still_waits(session: AsyncSession, notice: Notice, kind: str) -> bool:
    """An earlier push that has not begun reads the lead when it does: what changed since goes with it."""
    earlier = await session.scalars(
        select(Delivery.status).where(Delivery.lead_id == notice.lead_id, _of_kind(kind)).with_for_update()
    )
    return any(status in ("pending", "failed") for status in earlier)


def _of_kind(kind: str) -> ColumnElement[bool]:
    """Every delivery of a way: "amocrm", "amocrm:2"."""
    return or_(Delivery.kind == kind, Delivery.kind.startswith(f"{kind}:"))


async def _keep(session: AsyncSession, company: CompanyConfig, notice: Notice) -> None:
    label = await _label(session, notice, KEPT)
    if label is not None:
        key, preview = f"lead-{notice.lead_id}-{label.replace(':', '-')}", {"text": wording.plain(notice)}
        await _insert(session, company, notice, label, target="", key=key, preview=preview, status="kept")


async def _label(session: AsyncSession, notice: Notice, kind: str) -> str | None:
    """What this notice is called among those of its lead: telegram, then telegram:2 for a correction. None when it
    was told already."""
    earlier = (
        await session.scalar(select(func.count()).where(Delivery.lead_id == notice.lead_id, _of_kind(kind))) or 0
    )
    if earlier and not notice.corrected:
        return None
    return f"{kind}:{earlier + 1}" if earlier else kind


async def _insert(
    session: AsyncSession,
    company: CompanyConfig,
    notice: Notice,
    label: str,
    *,
    target: str,
    key: str,
    preview: dict[str, Any],
    status: str = "pending",
) -> int | None:
    added: int | None = await session.scalar(
        insert(Delivery)
        .values(
            company_id=company.id,
            lead_id=notice.lead_id,
            kind=label,
            target=target,
            key=key,
            status=status,
            payload={"preview": preview, "corrected": notice.corrected, "language": notice.language},
        )
        .on_conflict_do_nothing()
        .returning(Delivery.id)
    )
    return added


async def _enqueue(
    rt: Runtime, session: AsyncSession, company_id: int, delivery_id: int, at: datetime | None = None
) -> None:
    await rt.jobs.enqueue(
        session, "announce", key=f"delivery:{delivery_id}", at=at, company_id=company_id, delivery_id=delivery_id
    )


async def start(rt: Runtime, company_id: int, delivery_id: int, at: datetime) -> None:
    """The job: send one delivery; or, where one lead at a time is taken, have it wait for its turn in the queue.

    A retry that waits for its hour holds no place there: a lock of the queue keeps back what came later.
    """
    async with rt.db.scoped(company_id) as session:
        delivery, company = await session.get(Delivery, delivery_id), await config(session, company_id)
        way = _ways(rt).get(delivery.kind.split(":")[0]) if delivery and company else None
        lane = way.lane(company) if isinstance(way, CRM) and company else ""
        if lane:
            await rt.jobs.enqueue(
                session,
                "push",
                key=lane,
                merge=f"push:{delivery_id}",
                company_id=company_id,
                delivery_id=delivery_id,
            )
            return
    await send(rt, company_id, delivery_id, at)


async def send(rt: Runtime, company_id: int, delivery_id: int, at: datetime) -> None:
    """Send one delivery, unless it was sent."""
    claimed = await _claim(rt, company_id, delivery_id, at)
    if claimed is None:
        return
    company, delivery, notice = claimed
    way = _ways(rt).get(delivery.kind.split(":")[0])
    try:
        if way is None or not way.target(company):
            raise RemoteError("This way of telling is not set up any more", permanent=True)
        if isinstance(way, CRM):
            if await _earlier_is_out(rt, company_id, delivery):
                raise RemoteError("The lead itself has not arrived there yet")
            external = await way.push(company, notice)
        else:
            await way.tell(company, notice)
            external = ""
    except RemoteError as error:
        await _record_failure(rt, company_id, delivery, error, at)
        return
    except Exception as error:  # a fault of ours or of a plug-in must be seen beside the lead, not only in a log
        log.exception("notice not delivered: unexpected", delivery=delivery_id, kind=delivery.kind)
        failure = RemoteError(f"Unexpected: {type(error).__name__}")
        await _record_failure(rt, company_id, delivery, failure, at)
        return
    async with rt.db.scoped(company_id) as session:
        await session.execute(
            update(Delivery)
            .where(Delivery.id == delivery_id)
            .values(
                status="sent",
                last_error="",
                updated_at=at,
                payload={**delivery.payload, **({"external_id": external} if external else {})},
            )
        )


async def _claim(
    rt: Runtime, company_id: int, delivery_id: int, at: datetime
) -> tuple[CompanyConfig, Delivery, Notice] | None:
    async with rt.db.scoped(company_id) as session:
        delivery = await session.scalar(select(Delivery).where(Delivery.id == delivery_id).with_for_update())
        company = await config(session, company_id)
        if delivery is None or company is None or delivery.status not in ("pending", "sending"):
            return None
        delivery.uncertain = delivery.uncertain or delivery.status == "sending"
        repeated = delivery.attempts > 0 or bool(delivery.last_error)
        delivery.status, delivery.attempts, delivery.updated_at = "sending", delivery.attempts + 1, at
        notice = replace(await _notice(session, delivery), repeated=repeated)
        await session.flush()
        return company, delivery, notice


async def _notice(session: AsyncSession, delivery: Delivery) -> Notice:
    lead = (await session.execute(select(Lead).where(Lead.id == delivery.lead_id))).scalar_one()
    lines = (
        await session.execute(
            select(Message.role, Message.text)
            .where(Message.conversation_id == lead.conversation_id, Message.role != "note")
            .order_by(Message.id.desc())
            .limit(20)
        )
    ).all()
    told = notice_of(
        lead,
        key=delivery.key,
        language=str(delivery.payload.get("language", "")),
        dialogue=[(line.role, line.text) for line in reversed(lines)],
    )
    return replace(
        told,
        uncertain=delivery.uncertain,
        corrected=bool(delivery.payload.get("corrected")),
        external_id=await _known_as(session, delivery),
    )


async def _known_as(session: AsyncSession, delivery: Delivery) -> str:
    """The lead's id in the system this delivery goes to, when an earlier one brought it there."""
    told = Delivery.payload["external_id"].astext
    return (
        await session.scalar(
            select(told)
            .where(
                Delivery.lead_id == delivery.lead_id,
                _of_kind(delivery.kind.split(":")[0]),
                Delivery.id < delivery.id,
                told.is_not(None),
            )
            .order_by(Delivery.id.desc())
            .limit(1)
        )
        or ""
    )


async def _earlier_is_out(rt: Runtime, company_id: int, delivery: Delivery) -> bool:
    """What changes a lead waits until the lead is there."""
    async with rt.db.scoped(company_id) as session:
        found = await session.scalar(
            select(Delivery.id).where(
                Delivery.lead_id == delivery.lead_id,
                _of_kind(delivery.kind.split(":")[0]),
                Delivery.id < delivery.id,
                Delivery.status.in_(("pending", "sending")),
            )
        )
    return found is not None


async def _record_failure(
    rt: Runtime, company_id: int, delivery: Delivery, error: RemoteError, at: datetime
) -> None:
    """Temporary: once more, later. Permanent, or too often: failed, to be seen and sent again by an operator."""
    over = error.permanent or delivery.attempts > len(BACK_OFF)
    async with rt.db.scoped(company_id) as session:
        await session.execute(
            update(Delivery)
            .where(Delivery.id == delivery.id)
            .values(
                status="failed" if over else "pending",
                last_error=str(error)[:500],
                uncertain=delivery.uncertain or _may_have_arrived(error),
                updated_at=at,
            )
        )
        if not over:
            wait = max(BACK_OFF[delivery.attempts - 1], min(error.retry_after or 0, _DAY))
            await _enqueue(rt, session, company_id, delivery.id, at + timedelta(seconds=wait))
    log.warning("notice not delivered", delivery=delivery.id, kind=delivery.kind, failed=over, error=str(error))


def _may_have_arrived(error: RemoteError) -> bool:
    """Nobody answered, or only a gateway did: what we sent may be there. Without a connection it cannot be."""
    if error.permanent or error.status_code is not None:
        return error.status_code in (502, 504)
    if isinstance(error.__cause__, SMTPException):
        return isinstance(error.__cause__, _CUT)
    return not isinstance(error.__cause__, _NOT_CONNECTED)


async def rescue(rt: Runtime, at: datetime) -> int:
    """Deliveries that wait without a job (it broke off with its worker or database) get a new one; how many."""
    jobs = table("procrastinate_jobs", column("lock"), column("queueing_lock"), column("status"))
    waits = exists().where(
        or_(
            jobs.c.lock == func.concat("delivery:", Delivery.id),
            jobs.c.queueing_lock == func.concat("push:", Delivery.id),
        ),
        cast(jobs.c.status, Text).in_(("todo", "doing")),
    )
    async with rt.db.across() as session:
        lost = (
            await session.execute(
                select(Delivery.company_id, Delivery.id)
                .where(
                    Delivery.status.in_(("pending", "sending")),
                    func.coalesce(Delivery.updated_at, Delivery.created_at) < at - GRACE,
                    ~waits,
                )
                .order_by(Delivery.id)
                .limit(500)
            )
        ).all()
        for company_id, delivery_id in lost:
            await _enqueue(rt, session, company_id, delivery_id)
    if lost:
        log.warning("notices without a job found", deliveries=len(lost))
    return len(lost)


async def again(rt: Runtime, company_id: int, delivery_id: int, at: datetime) -> bool:
    """The operator's "send again": a failed or kept one becomes pending. A kept one is planned for every way that
    is set up by now. False when there is none such, or still nowhere to send a kept one."""
    async with rt.db.scoped(company_id) as session:
        delivery = await session.scalar(
            select(Delivery)
            .where(Delivery.id == delivery_id, Delivery.status.in_(("failed", "kept")))
            .with_for_update()
        )
        company = await config(session, company_id)
        if delivery is None or company is None:
            return False
        if delivery.status == "kept":
            return await _leave(rt, session, company, await _notice(session, delivery), at, _ways(rt)) > 0
        delivery.status, delivery.attempts, delivery.updated_at = "pending", 0, at
        await session.flush()
        await _enqueue(rt, session, company_id, delivery_id)
    return True


async def deliveries(rt: Runtime, company_id: int, limit: int) -> list[dict[str, Any]]:
    """Newest first, ready for JSON."""
    async with rt.db.scoped(company_id) as session:
        rows = (await session.scalars(select(Delivery).order_by(Delivery.id.desc()).limit(limit))).all()
    return [
        {
            "id": row.id,
            "lead_id": row.lead_id,
            "kind": row.kind,
            "target": row.target,
            "status": row.status,
            "attempts": row.attempts,
            "last_error": row.last_error,
            "uncertain": row.uncertain,
            "payload": row.payload.get("preview", {}),
            "external_id": row.payload.get("external_id"),
            "created_at": row.created_at.isoformat(),
            "updated_at": row.updated_at.isoformat() if row.updated_at else None,
        }
        for row in rows
    ]
