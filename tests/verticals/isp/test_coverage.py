"""Whether an address is served: by the company's own table, by the outside one, and when nobody can say."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from pydantic import SecretStr
from structlog.testing import capture_logs

from fakes.sheet_server import FakeSheet
from parley.demo.companies import DEMO_COMPANIES
from parley.domain.company import CompanyConfig
from parley.errors import Invalid
from parley.files.address_table import parse_address_records
from parley.nlu.addresses.extract import Address, extract_address
from parley.runtime import Runtime
from parley.tenants.config import load_config
from parley.verticals.isp.coverage import find_coverage, match_coverage
from parley.verticals.isp.coverage_table import clear_coverage, fetch_coverage_rows, replace_coverage
from parley.verticals.isp.street_index import StreetCoverage, StreetIndex

AIDA = next(company for company in DEMO_COMPANIES if company.slug == "aida")
TABLE = [
    {"city": "Москва", "street": "ул. Ленина", "houses": "1-45", "technology": "GPON"},
    {"city": "Москва", "street": "ул. Ленина", "houses": "13", "available": False},
    {"city": "Москва", "street": "пр-т Мира", "houses": "1-99 нечётные", "technology": "FTTB"},
    {"city": "Москва", "street": "ул. Мира", "houses": "*"},
    {"city": "Москва", "street": "1-я Парковая ул.", "houses": "*"},
    {"city": "Москва", "street": "2-я Парковая ул.", "houses": "1-20"},
    {"city": "Москва", "street": "ул. Садовая", "houses": "2, 4, 6а"},
    {"city": "Москва", "street": "Невский пр-т", "houses": "*"},
    {"city": "Москва", "street": "ул. Маросейка", "houses": "*", "available": "нет"},
    {"city": "Москва", "street": "наб. реки Фонтанки", "houses": "*"},
]


def streets(*rows: tuple[str, str, str]) -> StreetIndex:
    return StreetIndex(StreetCoverage(city, street, houses, "", True) for city, street, houses in rows)


async def read(rt: Runtime, company_id: int) -> CompanyConfig:
    async with rt.db.scoped(company_id) as session:
        found = await load_config(session, company_id)
    assert found is not None
    return found


@pytest_asyncio.fixture(loop_scope="session")
async def provider(runtime: Runtime, company: CompanyConfig) -> CompanyConfig:
    stored, skipped = await replace_coverage(runtime, company.id, parse_address_records(TABLE), "tester")
    assert (stored, skipped) == (len(TABLE), [])
    return await read(runtime, company.id)


@pytest_asyncio.fixture(loop_scope="session")
async def table(runtime: Runtime, provider: CompanyConfig) -> AsyncIterator[FakeSheet]:
    async with FakeSheet() as table:
        runtime.settings = runtime.settings.model_copy(
            update={"google_sheets_link": SecretStr(table.link), "aida_tenant": provider.slug}
        )
        yield table


@pytest.mark.parametrize(
    ("address", "full"),
    [
        ("Ленина 5", "г. Москва, ул. Ленина, д. 5"),
        ("ленина 5-12", "г. Москва, ул. Ленина, д. 5, кв. 12"),
        ("г. Москва, улица Ленина, д. 5а", "г. Москва, ул. Ленина, д. 5а"),
        ("Лениа 5", "г. Москва, ул. Ленина, д. 5"),
        ("Lenina 5", "г. Москва, ул. Ленина, д. 5"),
        ("на Садовой 6а", "г. Москва, ул. Садовая, д. 6а"),
        ("Невском 100", "г. Москва, Невский пр-т, д. 100"),
        ("проспект мира 7", "г. Москва, пр-т Мира, д. 7"),
        ("ул Мира 8", "г. Москва, ул. Мира, д. 8"),
        ("1-я парковая 300", "г. Москва, 1-я Парковая ул., д. 300"),
        ("Фонтанки 14", "г. Москва, наб. реки Фонтанки, д. 14"),
    ],
)
async def test_a_served_address_is_known_however_it_is_spelled(
    runtime: Runtime, provider: CompanyConfig, address: str, full: str
) -> None:
    found = await find_coverage(runtime, provider, address)
    assert (found.available, found.address_full.replace("ул. 1-я Парковая", "1-я Парковая ул.")) == (True, full)
    assert full.split(", ")[1].split(" ")[-1] in found.message or found.address_full in found.message


@pytest.mark.parametrize(
    "address",
    [
        "Ленина 46",
        "Ленина 13",
        "проспект Мира 8",
        "Садовая 3",
        "Садовая 6",
        "Маросейка 5",
        "Тверская 1",
        "2-я Парковая 21",
        "3-я Парковая 2",
        "г. Самара, ул. Ленина 5",
    ],
)
async def test_what_is_not_in_the_table_is_not_served(
    runtime: Runtime, provider: CompanyConfig, address: str
) -> None:
    found = await find_coverage(runtime, provider, address)
    assert found.available is False
    assert found.message.startswith("К сожалению")
    assert found.technology == ""


@pytest.mark.parametrize(
    ("address", "candidates"),
    [
        ("Мира 5", ("пр-т Мира", "ул. Мира")),
        ("Парковая 5", ("ул. 1-я Парковая", "ул. 2-я Парковая")),
    ],
)
async def test_where_several_streets_fit_it_asks_which(
    runtime: Runtime, provider: CompanyConfig, address: str, candidates: tuple[str, ...]
) -> None:
    found = await find_coverage(runtime, provider, address)
    assert found.available is None
    assert found.candidates == candidates
    assert " или ".join(candidates) in found.message


async def test_what_is_missing_is_asked_for(runtime: Runtime, provider: CompanyConfig) -> None:
    assert "номер дома" in (await find_coverage(runtime, provider, "улица Ленина")).message
    assert "улицу" in (await find_coverage(runtime, provider, "не знаю")).message
    assert (await find_coverage(runtime, provider, "дом 5 кв 3")).available is None


async def test_the_technology_is_told(runtime: Runtime, provider: CompanyConfig) -> None:
    found = await find_coverage(runtime, provider, Address(street="Ленина", house="5"))
    assert found.technology == "GPON"
    assert found.message == "Да, по адресу г. Москва, ул. Ленина, д. 5 подключение возможно. Технология: GPON."


async def test_a_company_without_a_table_never_says_no(runtime: Runtime, stranger: CompanyConfig) -> None:
    found = await find_coverage(runtime, stranger, "Ленина 5")
    assert (found.available, found.needs_manual_check) == (None, True)
    assert "проверит специалист" in found.message


async def test_a_table_in_place_of_another_counts_at_once(runtime: Runtime, provider: CompanyConfig) -> None:
    assert (await find_coverage(runtime, provider, "Новая 1")).available is False
    await replace_coverage(runtime, provider.id, parse_address_records([{"street": "Новая"}]), "tester")
    later = await read(runtime, provider.id)
    assert (await find_coverage(runtime, later, "Новая 1")).available is True
    await clear_coverage(runtime, provider.id, "tester")
    assert (await find_coverage(runtime, await read(runtime, provider.id), "Новая 1")).needs_manual_check


async def test_a_table_of_which_nothing_can_be_used_leaves_the_old_one(
    runtime: Runtime, provider: CompanyConfig
) -> None:
    with pytest.raises(Invalid, match="не знаю"):
        await replace_coverage(
            runtime, provider.id, parse_address_records([{"street": "Мира", "houses": "не знаю"}]), "tester"
        )
    assert (await find_coverage(runtime, await read(runtime, provider.id), "Ленина 5")).available is True


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
        assert [(row["street"], row["houses"]) for row in await fetch_coverage_rows(session, 10)] == [
            ("Мира", "*"),
            ("ул. Ленина", "5"),
        ]


def test_two_cities_are_told_apart() -> None:
    two = streets(("Самара", "ул. Мира", "*"), ("Пенза", "ул. Мира", "1-5"), ("Пенза", "ул. Новая", "*"))
    asked = extract_address("Мира 7", requested=True)
    assert asked is not None
    assert match_coverage(two, asked).candidates == ("Самара, ул. Мира", "Пенза, ул. Мира")
    assert match_coverage(two, Address(city="Самара", street="Мира", house="7")).available is True
    assert match_coverage(two, Address(city="пенза", street="Мира", house="7")).available is False
    assert match_coverage(two, Address(street="Новая", house="7")).address_full == "г. Пенза, ул. Новая, д. 7"


def test_a_slip_never_leads_to_a_street_of_another_number() -> None:
    assert match_coverage(streets(("", "11 Линия", "*")), Address(street="12 Линия", house="1")).available is False


def test_a_slip_is_mended_among_many_and_only_where_one_street_is_nearest() -> None:
    many = streets(*(("", f"ул. {a}{b}ская", "*") for a in BEGINNINGS for b in ENDINGS))
    assert len(BEGINNINGS) * len(ENDINGS) == 600
    for typed in ("Ковалевская", "Ковлаевская", "Коваевская", "Коваллевская", "Ковалевскаяя", "Кавалевская"):
        assert match_coverage(many, Address(street=typed, house="5")).address_full == "ул. Ковалевская, д. 5"
    assert match_coverage(many, Address(street="Совсем иная", house="5")).available is False
    both = streets(("", "Баранова", "*"), ("", "Барабова", "*"))
    assert match_coverage(both, Address(street="Бараова", house="5")).candidates == ("Барабова", "Баранова")


BEGINNINGS = [
    f"{a}{b}" for a in ("Ков", "Тар", "Пел", "Син", "Мур") for b in ("ал", "ин", "уш", "одр", "езд", "ырм")
]
ENDINGS = [f"{a}{b}" for a in ("е", "у", "ино", "охо") for b in ("в", "г", "н", "ж", "х")]


@pytest.mark.parametrize("available", [True, False])
async def test_the_outside_table_is_asked_first(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet, available: bool
) -> None:
    table.answers["check_address"] = {"ok": True, "available": available, "technology": "GPON", "message": "Так"}
    found = await find_coverage(runtime, provider, "Тверская 1-5")
    assert (found.available, found.technology, found.message) == (available, "GPON", "Так")
    assert table.asked == [
        {"key": "of-the-test", "action": "check_address", "address": "ул. Тверская, д. 1, кв. 5"}
    ]


@pytest.mark.parametrize("answer", [None, {"ok": True}, {"ok": True, "available": "да"}, [], "<html>"])
async def test_an_outside_table_that_does_not_know_the_question_is_done_without(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet, answer: Any
) -> None:
    if answer is not None:
        table.answers["check_address"] = answer
    with capture_logs() as logged:
        assert (await find_coverage(runtime, provider, "Ленина 5")).available is True
        assert (await find_coverage(runtime, provider, "Ленина 46")).available is False
    assert len(logged) == (2 if isinstance(answer, list | str) else 1)
    assert "Ленина" not in str(logged)


async def test_an_outside_table_that_is_down_is_done_without(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet
) -> None:
    table.status = 500
    assert (await find_coverage(runtime, provider, "Ленина 5")).available is True


async def test_the_demo_table_can_be_used_whole(runtime: Runtime, company: CompanyConfig) -> None:
    stored, skipped = await replace_coverage(
        runtime, company.id, parse_address_records(list(AIDA.addresses)), "tester"
    )
    assert (stored, skipped) == (len(AIDA.addresses), [])
    assert all("демо" in row["note"] for row in AIDA.addresses)
    own = await read(runtime, company.id)
    assert (await find_coverage(runtime, own, "Мясницкая 12 кв 4")).available is True
    assert (await find_coverage(runtime, own, "Маросейка 5")).available is False
    assert (await find_coverage(runtime, own, "Удальцова 75")).available is False
    assert (await find_coverage(runtime, own, "академика королева 3")).available is True
