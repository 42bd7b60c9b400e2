"""The ways to the rows of PostgreSQL.

`Database` has four ways. Three are each one short transaction that commits when its block ends well:

- `begin()`          the directory of companies only; tenant rows are invisible
- `scoped(company)`  one company's rows, and no other's: row-level security sees to it
- `across()`         every company's rows, for the installation's own staff and clockwork

and `direct(company)` has the same rows as `scoped`, for the few statements that every turn runs: the driver's own
connection, at a tenth of the cost, each statement by itself (docs/adr/0009).

The app works as role `parley_app`, which owns nothing; in `serve` and `work` on the embedded server it is logged in
as nobody else (docs/adr/0020). Only migrations, and `owner()` for the indexes of large catalogues, use the owner's
rights.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import orjson
import psycopg
from psycopg import OperationalError as DriverOperationalError
from psycopg.rows import class_row, namedtuple_row
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from parley.infra.database_errors import DATABASE_ERRORS, is_connection_lost, translate_database_error
from parley.infra.database_url import ACROSS_ROLE, APP_ROLE, app_role_url, libpq_conninfo
from parley.infra.logins import Logins

RECONNECT_SECONDS = 10.0

_SET_COMPANY_SQL = text("SELECT set_config('parley.company_id', :company, true)")
_SET_ACROSS_ROLE_SQL = text(f"SET LOCAL ROLE {ACROSS_ROLE}")
# In a sandbox, where no connection begins with a role, both at once.
_SET_APP_ROLE_AND_COMPANY_SQL = text(
    f"SELECT set_config('role', '{APP_ROLE}', true), set_config('parley.company_id', :company, true)"
)

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


class Database:
    """The ways to the rows. `bind`: an engine, or one connection whose outer transaction is rolled back."""

    def __init__(
        self,
        bind: AsyncEngine | AsyncConnection,
        pool: "AsyncConnectionPool[TenantConnection] | None" = None,
        url: URL | None = None,
        across_bind: AsyncEngine | None = None,
    ) -> None:
        self._bind, self._pool, self._across_bind = bind, pool, across_bind
        #: of the login that may do everything; None in a sandbox
        self.url = url
        self._is_test_transaction = isinstance(bind, AsyncConnection)

    @classmethod
    def connect(cls, url: URL, pool_size: int = 10, logins: Logins | None = None) -> "Database":
        """Returns a database whose connections are made when they are needed.

        There are two pools, for sessions and for `direct`, of `pool_size` connections at most each. With `logins`
        there is a third, for `across`, and no connection can become more than it logged in as.
        """
        app_url = logins.app if logins else url
        engine = _create_engine(app_role_url(app_url), pool_size)
        across_engine = _create_engine(logins.across, pool_size) if logins else None
        connection_pool = AsyncConnectionPool(
            # A plan made while a table was small is kept for long: it had better walk the index already.
            libpq_conninfo(app_role_url(app_url, *_INDEX_SCAN_SETTINGS, *_VECTOR_SCAN_SETTINGS)),
            connection_class=TenantConnection,
            min_size=1,
            max_size=pool_size,
            open=False,
            timeout=RECONNECT_SECONDS,
            # As long as anybody waits for a connection. Then it makes another when one is asked for: trying on, it
            # would double its pauses and be away for minutes after the server is back.
            reconnect_timeout=RECONNECT_SECONDS,
            kwargs={"autocommit": True, "connect_timeout": 5},
        )
        return cls(engine, connection_pool, url, across_engine)

    @property
    def lent_connections(self) -> int:
        """Returns how many connections `direct` has lent out at this moment."""
        if self._pool is None or self._pool.closed:
            return 0
        stats = self._pool.get_stats()
        return stats["pool_size"] - stats["pool_available"]

    async def close(self) -> None:
        """Closes all connections."""
        if self._pool is not None:
            await self._pool.close()
        for engine in (self._bind, self._across_bind):
            if isinstance(engine, AsyncEngine):
                await engine.dispose()

    @asynccontextmanager
    async def sandbox(self) -> AsyncIterator["Database"]:
        """Opens the same database inside one transaction that is rolled back at the end: a place to try things.

        Not with logins of their own: one transaction is one login.
        """
        assert self._across_bind is None
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
        """Opens a transaction that sees the directory of companies and no tenant's rows.

        Raises Unavailable and Invalid.
        """
        async with self._transaction() as session:
            yield session

    @asynccontextmanager
    async def scoped(self, company_id: int) -> AsyncIterator[AsyncSession]:
        """Opens a transaction that sees one company's rows. Raises Unavailable and Invalid."""
        async with self._transaction(str(company_id)) as session:
            yield session

    @asynccontextmanager
    async def direct(self, company_id: int) -> AsyncIterator[DriverConnection]:
        """Lends a connection that sees one company's rows. Raises Unavailable and Invalid.

        Each statement is a transaction of its own; `connection.transaction()` makes one of several.
        """
        try:
            if self._pool is None:
                async with self._nested_connection(company_id) as connection:
                    yield connection
            else:
                async with _live_connection(self._pool) as connection:
                    await connection.set_company(company_id)
                    yield connection
        except DATABASE_ERRORS as error:
            if told := translate_database_error(error):
                raise told from error
            raise

    @asynccontextmanager
    async def owner(self) -> AsyncIterator[DriverConnection]:
        """Opens a connection with the login's own rights, for an index that is made while everybody works.

        Each statement is a transaction of its own; rows are as invisible as to anybody without a scope.
        """
        assert self.url is not None, "a database that is rolled back has no second connection"
        connection = await psycopg.AsyncConnection.connect(
            libpq_conninfo(self.url), autocommit=True, connect_timeout=5, prepare_threshold=None
        )
        async with connection:
            yield connection

    @asynccontextmanager
    async def _nested_connection(self, company_id: int) -> AsyncIterator[DriverConnection]:
        """Lends the driver's connection below the one transaction of a sandbox, in a savepoint."""
        assert isinstance(self._bind, AsyncConnection)
        await self._bind.execute(_SET_APP_ROLE_AND_COMPANY_SQL, {"company": str(company_id)})
        connection: DriverConnection = (await self._bind.get_raw_connection()).driver_connection  # type: ignore[assignment]
        async with connection.transaction():
            yield connection

    @asynccontextmanager
    async def across(self) -> AsyncIterator[AsyncSession]:
        """Opens a transaction that sees every company's rows. Raises Unavailable and Invalid."""
        async with self._transaction(bind=self._across_bind) as session:
            if self._across_bind is None:
                await session.execute(_SET_ACROSS_ROLE_SQL)
            yield session

    @asynccontextmanager
    async def _transaction(self, company: str = "", bind: AsyncEngine | None = None) -> AsyncIterator[AsyncSession]:
        try:
            session = await self._open_session(company, bind or self._bind)
            try:
                yield session
                await session.commit()
            finally:
                # A cancelled request must still give its connection back in order.
                await asyncio.shield(session.close())
        except DATABASE_ERRORS as error:
            if told := translate_database_error(error):
                raise told from error
            raise

    async def _open_session(self, company: str, bind: AsyncEngine | AsyncConnection) -> AsyncSession:
        """Returns a session inside its transaction.

        A pooled connection that died meanwhile is replaced once, unseen: nothing has happened on it yet.
        """
        for is_last_attempt in (False, True):
            session = AsyncSession(
                bind,
                expire_on_commit=False,
                autoflush=False,
                join_transaction_mode="create_savepoint",
            )
            try:
                statement = _SET_APP_ROLE_AND_COMPANY_SQL if self._is_test_transaction else _SET_COMPANY_SQL
                await session.execute(statement, {"company": company})
            except BaseException as error:
                await asyncio.shield(session.close())
                if is_last_attempt or not isinstance(error, DBAPIError):
                    raise
            else:
                return session
        raise AssertionError("unreachable")


