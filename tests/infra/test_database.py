"""The database keeps the promise of isolation, not our habits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import NamedTuple

import psycopg
import pytest
import pytest_asyncio
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ProgrammingError

from fakes.company import a_company
from fakes.postgres import administer
from parley.bootstrap import assemble_runtime
from parley.domain.company import CompanyConfig
from parley.errors import Unavailable
from parley.infra.database import Database, DriverConnection, TenantConnection
from parley.infra.database_url import app_role_url, libpq_conninfo
from parley.infra.http import HttpClient
from parley.infra.queue import JobQueue
from parley.models import Widget
from parley.runtime import Runtime
from parley.settings import Settings


async def test_raw_sql_of_the_app_sees_no_other_companys_rows(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    for table in ("widgets", "profiles", "keys"):
        async with runtime.db.scoped(company.id) as session:
            seen = set(await session.scalars(text(f"SELECT company_id FROM {table}")))
        assert seen == {company.id}, table


async def test_without_a_company_no_tenant_row_is_seen(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.begin() as session:
        assert await session.scalar(text("SELECT count(*) FROM widgets")) == 0


async def test_another_companys_rows_cannot_be_written(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    with pytest.raises(ProgrammingError, match="row-level security") as refused:
        async with runtime.db.scoped(company.id) as session:
            await session.execute(
                text("INSERT INTO widgets (company_id, channel_name) VALUES (:id, 'x')"), {"id": stranger.id}
            )
    assert isinstance(refused.value.orig, InsufficientPrivilege)
    async with runtime.db.scoped(company.id) as session:
        changed = await session.execute(text("UPDATE widgets SET channel_name = 'taken' RETURNING company_id"))
        assert set(changed.scalars()) == {company.id}


async def test_after_the_installation_looked_at_all_rows_a_company_sees_its_own_again(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    """Even in a sandbox, where both work on one connection."""
    companies = text("SELECT DISTINCT company_id FROM widgets ORDER BY company_id")
    async with runtime.db.across() as session:
        assert list(await session.scalars(companies)) == [company.id, stranger.id]
    async with runtime.db.begin() as session:
        assert list(await session.scalars(companies)) == []
    async with runtime.db.across() as session:
        await session.execute(text("SELECT 1"))
    async with runtime.db.direct(stranger.id) as connection:
        assert await companies_seen(connection) == {stranger.id}


async def test_a_failed_transaction_in_a_sandbox_undoes_itself_only(
    runtime: Runtime, company: CompanyConfig
) -> None:
    async def fail_halfway() -> None:
        async with runtime.db.scoped(company.id) as session:
            await session.execute(text("UPDATE widgets SET channel_name = 'half done'"))
            await session.execute(text("SELECT nothing"))

    with pytest.raises(ProgrammingError):
        await fail_halfway()
    async with runtime.db.scoped(company.id) as session:
        names = set(await session.scalars(text("SELECT channel_name FROM widgets")))
    assert names
    assert "half done" not in names


async def test_the_app_owns_nothing_and_may_not_pass_the_policies(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        role = (
            await session.execute(
                text("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
            )
        ).one()
        owned = await session.scalar(text("SELECT count(*) FROM pg_tables WHERE tableowner = current_user"))
    assert (role.rolname, role.rolsuper, role.rolbypassrls, owned) == ("parley_app", False, False, 0)


async def test_every_tenant_table_has_forced_policies(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        open_tables = await session.scalars(
            text(
                "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
                "WHERE a.attname = 'company_id' AND c.relkind = 'r' "
                "AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
            )
        )
        assert list(open_tables) == []


TERMINATE = "SELECT pg_terminate_backend({}, 5000)"


class OneConnection(NamedTuple):
    """A database with a single pooled connection, and two companies that take turns on it."""

    db: Database
    url: URL
    first: int
    second: int


@pytest_asyncio.fixture(loop_scope="session")
async def shared(
    scratch: URL, settings: Settings, http: HttpClient, jobs: JobQueue
) -> AsyncIterator[OneConnection]:
    db = Database.connect(scratch, pool_size=1)
    rt = assemble_runtime(settings, db, jobs, http)
    yield OneConnection(db, scratch, (await a_company(rt)).id, (await a_company(rt)).id)
    await db.close()


async def backend_of(connection: DriverConnection) -> int:
    """The server's process that serves this connection."""
    row = await (await connection.execute("SELECT pg_backend_pid()")).fetchone()
    assert row is not None
    return int(row[0])


