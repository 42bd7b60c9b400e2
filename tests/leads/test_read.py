"""Leads are counted over whole periods, to the minute."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from fakes.desk import AT, a_lead
from parley.domain.company import CompanyConfig
from parley.leads.read import count_leads
from parley.models import Lead
from parley.runtime import Runtime


@pytest.mark.parametrize(("period", "days"), [("day", 1), ("week", 7), ("month", 30)])
async def test_a_lead_counts_until_its_period_is_over(
    runtime: Runtime, company: CompanyConfig, period: str, days: int
) -> None:
    await a_lead(runtime, company)
    async with runtime.db.scoped(company.id) as session:
        await session.execute(update(Lead).values(created_at=AT))
    over = AT + timedelta(days=days)
    assert await count_leads(runtime, company.id, period, over) == 1
    assert await count_leads(runtime, company.id, period, over + timedelta(minutes=1)) == 0