def _create_engine(url: URL, pool_size: int) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=pool_size,
        # None beyond: a connection made for one transaction costs more than waiting for one.
        max_overflow=0,
        pool_timeout=RECONNECT_SECONDS,
        pool_use_lifo=True,
        connect_args={"connect_timeout": 5},
    )


class TenantConnection(psycopg.AsyncConnection[Any]):
    """A pooled connection that remembers whose rows it sees; it is never lent without being told anew."""

    #: whose rows it sees; 0 for nobody's, and where that is not certain
    company_id = 0

    async def set_company(self, company_id: int) -> None:
        """Makes it see this company's rows and no other's."""
        if self.company_id != company_id:
            self.company_id = 0
            # A setting takes no parameter; an int needs no quoting.
            await self.execute(b"SET parley.company_id = '%d'" % company_id, prepare=False)
            self.company_id = company_id


@asynccontextmanager
async def _live_connection(pool: AsyncConnectionPool[TenantConnection]) -> AsyncIterator[TenantConnection]:
    """Lends a connection of the pool. One that the server closed meanwhile (a restart) is replaced, unseen."""
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
    # Twice: a server that is shut down says so before it hangs up, and the first reading ends with its words.
    with suppress(DriverOperationalError):
        connection.pgconn.consume_input()
        connection.pgconn.consume_input()
    return connection.closed


async def driver_connection_of(session: AsyncSession) -> DriverConnection:
    """Returns the driver's connection of a session, inside the same transaction."""
    connection = await (await session.connection()).get_raw_connection()
    driver_connection: DriverConnection = connection.driver_connection  # type: ignore[assignment]
    return driver_connection


async def fetch_one(connection: DriverConnection, query: str, values: Mapping[str, Any]) -> Any:
    """Returns the first row of a statement, by column names; None when there is none."""
    cursor = connection.cursor(row_factory=namedtuple_row)
    await cursor.execute(query, values)
    return await cursor.fetchone()


async def fetch_all(connection: DriverConnection, query: str, values: Mapping[str, Any]) -> list[Any]:
    """Returns all rows of a statement, by column names."""
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
    return error.connection_invalidated or is_connection_lost(error.orig)
