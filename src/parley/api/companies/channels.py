"""Serves a company's accounts at messengers to its staff (contract §7.1): connect, look, check, disconnect."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from parley.api.deps import Manager, Rt, get_company_config, require_manager
from parley.api.limits import rate_limited
from parley.api.values import CompanyId, RowId, SafeJson, SafeText
from parley.companies import channel_accounts, channel_changes
from parley.companies.channel_accounts import NewAccount
from parley.companies.channel_changes import AccountChange

router = APIRouter(tags=["channels"], dependencies=[Depends(rate_limited("other")), Depends(require_manager)])


class ChannelBody(BaseModel):
    """An account to connect: `{"kind": "telegram", "credentials": {"token": "…"}}`."""

    model_config = ConfigDict(extra="forbid")

    kind: SafeText = Field(max_length=40)
    name: SafeText = Field(default="", max_length=200)
    credentials: SafeJson


@router.get("/companies/{company_id}/channels")
async def read_channels(company_id: CompanyId, rt: Rt) -> dict[str, Any]:
    """Returns the accounts, each with its state in words."""
    await get_company_config(rt, company_id)
    return {"channels": await channel_accounts.list_accounts(rt, company_id)}


@router.post("/companies/{company_id}/channels")
async def connect_channel(company_id: CompanyId, body: ChannelBody, caller: Manager, rt: Rt) -> dict[str, Any]:
    """Connects an account; its credentials are checked at once."""
    await get_company_config(rt, company_id)
    new = NewAccount(body.kind, body.name, body.credentials)
    return await channel_accounts.add_account(rt, company_id, new, caller.name)


@router.post("/companies/{company_id}/channels/{account_id}/test")
async def test_channel(company_id: CompanyId, account_id: RowId, rt: Rt) -> dict[str, Any]:
    """Asks the messenger how an account does, and returns it."""
    return await channel_accounts.check_account(rt, company_id, account_id)


class ChannelChange(BaseModel):
    """What is to be changed at an account; what is not given stays."""

    model_config = ConfigDict(extra="forbid")

    name: SafeText | None = Field(default=None, max_length=200)
    settings: SafeJson | None = None
    paused: bool | None = None


@router.patch("/companies/{company_id}/channels/{account_id}")
async def change_channel(
    company_id: CompanyId, account_id: RowId, body: ChannelChange, caller: Manager, rt: Rt
) -> dict[str, Any]:
    """Changes an account's name, its settings, or whether it rests."""
    change = AccountChange(body.name, body.settings, body.paused)
    return await channel_changes.change_account(rt, company_id, account_id, change, caller.name)


@router.post("/companies/{company_id}/channels/{account_id}/rotate")
async def rotate_channel(company_id: CompanyId, account_id: RowId, caller: Manager, rt: Rt) -> dict[str, Any]:
    """Gives an account another address and secret; who knew the old ones can call us no more."""
    return await channel_changes.rotate_account(rt, company_id, account_id, caller.name)


@router.post("/companies/{company_id}/channels/{account_id}/test-message")
async def send_test_message(company_id: CompanyId, account_id: RowId, caller: Manager, rt: Rt) -> dict[str, Any]:
    """Sends a message to the company's own staff by an account."""
    message_id = await channel_changes.send_test_message(rt, company_id, account_id, caller.name)
    return {"status": "sent", "id": message_id}


@router.delete("/companies/{company_id}/channels/{account_id}")
async def disconnect_channel(company_id: CompanyId, account_id: RowId, caller: Manager, rt: Rt) -> dict[str, Any]:
    """Disconnects an account; what was said by it stays."""
    await channel_accounts.remove_account(rt, company_id, account_id, caller.name)
    return {"status": "disconnected"}
