"""A company's deliveries for its staff: the list of them, and "send again"."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries import store
from parley.deliveries.jobs import enqueue_delivery
from parley.deliveries.notice import load_stored_notice
from parley.deliveries.plan import create_deliveries, people_targets
from parley.deliveries.store import StoredNotice
from parley.domain.company import CompanyConfig
from parley.models import Delivery
from parley.runtime import Runtime
from parley.tenants.config import load_config


async def list_deliveries(rt: Runtime, company_id: int, limit: int) -> list[dict[str, Any]]:
    """Returns the company's newest deliveries first, ready for JSON."""
    async with rt.db.scoped(company_id) as session:
        return [_delivery_to_json(delivery) for delivery in await store.newest_deliveries(session, limit)]


async def resend_delivery(rt: Runtime, company_id: int, delivery_id: int, at: datetime) -> bool:
    """Sends a failed delivery again, or a kept notice by every way that is set up by now.

    Returns False when there is no such delivery, or still nowhere to send a kept one.
    """
    async with rt.db.scoped(company_id) as session:
        delivery = await store.lock_for_resending(session, delivery_id)
        company = await load_config(session, company_id)
        if delivery is None or company is None:
            return False
        if delivery.status == "kept":
            return await _address_kept(rt, session, company, delivery, at)
        await store.reset_delivery(session, delivery_id, at)
        await enqueue_delivery(rt, session, company_id, delivery_id)
    return True


async def _address_kept(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, kept: StoredNotice, at: datetime
) -> bool:
    notice = await load_stored_notice(session, kept)
    targets = people_targets(rt) if notice.handover else rt.delivery_targets
    return await create_deliveries(rt, session, company, notice, at, targets) > 0


def _delivery_to_json(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "lead_id": delivery.lead_id,
        "handover_id": delivery.handover_id,
        "kind": delivery.label,
        "target": delivery.target,
        "status": delivery.status,
        "attempts": delivery.attempts,
        "last_error": delivery.last_error,
        "uncertain": delivery.uncertain,
        "payload": delivery.payload.get("preview", {}),
        "external_id": delivery.payload.get("external_id"),
        "created_at": delivery.created_at.isoformat(),
        "updated_at": delivery.updated_at.isoformat() if delivery.updated_at else None,
    }
