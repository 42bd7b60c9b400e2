"""What pointed to another table goes on pointing there, and from now on cannot point to another company's row."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import NullPool

from fakes.postgres import across, migrate_to, older_database
from parley.infra.database_url import ACROSS_ROLE

# Two companies, each with a row of every table that points to another.
_FILL = """
INSERT INTO companies (subdomain, name) VALUES ('one', 'Одна'), ('two', 'Другая');
INSERT INTO widgets (company_id, channel_name) SELECT id, 'web' FROM companies;
INSERT INTO widget_events (company_id, widget_id, kind, visitor, day, at)
    SELECT company_id, id, 'shown', 'v', current_date, now() FROM widgets;
INSERT INTO contacts (company_id, channel, external_id) SELECT id, 'web', 'v_1' FROM companies;
INSERT INTO conversations (company_id, contact_id, channel, last_message_at)
    SELECT company_id, id, 'web', now() FROM contacts;
INSERT INTO messages (company_id, conversation_id, role, text, created_at)
    SELECT company_id, id, 'user', 'вопрос ' || number, now() FROM conversations, generate_series(1, 50) AS number;
INSERT INTO leads (company_id, contact_id, conversation_id, created_at)
    SELECT company_id, contact_id, id, now() FROM conversations;
INSERT INTO deliveries (company_id, lead_id, way, ordinal, target, key)
    SELECT company_id, id, 'webhook', 1, 'there', 'key-' || id FROM leads;
INSERT INTO documents (company_id, name, checksum) SELECT id, 'delivery.md', 'x' FROM companies;
INSERT INTO passages (company_id, document_id, text) SELECT company_id, id, 'Доставка бесплатно.' FROM documents;
INSERT INTO products (company_id, external_id, name) SELECT id, 'p1', 'Чайник' FROM companies;
INSERT INTO embeddings (company_id, product_id, model, dimension, vector, checksum)
    SELECT company_id, id, 'm', 2, '[1,2]', 'x' FROM products;
INSERT INTO embeddings (company_id, passage_id, model, dimension, vector, checksum)
    SELECT company_id, id, 'm', 2, '[1,2]', 'x' FROM passages;
"""
KEYS = [
    ("conversations", "contact_id", "contacts"),
    ("deliveries", "lead_id", "leads"),
    ("embeddings", "passage_id", "passages"),
    ("embeddings", "product_id", "products"),
    ("leads", "contact_id", "contacts"),
    ("leads", "conversation_id", "conversations"),
    ("messages", "conversation_id", "conversations"),
    ("passages", "document_id", "documents"),
    ("widget_events", "widget_id", "widgets"),
]
TABLES = sorted({name for table, _, parent in KEYS for name in (table, parent)})


@pytest.fixture(scope="module")
def before(server: URL) -> Iterator[URL]:
    with older_database(server, "0014") as url:
        yield url


def stored(connection: Connection) -> dict[str, list[Any]]:
    return {
        table: list(connection.scalars(text(f"SELECT to_jsonb(t) FROM {table} AS t ORDER BY id")))
        for table in TABLES
    }


@pytest.fixture(scope="module")
def migrated(before: URL) -> URL:
    with across(before) as connection:
        connection.exec_driver_sql(_FILL)
        rows = stored(connection)
    assert all(len(found) >= 2 for found in rows.values())
    migrate_to(before, "0015")
    with across(before) as connection:
        assert stored(connection) == rows
    return before


@pytest.mark.parametrize(("table", "column", "parent"), KEYS)
def test_a_row_cannot_point_to_another_companys(migrated: URL, table: str, column: str, parent: str) -> None:
    # Its place is free: nothing else forbids it.
    freeing = text(f"DELETE FROM {table} WHERE company_id = (SELECT max(id) FROM companies)")
    moving = text(
        f"UPDATE {table} SET {column} ="
        f" (SELECT max(id) FROM {parent} WHERE company_id <> {table}.company_id) WHERE {column} IS NOT NULL"
    )
    with across(migrated) as connection:
        connection.execute(freeing)
        with pytest.raises(IntegrityError, match=f"fk_{table}_company_id_{column}"):
            connection.execute(moving)
        connection.rollback()


def test_what_belongs_to_a_deleted_row_goes_with_it(migrated: URL) -> None:
    engine = create_engine(migrated, poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"SET ROLE {ACROSS_ROLE}"))
        for parent in ("contacts", "documents", "products", "widgets"):
            connection.execute(text(f"DELETE FROM {parent}"))
        left = stored(connection)
        connection.rollback()
    engine.dispose()
    assert {table: len(rows) for table, rows in left.items()} == dict.fromkeys(TABLES, 0)


def test_every_key_is_checked_for_the_rows_of_before_too(migrated: URL) -> None:
    unchecked = text("SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT convalidated")
    with across(migrated) as connection:
        assert list(connection.scalars(unchecked)) == []
