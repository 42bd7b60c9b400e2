"""What is made of a company's rows once and used by every turn, until the company has a new version."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.company import CompanyConfig
from parley.models import Catalogue, Company
from parley.services import Services

T = TypeVar("T")

# Of all companies together; the oldest goes first.
_MOST = 500


async def kept(rt: Services, company: CompanyConfig, what: str, make: Callable[[], Awaitable[T]]) -> T:
    """What `make` made for this version of the company. Whoever changes the rows it is made of gives the company a
    new version (search/index/maintain.py)."""
    known = rt.kept.get((what, company.id))
    if known is not None and known[0] == company.version:
        value: T = known[1]
        return value
    made = await make()
    rt.kept.pop((what, company.id), None)
    while len(rt.kept) >= _MOST:
        del rt.kept[next(iter(rt.kept))]
    rt.kept[what, company.id] = (company.version, made)
    return made


async def changed(session: AsyncSession, company_id: int) -> None:
    """Give the company a new version, so that every process makes anew what it keeps of its rows."""
    # An update that changes nothing still writes the row, and who wrote it is the version (tenants/config.py).
    existing = select(Company.id).where(Company.id == company_id)
    written = insert(Catalogue).from_select(["company_id"], existing, include_defaults=False)
    same = {"rows": Catalogue.rows}
    await session.execute(written.on_conflict_do_update(index_elements=["company_id"], set_=same))
