"""Asks Telegram for what the super administrator does: one process of all, whichever comes first."""

from contextlib import suppress
from typing import Any, Protocol

import psycopg
import structlog

from parley.admin_bot.client import AdminClient
from parley.admin_bot.desk import AdminDesk
from parley.admin_bot.updates import parse_incoming
from parley.errors import RemoteError, Unavailable
from parley.runtime import Runtime

log = structlog.get_logger()

#: no account has this number
ADMIN_BOT = 0
_POLL_SECONDS, _POLL_MARGIN_SECONDS = 25.0, 10.0
_PAUSE_SECONDS, _MAX_PAUSE_SECONDS = 1.0, 60.0
_REFUSED_TOKEN_STATUSES = (401, 404)


class Locks(Protocol):
    """Which bots this process reads."""

    async def take(self, account_id: int) -> bool:
        """Returns whether this process reads the bot from now on."""


async def run_admin_bot(rt: Runtime, locks: Locks) -> None:
    """Serves the super administrator's bot until cancelled; at once over where the environment has none. A token
    that is refused ends it, with a line in the log."""
    if not rt.settings.super_admin_bot_token.get_secret_value():
        return
    if not rt.settings.super_admin_ids:
        log.warning("SUPER_ADMIN_CHAT_ID names nobody: the super administrator's bot refuses everybody")
    client, pause = AdminClient(rt), _PAUSE_SECONDS
    while True:
        try:
            if await locks.take(ADMIN_BOT):
                await client.start_polling()
                await _poll_for_ever(rt, client)
            await rt.sleep(rt.settings.bot_reload_seconds)
        except RemoteError as error:
            log.warning("the super administrator's bot could not be read", error=error)
            if error.status_code in _REFUSED_TOKEN_STATUSES:
                return
            await rt.sleep(error.retry_after or pause)
            pause = min(2 * pause, _MAX_PAUSE_SECONDS)
        except (Unavailable, psycopg.Error) as error:
            log.warning("the super administrator's bot waits for the database", error=type(error).__name__)
            await rt.sleep(pause)


async def _poll_for_ever(rt: Runtime, client: AdminClient) -> None:
    offset = 0
    while True:
        for update in await client.poll(offset, _POLL_SECONDS, _POLL_SECONDS + _POLL_MARGIN_SECONDS):
            await serve_update(rt, client, update)
            offset = int(update.get("update_id", 0)) + 1


async def serve_update(rt: Runtime, client: AdminClient, update: dict[str, Any]) -> None:
    """Does what one update asks for; what cannot be done is logged, and holds up none behind it."""
    incoming = parse_incoming(update)
    if incoming is None:
        return
    try:
        await AdminDesk(rt, client, incoming).serve()
    except Unavailable:
        raise
    except Exception as error:
        log.exception("an update of the super administrator's bot was not served", error=type(error).__name__)
        with suppress(RemoteError):
            await client.say(incoming.chat_id, "❌ Не получилось. Попробуйте ещё раз.")
