"""A database that was filled by the release before keeps every row; what happens from now on is in the log."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL

from fakes.postgres import across, migrate_to, older_database

_FILL = """
INSERT INTO companies (subdomain, name) VALUES ('one', 'Одна'), ('two', 'Другая');
INSERT INTO channel_accounts (company_id, kind, public_id, credentials)
    SELECT id, 'telegram', 'p' || id, '' FROM companies;
INSERT INTO contacts (company_id, channel, external_id) SELECT id, 'telegram', '5001' FROM companies;
INSERT INTO conversations (company_id, contact_id, channel, last_message_at, account_id, chat_id, owner, owner_name,
        owner_epoch, owner_until)
    SELECT contacts.company_id, contacts.id, 'telegram', now(), channel_accounts.id, '5001', 'person', 'Марат', 1,
        now() + interval '1 hour'
    FROM contacts JOIN channel_accounts USING (company_id);
INSERT INTO messages (company_id, conversation_id, role, text, created_at)
    SELECT company_id, id, 'user', 'вопрос ' || number, now() FROM conversations, generate_series(1, 20) AS number;
INSERT INTO leads (company_id, contact_id, conversation_id, created_at)
    SELECT company_id, contact_id, id, now() FROM conversations;
INSERT INTO handovers (company_id, conversation_id, reason, asked_at)
    SELECT company_id, id, 'asked', now() FROM conversations;
INSERT INTO deliveries (company_id, lead_id, handover_id, way, ordinal, target, key)
    SELECT leads.company_id, leads.id, handovers.id, 'webhook', 1, 'there', 'key-' || leads.id
    FROM leads JOIN handovers USING (company_id, conversation_id);
INSERT INTO inbox_events (company_id, account_id, event_id, payload, received_at)
    SELECT company_id, id, '7', '', now() FROM channel_accounts;
INSERT INTO outbox_messages (company_id, account_id, chat_id, conversation_id, payload, created_at, due_at)
    SELECT company_id, account_id, '5001', id, '{}', now(), now() FROM conversations;
"""
_OF_TALKS = ("contacts", "conversations", "messages", "leads", "handovers", "deliveries")
_TABLES = (*_OF_TALKS, "channel_accounts", "inbox_events", "outbox_messages")


@pytest.fixture
def before(server: URL) -> Iterator[URL]:
    with older_database(server, "0019") as url:
        yield url


def stored(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    return {
        table: list(connection.scalars(text(f"SELECT to_jsonb(t) FROM {table} AS t ORDER BY company_id, id")))
        for table in _TABLES
    }


def test_every_row_of_before_stays_as_it_was(before: URL) -> None:
    with across(before) as connection:
        connection.exec_driver_sql(_FILL)
        rows = stored(connection)
    assert all(len(found) >= 2 for found in rows.values())
    migrate_to(before, "head")
    with across(before) as connection:
        now = stored(connection)
    for table, found in rows.items():
        kept = [{name: row[name] for name in old} for old, row in zip(found, now[table], strict=True)]
        assert kept == found, table


def test_an_event_cannot_stand_in_another_companys_conversation(before: URL) -> None:
    migrate_to(before, "0020")
    with across(before) as connection:
        connection.exec_driver_sql(_FILL)
        crossing = text(
            "INSERT INTO conversation_events (company_id, conversation_id, kind, at)"
            " SELECT c.id, (SELECT id FROM conversations WHERE company_id <> c.id), 'message.in', now()"
            " FROM companies AS c"
        )
        with pytest.raises(Exception, match="fk_conversation_events_company_id_conversation_id"):
            connection.execute(crossing)
        connection.rollback()
