"""Confirmed lead → the company's own systems, then its people: each a job of its own, each told once.

A delivery is claimed before its send and recorded after it. Found `sending` at the next attempt, its outcome is
unknown (the process died between the two), as it is when the line was cut before the answer: it is sent again,
with the same key, and marked uncertain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Text, cast, column, exists, func, or_, select, table, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.crm.base import CRM
from parley.deliveries.notice import build_notice
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.domain.notice_text import notice_plain_text
from parley.errors import RemoteError
from parley.models import Delivery, Lead, Message
from parley.notify.base import Notifier
from parley.runtime import Runtime
from parley.tenants.config import load_config

log = structlog.get_logger()

# Seconds before each further attempt; after the last one the delivery has failed and waits for an operator.
RETRY_DELAYS_SECONDS: Sequence[int] = (10, 60, 300, 1800, 7200, 21600, 43200)
UNADDRESSED = "notice"
# A delivery is `pending` or `sending` this long before its job is missed.
RECOVERY_GRACE = timedelta(minutes=1)
_MAX_RETRY_AFTER_SECONDS = 86_400.0


async def plan_deliveries(
    rt: Runtime,
    session: AsyncSession,
    company: CompanyConfig,
    notice: Notice,
    at: datetime,
    *,
    is_correction: bool = False,
) -> None:
    """Leave one delivery and its job for every way this company is set up, in the transaction that confirms the
    lead. With none set up the notice is kept to be seen. `again`: a corrected contact is told anew."""
    notice = replace(notice, corrected=is_correction)
    if not await create_deliveries(rt, session, company, notice, at, delivery_targets(rt)):
        await store_unaddressed(session, company, notice)


async def plan_update(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, notice: Notice, at: datetime
) -> None:
    """Something was added to a confirmed lead that only the company's systems need: where the customer knows it
    from. Nobody is told twice."""
    await create_deliveries(rt, session, company, replace(notice, corrected=True), at, rt.crms)


async def create_deliveries(
    rt: Runtime,
    session: AsyncSession,
    company: CompanyConfig,
    notice: Notice,
    at: datetime,
    targets: Mapping[str, Notifier | CRM],
) -> int:
    """A delivery and its job for every way that is set up and not used for this lead; how many are set up."""
    addresses = {kind: address for kind, target in targets.items() if (address := target.address(company))}
    for kind, address in addresses.items():
        target = targets[kind]
        if isinstance(target, CRM) and await _has_unsent_delivery(session, notice, kind):
            continue
        label = await next_delivery_label(session, notice, kind)
        if label is None:
            continue
        preview = dict(target.preview(company, notice))
        key = f"lead-{notice.lead_id}-{label.replace(':', '-')}-{int(at.timestamp()):08x}"
        delivery_id = await insert_delivery(
            session, company, notice, label, address=address, key=key, preview=preview
        )
        if delivery_id is not None:
            await enqueue_delivery(rt, session, company.id, delivery_id)
    return len(addresses)


def delivery_targets(rt: Runtime) -> dict[str, Notifier | CRM]:
    return {**rt.crms, **rt.notifiers}


async def _has_unsent_delivery(session: AsyncSession, notice: Notice, kind: str) -> bool:
    """An earlier push that has not begun reads the lead when it does: what changed since goes with it."""
    statuses = await session.scalars(
        select(Delivery.status).where(Delivery.lead_id == notice.lead_id, matches_kind(kind)).with_for_update()
    )
    return any(status in ("pending", "failed") for status in statuses)


def matches_kind(kind: str) -> ColumnElement[bool]:
    """Every delivery of a way: "amocrm", "amocrm:2"."""
    return or_(Delivery.kind == kind, Delivery.kind.startswith(f"{kind}:"))


async def store_unaddressed(session: AsyncSession, company: CompanyConfig, notice: Notice) -> None:
    label = await next_delivery_label(session, notice, UNADDRESSED)
    if label is not None:
        key, preview = f"lead-{notice.lead_id}-{label.replace(':', '-')}", {"text": notice_plain_text(notice)}
        await insert_delivery(session, company, notice, label, address="", key=key, preview=preview, status="kept")


async def next_delivery_label(session: AsyncSession, notice: Notice, kind: str) -> str | None:
    """What this notice is called among those of its lead: telegram, then telegram:2 for a correction. None when it
    was told already."""
    earlier_count = (
        await session.scalar(select(func.count()).where(Delivery.lead_id == notice.lead_id, matches_kind(kind)))
        or 0
    )
    if earlier_count and not notice.corrected:
        return None
    return f"{kind}:{earlier_count + 1}" if earlier_count else kind


async def insert_delivery(
    session: AsyncSession,
    company: CompanyConfig,
    notice: Notice,
    label: str,
    *,
    address: str,
    key: str,
    preview: dict[str, Any],
    status: str = "pending",
) -> int | None:
    delivery_id: int | None = await session.scalar(
        insert(Delivery)
        .values(
            company_id=company.id,
            lead_id=notice.lead_id,
            kind=label,
            target=address,
            key=key,
            status=status,
            payload={"preview": preview, "corrected": notice.corrected, "language": notice.language},
        )
        .on_conflict_do_nothing()
        .returning(Delivery.id)
    )
    return delivery_id


async def enqueue_delivery(
    rt: Runtime, session: AsyncSession, company_id: int, delivery_id: int, at: datetime | None = None
) -> None:
    await rt.queue.enqueue(
        session, "announce", lock=f"delivery:{delivery_id}", at=at, company_id=company_id, delivery_id=delivery_id
    )


async def start_delivery(rt: Runtime, company_id: int, delivery_id: int, at: datetime) -> None:
    """The job: send one delivery; or, where one lead at a time is taken, have it wait for its turn in the queue.

    A retry that waits for its hour holds no place there: a lock of the queue keeps back what came later.
    """
    async with rt.db.scoped(company_id) as session:
        delivery, company = await session.get(Delivery, delivery_id), await load_config(session, company_id)
        target = delivery_targets(rt).get(delivery.kind.split(":")[0]) if delivery and company else None
        serial_key = target.serial_key(company) if isinstance(target, CRM) and company else ""
        if serial_key:
            await rt.queue.enqueue(
                session,
                "push",
                lock=serial_key,
                queueing_lock=f"push:{delivery_id}",
                company_id=company_id,
                delivery_id=delivery_id,
            )
            return
    await send_delivery(rt, company_id, delivery_id, at)


async def send_delivery(rt: Runtime, company_id: int, delivery_id: int, at: datetime) -> None:
    """Send one delivery, unless it was sent."""
    claimed = await claim_delivery(rt, company_id, delivery_id, at)
    if claimed is None:
        return
    company, delivery, notice = claimed
    target = delivery_targets(rt).get(delivery.kind.split(":")[0])
    try:
        if target is None or not target.address(company):
            raise RemoteError("This way of telling is not set up any more", permanent=True)
        if isinstance(target, CRM):
            if await has_earlier_in_flight(rt, company_id, delivery):
                raise RemoteError("The lead itself has not arrived there yet")
            external_id = await target.push(company, notice)
        else:
            await target.deliver(company, notice)
            external_id = ""
    except RemoteError as error:
        await record_failure(rt, company_id, delivery, error, at)
        return
    except Exception as error:  # a fault of ours or of a plug-in must be seen beside the lead, not only in a log
        log.exception("notice not delivered: unexpected", delivery=delivery_id, kind=delivery.kind)
        failure = RemoteError(f"Unexpected: {type(error).__name__}")
        await record_failure(rt, company_id, delivery, failure, at)
        return
    async with rt.db.scoped(company_id) as session:
        await session.execute(
            update(Delivery)
            .where(Delivery.id == delivery_id)
            .values(
                status="sent",
                last_error="",
                updated_at=at,
                payload={**delivery.payload, **({"external_id": external_id} if external_id else {})},
            )
        )


async def claim_delivery(
    rt: Runtime, company_id: int, delivery_id: int, at: datetime
) -> tuple[CompanyConfig, Delivery, Notice] | None:
    async with rt.db.scoped(company_id) as session:
        delivery = await session.scalar(select(Delivery).where(Delivery.id == delivery_id).with_for_update())
        company = await load_config(session, company_id)
        if delivery is None or company is None or delivery.status not in ("pending", "sending"):
            return None
        delivery.uncertain = delivery.uncertain or delivery.status == "sending"
        is_repeated = delivery.attempts > 0 or bool(delivery.last_error)
        delivery.status, delivery.attempts, delivery.updated_at = "sending", delivery.attempts + 1, at
        notice = replace(await load_notice(session, delivery), repeated=is_repeated)
        await session.flush()
        return company, delivery, notice


async def load_notice(session: AsyncSession, delivery: Delivery) -> Notice:
    lead = (await session.execute(select(Lead).where(Lead.id == delivery.lead_id))).scalar_one()
    messages = (
        await session.execute(
            select(Message.role, Message.text)
            .where(Message.conversation_id == lead.conversation_id, Message.role != "note")
            .order_by(Message.id.desc())
            .limit(20)
        )
    ).all()
    notice = build_notice(
        lead,
        key=delivery.key,
        language=str(delivery.payload.get("language", "")),
        dialogue=[(message.role, message.text) for message in reversed(messages)],
    )
    return replace(
        notice,
        uncertain=delivery.uncertain,
        corrected=bool(delivery.payload.get("corrected")),
        external_id=await find_external_id(session, delivery),
    )


async def find_external_id(session: AsyncSession, delivery: Delivery) -> str:
    """The lead's id in the system this delivery goes to, when an earlier one brought it there."""
    external_id = Delivery.payload["external_id"].astext
    return (
        await session.scalar(
            select(external_id)
            .where(
                Delivery.lead_id == delivery.lead_id,
                matches_kind(delivery.kind.split(":")[0]),
                Delivery.id < delivery.id,
                external_id.is_not(None),
            )
            .order_by(Delivery.id.desc())
            .limit(1)
        )
        or ""
    )


