"""Conversations of an older release stay as they were, held by the bot, one open for each person."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from fakes.postgres import across, migrate_to, older_database


@pytest.fixture
def before(server: URL) -> Iterator[URL]:
    with older_database(server, "0018") as url:
        yield url


def test_conversations_of_before_are_the_bots(before: URL) -> None:
    with across(before) as connection:
        connection.exec_driver_sql("INSERT INTO companies (subdomain, name) VALUES ('demo', 'Демо')")
        connection.exec_driver_sql(
            "INSERT INTO contacts (company_id, channel, external_id) SELECT id, 'telegram', '5001' FROM companies"
        )
        connection.exec_driver_sql(
            "INSERT INTO conversations (company_id, contact_id, channel, last_message_at)"
            " SELECT company_id, id, 'telegram', now() FROM contacts"
        )
        connection.exec_driver_sql(
            "INSERT INTO messages (company_id, conversation_id, role, text, created_at)"
            " SELECT company_id, id, 'user', 'привет', now() FROM conversations"
        )
    migrate_to(before, "0019")
    with across(before) as connection:
        row = connection.execute(text("SELECT owner, owner_epoch, account_id, chat_id FROM conversations")).one()
        assert tuple(row) == ("bot", 0, None, "")
        assert connection.scalar(text("SELECT author FROM messages")) == ""
