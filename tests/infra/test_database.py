"""The database keeps the promise of isolation, not our habits."""

from collections.abc import AsyncIterator
from typing import NamedTuple

import psycopg
import pytest
import pytest_asyncio
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ProgrammingError

from fakes.company import a_company
from fakes.postgres import administer
from parley.bootstrap import assemble_runtime
from parley.domain.company import CompanyConfig
from parley.infra.database import Database, DriverConnection, TenantConnection
from parley.infra.database_url import app_role_url, libpq_conninfo
from parley.infra.http import HttpClient
from parley.infra.queue import JobQueue
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


class OneConnection(NamedTuple):
    """A database with a single pooled connection, and two companies that take turns on it."""

    db: Database
    first: int
    second: int


@pytest_asyncio.fixture(loop_scope="session")
async def shared(
    scratch: URL, settings: Settings, http: HttpClient, jobs: JobQueue
) -> AsyncIterator[OneConnection]:
    db = Database.connect(scratch, pool_size=1)
    rt = assemble_runtime(settings, db, jobs, http)
    yield OneConnection(db, (await a_company(rt)).id, (await a_company(rt)).id)
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
    assert shared.db.url is not None
    connection = await TenantConnection.connect(libpq_conninfo(app_role_url(shared.db.url)), autocommit=True)
    await connection.set_company(shared.first)
    assert connection.company_id == shared.first
    await connection.close()
    with pytest.raises(psycopg.OperationalError):
        await connection.set_company(shared.second)
    assert connection.company_id == 0


async def test_a_pooled_connection_that_the_server_closed_is_replaced_unseen(shared: OneConnection) -> None:
    async with shared.db.direct(shared.first) as connection:
        before = await backend_of(connection)
    administer(shared.db.url, f"SELECT pg_terminate_backend({before}, 5000)")  # type: ignore[arg-type]
    async with shared.db.direct(shared.second) as connection:
        assert await companies_seen(connection) == {shared.second}
        assert await backend_of(connection) != before


async def test_a_session_whose_connection_the_server_closed_gets_another_unseen(shared: OneConnection) -> None:
    async with shared.db.scoped(shared.first) as session:
        before = await session.scalar(text("SELECT pg_backend_pid()"))
    administer(shared.db.url, f"SELECT pg_terminate_backend({before}, 5000)")  # type: ignore[arg-type]
    async with shared.db.scoped(shared.second) as session:
        assert set(await session.scalars(text("SELECT company_id FROM widgets"))) == {shared.second}
        assert await session.scalar(text("SELECT pg_backend_pid()")) != before


async def test_lent_connections_are_counted(shared: OneConnection) -> None:
    assert shared.db.lent_connections == 0
    async with shared.db.direct(shared.first):
        assert shared.db.lent_connections == 1
    assert shared.db.lent_connections == 0
