"""A conversation that a person held before goes back to the bot at its hour, as it would have."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from fakes.postgres import across, migrate_to, older_database

_FILL = """
INSERT INTO companies (subdomain, name) VALUES ('one', 'Одна');
INSERT INTO contacts (company_id, channel, external_id)
    SELECT id, 'web', v FROM companies, unnest('{a,b}'::text[]) AS v;
INSERT INTO conversations (company_id, contact_id, channel, last_message_at, owner, owner_until)
    SELECT company_id, id, 'web', now(), CASE external_id WHEN 'a' THEN 'person' ELSE 'bot' END,
        CASE external_id WHEN 'a' THEN timestamptz '2026-12-01 12:00Z' END
    FROM contacts;
"""


@pytest.fixture
def before(server: URL) -> Iterator[URL]:
    with older_database(server, "0021") as url:
        yield url


def test_who_is_due_to_go_back_is_due_still(before: URL) -> None:
    with across(before) as connection:
        connection.exec_driver_sql(_FILL)
    migrate_to(before, "0022")
    with across(before) as connection:
        moved = text(
            "SELECT kind, key = conversation_id::text AS is_its_own, owner, due_at = owner_until AS is_on_time"
            " FROM timers JOIN conversations ON conversations.id = conversation_id"
        )
        assert [tuple(row) for row in connection.execute(moved)] == [("handover.return", True, "person", True)]
