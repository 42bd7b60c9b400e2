"""What is made of a company's rows is made once for each version of the company."""

from dataclasses import replace

from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.tenants.cache import cached, invalidate_company
from parley.tenants.config import load_config


class Counter:
    """Counts how often it was asked to compute."""

    def __init__(self) -> None:
        self.count = 0

    async def __call__(self) -> int:
        self.count += 1
        return self.count


async def test_a_version_is_computed_once(runtime: Runtime, company: CompanyConfig) -> None:
    compute = Counter()
    assert [await cached(runtime, company, "prices", compute) for _ in range(3)] == [1, 1, 1]


async def test_a_new_version_is_computed_anew_and_replaces_the_old_one(
    runtime: Runtime, company: CompanyConfig
) -> None:
    compute = Counter()
    changed = replace(company, version="another")
    versions = (company, changed, changed, company)
    assert [await cached(runtime, each, "prices", compute) for each in versions] == [1, 2, 2, 3]


async def test_companies_and_names_do_not_share_a_value(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    compute = Counter()
    neighbour = replace(stranger, version=company.version)
    assert await cached(runtime, company, "prices", compute) == 1
    assert await cached(runtime, neighbour, "prices", compute) == 2
    assert await cached(runtime, company, "streets", compute) == 3


async def test_the_value_used_longest_ago_makes_room(runtime: Runtime, company: CompanyConfig) -> None:
    compute, size = Counter(), runtime.caches.company_values.maxsize
    for number in range(int(size)):
        await cached(runtime, company, f"value {number}", compute)
    await cached(runtime, company, "value 0", compute)
    await cached(runtime, company, "one more", compute)
    before = compute.count
    await cached(runtime, company, "value 0", compute)
    assert compute.count == before
    await cached(runtime, company, "value 1", compute)
    assert compute.count == before + 1


async def test_invalidating_gives_the_company_another_version(runtime: Runtime, company: CompanyConfig) -> None:
    async def version() -> str:
        async with runtime.db.scoped(company.id) as session:
            config = await load_config(session, company.id)
        assert config is not None
        return config.version

    before = await version()
    async with runtime.db.scoped(company.id) as session:
        await invalidate_company(session, company.id)
    assert await version() != before
