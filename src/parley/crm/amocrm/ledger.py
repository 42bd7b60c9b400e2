"""What all processes share about an account: its tokens, its pace, and until when it is left alone.

Each question is one statement of its own. Pace and lease go by the database's clock: they are real seconds, and the
same for every process.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, extract, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from parley.models import CrmAccount
from parley.services import Services

# Longer than the request that it covers.
REFRESH_LEASE = timedelta(seconds=30)
_SECOND = timedelta(seconds=1)
_now = func.clock_timestamp


@dataclass(frozen=True, slots=True)
class AccountState:
    """How an account stands as we take our place among its calls."""

    #: seconds until our place
    wait_seconds: float = 0.0
    #: how often the pair of tokens was renewed
    token_generation: int = 0
    #: until when the account asked to be left alone
    paused_until: datetime | None = None
    #: access, refresh, origin; {} until the first pair was renewed
    tokens: dict[str, Any] = field(default_factory=dict, repr=False)


class AccountLedger:
    """The row of one company's account in `crm_accounts`."""

    def __init__(self, rt: Services, company_id: int, account: str) -> None:
        self._rt, self._company_id, self._account = rt, company_id, account

    async def reserve_slot(self, calls_per_second: float) -> AccountState:
        """Reserves the next place among the account's calls and returns the state of the account."""
        gap = _SECOND / calls_per_second
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
            wait_seconds, token_generation, paused_until, tokens = (await session.execute(query)).one()
        return AccountState(max(0.0, float(wait_seconds)), token_generation, paused_until, tokens or {})

    async def pause(self, until: datetime, at: datetime) -> bool:
        """Pauses all calls of the account until then; returns False when it is paused already."""
        is_not_paused = or_(CrmAccount.resting_until.is_(None), CrmAccount.resting_until <= at)
        return await self._update_account(is_not_paused, resting_until=until)

    async def token_generation(self) -> int:
        """Returns how often the pair was renewed, 0 where there is no row yet."""
        async with self._rt.db.scoped(self._company_id) as session:
            return int(await session.scalar(select(CrmAccount.renewed).where(*self._account_filter)) or 0)

    # A lease in the row, not a lock of the session: that would hold a connection for as long as amoCRM takes, and
    # breaks where a pooler stands before the database. What its holder leaves undone lapses with it, and is safe to
    # repeat: a refresh token works until the pair it gave was used.
    async def acquire_refresh_lease(self, token_generation: int) -> bool:
        """Acquires the right to renew the pair; returns False when it was renewed since, or is being renewed."""
        is_free = or_(CrmAccount.renewing_until.is_(None), CrmAccount.renewing_until < _now())
        return await self._update_account(
            CrmAccount.renewed == token_generation, is_free, renewing_until=_now() + REFRESH_LEASE
        )

    async def store_tokens(self, token_generation: int, tokens: dict[str, str]) -> bool:
        """Stores the new pair in place of the one it was made from; returns False when another took its place."""
        return await self._update_account(
            CrmAccount.renewed == token_generation, tokens=tokens, renewed=token_generation + 1, renewing_until=None
        )

    async def release_refresh_lease(self, token_generation: int) -> None:
        """Releases the right to renew after a failure."""
        await self._update_account(CrmAccount.renewed == token_generation, renewing_until=None)

    @property
    def _account_filter(self) -> tuple[ColumnElement[bool], ...]:
        return (CrmAccount.company_id == self._company_id, CrmAccount.account == self._account)

    async def _update_account(self, *conditions: ColumnElement[bool], **values: Any) -> bool:
        query = (
            update(CrmAccount)
            .where(*self._account_filter, *conditions)
            .values(**values)
            .returning(CrmAccount.account)
        )
        async with self._rt.db.scoped(self._company_id) as session:
            return await session.scalar(query) is not None