async def companies_seen(connection: DriverConnection) -> set[int]:
    cursor = await connection.execute("SELECT company_id FROM widgets UNION ALL SELECT company_id FROM profiles")
    return {row[0] for row in await cursor.fetchall()}


async def test_one_pooled_connection_shows_each_company_its_own_rows_in_turn(shared: OneConnection) -> None:
    backends = set()
    for company_id in (shared.first, shared.second, shared.second, shared.first, shared.second):
        async with shared.db.direct(company_id) as connection:
            assert await companies_seen(connection) == {company_id}
            backends.add(await backend_of(connection))
    assert len(backends) == 1, "the companies did not take turns on one connection"


async def test_a_pooled_connection_writes_no_other_companys_rows(shared: OneConnection) -> None:
    async with shared.db.direct(shared.first) as connection:
        with pytest.raises(InsufficientPrivilege, match="row-level security"):
            await connection.execute(
                "INSERT INTO widgets (company_id, channel_name) VALUES (%s, 'x')", [shared.second]
            )
        changed = await connection.execute("UPDATE widgets SET channel_name = 'taken' RETURNING company_id")
        assert {row[0] for row in await changed.fetchall()} == {shared.first}


async def test_a_failed_statement_leaves_no_scope_behind(shared: OneConnection) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero):
        async with shared.db.direct(shared.first) as connection, connection.transaction():
            await connection.execute("SELECT 1 / 0")
    async with shared.db.direct(shared.second) as connection:
        assert await companies_seen(connection) == {shared.second}


async def test_nobody_sees_tenants_rows_on_a_connection_a_company_used(shared: OneConnection) -> None:
    async with shared.db.direct(shared.first) as connection:
        assert await companies_seen(connection) == {shared.first}
    async with shared.db.direct(0) as connection:
        assert await companies_seen(connection) == set()


async def test_a_connection_whose_scope_could_not_be_set_belongs_to_nobody(shared: OneConnection) -> None:
    connection = await TenantConnection.connect(libpq_conninfo(app_role_url(shared.url)), autocommit=True)
    await connection.set_company(shared.first)
    assert connection.company_id == shared.first
    await connection.close()
    with pytest.raises(psycopg.OperationalError):
        await connection.set_company(shared.second)
    assert connection.company_id == 0


async def test_a_pooled_connection_that_the_server_closed_is_replaced_unseen(shared: OneConnection) -> None:
    async with shared.db.direct(shared.first) as connection:
        before = await backend_of(connection)
    administer(shared.url, TERMINATE.format(before))
    async with shared.db.direct(shared.second) as connection:
        assert await companies_seen(connection) == {shared.second}
        assert await backend_of(connection) != before


async def test_a_session_whose_connection_the_server_closed_gets_another_unseen(shared: OneConnection) -> None:
    async with shared.db.scoped(shared.first) as session:
        before = await session.scalar(text("SELECT pg_backend_pid()"))
    administer(shared.url, TERMINATE.format(before))
    async with shared.db.scoped(shared.second) as session:
        assert set(await session.scalars(text("SELECT company_id FROM widgets"))) == {shared.second}
        assert await session.scalar(text("SELECT pg_backend_pid()")) != before


async def test_the_installation_sees_every_companys_rows_and_leaves_no_right_behind(shared: OneConnection) -> None:
    async with shared.db.across() as session:
        seen = set(await session.scalars(text("SELECT company_id FROM widgets")))
    assert seen == {shared.first, shared.second}
    async with shared.db.begin() as session:
        assert await session.scalar(text("SELECT count(*) FROM widgets")) == 0


