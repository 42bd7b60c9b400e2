"""Every statement about deliveries. Each works in the caller's transaction, in the scope of its company."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.jobs import has_job
from parley.domain.conversation_event import EventName
from parley.events.record import record_delivery
from parley.models import Delivery, Handover, Lead

_MAX_ERROR_CHARS = 500
# So many are given a new job at a time; the others are found by the next look, seconds later.
_MAX_STRANDED = 500
_MAX_TOLD = 10
# More than any chat takes in a minute.
_MAX_COUNTED = 500


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A row to be inserted."""

    lead_id: int
    #: None for a notice of the lead itself
    handover_id: int | None
    way: str
    #: 1 for the first notice of the lead or the hand-over by this way, 2 for the next, …
    ordinal: int
    #: where it goes, fit to be shown
    address: str
    #: what the other side recognises a repetition by
    key: str
    #: what would be sent, for the company to read
    preview: Mapping[str, Any]
    corrected: bool
    language: str
    status: str = "pending"


class StoredNotice(NamedTuple):
    """What a delivery's row says of its notice."""

    id: int
    lead_id: int
    #: None for a notice of the lead itself
    handover_id: int | None
    way: str
    key: str
    status: str
    #: attempts so far; in a claimed delivery the one that begins is counted
    attempts: int
    #: why the last attempt failed
    last_error: str
    #: an earlier attempt may have arrived
    uncertain: bool
    #: language code of the conversation
    language: str
    #: the customer corrected something after an earlier notice
    corrected: bool


_STORED_NOTICE = (
    Delivery.id,
    Delivery.lead_id,
    Delivery.handover_id,
    Delivery.way,
    Delivery.key,
    Delivery.status,
    Delivery.attempts,
    Delivery.last_error,
    Delivery.uncertain,
    func.coalesce(Delivery.payload["language"].astext, ""),
    func.coalesce(Delivery.payload["corrected"].as_boolean(), False),
)
_EXTERNAL_ID = Delivery.payload["external_id"].astext


async def insert_delivery(session: AsyncSession, company_id: int, delivery: NewDelivery) -> int | None:
    """Returns the new row's id; None when there is a delivery of this way and ordinal already."""
    payload = {"preview": dict(delivery.preview), "corrected": delivery.corrected, "language": delivery.language}
    delivery_id: int | None = await session.scalar(
        insert(Delivery)
        .values(
            company_id=company_id,
            lead_id=delivery.lead_id,
            handover_id=delivery.handover_id,
            way=delivery.way,
            ordinal=delivery.ordinal,
            target=delivery.address,
            key=delivery.key,
            status=delivery.status,
            payload=payload,
        )
        .on_conflict_do_nothing()
        .returning(Delivery.id)
    )
    return delivery_id


async def count_deliveries(session: AsyncSession, lead_id: int, handover_id: int | None, way: str) -> int:
    """Returns how many deliveries the lead, or the hand-over where one is given, has by this way, whatever became
    of them."""
    return await session.scalar(select(func.count()).where(*_of_subject(lead_id, handover_id, way))) or 0


async def has_unsent_delivery(session: AsyncSession, lead_id: int, way: str) -> bool:
    """Returns whether one of the lead's own deliveries by this way has not begun, and holds them until the end of
    the transaction: none can begin meanwhile."""
    own = _of_subject(lead_id, None, way)
    statuses = await session.scalars(select(Delivery.status).where(*own).with_for_update())
    return any(status in ("pending", "failed") for status in statuses)


async def has_earlier_in_flight(session: AsyncSession, delivery: StoredNotice) -> bool:
    """Returns whether an earlier delivery of the same lead, or hand-over, by the same way is still to arrive."""
    earlier_id = await session.scalar(
        select(Delivery.id).where(*_before(delivery), Delivery.status.in_(("pending", "sending"))).limit(1)
    )
    return earlier_id is not None


async def find_external_id(session: AsyncSession, delivery: StoredNotice) -> str:
    """Returns the lead's id in the system this delivery goes to; empty unless an earlier one brought it there."""
    query = select(_EXTERNAL_ID).where(*_before(delivery), _EXTERNAL_ID.is_not(None))
    return await session.scalar(query.order_by(Delivery.id.desc()).limit(1)) or ""


