"""On our own server no statement makes a connection more than it logged in as."""

from collections.abc import AsyncIterator

import psycopg
import pytest
import pytest_asyncio
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ProgrammingError

from fakes.company import a_company
from parley.bootstrap import assemble_runtime
from parley.infra.database import Database
from parley.infra.http import HttpClient
from parley.infra.logins import allow_logins
from parley.infra.queue import JobQueue
from parley.settings import Settings

SELF = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
REFUSED = (
    *(
        "SET ROLE postgres",
        "SET LOCAL ROLE postgres",
        "SET ROLE parley_across",
        "SET SESSION AUTHORIZATION postgres",
    ),
    *(
        "SET SESSION AUTHORIZATION parley_across",
        "ALTER ROLE parley_app SUPERUSER",
        "GRANT parley_across TO parley_app",
    ),
    *("ALTER TABLE leads DISABLE ROW LEVEL SECURITY", "CREATE ROLE another SUPERUSER", "DROP TABLE leads"),
)
PASSED = (
    *("RESET ROLE", "SET ROLE NONE", "RESET SESSION AUTHORIZATION", "SET SESSION AUTHORIZATION DEFAULT"),
    *("RESET ALL", "SET row_security = off"),
)


@pytest_asyncio.fixture(loop_scope="session")
async def db(scratch: URL, settings: Settings, http: HttpClient, jobs: JobQueue) -> AsyncIterator[Database]:
    db = Database.connect(scratch, 2, allow_logins(scratch))
    rt = assemble_runtime(settings, db, jobs, http)
    for name in ("Свои", "Чужие"):
        await a_company(rt, name)
    yield db
    await db.close()


@pytest.mark.parametrize("statement", REFUSED)
async def test_a_companys_connection_cannot_become_another_role(db: Database, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        async with db.direct(1) as connection:
            await connection.execute(statement.encode())
    with pytest.raises(ProgrammingError) as refused:
        async with db.scoped(1) as session:
            await session.execute(text(statement))
    assert isinstance(refused.value.orig, InsufficientPrivilege)


@pytest.mark.parametrize("statement", PASSED)
async def test_what_is_taken_back_leaves_the_same_role(db: Database, statement: str) -> None:
    async with db.direct(1) as connection, connection.transaction(force_rollback=True):
        await connection.execute(statement.encode())
        assert await (await connection.execute(SELF)).fetchone() == ("parley_app", False, False)
        try:
            seen = await connection.execute("SELECT company_id FROM widgets")
        except psycopg.errors.InsufficientPrivilege:
            return  # with row_security = off PostgreSQL refuses rather than filters
        assert {row[0] for row in await seen.fetchall()} <= {1}


async def test_what_goes_across_sees_all_rows_and_is_no_superuser(db: Database) -> None:
    async with db.across() as session:
        assert (await session.execute(text(SELF))).one() == ("parley_across", False, False)
        assert len(set(await session.scalars(text("SELECT company_id FROM widgets")))) == 2
    async with db.begin() as session:
        assert (await session.execute(text(SELF))).one() == ("parley_app", False, False)
        assert list(await session.scalars(text("SELECT company_id FROM widgets"))) == []


async def test_across_cannot_become_the_owner_either(db: Database) -> None:
    for statement in ("SET ROLE postgres", "SET SESSION AUTHORIZATION postgres"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with db.across() as session:
                await session.execute(text(statement))
