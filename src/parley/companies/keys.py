"""Staff keys: made once, shown once, kept as hashes, revoked at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from parley.errors import ConfigurationError
from parley.infra.database import Database
from parley.infra.secrets import digest, new_key, same
from parley.models import Company, Key
from parley.settings import Settings
from parley.tenants.config import find

_TITLES = {"SUP": "super administrator", "SVC": "service", "MGR": "manager"}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling. `role`: PUB, MGR, SUP or SVC; `company_id` for a manager. `name`: as the log of changes calls
    them, never the key itself."""

    role: str = "PUB"
    company_id: int | None = None
    name: str = ""

    @property
    def known(self) -> bool:
        return self.role != "PUB"

    def manages(self, company_id: int) -> bool:
        return self.role in ("SUP", "SVC") or (self.role == "MGR" and self.company_id == company_id)


async def identify(db: Database, settings: Settings, key: str) -> Caller:
    """Whose key this is; PUB when nobody's. Not remembered: a revoked key is refused at once."""
    for role, own in (("SUP", settings.superadmin_key), ("SVC", settings.service_key)):
        if own.get_secret_value() and same(key, own.get_secret_value()):
            return Caller(role, name=_TITLES[role])
    hashed = digest(key)
    async with db.across() as session:
        row = (
            await session.execute(
                select(Key.role, Key.company_id, Key.digest, Key.hint, Key.label).where(
                    Key.digest == hashed, Key.revoked_at.is_(None)
                )
            )
        ).one_or_none()
    if row is None or not same(row.digest, hashed):
        return Caller()
    named = f"{_TITLES.get(row.role, row.role)} …{row.hint}"
    return Caller(row.role, row.company_id, f"{named} ({row.label})" if row.label else named)


async def create(db: Database, role: str, *, company: str = "", label: str = "") -> str:
    """A fresh key, not seen again. A manager's key needs its company, by id or subdomain."""
    async with db.across() as session:
        company_id = int(company) if company.isdigit() else (await find(session, company) if company else None)
        if role == "MGR" and (company_id is None or await session.get(Company, company_id) is None):
            raise ConfigurationError("A manager's key needs --company with the id or subdomain of a company")
        key = new_key(role)
        session.add(
            Key(
                company_id=company_id if role == "MGR" else None,
                role=role,
                label=label,
                digest=digest(key),
                hint=key[-4:],
            )
        )
        await session.flush()
    return key


async def listed(db: Database) -> list[dict[str, Any]]:
    async with db.across() as session:
        rows = await session.execute(
            select(
                Key.id,
                Key.role,
                Company.subdomain.label("company"),
                Key.hint,
                Key.created_at,
                Key.revoked_at,
                Key.label,
            )
            .outerjoin(Company, Company.id == Key.company_id)
            .order_by(Key.id)
        )
        return [dict(row._mapping) for row in rows]


async def revoke(db: Database, key_id: int, at: datetime) -> bool:
    async with db.across() as session:
        found = await session.scalar(
            update(Key).where(Key.id == key_id, Key.revoked_at.is_(None)).values(revoked_at=at).returning(Key.id)
        )
    return found is not None


async def bootstrap_keys(db: Database, settings: Settings) -> dict[str, str]:
    """The installation's own keys, made at the first start unless the environment gives them."""
    fresh = {}
    for role, own, name in (
        ("SUP", settings.superadmin_key, "super administrator"),
        ("SVC", settings.service_key, "service"),
    ):
        async with db.across() as session:
            known = await session.scalar(select(Key.id).where(Key.role == role).limit(1))
        if known is None and not own.get_secret_value():
            fresh[name] = await create(db, role, label="made at the first start")
    return fresh
