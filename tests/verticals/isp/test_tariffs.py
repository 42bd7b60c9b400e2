"""What a provider sells: read from its products, replaced by its own outside table while that is there."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest_asyncio
from structlog.testing import capture_logs

from fakes.provider import outside_table, reload_config
from fakes.sheet_server import RECORD, FakeSheet
from parley.catalog import products
from parley.catalog.editing import replace_product
from parley.demo.companies import DEMO_COMPANIES
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.verticals.isp.tariff import Service, Tariff
from parley.verticals.isp.tariffs import load_tariffs

AIDA = next(company for company in DEMO_COMPANIES if company.slug == "aida")


@pytest_asyncio.fixture(loop_scope="session")
async def provider(runtime: Runtime, company: CompanyConfig) -> CompanyConfig:
    async with runtime.db.scoped(company.id) as session:
        await products.upsert_products(session, company.id, AIDA.products)
    return company


@pytest_asyncio.fixture(loop_scope="session")
async def table(runtime: Runtime, provider: CompanyConfig) -> AsyncIterator[FakeSheet]:
    """The outside table of `provider`."""
    async with outside_table(runtime, provider, get_tariffs={"ok": True, "tariffs": [RECORD]}) as sheet:
        yield sheet


async def test_the_catalogue_of_the_contract_is_read_whole(runtime: Runtime, provider: CompanyConfig) -> None:
    sale = await load_tariffs(runtime, provider)
    assert sale.source == "catalogue"
    assert [
        (one.name, one.speed_mbps, int(one.price), str(one.segment), one.router_included) for one in sale.tariffs
    ] == [
        ("Пакет Домашний", 70, 1090, "home", True),
        ("Пакет Оптимальный", 100, 1290, "home", True),
        ("Пакет Премиум", 250, 1490, "home", True),
        ("Безлимитище", 500, 1690, "home", True),
        ("Пакет Офисный СТАРТ", 100, 1850, "office", False),
        ("Пакет Офисный СТАНДАРТ", 200, 2300, "office", False),
        ("Пакет Офисный ОПТИМУМ", 500, 3500, "office", False),
    ]
    assert {one.router_rent for one in sale.active_in_segment("office")} == {Decimal(200)}
    assert {one.router_rent for one in sale.active_in_segment("home")} == {None}


async def test_services_come_with_their_kind_and_count(runtime: Runtime, provider: CompanyConfig) -> None:
    sale = await load_tariffs(runtime, provider)
    assert [(one.kind, one.count, one.price) for one in sale.services] == [
        ("cctv", 1, 1500),
        ("cctv", 2, 2900),
        ("cctv", 4, 5700),
        ("router_buy", 1, None),
        ("router_rent", 1, 200),
        ("static_ip", 1, 300),
    ]
    assert sale.services_of_kind("static_ip") == (Service("Постоянный IP-адрес", Decimal(300), "static_ip"),)


async def test_a_record_has_the_keys_of_the_contract(runtime: Runtime, provider: CompanyConfig) -> None:
    premium = (await load_tariffs(runtime, provider)).find_tariff("Пакет Премиум")
    assert premium is not None
    assert premium.to_record() == {**RECORD, "name": "Пакет Премиум", "speed_mbps": 250, "price_rub": 1490}


async def test_other_goods_are_no_tariffs(runtime: Runtime, company: CompanyConfig) -> None:
    goods = [
        {"id": "1", "name": "Ноутбук", "category": "Электроника", "price": 289990},
        {"id": "2", "name": "Старый тариф 50 Мбит/с", "price": 700, "availability": "нет"},
        {"id": "3", "name": "Интернет для бизнеса", "price": 5000, "specifications": {"Скорость": "300 Мбит/с"}},
    ]
    async with runtime.db.scoped(company.id) as session:
        await products.upsert_products(session, company.id, goods)
    sale = await load_tariffs(runtime, company)
    assert [(one.name, one.speed_mbps, one.active, one.segment) for one in sale.tariffs] == [
        ("Старый тариф 50 Мбит/с", 50, False, "home"),
        ("Интернет для бизнеса", 300, True, "office"),
    ]
    assert [one.name for one in sale.active_tariffs] == ["Интернет для бизнеса"]


async def test_they_are_made_once_for_a_version_and_anew_after_a_change(
    runtime: Runtime, provider: CompanyConfig
) -> None:
    provider = await reload_config(runtime, provider.id)
    sale = await load_tariffs(runtime, provider)
    assert await load_tariffs(runtime, provider) is sale
    cheaper = {**AIDA.products[0], "price": 990}
    await replace_product(runtime, provider.id, "tariff-home-70", cheaper, "tester")
    later = await reload_config(runtime, provider.id)
    assert later.version != provider.version
    assert (await load_tariffs(runtime, later)).tariffs[0].price == 990


async def test_a_company_sees_its_own_only(
    runtime: Runtime, provider: CompanyConfig, stranger: CompanyConfig
) -> None:
    assert (await load_tariffs(runtime, stranger)).tariffs == ()


async def test_the_outside_table_replaces_the_tariffs_and_keeps_the_services(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet
) -> None:
    sale = await load_tariffs(runtime, provider)
    assert sale.source == "sheet"
    assert sale.tariffs == (Tariff("Пакет Табличный", 300, Decimal(1390), provider.currency, router_included=True),)
    assert len(sale.services) == 6
    assert table.asked == [{"key": "of-the-test", "action": "get_tariffs"}]


async def test_bad_records_are_left_out_and_told(
    runtime: Runtime, provider: CompanyConfig, table: FakeSheet
) -> None:
    good = {**RECORD, "price_rub": "1 390 ₽", "router_included": "да", "segment": "для офиса"}
    bad = [5, {"name": "Без цены"}, {"price_rub": 100}, {**RECORD, "name": "Даром", "price_rub": 0}]
    table.answers["get_tariffs"] = {"ok": True, "tariffs": [*bad, good]}
    with capture_logs() as logged:
        sale = await load_tariffs(runtime, provider)
    assert [(one.name, int(one.price), str(one.segment)) for one in sale.tariffs] == [
        ("Пакет Табличный", 1390, "office")
    ]
    (line,) = logged
    assert line["count"] == 4
    assert line["skipped"][0] == "record 1: not an object"


async def test_a_product_without_a_price_a_tariff_can_have_is_left_out_and_told(
    runtime: Runtime, company: CompanyConfig
) -> None:
    goods = [
        {"id": "free", "name": "Тариф 50 Мбит/с", "price": 0},
        {"id": "good", "name": "Тариф 100 Мбит/с", "price": 900},
    ]
    async with runtime.db.scoped(company.id) as session:
        await products.upsert_products(session, company.id, goods)
    with capture_logs() as logged:
        catalog = await load_tariffs(runtime, company)
    assert [tariff.name for tariff in catalog.tariffs] == ["Тариф 100 Мбит/с"]
    assert [line["skipped"] for line in logged] == [["product free: no price"]]