async def has_earlier_in_flight(rt: Runtime, company_id: int, delivery: Delivery) -> bool:
    """What changes a lead waits until the lead is there."""
    async with rt.db.scoped(company_id) as session:
        earlier_id = await session.scalar(
            select(Delivery.id).where(
                Delivery.lead_id == delivery.lead_id,
                matches_kind(delivery.kind.split(":")[0]),
                Delivery.id < delivery.id,
                Delivery.status.in_(("pending", "sending")),
            )
        )
    return earlier_id is not None


async def record_failure(
    rt: Runtime, company_id: int, delivery: Delivery, error: RemoteError, at: datetime
) -> None:
    """Temporary: once more, later. Permanent, or too often: failed, to be seen and sent again by an operator."""
    is_final = error.permanent or delivery.attempts > len(RETRY_DELAYS_SECONDS)
    async with rt.db.scoped(company_id) as session:
        await session.execute(
            update(Delivery)
            .where(Delivery.id == delivery.id)
            .values(
                status="failed" if is_final else "pending",
                last_error=str(error)[:500],
                uncertain=delivery.uncertain or error.outcome_unknown,
                updated_at=at,
            )
        )
        if not is_final:
            wait = max(
                RETRY_DELAYS_SECONDS[delivery.attempts - 1], min(error.retry_after or 0, _MAX_RETRY_AFTER_SECONDS)
            )
            await enqueue_delivery(rt, session, company_id, delivery.id, at + timedelta(seconds=wait))
    log.warning("notice not delivered", delivery=delivery.id, kind=delivery.kind, failed=is_final, error=str(error))


