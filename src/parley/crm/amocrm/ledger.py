"""What all processes share about an account: tokens, pace, rest. Each question is one statement of its own.

Pace and lease go by the database's clock: they are real seconds, the same for every process.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, extract, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from parley.models import CrmAccount
from parley.services import Services

# Longer than the request that it covers.
LEASE = timedelta(seconds=30)
_SECOND = timedelta(seconds=1)
_now = func.clock_timestamp


@dataclass(frozen=True, slots=True)
class Standing:
    """`wait`: seconds until our place in the account's pace. `tokens`: {} until the first pair was renewed."""

    wait: float = 0.0
    renewed: int = 0
    resting_until: datetime | None = None
    tokens: dict[str, Any] = field(default_factory=dict, repr=False)


class Ledger:
    def __init__(self, rt: Services, company_id: int, account: str) -> None:
        self._rt, self._company_id, self._account = rt, company_id, account

    async def place(self, rate: float) -> Standing:
        """Take the next place among the account's calls, `rate` a second, and see how the account stands."""
        gap = _SECOND / rate
        query = (
            insert(CrmAccount)
            .values(company_id=self._company_id, account=self._account, next_at=_now() + gap)
            .on_conflict_do_update(
                index_elements=[CrmAccount.company_id, CrmAccount.account],
                set_={"next_at": func.greatest(CrmAccount.next_at, _now()) + gap},
            )
            .returning(
                extract("epoch", CrmAccount.next_at - gap - _now()),
                CrmAccount.renewed,
                CrmAccount.resting_until,
                CrmAccount.tokens,
            )
        )
        async with self._rt.db.scoped(self._company_id) as session:
            wait, renewed, resting, tokens = (await session.execute(query)).one()
        return Standing(max(0.0, float(wait)), renewed, resting, tokens or {})

    async def rest(self, until: datetime, at: datetime) -> bool:
        """Leave the account alone until then; whether it was not resting already."""
        awake = or_(CrmAccount.resting_until.is_(None), CrmAccount.resting_until <= at)
        return await self._set(awake, resting_until=until)

    async def renewed(self) -> int:
        async with self._rt.db.scoped(self._company_id) as session:
            return int(await session.scalar(select(CrmAccount.renewed).where(*self._mine)) or 0)

    # A lease in the row, not a lock of the session: that would hold a connection for as long as amoCRM takes, and
    # breaks where a pooler stands before the database. What its holder leaves undone lapses with it, and is safe to
    # repeat: a refresh token works until the pair it gave was used.
    async def lease(self, renewed: int) -> bool:
        """The right to renew the pair, unless it was renewed since or somebody else does."""
        free = or_(CrmAccount.renewing_until.is_(None), CrmAccount.renewing_until < _now())
        return await self._set(CrmAccount.renewed == renewed, free, renewing_until=_now() + LEASE)

    async def keep(self, renewed: int, tokens: dict[str, str]) -> bool:
        """The new pair, in place of the one it was made from."""
        return await self._set(
            CrmAccount.renewed == renewed, tokens=tokens, renewed=renewed + 1, renewing_until=None
        )

    async def release(self, renewed: int) -> None:
        await self._set(CrmAccount.renewed == renewed, renewing_until=None)

    @property
    def _mine(self) -> tuple[ColumnElement[bool], ...]:
        return (CrmAccount.company_id == self._company_id, CrmAccount.account == self._account)

    async def _set(self, *where: ColumnElement[bool], **values: Any) -> bool:
        query = update(CrmAccount).where(*self._mine, *where).values(**values).returning(CrmAccount.account)
        async with self._rt.db.scoped(self._company_id) as session:
            return await session.scalar(query) is not None
