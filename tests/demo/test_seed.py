"""The demo data: what the contract fixes, and what a product or an answer needs to be of use."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import parley.evaluation
from parley.catalog.product_row import parse_price
from parley.demo.companies import DEMO_COMPANIES, DemoCompany

COMPANIES = {company.slug: company for company in DEMO_COMPANIES}
SETS = Path(parley.evaluation.__file__).parent
AT_LEAST = {"demo": 25, "techpro": 44, "mebel": 44, "aida": 13}
TARIFFS = {
    "Пакет Домашний": (70, 1090, "home"),
    "Пакет Оптимальный": (100, 1290, "home"),
    "Пакет Премиум": (250, 1490, "home"),
    "Безлимитище": (500, 1690, "home"),
    "Пакет Офисный СТАРТ": (100, 1850, "office"),
    "Пакет Офисный СТАНДАРТ": (200, 2300, "office"),
    "Пакет Офисный ОПТИМУМ": (500, 3500, "office"),
}
SERVICES = {
    "Видеонаблюдение, 1 камера + 1 месяц хранения": 1500,
    "Видеонаблюдение, 2 камеры + 1 месяц хранения": 2900,
    "Видеонаблюдение, 4 камеры + 1 месяц хранения": 5700,
    "Постоянный IP-адрес": 300,
    "Роутер, аренда": 200,
    "Роутер, покупка: Tenda, Xiaomi, D-Link": None,
}

of_each_company = pytest.mark.parametrize("company", DEMO_COMPANIES, ids=lambda company: company.slug)


def test_the_companies_of_the_contract_come_first() -> None:
    assert [company.slug for company in DEMO_COMPANIES] == ["demo", "techpro", "aida", "mebel"]


@of_each_company
def test_a_company_is_marked_as_demo(company: DemoCompany) -> None:
    assert company.info["demo"] is True
    assert "demo" in f"{company.name} {company.description}".casefold()


@of_each_company
def test_a_catalogue_is_of_the_size_of_a_shop_and_each_id_is_there_once(company: DemoCompany) -> None:
    ids = [product["id"] for product in company.products]
    assert len(ids) == len(set(ids)) >= AT_LEAST[company.slug]
    names = [product["name"] for product in company.products]
    assert len(names) == len(set(names))


@of_each_company
def test_a_product_says_what_it_is_and_what_it_costs(company: DemoCompany) -> None:
    for product in company.products:
        assert all(product[key] for key in ("name", "category", "description")), product["id"]
        assert parse_price(product["price"]) is not None or product["id"] == "router-buy"


@pytest.mark.parametrize("slug", ["techpro", "mebel"])
def test_the_large_catalogues_have_features_and_specifications(slug: str) -> None:
    for product in COMPANIES[slug].products:
        assert 3 <= len(product["features"]) <= 5, product["id"]
        assert product["specifications"], product["id"]


@pytest.mark.parametrize("slug", ["techpro", "mebel"])
def test_some_goods_are_sold_out_and_none_both_sold_out_and_in_stock(slug: str) -> None:
    goods = COMPANIES[slug].products
    assert 0 < sum(not product["availability"] for product in goods) < len(goods) / 4
    for product in goods:
        assert product.get("stock", 1) > 0 or not product["availability"], product["id"]


def test_the_tariffs_are_those_of_the_contract() -> None:
    tariffs = {item["name"]: item for item in COMPANIES["aida"].products if "segment" in item["specifications"]}
    assert {
        name: (item["specifications"]["speed_mbps"], item["price"], item["specifications"]["segment"])
        for name, item in tariffs.items()
    } == TARIFFS
    for item in tariffs.values():
        facts = item["specifications"]
        home = facts["segment"] == "home"
        assert (facts["router_included"], facts["router_rent_rub"]) == ((True, None) if home else (False, 200))
        assert (facts["tv_channels"], facts["connection_price_rub"], facts["promo_price_rub"]) == (0, 0, 0)


def test_the_services_are_those_of_the_contract() -> None:
    goods = COMPANIES["aida"].products
    assert {item["name"]: item["price"] for item in goods if "segment" not in item["specifications"]} == SERVICES


@pytest.mark.parametrize(("slug", "at_least"), [("mebel", 12), ("aida", 15)])
def test_questions_have_answers(slug: str, at_least: int) -> None:
    entries = json.loads(dict(COMPANIES[slug].documents)[f"{slug}.qna.json"])["qna"]
    assert len({entry["id"] for entry in entries}) == len({entry["question"] for entry in entries}) >= at_least
    assert all(entry["question"].strip() and entry["answer"].strip() for entry in entries)


@pytest.mark.parametrize("part", ["search.yaml", "aside/search.yaml"])
def test_labelled_searches_name_products_that_exist(part: str) -> None:
    cases = msgspec.yaml.decode((SETS / part).read_bytes(), type=dict[str, list[dict[str, Any]]])
    assert set(cases) == set(COMPANIES)
    for slug, asked in cases.items():
        known = {product["id"] for product in COMPANIES[slug].products}
        for case in asked:
            assert set(case["right"]) <= known, case["query"]
            assert bool(case["right"]) == (case["kind"] != "none"), case["query"]
