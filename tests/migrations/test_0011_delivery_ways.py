"""Deliveries that an older release left keep everything when their kind becomes way and ordinal."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL

from fakes.postgres import across, migrate_to, older_database

KINDS = ["notice", "notice:2", "telegram", "amocrm", "amocrm:2", "amocrm:13", "webhook:10"]
_A_LEAD = """
INSERT INTO companies (subdomain, name) VALUES ('demo', 'Демо');
INSERT INTO contacts (company_id, channel, external_id)
    SELECT id, 'web', 'visitor-1' FROM companies;
INSERT INTO conversations (company_id, contact_id, channel, last_message_at)
    SELECT company_id, id, 'web', now() FROM contacts;
INSERT INTO leads (company_id, contact_id, conversation_id, created_at)
    SELECT company_id, contact_id, id, now() FROM conversations;
"""
_A_DELIVERY = """
INSERT INTO deliveries (company_id, lead_id, kind, target, key, status, attempts, last_error, uncertain, payload)
SELECT company_id, id, :kind, 'somewhere', 'lead-1-' || :kind, 'failed', 3, 'no luck', true,
    '{"corrected": true, "external_id": "77"}' FROM leads
"""


@pytest.fixture
def before(server: URL) -> Iterator[URL]:
    with older_database(server, "0010") as url:
        yield url


def stored(connection: Connection) -> list[dict[str, Any]]:
    return list(connection.scalars(text("SELECT to_jsonb(d) FROM deliveries AS d ORDER BY id")))


def test_every_delivery_is_kept_and_its_kind_becomes_way_and_ordinal(before: URL) -> None:
    with across(before) as connection:
        connection.exec_driver_sql(_A_LEAD)
        for kind in KINDS:
            connection.execute(text(_A_DELIVERY), {"kind": kind})
        old = stored(connection)
    migrate_to(before, "0011")
    with across(before) as connection:
        new = stored(connection)
    assert [(row.pop("way"), row.pop("ordinal")) for row in new] == [
        ("notice", 1),
        ("notice", 2),
        ("telegram", 1),
        ("amocrm", 1),
        ("amocrm", 2),
        ("amocrm", 13),
        ("webhook", 10),
    ]
    assert [row.pop("kind") for row in old] == KINDS
    assert new == old


def test_a_lead_still_has_one_delivery_of_a_way_and_ordinal(before: URL) -> None:
    migrate_to(before, "0011")
    with across(before) as connection:
        indexes = connection.scalars(text("SELECT indexdef FROM pg_indexes WHERE tablename = 'deliveries'")).all()
    assert any("UNIQUE" in index and "(lead_id, way, ordinal)" in index for index in indexes)
