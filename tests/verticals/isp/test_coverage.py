"""Whether a provider reaches an address: by its own table, and when nobody can say."""

import pytest
import pytest_asyncio

from fakes.provider import COVERAGE_TABLE, reload_config
from parley.domain.company import CompanyConfig
from parley.files.address_table import parse_address_records
from parley.nlu.addresses.extract import Address, extract_address
from parley.runtime import Runtime
from parley.verticals.isp.coverage import find_coverage, match_coverage
from parley.verticals.isp.coverage_table import replace_coverage
from parley.verticals.isp.order_language import order_replies
from parley.verticals.isp.street_index import StreetCoverage, StreetIndex


def streets(*rows: tuple[str, str, str]) -> StreetIndex:
    return StreetIndex(StreetCoverage(city, street, houses, "", True) for city, street, houses in rows)


@pytest_asyncio.fixture(loop_scope="session")
async def provider(runtime: Runtime, company: CompanyConfig) -> CompanyConfig:
    stored, skipped = await replace_coverage(runtime, company.id, parse_address_records(COVERAGE_TABLE), "tester")
    assert (stored, skipped) == (len(COVERAGE_TABLE), [])
    return await reload_config(runtime, company.id)


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


def test_two_cities_are_told_apart() -> None:
    two = streets(("Самара", "ул. Мира", "*"), ("Пенза", "ул. Мира", "1-5"), ("Пенза", "ул. Новая", "*"))
    asked = extract_address("Мира 7", requested=True)
    assert asked is not None
    assert match_coverage(two, asked, order_replies("ru")).candidates == ("Самара, ул. Мира", "Пенза, ул. Мира")
    assert (
        match_coverage(two, Address(city="Самара", street="Мира", house="7"), order_replies("ru")).available is True
    )
    assert (
        match_coverage(two, Address(city="пенза", street="Мира", house="7"), order_replies("ru")).available is False
    )
    assert (
        match_coverage(two, Address(street="Новая", house="7"), order_replies("ru")).address_full
        == "г. Пенза, ул. Новая, д. 7"
    )
