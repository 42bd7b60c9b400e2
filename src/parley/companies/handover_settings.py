"""What a company promises to who asks for a person, for its staff to read and to write."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from parley.domain.company import CompanyConfig
from parley.domain.handover import handover_promise
from parley.models import Profile
from parley.runtime import Runtime
from parley.tenants.audit_log import record_change


def read_handover_settings(company: CompanyConfig) -> dict[str, Any]:
    """Returns the promise as it holds, ready for JSON."""
    promise = handover_promise(company.handover)
    return {**promise._asdict(), "people": list(promise.people)}


async def write_handover_settings(
    rt: Runtime, company: CompanyConfig, changes: Mapping[str, Any], by: str
) -> dict[str, Any]:
    """Changes what is given and returns the promise as it holds then. What waits keeps the minutes that it has."""
    async with rt.db.scoped(company.id) as session:
        values = {**company.handover, **changes}
        await session.execute(update(Profile).where(Profile.company_id == company.id).values(handover=values))
        record_change(session, company.id, by, "hand-over settings changed", rt.clock(), dict(changes))
    return {**read_handover_settings(company), **changes}
