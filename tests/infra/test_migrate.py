"""The migrations make what the models say, and say what to run where they cannot."""

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

from fakes.postgres import administer
from parley.errors import ConfigurationError
from parley.infra.database_url import ACROSS_ROLE
from parley.infra.embedded_postgres import EmbeddedPostgres
from parley.infra.migrate import migrate_database
from parley.models import ModelBase

# The queue's, and nobody's rows: counts of calls, talks with the super administrator.
NOT_OF_MODELS = ("procrastinate", "rate_c", "admin_dialogues")


def test_the_migrated_tables_are_those_of_the_models(server: URL) -> None:
    engine = create_engine(server)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: not (kind == "table" and str(name).startswith(NOT_OF_MODELS))
            },
        )
        differences = compare_metadata(context, ModelBase.metadata)
    engine.dispose()
    assert [d for d in differences if "alembic_version" not in str(d)] == []


def test_a_login_without_rights_is_told_what_to_run(server: URL) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE ROLE nobody_much LOGIN"))
        connection.execute(text("CREATE DATABASE bare"))
    try:
        with pytest.raises(ConfigurationError, match=r"CREATE EXTENSION|ALTER ROLE"):
            migrate_database(server.set(username="nobody_much", database="bare"))
    finally:
        with engine.connect() as connection:
            connection.execute(text("DROP DATABASE bare WITH (FORCE)"))
            connection.execute(text("DROP ROLE nobody_much"))
        engine.dispose()


def test_a_login_that_may_create_roles_and_owns_the_database_is_enough(tmp_path: Path) -> None:
    """On a server of its own: the roles must not be there yet."""
    embedded = EmbeddedPostgres(tmp_path / "data")
    url = embedded.start()
    try:
        administer(url, "CREATE ROLE own_login LOGIN CREATEROLE")
        administer(url, "CREATE DATABASE own OWNER own_login")
        engine = create_engine(url.set(database="own"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE EXTENSION vector"))
        engine.dispose()
        own = url.set(username="own_login", database="own")
        migrate_database(own)
        engine = create_engine(own)
        with engine.begin() as connection:
            connection.execute(text(f"SET LOCAL ROLE {ACROSS_ROLE}"))
            assert connection.execute(text("SELECT count(*) FROM leads")).scalar() == 0
        engine.dispose()
    finally:
        embedded.stop()


def test_an_unreachable_database_is_told_in_words(server: URL) -> None:
    with pytest.raises(ConfigurationError, match="Cannot reach"):
        migrate_database(server.set(database="there_is_none_of_this_name"))


async def test_two_processes_may_migrate_at_once(server: URL) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE twice"))
    url = server.set(database="twice")
    await asyncio.gather(asyncio.to_thread(migrate_database, url), asyncio.to_thread(migrate_database, url))
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE twice WITH (FORCE)"))
    engine.dispose()
