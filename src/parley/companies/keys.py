"""Keeps staff keys: made once, shown once, stored as hashes, revoked at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from parley.errors import ConfigurationError
from parley.infra.database import Database
from parley.infra.secrets import generate_staff_key, hash_staff_key, is_same_secret
from parley.models import Company, StaffKey
from parley.settings import Settings
from parley.tenants.config import find_company_id
from parley.text.row_ids import parse_id

_ROLE_TITLES = {"SUP": "super administrator", "SVC": "service", "MGR": "manager"}


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who calls, as far as their key tells."""

    #: PUB, MGR, SUP or SVC
    role: str = "PUB"
    #: a manager's company
    company_id: int | None = None
    #: as the log of changes calls them, never the key itself
    name: str = ""

    @property
    def is_authenticated(self) -> bool:
        """Whether a valid key was shown."""
        return self.role != "PUB"

    def can_manage(self, company_id: int) -> bool:
        """Whether this caller may change the company."""
        return self.role in ("SUP", "SVC") or (self.role == "MGR" and self.company_id == company_id)


async def identify_caller(db: Database, settings: Settings, key: str) -> Caller:
    """Returns whose key this is; PUB when nobody's. Nothing is remembered: a revoked key is refused at once."""
    for role, configured_key in (("SUP", settings.superadmin_key), ("SVC", settings.service_key)):
        if configured_key.get_secret_value() and is_same_secret(key, configured_key.get_secret_value()):
            return Caller(role, name=_ROLE_TITLES[role])
    key_hash = hash_staff_key(key)
    async with db.across() as session:
        row = (
            await session.execute(
                select(StaffKey.role, StaffKey.company_id, StaffKey.digest, StaffKey.hint, StaffKey.label).where(
                    StaffKey.digest == key_hash, StaffKey.revoked_at.is_(None)
                )
            )
        ).one_or_none()
    if row is None or not is_same_secret(row.digest, key_hash):
        return Caller()
    display_name = f"{_ROLE_TITLES.get(row.role, row.role)} …{row.hint}"
    return Caller(row.role, row.company_id, f"{display_name} ({row.label})" if row.label else display_name)


ShowKey = Callable[[str, str], None]


async def create_key(
    db: Database, role: str, *, company: str = "", label: str = "", show: ShowKey | None = None
) -> str:
    """Creates a key and returns it; it cannot be shown again.

    `company`: id or subdomain, needed for a manager. `show` is called with whose it is and the key before it
    counts: a key that nobody was shown does not exist. Raises ConfigurationError where there is no such company.
    """
    async with db.across() as session:
        company_id = (
            parse_id(company)
            if company.isdigit()
            else (await find_company_id(session, company) if company else None)
        )
        if role == "MGR" and (company_id is None or await session.get(Company, company_id) is None):
            raise ConfigurationError("A manager's key needs --company with the id or subdomain of a company")
        key = generate_staff_key(role)
        session.add(
            StaffKey(
                company_id=company_id if role == "MGR" else None,
                role=role,
                label=label,
                digest=hash_staff_key(key),
                hint=key[-4:],
            )
        )
        await session.flush()
        if show is not None:
            show(_ROLE_TITLES[role], key)
    return key


async def find_keys(db: Database) -> list[dict[str, Any]]:
    """Returns all keys, without the keys themselves, the oldest first."""
    async with db.across() as session:
        rows = await session.execute(
            select(
                StaffKey.id,
                StaffKey.role,
                Company.subdomain.label("company"),
                StaffKey.hint,
                StaffKey.created_at,
                StaffKey.revoked_at,
                StaffKey.label,
            )
            .outerjoin(Company, Company.id == StaffKey.company_id)
            .order_by(StaffKey.id)
        )
        return [dict(row._mapping) for row in rows]


async def revoke_key(db: Database, key_id: int, at: datetime) -> bool:
    """Revokes a key. Returns whether a valid one had this id."""
    async with db.across() as session:
        revoked_id = await session.scalar(
            update(StaffKey)
            .where(StaffKey.id == key_id, StaffKey.revoked_at.is_(None))
            .values(revoked_at=at)
            .returning(StaffKey.id)
        )
    return revoked_id is not None


async def create_initial_keys(db: Database, settings: Settings, show: ShowKey) -> None:
    """Creates the installation's own keys where there are none and the environment gives none.

    `show` is called with whose it is and the key, which cannot be shown again.
    """
    for role, configured_key in (("SUP", settings.superadmin_key), ("SVC", settings.service_key)):
        async with db.across() as session:
            existing_id = await session.scalar(select(StaffKey.id).where(StaffKey.role == role).limit(1))
        if existing_id is None and not configured_key.get_secret_value():
            await create_key(db, role, label="made at the first start", show=show)
