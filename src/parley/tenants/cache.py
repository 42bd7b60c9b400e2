"""What is made of a company's rows once and used by every turn, until the company has a new version."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.company import CompanyConfig
from parley.models import Company, SearchIndexState
from parley.services import Services

T = TypeVar("T")

# Of all companies together; the oldest goes first.
_MAX_ENTRIES = 500


async def cached(rt: Services, company: CompanyConfig, name: str, compute: Callable[[], Awaitable[T]]) -> T:
    """What `make` made for this version of the company. Whoever changes the rows it is made of gives the company a
    new version (search/index/maintain.py)."""
    entry = rt.cache.get((name, company.id))
    if entry is not None and entry[0] == company.version:
        value: T = entry[1]
        return value
    computed = await compute()
    rt.cache.pop((name, company.id), None)
    while len(rt.cache) >= _MAX_ENTRIES:
        del rt.cache[next(iter(rt.cache))]
    rt.cache[name, company.id] = (company.version, computed)
    return computed


async def invalidate_company(session: AsyncSession, company_id: int) -> None:
    """Give the company a new version, so that every process makes anew what it keeps of its rows."""
    # An update that changes nothing still writes the row, and who wrote it is the version (tenants/config.py).
    existing = select(Company.id).where(Company.id == company_id)
    statement = insert(SearchIndexState).from_select(["company_id"], existing, include_defaults=False)
    unchanged = {"rows": SearchIndexState.rows}
    await session.execute(statement.on_conflict_do_update(index_elements=["company_id"], set_=unchanged))
