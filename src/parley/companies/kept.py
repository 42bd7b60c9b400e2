"""What is made of a company's rows once and used by every turn, until the company has a new version."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from parley.core.company import CompanyConfig
from parley.runtime import Runtime

T = TypeVar("T")

# Of all companies together; the oldest goes first.
_MOST = 500


async def kept(rt: Runtime, company: CompanyConfig, what: str, make: Callable[[], Awaitable[T]]) -> T:
    """What `make` made for this version of the company. Whoever changes the rows it is made of gives the company a
    new version (knowledge/upkeep.py)."""
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
