"""Contacts of an older release stay single persons, and cannot be joined to another company's."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError

from fakes.postgres import across, migrate_to, older_database

_FILL = """
INSERT INTO companies (subdomain, name) VALUES ('one', 'Одна'), ('two', 'Другая');
INSERT INTO contacts (company_id, channel, external_id, phone)
    SELECT id, 'web', 'v_1', '+77012345678' FROM companies;
"""


@pytest.fixture
def before(server: URL) -> Iterator[URL]:
    with older_database(server, "0030") as url:
        yield url


def test_contacts_of_before_are_joined_to_nobody(before: URL) -> None:
    with across(before) as connection:
        connection.exec_driver_sql(_FILL)
    migrate_to(before, "0032")
    with across(before) as connection:
        rows = connection.execute(text("SELECT phone, person_id, joined_by, parted_at FROM contacts"))
        assert [tuple(row) for row in rows] == [("+77012345678", None, "", None)] * 2
        assert connection.scalar(text("SELECT count(*) FROM contact_aliases")) == 0, "nobody confirmed it"
        connection.exec_driver_sql("INSERT INTO persons (company_id) SELECT min(id) FROM companies")
        crossing = text(
            "UPDATE contacts SET person_id = (SELECT id FROM persons)"
            " WHERE company_id = (SELECT max(id) FROM companies)"
        )
        with pytest.raises(IntegrityError, match="fk_contacts_company_id_person_id"):
            connection.execute(crossing)
        connection.rollback()
