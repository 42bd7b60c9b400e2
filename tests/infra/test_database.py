"""The database keeps the promise of isolation, not our habits."""

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from parley.domain.company import CompanyConfig
from parley.errors import ConfigurationError
from parley.infra.database import libpq_conninfo, normalize_database_url
from parley.runtime import Runtime


async def test_raw_sql_of_the_app_sees_no_other_companys_rows(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    for table in ("widgets", "profiles", "keys"):
        async with runtime.db.scoped(company.id) as session:
            seen = set(await session.scalars(text(f"SELECT company_id FROM {table}")))
        assert seen == {company.id}, table


async def test_without_a_company_no_tenant_row_is_seen(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.begin() as session:
        assert await session.scalar(text("SELECT count(*) FROM widgets")) == 0


async def test_another_companys_rows_cannot_be_written(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    with pytest.raises(Exception, match="row-level security"):
        async with runtime.db.scoped(company.id) as session:
            await session.execute(
                text("INSERT INTO widgets (company_id, channel_name) VALUES (:id, 'x')"), {"id": stranger.id}
            )
    async with runtime.db.scoped(company.id) as session:
        changed = await session.execute(text("UPDATE widgets SET channel_name = 'taken' RETURNING company_id"))
        assert set(changed.scalars()) == {company.id}


async def test_the_app_owns_nothing_and_may_not_pass_the_policies(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        role = (
            await session.execute(
                text("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
            )
        ).one()
        owned = await session.scalar(text("SELECT count(*) FROM pg_tables WHERE tableowner = current_user"))
    assert (role.rolname, role.rolsuper, role.rolbypassrls, owned) == ("parley_app", False, False, 0)


async def test_every_tenant_table_has_forced_policies(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        open_tables = await session.scalars(
            text(
                "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
                "WHERE a.attname = 'company_id' AND c.relkind = 'r' "
                "AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
            )
        )
        assert list(open_tables) == []


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
