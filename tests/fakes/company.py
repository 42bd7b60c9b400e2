"""A company for a test: as many as it wants, each with a name of its own."""

import itertools

from parley.companies import manage
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.tenants.config import load_config

_numbers = itertools.count(1)


async def a_company(rt: Runtime, name: str = "Тест", **fields: object) -> CompanyConfig:
    made = await manage.add_company(rt, name=name, subdomain=f"test-{next(_numbers)}", **fields)  # type: ignore[arg-type]
    async with rt.db.scoped(made["id"]) as session:
        company = await load_config(session, made["id"])
    assert company is not None
    return company
