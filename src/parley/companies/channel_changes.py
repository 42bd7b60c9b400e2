"""What staff change at a connected account: its name, its settings, whether it rests, its secret."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parley.companies.channel_accounts import (
    account_to_json,
    apply_state,
    connect_account,
    get_account_row,
    new_public_id,
    new_secret,
    webhook_url,
)
from parley.deliveries.chat_store import is_paused, to_account
from parley.domain.channel import OutboundMessage
from parley.errors import Invalid, RemoteError
from parley.models import ChannelAccount
from parley.runtime import Runtime
from parley.tenants.audit_log import record_change
from parley.tenants.config import load_config
from parley.tenants.staff_chat import company_staff_chat

_MAX_SETTINGS = 50


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What is to be changed; None stays as it is."""

    name: str | None = None
    #: the staff's own, by name; a value of None takes one away
    settings: Mapping[str, Any] | None = None
    paused: bool | None = None


async def change_account(
    rt: Runtime, company_id: int, account_id: int, change: AccountChange, by: str
) -> dict[str, Any]:
    """Changes an account and returns it. One that is paused keeps what comes, and sends nothing until it goes on.
    Raises NotFound and Invalid."""
    async with rt.db.scoped(company_id) as session:
        row = await get_account_row(session, account_id)
        changes: dict[str, Any] = {}
        if change.name is not None and change.name != row.name:
            changes["name"] = {"from": row.name, "to": change.name}
            row.name = change.name
        if change.settings is not None:
            _change_settings(row, change.settings)
            changes["settings"] = sorted(change.settings)
        if change.paused is not None and change.paused != is_paused(row.settings):
            changes["paused"] = {"from": not change.paused, "to": change.paused}
            _pause(row, change.paused)
        if changes:
            record_change(session, company_id, by, "channel changed", rt.clock(), changes)
        return account_to_json(row)


def _change_settings(row: ChannelAccount, changes: Mapping[str, Any]) -> None:
    own = {name: value for name, value in {**row.settings.get("own", {}), **changes}.items() if value is not None}
    if len(own) > _MAX_SETTINGS:
        raise Invalid(f"settings: at most {_MAX_SETTINGS}")
    row.settings = {**row.settings, "own": own}


def _pause(row: ChannelAccount, is_to_pause: bool) -> None:
    others = {name: value for name, value in row.settings.items() if name != "paused"}
    row.settings = {**others, "paused": True} if is_to_pause else others


async def rotate_account(rt: Runtime, company_id: int, account_id: int, by: str) -> dict[str, Any]:
    """Gives an account another address and another secret, and has the channel call there; the old address is
    nobody's at once. Raises NotFound."""
    async with rt.db.scoped(company_id) as session:
        row = await get_account_row(session, account_id)
        row.public_id = new_public_id(company_id)
        row.credentials = {**row.credentials, "secret": new_secret()}
        # Until the channel knows: should it not be reached now, it is told later (channel_sync.py).
        row.settings = {**row.settings, "webhook": None}
        record_change(session, company_id, by, "channel secret changed", rt.clock(), {"kind": row.kind})
        account = to_account(row)
    try:
        state = await connect_account(rt, account)
    except RemoteError:
        state = None
    async with rt.db.scoped(company_id) as session:
        row = await get_account_row(session, account_id)
        if state is not None:
            apply_state(row, state)
            row.settings = {**row.settings, "webhook": webhook_url(rt, account)}
        return account_to_json(row)


async def send_test_message(rt: Runtime, company_id: int, account_id: int, by: str) -> str:
    """Sends a message to the staff's own chat by an account; returns the id that the channel gave it. Raises
    NotFound, Invalid where the company named no such chat, and RemoteError."""
    async with rt.db.scoped(company_id) as session:
        account = to_account(await get_account_row(session, account_id))
        company = await load_config(session, company_id)
        chat_id = company_staff_chat(rt.settings, company) if company else ""
        if company is None or not chat_id:
            raise Invalid("manager_chat_id: name the staff's chat first")
        record_change(session, company_id, by, "channel tested", rt.clock(), {"kind": account.kind})
    text = f"✅ {company.name}: test message / проверка связи"
    return await rt.channels[account.kind].send(account, chat_id, OutboundMessage(text))
