"""Keeps what is made of a company's rows and used by every turn, until the company has a new version."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.company import CompanyConfig
from parley.models import Company, SearchIndexState
from parley.services import Services

T = TypeVar("T")


async def cached(rt: Services, company: CompanyConfig, name: str, compute: Callable[[], Awaitable[T]]) -> T:
    """Returns what `compute` makes of this version of the company's rows, computed once in a process.

    `name` tells one kind of value from another. Whoever changes the rows gives the company a new version
    (`invalidate_company`, search/index/maintain.py).
    """
    entry = rt.caches.company_values.get((name, company.id))
    if entry is not None and entry[0] == company.version:
        value: T = entry[1]
        return value
    computed = await compute()
    rt.caches.company_values[name, company.id] = (company.version, computed)
    return computed


async def invalidate_company(session: AsyncSession, company_id: int) -> None:
    """Gives the company a new version, so that every process makes anew what it keeps of its rows."""
    # An update that changes nothing still writes the row, and who wrote it is the version (tenants/config.py).
    existing = select(Company.id).where(Company.id == company_id)
    statement = insert(SearchIndexState).from_select(["company_id"], existing, include_defaults=False)
    unchanged = {"rows": SearchIndexState.rows}
    await session.execute(statement.on_conflict_do_update(index_elements=["company_id"], set_=unchanged))
