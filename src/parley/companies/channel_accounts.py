"""A company's accounts at messengers: those its fields name, those its staff connects, and how each does."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.channels.base import Account, AccountState
from parley.deliveries.chat_store import find_account, is_paused, to_account
from parley.errors import Invalid, NotFound, RemoteError
from parley.infra.redaction import mask_secret
from parley.models import ChannelAccount
from parley.outreach.store import reset_breaker
from parley.runtime import Runtime
from parley.tenants.audit_log import record_change


async def find_public_account(rt: Runtime, kind: str, public_id: str) -> Account | None:
    """Returns the account of a webhook's address; its company's number stands before the dot."""
    company_part, dot, _ = public_id.partition(".")
    if not dot or not company_part.isdecimal() or len(company_part) > 9:
        return None
    async with rt.db.scoped(int(company_part)) as session:
        row = await session.scalar(
            select(ChannelAccount).where(
                ChannelAccount.public_id == public_id,
                ChannelAccount.kind == kind,
                ChannelAccount.deleted_at.is_(None),
            )
        )
        return to_account(row) if row else None


async def list_accounts(rt: Runtime, company_id: int) -> list[dict[str, Any]]:
    """Returns a company's accounts, ready for JSON; of credentials only what identifies them."""
    async with rt.db.scoped(company_id) as session:
        rows = await session.scalars(
            select(ChannelAccount).where(ChannelAccount.deleted_at.is_(None)).order_by(ChannelAccount.id)
        )
        return [account_to_json(row) for row in rows]


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What staff gives to connect an account."""

    kind: str
    name: str
    credentials: Mapping[str, Any]


async def add_account(rt: Runtime, company_id: int, new: NewAccount, by: str) -> dict[str, Any]:
    """Connects an account and returns it as `list_accounts` does. Raises Invalid for a kind that there is not, and
    for credentials that the channel refuses or another company uses."""
    if new.kind not in rt.channels:
        raise Invalid(f"kind: there is no channel {new.kind[:40]!r}, only {', '.join(sorted(rt.channels))}")
    row = new_account_row(company_id, new.kind, new.credentials, new.name)
    try:
        state = await connect_account(rt, to_account_of(row))
    except RemoteError as error:
        raise Invalid(f"The channel cannot be asked now: {error}") from error
    if state.state == "refused":
        raise Invalid(state.text)
    async with rt.db.across() as session:
        if await is_taken(session, new.kind, state.external_id):
            raise Invalid("This account is connected already")
    row.settings = {"webhook": webhook_url(rt, to_account_of(row))}
    async with rt.db.scoped(company_id) as session:
        apply_state(row, state)
        session.add(row)
        record_change(
            session, company_id, by, "channel connected", rt.clock(), {"kind": new.kind, "account": state.text}
        )
        await session.flush()
        return account_to_json(row)


async def remove_account(rt: Runtime, company_id: int, account_id: int, by: str) -> None:
    """Disconnects an account: nothing comes in by it and nothing leaves. Raises NotFound."""
    async with rt.db.scoped(company_id) as session:
        row = await get_account_row(session, account_id)
        row.deleted_at, row.state, row.state_text = rt.clock(), "disconnected", "disconnected"
        record_change(session, company_id, by, "channel disconnected", rt.clock(), {"kind": row.kind})


async def check_account(rt: Runtime, company_id: int, account_id: int) -> dict[str, Any]:
    """Asks the channel how an account does, notes it and returns the account. Raises NotFound."""
    async with rt.db.scoped(company_id) as session:
        account = await find_account(session, account_id)
    if account is None:
        raise NotFound("Channel account not found")
    try:
        state = await connect_account(rt, account)
    except RemoteError as error:
        state = AccountState("failed", f"cannot be asked now: {error}")
    async with rt.db.scoped(company_id) as session:
        row = await get_account_row(session, account_id)
        apply_state(row, state)
        return account_to_json(row)


def new_public_id(company_id: int) -> str:
    """Returns what stands in a webhook's address: the company's number, and what nobody guesses."""
    return f"{company_id}.{secrets.token_urlsafe(24)}"


def new_secret() -> str:
    """Returns what a channel shows with each call."""
    return secrets.token_urlsafe(32)


def new_account_row(company_id: int, kind: str, credentials: Mapping[str, Any], name: str) -> ChannelAccount:
    """Returns the row of an account that is not stored yet, with a public id and a secret of its own."""
    return ChannelAccount(
        company_id=company_id,
        kind=kind,
        name=name[:200],
        public_id=new_public_id(company_id),
        credentials={**credentials, "secret": new_secret()},
        settings={},
        state="new",
        poll_offset=0,
    )


def to_account_of(row: ChannelAccount) -> Account:
    """Returns what channels need of a row that is not stored yet."""
    return Account(0, row.company_id, row.kind, row.public_id, row.credentials, row.settings)


async def connect_account(rt: Runtime, account: Account) -> AccountState:
    """Has the channel check an account and call us for it. Raises RemoteError."""
    return await rt.channels[account.kind].connect(account, webhook_url(rt, account))


def webhook_url(rt: Runtime, account: Account) -> str:
    """Returns where the channel is to call us; empty where it cannot, and is asked instead."""
    base = rt.settings.public_base_url.rstrip("/")
    return f"{base}/webhooks/{account.kind}/{account.public_id}" if base.startswith("https://") else ""


async def is_taken(session: AsyncSession, kind: str, external_id: str) -> bool:
    """Tells whether a company has connected this account already."""
    query = select(ChannelAccount.id).where(
        ChannelAccount.kind == kind, ChannelAccount.external_id == external_id, ChannelAccount.deleted_at.is_(None)
    )
    return bool(external_id) and await session.scalar(query.limit(1)) is not None


async def get_account_row(session: AsyncSession, account_id: int) -> ChannelAccount:
    """Returns an account's row. Raises NotFound."""
    row = await session.scalar(
        select(ChannelAccount).where(ChannelAccount.id == account_id, ChannelAccount.deleted_at.is_(None))
    )
    if row is None:
        raise NotFound("Channel account not found")
    return row


def apply_state(row: ChannelAccount, state: AccountState) -> None:
    """Writes down how an account does."""
    row.state, row.state_text = state.state, state.text
    row.external_id = state.external_id or row.external_id
    row.settings = {**(row.settings or {}), "page": state.page or (row.settings or {}).get("page", "")}


def account_to_json(row: ChannelAccount) -> dict[str, Any]:
    """Returns an account ready for JSON; of credentials only what identifies them."""
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "paused": is_paused(row.settings),
        "settings": row.settings.get("own") or {},
        "public_id": row.public_id,
        "state": row.state,
        "state_text": row.state_text,
        "credentials": {name: mask_secret(str(value)) for name, value in row.credentials.items()},
        "last_in_at": _iso(row.last_in_at),
        "last_out_at": _iso(row.last_out_at),
        "last_error": row.last_error or "",
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


async def resume_account(rt: Runtime, company_id: int, account_id: int, by: str) -> bool:
    """Lets an account write first again; returns False where there is none of this id."""
    at = rt.clock()
    async with rt.db.scoped(company_id) as session:
        if not await reset_breaker(session, account_id, at):
            return False
        record_change(session, company_id, by, "channel writes first again", at, {"account": account_id})
    return True
