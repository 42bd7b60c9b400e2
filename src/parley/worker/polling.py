"""Asks messengers for what waits where they cannot call us: one poller an account across all processes.

What is read is stored in the inbox before the next reading tells the messenger so.
"""

import asyncio
from contextlib import suppress
from typing import Any

import psycopg
import structlog
from sqlalchemy import update

from parley.channels.base import Account
from parley.companies.channel_accounts import webhook_url
from parley.companies.channel_sync import sync_accounts
from parley.conversation.inbox import store_update
from parley.deliveries.chat_store import find_account, is_paused
from parley.errors import RemoteError, Unavailable
from parley.infra.database_url import app_role_url, libpq_conninfo
from parley.models import ChannelAccount
from parley.runtime import Runtime
from parley.worker.admin_polling import run_admin_bot

log = structlog.get_logger()

# The first of the lock's two keys: any number, the same in every process of ours.
POLLING_LOCK = 7_275_396
_POLL_SECONDS = 25.0
_PAUSE_SECONDS, _MAX_PAUSE_SECONDS = 1.0, 60.0
_CONFLICT, _UNAUTHORIZED = 409, 401


async def run_pollers(rt: Runtime, locks: "AccountLocks") -> None:
    """Keeps the accounts as the companies' fields say, and a poller for each that has to be asked, until
    cancelled; serves the super administrator's bot. What changed is seen within `bot_reload_seconds`."""
    tasks: dict[int, asyncio.Task[None]] = {}
    admin_bot = asyncio.create_task(run_admin_bot(rt, locks))
    try:
        while True:
            try:
                await _reconcile(rt, locks, tasks)
            except (Unavailable, psycopg.Error) as error:
                log.warning("accounts of channels could not be looked at", error=type(error).__name__)
            await rt.sleep(rt.settings.bot_reload_seconds)
    finally:
        running = (admin_bot, *tasks.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await locks.close()


async def _reconcile(rt: Runtime, locks: "AccountLocks", tasks: dict[int, asyncio.Task[None]]) -> None:
    accounts = {
        account.id: account
        for account in await sync_accounts(rt)
        if not webhook_url(rt, account)
        and not is_paused(account.settings)
        and account.kind in rt.channels
        and rt.channels[account.kind].can_poll
    }
    for account_id in [number for number, task in tasks.items() if task.done() or number not in accounts]:
        tasks.pop(account_id).cancel()
        await locks.release(account_id)
    for account_id, account in accounts.items():
        if account_id not in tasks and await locks.take(account_id):
            tasks[account_id] = asyncio.create_task(_poll_account(rt, account))


async def _poll_account(rt: Runtime, account: Account) -> None:
    """Reads one account until cancelled, or until it is refused."""
    pause = _PAUSE_SECONDS
    while True:
        try:
            current = await _reload(rt, account)
            if current is None or is_paused(current.settings):
                return
            await _poll_once(rt, current)
            pause = _PAUSE_SECONDS
        except RemoteError as error:
            await _note_error(rt, account, error)
            if error.status_code == _UNAUTHORIZED:
                return
            await rt.sleep(error.retry_after or pause)
            pause = min(2 * pause, _MAX_PAUSE_SECONDS)
        except Unavailable:
            await rt.sleep(pause)


async def _poll_once(rt: Runtime, account: Account) -> None:
    channel = rt.channels[account.kind]
    updates = await channel.poll(account, _POLL_SECONDS)
    for found in updates:
        payload = dict(found.payload)
        await store_update(rt, account, channel.parse(payload), payload)
    if updates:
        await _write(rt, account, poll_offset=updates[-1].next_offset, state="polling")


async def _reload(rt: Runtime, account: Account) -> Account | None:
    async with rt.db.scoped(account.company_id) as session:
        return await find_account(session, account.id)


async def _note_error(rt: Runtime, account: Account, error: RemoteError) -> None:
    log.warning("an account could not be read", account=account.id, error=error)
    values: dict[str, Any] = {"last_error": str(error)[:500]}
    if error.status_code == _UNAUTHORIZED:
        values |= {"state": "refused", "state_text": "the token is refused"}
    elif error.status_code == _CONFLICT:
        values |= {"state": "conflict", "state_text": "another program reads this bot"}
    with suppress(Unavailable):
        await _write(rt, account, **values)


async def _write(rt: Runtime, account: Account, **values: Any) -> None:
    async with rt.db.scoped(account.company_id) as session:
        await session.execute(update(ChannelAccount).where(ChannelAccount.id == account.id).values(values))


class AccountLocks:
    """Which accounts this process reads: locks of the database that live as long as one connection."""

    def __init__(self, rt: Runtime) -> None:
        assert rt.db.url is not None, "a database that is rolled back has no second connection"
        self._conninfo = libpq_conninfo(app_role_url(rt.db.url))
        self._connection: psycopg.AsyncConnection[Any] | None = None

    async def take(self, account_id: int) -> bool:
        """Returns whether this process reads the account from now on. Raises psycopg.Error."""
        connection = await self._connect()
        taken = await connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (POLLING_LOCK, account_id))
        row = await taken.fetchone()
        return bool(row and row[0])

    async def release(self, account_id: int) -> None:
        """Lets another process read the account. Raises psycopg.Error."""
        connection = await self._connect()
        await connection.execute("SELECT pg_advisory_unlock(%s, %s)", (POLLING_LOCK, account_id))

    async def close(self) -> None:
        """Lets go of all."""
        if self._connection is not None:
            await self._connection.close()

    async def _connect(self) -> "psycopg.AsyncConnection[Any]":
        if self._connection is None or self._connection.closed:
            self._connection = await psycopg.AsyncConnection.connect(
                self._conninfo, autocommit=True, connect_timeout=5
            )
        return self._connection