async def test_what_was_read_is_still_there_after_its_transaction(shared: OneConnection) -> None:
    """A turn reads its rows and goes on with them while the model writes; no connection is held for that."""
    async with shared.db.scoped(shared.first) as session:
        widget = (await session.scalars(select(Widget))).one()
    assert widget.company_id == shared.first


async def test_no_connection_that_the_server_closed_is_lent(scratch: URL) -> None:
    """After a restart of the server all of a pool are dead, the next one as well."""
    db = Database.connect(scratch, pool_size=2)
    async with AsyncExitStack() as lent:
        connections = [await lent.enter_async_context(db.direct(0)) for _ in range(2)]
        before = [await backend_of(connection) for connection in connections]
    for backend in before:
        administer(scratch, TERMINATE.format(backend))
    async with db.direct(0) as connection:
        assert await backend_of(connection) not in before
    await db.close()


async def test_a_database_that_cannot_be_reached_is_unavailable_and_not_a_fault(scratch: URL) -> None:
    """The customer is asked to try again in a moment, where a fault would be an error of the page."""
    db = Database.connect(scratch.set(database="nowhere"), pool_size=1)
    for door in (db.begin(), db.scoped(1), db.across()):
        with pytest.raises(Unavailable, match="not reachable"):
            async with door:
                pass
    await db.close()


async def test_a_statement_that_the_server_cut_off_is_unavailable(shared: OneConnection) -> None:

    async def by_connection() -> None:
        async with shared.db.direct(shared.first) as connection:
            administer(shared.url, TERMINATE.format(await backend_of(connection)))
            await connection.execute("SELECT 1")

    async def by_session() -> None:
        async with shared.db.scoped(shared.first) as session:
            administer(shared.url, TERMINATE.format(await session.scalar(text("SELECT pg_backend_pid()"))))
            await session.execute(text("SELECT 1"))

    for ask in (by_connection, by_session):
        with pytest.raises(Unavailable):
            await ask()
    async with shared.db.scoped(shared.first) as session:
        assert await session.scalar(text("SELECT 1")) == 1


async def test_a_request_that_is_cancelled_while_it_asks_gives_its_connection_back(shared: OneConnection) -> None:
    """Otherwise every visitor who leaves at that moment takes one of the pool's connections along."""
    async with shared.db.begin() as session:
        backend = await session.scalar(text("SELECT pg_backend_pid()"))

    async def ask() -> None:
        async with shared.db.scoped(shared.first) as session:
            await session.execute(text("SELECT pg_sleep(60)"))

    asking = asyncio.create_task(ask())
    asleep = f"SELECT 1 FROM pg_stat_activity WHERE pid = {backend} AND wait_event = 'PgSleep'"
    async with asyncio.timeout(10), shared.db.owner() as connection:
        while await (await connection.execute(asleep)).fetchone() is None:
            await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    async with shared.db.scoped(shared.second) as session:
        assert set(await session.scalars(text("SELECT company_id FROM widgets"))) == {shared.second}


async def test_a_request_that_is_cancelled_while_it_waits_for_a_connection_is_over(shared: OneConnection) -> None:
    async def ask() -> None:
        async with shared.db.scoped(shared.second):
            pass

    async with shared.db.scoped(shared.first):
        asking = asyncio.create_task(ask())
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
    await ask()


async def test_nothing_is_written_because_something_is_read(shared: OneConnection) -> None:
    """A half-filled row that a query sent along would fail there, far from the line that is at fault."""
    async with shared.db.scoped(shared.first) as session:
        session.add(Widget(company_id=shared.first, channel_name="new"))
        names = set(await session.scalars(text("SELECT channel_name FROM widgets")))
        assert "new" not in names
        await session.flush()
        assert "new" in set(await session.scalars(text("SELECT channel_name FROM widgets")))


async def test_lent_connections_are_counted(shared: OneConnection) -> None:
    assert shared.db.lent_connections == 0
    async with shared.db.direct(shared.first):
        assert shared.db.lent_connections == 1
    assert shared.db.lent_connections == 0
