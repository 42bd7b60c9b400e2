"""Databases of a test's own on the embedded server."""

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

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