async def find_way(session: AsyncSession, delivery_id: int) -> str | None:
    """Returns by which way a delivery goes; None where there is no such delivery."""
    return await session.scalar(select(Delivery.way).where(Delivery.id == delivery_id))


async def find_status(session: AsyncSession, delivery_id: int) -> str | None:
    """Returns what became of a delivery; None where there is no such delivery."""
    return await session.scalar(select(Delivery.status).where(Delivery.id == delivery_id))


async def find_pending_of_conversation(session: AsyncSession, conversation_id: int, way: str) -> int | None:
    """Returns the newest delivery by this way that tells of a conversation's hand-over and waits to be sent."""
    query = (
        select(Delivery.id)
        .join(Handover, Handover.id == Delivery.handover_id)
        .where(Handover.conversation_id == conversation_id, Delivery.way == way, Delivery.status == "pending")
    )
    return await session.scalar(query.order_by(Delivery.id.desc()).limit(1))


class ToldNotice(NamedTuple):
    """A notice that somebody has before them."""

    notice: StoredNotice
    #: its id on the other side, and where it is
    external_id: str
    chat_id: str
    #: who it says has taken the customer
    taken_by: str


async def find_told(session: AsyncSession, conversation_id: int) -> list[ToldNotice]:
    """Returns the newest notices of a conversation that were sent and can be found again."""
    taken_by = func.coalesce(Delivery.payload["taken_by"].astext, "")
    rows = await session.execute(
        select(*_STORED_NOTICE, _EXTERNAL_ID, Delivery.target, taken_by)
        .join(Lead, Lead.id == Delivery.lead_id)
        .where(Lead.conversation_id == conversation_id, Delivery.status == "sent", _EXTERNAL_ID.is_not(None))
        .order_by(Delivery.id.desc())
        .limit(_MAX_TOLD)
    )
    return [ToldNotice(StoredNotice(*row[:-3]), *row[-3:]) for row in rows]


async def claim_delivery(session: AsyncSession, delivery_id: int, at: datetime) -> StoredNotice | None:
    """Marks a delivery `sending` and returns it; None when it is sent, failed, kept, or not there.

    One that is found `sending` was left by a process that died, so its outcome is unknown.
    """
    claim = (
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.status.in_(("pending", "sending")))
        .values(
            status="sending",
            attempts=Delivery.attempts + 1,
            uncertain=Delivery.uncertain | (Delivery.status == "sending"),
            updated_at=at,
        )
        .returning(*_STORED_NOTICE)
        .execution_options(synchronize_session=False)
    )
    row = (await session.execute(claim)).one_or_none()
    return StoredNotice(*row) if row is not None else None


async def count_sent_since(session: AsyncSession, way: str, address: str, since: datetime) -> int:
    """Returns how many notices an address was sent by this way since then, each by itself; of the newest alone."""
    newest = (
        select(Delivery.way, Delivery.target, Delivery.status, Delivery.updated_at, Delivery.payload)
        .order_by(Delivery.id.desc())
        .limit(_MAX_COUNTED)
        .subquery()
    )
    query = select(func.count()).where(
        newest.c.way == way,
        newest.c.target == address,
        newest.c.status == "sent",
        newest.c.updated_at > since,
        ~newest.c.payload.has_key("bundled"),
    )
    return await session.scalar(query) or 0


async def has_bundled(session: AsyncSession, way: str, address: str) -> bool:
    """Tells whether notices wait for the next digest of an address."""
    return await session.scalar(select(Delivery.id).where(*_bundled(way, address)).limit(1)) is not None


async def mark_bundled(session: AsyncSession, delivery_id: int) -> bool:
    """Has a notice wait for the next digest; returns False for one that does not wait to be sent."""
    marked = await session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.status == "pending")
        .values(payload=Delivery.payload.concat(literal({"bundled": True}, JSONB)))
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    )
    return marked.scalar_one_or_none() is not None