async def recover_deliveries(rt: Runtime, at: datetime) -> int:
    """Deliveries that wait without a job (it broke off with its worker or database) get a new one; how many."""
    jobs = table("procrastinate_jobs", column("lock"), column("queueing_lock"), column("status"))
    has_job = exists().where(
        or_(
            jobs.c.lock == func.concat("delivery:", Delivery.id),
            jobs.c.queueing_lock == func.concat("push:", Delivery.id),
        ),
        cast(jobs.c.status, Text).in_(("todo", "doing")),
    )
    async with rt.db.across() as session:
        stranded = (
            await session.execute(
                select(Delivery.company_id, Delivery.id)
                .where(
                    Delivery.status.in_(("pending", "sending")),
                    func.coalesce(Delivery.updated_at, Delivery.created_at) < at - RECOVERY_GRACE,
                    ~has_job,
                )
                .order_by(Delivery.id)
                .limit(500)
            )
        ).all()
        for company_id, delivery_id in stranded:
            await enqueue_delivery(rt, session, company_id, delivery_id)
    if stranded:
        log.warning("notices without a job found", deliveries=len(stranded))
    return len(stranded)


async def resend_delivery(rt: Runtime, company_id: int, delivery_id: int, at: datetime) -> bool:
    """The operator's "send again": a failed or kept one becomes pending. A kept one is planned for every way that
    is set up by now. False when there is none such, or still nowhere to send a kept one."""
    async with rt.db.scoped(company_id) as session:
        delivery = await session.scalar(
            select(Delivery)
            .where(Delivery.id == delivery_id, Delivery.status.in_(("failed", "kept")))
            .with_for_update()
        )
        company = await load_config(session, company_id)
        if delivery is None or company is None:
            return False
        if delivery.status == "kept":
            return (
                await create_deliveries(
                    rt, session, company, await load_notice(session, delivery), at, delivery_targets(rt)
                )
                > 0
            )
        delivery.status, delivery.attempts, delivery.updated_at = "pending", 0, at
        await session.flush()
        await enqueue_delivery(rt, session, company_id, delivery_id)
    return True


async def list_deliveries(rt: Runtime, company_id: int, limit: int) -> list[dict[str, Any]]:
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
