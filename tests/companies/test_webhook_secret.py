"""A company's webhook gets another secret, and the one before signs for a day."""

from datetime import timedelta

import pytest

from parley.companies.webhook_secret import OVERLAP, rotate_webhook_secret
from parley.domain.company import CompanyConfig
from parley.errors import NotFound
from parley.runtime import Runtime
from parley.tenants.config import load_config


async def credentials_of(rt: Runtime, company: CompanyConfig) -> dict[str, object]:
    async with rt.db.scoped(company.id) as session:
        found = await load_config(session, company.id)
    assert found is not None
    return dict(found.credentials)


async def test_the_secret_before_signs_for_a_day(runtime: Runtime, company: CompanyConfig) -> None:
    at = runtime.clock()
    first = (await credentials_of(runtime, company))["webhook_secret"]
    made = await rotate_webhook_secret(runtime, company.id, at, "tester")
    assert made["webhook_secret"] != first
    assert made["previous_valid_until"] == (at + timedelta(hours=24)).isoformat() == (at + OVERLAP).isoformat()
    assert await credentials_of(runtime, company) == {
        "webhook_secret": made["webhook_secret"],
        "previous_webhook_secret": {"secret": first, "until": made["previous_valid_until"]},
    }


async def test_twice_rotated_a_secret_signs_nothing_any_more(runtime: Runtime, company: CompanyConfig) -> None:
    first = (await credentials_of(runtime, company))["webhook_secret"]
    for _ in range(2):
        await rotate_webhook_secret(runtime, company.id, runtime.clock(), "tester")
    assert str(first) not in str(await credentials_of(runtime, company))


async def test_an_unknown_company_has_no_secret(runtime: Runtime) -> None:
    with pytest.raises(NotFound):
        await rotate_webhook_secret(runtime, 999_999, runtime.clock(), "tester")
