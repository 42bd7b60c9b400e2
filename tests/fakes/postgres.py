"""Databases of a test's own on the embedded server."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from parley.infra.database_url import ACROSS_ROLE
from parley.infra.migrate import MIGRATIONS_FOLDER


def administer(server: URL, statement: str) -> None:
    """Run one statement outside any transaction. Clones are made of `pristine`, which nobody connects to."""
    engine = create_engine(server.set(database="template1"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def migrate_to(url: URL, revision: str) -> None:
    """Brings a database up to one of our revisions, which need not be the newest."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS_FOLDER))
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


@contextmanager
def older_database(server: URL, revision: str) -> Iterator[URL]:
    """A database of one of our revisions. Its owner is no superuser: row security holds it, too, away from the
    rows."""
    database, owner = f"of_{revision}", f"owner_of_{revision}"
    administer(server, f"CREATE ROLE {owner} LOGIN IN ROLE parley_app, {ACROSS_ROLE}")
    administer(server, f'CREATE DATABASE "{database}" OWNER {owner}')
    engine = create_engine(server.set(database=database), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE EXTENSION vector"))
    engine.dispose()
    url = server.set(database=database, username=owner)
    migrate_to(url, revision)
    yield url
    administer(server, f'DROP DATABASE "{database}" WITH (FORCE)')
    administer(server, f"DROP ROLE {owner}")


@contextmanager
def across(url: URL) -> Iterator[Connection]:
    """A transaction that sees every company's rows."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"SET LOCAL ROLE {ACROSS_ROLE}"))
        yield connection
    engine.dispose()
