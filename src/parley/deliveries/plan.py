"""What is due for a lead or a hand-over: one delivery and its job for every way the company has set up.

All of it happens in the transaction that confirms or changes the lead, or opens the hand-over: neither exists
without the other.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries import store
from parley.deliveries.jobs import enqueue_delivery
from parley.deliveries.store import NewDelivery
from parley.delivery_target import DeliveryTarget
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.domain.notice_text import notice_plain_text
from parley.runtime import Runtime

# The way of a notice that has nowhere to go: it is kept to be seen.
UNADDRESSED = "notice"


async def plan_deliveries(
    rt: Runtime,
    session: AsyncSession,
    company: CompanyConfig,
    notice: Notice,
    at: datetime,
    *,
    is_correction: bool = False,
) -> None:
    """Leaves the deliveries of a lead that was just confirmed; where no way is set up, the notice is kept.

    Planned again it does nothing, unless the customer corrected the contact (`is_correction`): everybody is told
    anew then.
    """
    notice = replace(notice, corrected=is_correction)
    if not await create_deliveries(rt, session, company, notice, at, rt.delivery_targets):
        await _keep_unaddressed(session, company, notice)


async def plan_update(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, notice: Notice, at: datetime
) -> None:
    """Leaves the deliveries of a change to a confirmed lead that only a system's record needs; people are not
    told."""
    records = {way: target for way, target in rt.delivery_targets.items() if target.keeps_record}
    await create_deliveries(rt, session, company, replace(notice, corrected=True), at, records)


def people_targets(rt: Runtime) -> dict[str, DeliveryTarget]:
    """Returns the ways that are told of who waits for a person: those that people read, no systems of record."""
    return {way: target for way, target in rt.delivery_targets.items() if target.reaches_people}


def can_tell_people(rt: Runtime, company: CompanyConfig) -> bool:
    """Returns whether the company has set up a way by which somebody hears of who waits for a person."""
    return any(target.address(company) for target in people_targets(rt).values())


async def plan_handover(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, notice: Notice, at: datetime
) -> None:
    """Leaves the deliveries of a hand-over that was just opened or, where the notice says it was told before
    (`corrected`), of one that is told again; where no way is set up, the notice is kept."""
    if not await create_deliveries(rt, session, company, notice, at, people_targets(rt)):
        await _keep_unaddressed(session, company, notice)


async def create_deliveries(
    rt: Runtime,
    session: AsyncSession,
    company: CompanyConfig,
    notice: Notice,
    at: datetime,
    targets: Mapping[str, DeliveryTarget],
) -> int:
    """Leaves a delivery and its job for each of the targets that still needs this notice.

    Returns how many of them the company has set up.
    """
    addresses = {way: address for way, target in targets.items() if (address := target.address(company))}
    for way, address in addresses.items():
        target = targets[way]
        # What has not begun reads the lead when it does: the change goes with it.
        is_change = target.keeps_record and not notice.handover
        if is_change and await store.has_unsent_delivery(session, notice.lead_id, way):
            continue
        ordinal = await _next_ordinal(session, notice, way)
        if ordinal is None:
            continue
        delivery = NewDelivery(
            lead_id=notice.lead_id,
            handover_id=_handover_id(notice),
            way=way,
            ordinal=ordinal,
            address=address,
            key=f"{_key(notice, way, ordinal)}-{int(at.timestamp()):08x}",
            preview=target.preview(company, notice),
            corrected=notice.corrected,
            language=notice.language,
        )
        delivery_id = await store.insert_delivery(session, company.id, delivery)
        if delivery_id is not None:
            await enqueue_delivery(rt, session, company.id, delivery_id)
    return len(addresses)


async def _keep_unaddressed(session: AsyncSession, company: CompanyConfig, notice: Notice) -> None:
    ordinal = await _next_ordinal(session, notice, UNADDRESSED)
    if ordinal is None:
        return
    delivery = NewDelivery(
        lead_id=notice.lead_id,
        handover_id=_handover_id(notice),
        way=UNADDRESSED,
        ordinal=ordinal,
        address="",
        key=_key(notice, UNADDRESSED, ordinal),
        preview={"text": notice_plain_text(notice)},
        corrected=notice.corrected,
        language=notice.language,
        status="kept",
    )
    await store.insert_delivery(session, company.id, delivery)


async def _next_ordinal(session: AsyncSession, notice: Notice, way: str) -> int | None:
    """Returns the number of this notice among those of its lead or hand-over by this way; None when it was planned
    before."""
    earlier_count = await store.count_deliveries(session, notice.lead_id, _handover_id(notice), way)
    return None if earlier_count and not notice.corrected else earlier_count + 1


def _key(notice: Notice, way: str, ordinal: int) -> str:
    """Returns lead-41-webhook or handover-7-webhook, and lead-41-webhook-2 for what is told anew."""
    subject = f"handover-{notice.handover.id}" if notice.handover else f"lead-{notice.lead_id}"
    return f"{subject}-{way}" + (f"-{ordinal}" if ordinal > 1 else "")


def _handover_id(notice: Notice) -> int | None:
    return notice.handover.id if notice.handover else None
