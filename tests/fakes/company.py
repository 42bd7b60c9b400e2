"""A company for a test: as many as it wants, each with a name of its own."""

import itertools
from typing import Any

from sqlalchemy import update

from parley.companies import manage
from parley.domain.company import CompanyConfig
from parley.models import Profile
from parley.runtime import Runtime
from parley.tenants.config import load_config

_numbers = itertools.count(1)


async def a_company(rt: Runtime, name: str = "Тест", **fields: object) -> CompanyConfig:
    made = await manage.add_company(rt, name=name, subdomain=f"test-{next(_numbers)}", **fields)  # type: ignore[arg-type]
    return await with_profile(rt, made["id"])


async def with_profile(rt: Runtime, company_id: int, **values: Any) -> CompanyConfig:
    """A company as it is with these columns of its profile changed."""
    async with rt.db.scoped(company_id) as session:
        if values:
            await session.execute(update(Profile).where(Profile.company_id == company_id).values(**values))
        company = await load_config(session, company_id)
    assert company is not None
    return company
