"""Products that an older release stored keep what goods cost apart, and are searched anew without it."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from fakes.postgres import across, migrate_to, older_database

_PRODUCTS = [
    ("with-cost", {"Цвет": "белый", "Закуп": 3217, "Поставщик": "Демо"}, ["Wi-Fi", "cost: 3217"]),
    ("without", {"Цвет": "белый", "Стоимость доставки": 500}, ["Wi-Fi"]),
]


@pytest.fixture
def before(server: URL) -> Iterator[URL]:
    with older_database(server, "0011") as url:
        yield url


def test_what_goods_cost_moves_out_of_what_anybody_reads(before: URL) -> None:
    with across(before) as connection:
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
    with across(before) as connection:
        columns = "external_id, specifications, features, staff_only, represented"
        rows = [tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM products ORDER BY id"))]
        assert connection.scalar(text("SELECT represented FROM catalogues")) == 0
    assert rows == [
        ("with-cost", {"Цвет": "белый"}, ["Wi-Fi"], {"cost": "3217", "Закуп": 3217, "Поставщик": "Демо"}, 0),
        ("without", _PRODUCTS[1][1], ["Wi-Fi"], {}, 7),
    ]
