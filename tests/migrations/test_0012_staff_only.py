"""Products that an older release stored keep what goods cost apart, and are searched anew without it."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from fakes.postgres import administer, migrate_to
from parley.infra.database_url import ACROSS_ROLE

_DATABASE, _OWNER = "before_0012", "owner_of_0012"
_PRODUCTS = [
    ("with-cost", {"Цвет": "белый", "Закуп": 3217, "Поставщик": "Демо"}, ["Wi-Fi", "cost: 3217"]),
    ("without", {"Цвет": "белый", "Стоимость доставки": 500}, ["Wi-Fi"]),
]


@pytest.fixture
def before(server: URL) -> Iterator[URL]:
    """A database of revision 0011. Its owner is no superuser: row security holds it, too, away from the rows."""
    administer(server, f"CREATE ROLE {_OWNER} LOGIN IN ROLE parley_app, {ACROSS_ROLE}")
    administer(server, f'CREATE DATABASE "{_DATABASE}" OWNER {_OWNER}')
    engine = create_engine(server.set(database=_DATABASE), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE EXTENSION vector"))
    engine.dispose()
    url = server.set(database=_DATABASE, username=_OWNER)
    migrate_to(url, "0011")
    yield url
    administer(server, f'DROP DATABASE "{_DATABASE}" WITH (FORCE)')
    administer(server, f"DROP ROLE {_OWNER}")


def test_what_goods_cost_moves_out_of_what_anybody_reads(before: URL) -> None:
    engine = create_engine(before, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"SET LOCAL ROLE {ACROSS_ROLE}"))
        connection.exec_driver_sql("INSERT INTO companies (subdomain, name) VALUES ('demo', 'Демо')")
        connection.exec_driver_sql("INSERT INTO catalogues (company_id, represented) SELECT id, 7 FROM companies")
        for external_id, specifications, features in _PRODUCTS:
            connection.execute(
                text(
                    """
                    INSERT INTO products (company_id, external_id, name, represented, specifications, features)
                    SELECT id, :external_id, 'Чайник', 7, CAST(:specifications AS jsonb), CAST(:features AS jsonb)
                    FROM companies
                    """
                ),
                {
                    "external_id": external_id,
                    "specifications": json.dumps(specifications),
                    "features": json.dumps(features),
                },
            )
    migrate_to(before, "0012")
    with engine.begin() as connection:
        connection.execute(text(f"SET LOCAL ROLE {ACROSS_ROLE}"))
        columns = "external_id, specifications, features, staff_only, represented"
        rows = [tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM products ORDER BY id"))]
        assert connection.scalar(text("SELECT represented FROM catalogues")) == 0
    engine.dispose()
    assert rows == [
        ("with-cost", {"Цвет": "белый"}, ["Wi-Fi"], {"cost": "3217", "Закуп": 3217, "Поставщик": "Демо"}, 0),
        ("without", _PRODUCTS[1][1], ["Wi-Fi"], {}, 7),
    ]
