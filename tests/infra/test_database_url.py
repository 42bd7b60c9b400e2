"""Every spelling of a database's address ends up as one."""

import pytest
from sqlalchemy.engine import make_url

from parley.errors import ConfigurationError
from parley.infra.database_url import libpq_conninfo, normalize_database_url


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql+asyncpg://u:p@h/d?ssl=require", "postgresql+psycopg://u:p@h/d?sslmode=require"),
        ("postgresql://u:p@h/d?sslmode=disable", "postgresql+psycopg://u:p@h/d?sslmode=disable"),
    ],
)
def test_every_spelling_of_the_address_is_understood(given: str, expected: str) -> None:
    assert normalize_database_url(given).render_as_string(hide_password=False) == expected


def test_an_address_of_another_database_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="PostgreSQL"):
        normalize_database_url("mysql://u:p@h/d")


def test_conninfo_keeps_options_with_spaces() -> None:
    url = make_url("postgresql+psycopg://u@/d").update_query_dict({"options": "-c role=parley_app"})
    assert "options='-c role=parley_app'" in libpq_conninfo(url)
