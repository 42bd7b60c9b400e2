"""Databases of a test's own on the embedded server."""

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool


def administer(server: URL, statement: str) -> None:
    """Run one statement outside any transaction. Clones are made of `pristine`, which nobody connects to."""
    engine = create_engine(server.set(database="template1"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
