"""A provider's own table of addresses as its staff upload it."""

from typing import Any

import pytest
import pytest_asyncio

from fakes.provider import COVERAGE_TABLE, reload_config
from parley.demo.companies import DEMO_COMPANIES
from parley.domain.company import CompanyConfig
from parley.errors import Invalid
from parley.files.address_table import MAX_ADDRESS_ROWS, parse_address_records
from parley.files.records import FileRecord, SkippedRecord
from parley.runtime import Runtime
from parley.verticals.isp.coverage import find_coverage
from parley.verticals.isp.coverage_table import (
    count_coverage_rows,
    list_coverage_rows,
    parse_coverage_rows,
    remove_coverage,
    replace_coverage,
)

AIDA = next(company for company in DEMO_COMPANIES if company.slug == "aida")


@pytest_asyncio.fixture(loop_scope="session")
async def provider(runtime: Runtime, company: CompanyConfig) -> CompanyConfig:
    stored, skipped = await replace_coverage(runtime, company.id, parse_address_records(COVERAGE_TABLE), "tester")
    assert (stored, skipped) == (len(COVERAGE_TABLE), [])
    return await reload_config(runtime, company.id)


def parsed(**values: str) -> dict[str, Any]:
    (row,) = parse_coverage_rows([FileRecord(1, values)])
    assert not isinstance(row, SkippedRecord)
    return row


def refusal(**values: str) -> str:
    (row,) = parse_coverage_rows([FileRecord(1, values)])
    assert isinstance(row, SkippedRecord)
    return row.reason


def test_a_row_is_stored_with_one_spelling_of_city_and_street() -> None:
    assert parsed(city="г. москва", street="улица ЛЕНИНА", houses="1-5", parity="нечётные", technology="GPON") == {
        "city": "Москва",
        "street": "ул. Ленина",
        "houses": "1-5 нечётные",
        "technology": "GPON",
        "note": "",
        "available": True,
    }


def test_a_row_without_houses_is_the_whole_street() -> None:
    assert parsed(street="Мира")["houses"] == "*"


def test_an_address_in_one_column_is_taken_apart() -> None:
    row = parsed(address="г. Самара, пр-т Мира, д. 15")
    assert (row["city"], row["street"], row["houses"]) == ("Самара", "пр-т Мира", "15")


@pytest.mark.parametrize(
    ("text", "available"),
    [
        ("да", True),
        ("есть", True),
        ("нет", False),
        ("НЕТ", False),
        ("0", False),
        ("planned", False),
        ("жоқ", False),
    ],
)
def test_whether_a_row_is_served_is_said_in_words(text: str, available: bool) -> None:
    assert parsed(street="Мира", available=text)["available"] is available


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"city": "Москва"}, "It has no street"),
        ({"street": "..."}, "It has no street"),
        ({"address": "нет"}, "No street was recognised in «нет»"),
        ({"street": "Мира", "houses": "не знаю"}, "The houses are not understood: «не знаю»"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(values: dict[str, str], reason: str) -> None:
    assert refusal(**values) == reason


def test_a_table_is_read_up_to_its_limit() -> None:
    records = (FileRecord(number, {"street": "Мира"}) for number in range(1, MAX_ADDRESS_ROWS + 3))
    *rows, last = parse_coverage_rows(records)
    assert len(rows) == MAX_ADDRESS_ROWS
    assert last == SkippedRecord(
        MAX_ADDRESS_ROWS + 1, "From here on nothing is read: a table may have 100,000 rows"
    )


async def test_rows_are_listed_in_the_order_of_the_table(runtime: Runtime, provider: CompanyConfig) -> None:
    async with runtime.db.scoped(provider.id) as session:
        rows = await list_coverage_rows(session, limit=2, offset=1)
        assert [(row["street"], row["houses"]) for row in rows] == [
            ("ул. Ленина", "13"),
            ("пр-т Мира", "1-99 нечётные"),
        ]
        assert await count_coverage_rows(session) == len(COVERAGE_TABLE)


async def test_a_table_in_place_of_another_counts_at_once(runtime: Runtime, provider: CompanyConfig) -> None:
    assert (await find_coverage(runtime, provider, "Новая 1")).available is False
    await replace_coverage(runtime, provider.id, parse_address_records([{"street": "Новая"}]), "tester")
    later = await reload_config(runtime, provider.id)
    assert (await find_coverage(runtime, later, "Новая 1")).available is True
    await remove_coverage(runtime, provider.id, "tester")
    assert (await find_coverage(runtime, await reload_config(runtime, provider.id), "Новая 1")).needs_manual_check


async def test_a_table_of_which_nothing_can_be_used_leaves_the_old_one(
    runtime: Runtime, provider: CompanyConfig
) -> None:
    with pytest.raises(Invalid, match="не знаю"):
        await replace_coverage(
            runtime, provider.id, parse_address_records([{"street": "Мира", "houses": "не знаю"}]), "tester"
        )
    assert (await find_coverage(runtime, await reload_config(runtime, provider.id), "Ленина 5")).available is True


async def test_rows_that_cannot_be_used_are_told_one_by_one(runtime: Runtime, company: CompanyConfig) -> None:
    given: list[Any] = [
        {"street": "Мира"},
        5,
        {"city": "Москва"},
        {"address": "ул. Ленина, д. 5"},
        {"address": "нет"},
    ]
    stored, skipped = await replace_coverage(runtime, company.id, parse_address_records(given), "tester")
    assert stored == 2
    assert [(one.location, one.reason[:14]) for one in skipped] == [
        (2, "It is not an o"),
        (3, "It has no stre"),
        (5, "No street was "),
    ]
    async with runtime.db.scoped(company.id) as session:
        assert [(row["street"], row["houses"]) for row in await list_coverage_rows(session, 10)] == [
            ("Мира", "*"),
            ("ул. Ленина", "5"),
        ]


async def test_the_demo_table_can_be_used_whole(runtime: Runtime, company: CompanyConfig) -> None:
    stored, skipped = await replace_coverage(
        runtime, company.id, parse_address_records(list(AIDA.addresses)), "tester"
    )
    assert (stored, skipped) == (len(AIDA.addresses), [])
    assert all("демо" in row["note"] for row in AIDA.addresses)
    own = await reload_config(runtime, company.id)
    assert (await find_coverage(runtime, own, "Мясницкая 12 кв 4")).available is True
    assert (await find_coverage(runtime, own, "Маросейка 5")).available is False
    assert (await find_coverage(runtime, own, "Удальцова 75")).available is False
    assert (await find_coverage(runtime, own, "академика королева 3")).available is True
