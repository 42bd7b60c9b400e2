"""Keeps the accounts at messengers as the companies' fields say: a bot's token in a profile is an account.

Looked at again and again by every process that asks messengers: what did not change since then is not decrypted.
"""

from hashlib import sha256

import structlog
from sqlalchemy import ColumnElement, literal_column, select

from parley.channels.base import Account
from parley.companies.channel_accounts import (
    apply_state,
    connect_account,
    get_account_row,
    is_taken,
    new_account_row,
    to_account_of,
    webhook_url,
)
from parley.deliveries.chat_store import find_account
from parley.errors import RemoteError
from parley.models import ChannelAccount, Company, Profile
from parley.runtime import Runtime
from parley.tenants.bot_token import company_bot_token

log = structlog.get_logger()

_TELEGRAM = "telegram"


async def sync_accounts(rt: Runtime) -> list[Account]:
    """Gives every company whose fields hold a bot's token its account, renews one whose token changed, and
    disconnects one whose token was taken away. Returns all accounts that are connected or may be, without their
    credentials."""
    tokens, of_field = await _read_tokens(rt), await _find_field_accounts(rt)
    for company_id, token in tokens.items():
        account_id, digest = of_field.get(company_id, (None, ""))
        if _digest(token) != digest:
            await _change_field_account(rt, company_id, account_id, token)
    accounts = await _load_all(rt)
    for account in accounts:
        if account.settings.get("webhook") != webhook_url(rt, account) or "page" not in account.settings:
            await _reconnect(rt, account)
    return accounts


async def _read_tokens(rt: Runtime) -> dict[int, str]:
    """Returns the bots' tokens of active companies; of a profile that nobody wrote since the last time the one that
    was read then."""
    version: ColumnElement[str] = literal_column("profiles.xmin::text || '.' || profiles.ctid::text").label(
        "version"
    )
    query = select(Company.id, version).join(Profile, Profile.company_id == Company.id).where(Company.is_active)
    known = rt.caches.bot_tokens
    async with rt.db.across() as session:
        versions = {row.id: row.version for row in await session.execute(query)}
        changed = [number for number, at in versions.items() if number not in known or known[number][0] != at]
        if changed:
            profiles = select(Profile.company_id, Profile.credentials).where(Profile.company_id.in_(changed))
            for row in await session.execute(profiles):
                token = company_bot_token(rt.settings, row.company_id, row.credentials or {})
                known[row.company_id] = (versions[row.company_id], token)
    for company_id in known.keys() - versions.keys():
        del known[company_id]
    return {company_id: token for company_id, (_, token) in known.items()}


async def _find_field_accounts(rt: Runtime) -> dict[int, tuple[int, str]]:
    """Returns the account that a company's `bot_token` stands for, and the digest of its token."""
    of_field = ChannelAccount.settings["of_field"].astext
    query = select(ChannelAccount.company_id, ChannelAccount.id, ChannelAccount.settings).where(
        ChannelAccount.deleted_at.is_(None), of_field.is_not(None)
    )
    async with rt.db.across() as session:
        rows = await session.execute(query)
        return {row.company_id: (row.id, str(row.settings.get("token_digest", ""))) for row in rows}


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest() if token else ""


async def _load_all(rt: Runtime) -> list[Account]:
    columns = (
        ChannelAccount.id,
        ChannelAccount.company_id,
        ChannelAccount.kind,
        ChannelAccount.public_id,
        ChannelAccount.settings,
        ChannelAccount.poll_offset,
    )
    query = (
        select(*columns)
        .join(Company, Company.id == ChannelAccount.company_id)
        .where(ChannelAccount.deleted_at.is_(None), Company.is_active, ChannelAccount.state != "refused")
    )
    async with rt.db.across() as session:
        return [Account(*row[:4], {}, *row[4:]) for row in await session.execute(query)]


async def _reconnect(rt: Runtime, account: Account) -> None:
    """Tells the channel our new address, after the installation's changed."""
    async with rt.db.scoped(account.company_id) as session:
        whole = await find_account(session, account.id)
    if whole is None:
        return
    try:
        state = await connect_account(rt, whole)
    except RemoteError as error:
        log.warning("an account could not be connected", account=account.id, error=error)
        return
    async with rt.db.scoped(account.company_id) as session:
        row = await get_account_row(session, account.id)
        apply_state(row, state)
        row.settings = {**row.settings, "webhook": webhook_url(rt, account)}


async def _change_field_account(rt: Runtime, company_id: int, account_id: int | None, token: str) -> None:
    """Replaces the account that a company's `bot_token` stands for. Another token of the same bot is the same
    account: its conversations go on."""
    row = new_account_row(company_id, _TELEGRAM, {"token": token}, "")
    async with rt.db.scoped(company_id) as session:
        existing = await get_account_row(session, account_id) if account_id is not None else None
        if existing is not None and _is_bot_of(token, existing.external_id):
            existing.credentials = {**existing.credentials, "token": token}
            # Empty: it is connected anew.
            existing.settings = {**existing.settings, "token_digest": _digest(token), "webhook": None}
            existing.state = "new" if existing.state == "refused" else existing.state
            return
        if existing is not None:
            existing.deleted_at, existing.state = rt.clock(), "disconnected"
            existing.state_text = "its token was taken away"
    if not token:
        return
    try:
        state = await connect_account(rt, to_account_of(row))
    except RemoteError as error:
        log.warning("a bot could not be connected", company=company_id, error=error)
        return
    async with rt.db.across() as session:
        if await is_taken(session, _TELEGRAM, state.external_id):
            log.warning("another company uses this bot", company=company_id)
            return
    async with rt.db.scoped(company_id) as session:
        row.settings = {
            "of_field": "bot_token",
            "token_digest": _digest(token),
            "webhook": webhook_url(rt, to_account_of(row)),
        }
        apply_state(row, state)
        session.add(row)


def _is_bot_of(token: str, external_id: str) -> bool:
    """Tells whether a token is of the bot with this number, which stands before its colon."""
    return bool(external_id) and token.partition(":")[0] == external_id