async def take_bundled(session: AsyncSession, way: str, address: str, at: datetime) -> list[StoredNotice]:
    """Marks the notices that wait for a digest as sent, and returns them in order."""
    taken = await session.execute(
        update(Delivery)
        .where(*_bundled(way, address))
        .values(status="sent", last_error="", updated_at=at)
        .returning(*_STORED_NOTICE)
        .execution_options(synchronize_session=False)
    )
    found = sorted((StoredNotice(*row) for row in taken), key=lambda stored: stored.id)
    for stored in found:
        await record_delivery(session, stored.id, EventName.DELIVERY_SENT, at)
    return found


def _bundled(way: str, address: str) -> tuple[ColumnElement[bool], ...]:
    waits = Delivery.payload.has_key("bundled")
    return Delivery.way == way, Delivery.target == address, Delivery.status == "pending", waits


async def mark_sent(session: AsyncSession, delivery_id: int, external_id: str | None, at: datetime) -> None:
    """Records that a delivery arrived, and its id on the other side if there is one."""
    added = literal({"external_id": external_id} if external_id else {}, JSONB)
    await _update(session, delivery_id, at, status="sent", last_error="", payload=Delivery.payload.concat(added))
    await record_delivery(session, delivery_id, EventName.DELIVERY_SENT, at)


async def mark_failed(
    session: AsyncSession, delivery_id: int, error: str, at: datetime, *, is_final: bool, may_have_arrived: bool
) -> None:
    """Records a failure: it is `pending` again, or `failed` and waits for an operator."""
    await _update(
        session,
        delivery_id,
        at,
        status="failed" if is_final else "pending",
        last_error=error[:_MAX_ERROR_CHARS],
        uncertain=Delivery.uncertain | may_have_arrived,
    )
    if is_final:
        await record_delivery(session, delivery_id, EventName.DELIVERY_FAILED, at)


async def lock_for_resending(session: AsyncSession, delivery_id: int) -> StoredNotice | None:
    """Returns a delivery that an operator may send again, failed or kept, locked; None when it is not."""
    row = (
        await session.execute(
            select(*_STORED_NOTICE)
            .where(Delivery.id == delivery_id, Delivery.status.in_(("failed", "kept")))
            .with_for_update()
        )
    ).one_or_none()
    return StoredNotice(*row) if row is not None else None


async def reset_delivery(session: AsyncSession, delivery_id: int, at: datetime) -> None:
    """Makes a failed delivery pending, with all its attempts before it."""
    await _update(session, delivery_id, at, status="pending", attempts=0)


async def find_stranded_deliveries(session: AsyncSession, before: datetime) -> list[tuple[int, int]]:
    """Returns (company id, delivery id) of those that were to be sent before that time and have no job. Across all
    companies."""
    rows = await session.execute(
        select(Delivery.company_id, Delivery.id)
        .where(
            Delivery.status.in_(("pending", "sending")),
            func.coalesce(Delivery.updated_at, Delivery.created_at) < before,
            ~has_job(Delivery.id),
        )
        .order_by(Delivery.id)
        .limit(_MAX_STRANDED)
    )
    return [(company_id, delivery_id) for company_id, delivery_id in rows]


async def newest_deliveries(session: AsyncSession, limit: int) -> Sequence[Delivery]:
    """Returns the company's deliveries, newest first."""
    return (await session.scalars(select(Delivery).order_by(Delivery.id.desc()).limit(limit))).all()


def _of_subject(lead_id: int, handover_id: int | None, way: str) -> tuple[ColumnElement[bool], ...]:
    return Delivery.lead_id == lead_id, Delivery.handover_id.is_not_distinct_from(handover_id), Delivery.way == way


def _before(delivery: StoredNotice) -> tuple[ColumnElement[bool], ...]:
    return (*_of_subject(delivery.lead_id, delivery.handover_id, delivery.way), Delivery.id < delivery.id)


async def _update(session: AsyncSession, delivery_id: int, at: datetime, **values: Any) -> None:
    await session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id)
        .values(updated_at=at, **values)
        .execution_options(synchronize_session=False)
    )
