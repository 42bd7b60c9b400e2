"""What an internet provider's order holds, and what other systems get of it."""

from decimal import Decimal
from typing import Any

import pytest

from parley.verticals.isp import order_values
from parley.verticals.isp.tariff import Tariff, TariffCatalog

FACTS = {
    "tariffs": TariffCatalog((Tariff("Пакет Премиум", 250, Decimal(1490)), Tariff("Дробный", 1, Decimal("9.5"))))
}
ADDRESS = {"city": "Москва", "full": "г. Москва, ул. Мира, д. 5"}


def test_the_flat_stands_behind_the_address_unless_it_is_part_of_it() -> None:
    assert order_values.format_full_address({}, FACTS, "ru") == ""
    assert order_values.format_full_address({"address": "Мира 5"}, FACTS, "ru") == ""
    assert order_values.format_full_address({"address": ADDRESS}, FACTS, "ru") == "г. Москва, ул. Мира, д. 5"
    with_flat = {"address": ADDRESS, "flat": "кв. 12"}
    assert order_values.format_full_address(with_flat, FACTS, "ru") == "г. Москва, ул. Мира, д. 5, кв. 12"
    again = {"address": {"full": "ул. Мира, д. 5, кв. 12"}, "flat": "кв. 12"}
    assert order_values.format_full_address(again, FACTS, "ru") == "ул. Мира, д. 5, кв. 12"


@pytest.mark.parametrize(("available", "covered"), [(True, True), (None, True), (False, False)])
def test_the_order_goes_on_unless_coverage_said_no(available: bool | None, covered: bool) -> None:
    assert order_values.is_covered({"address": {**ADDRESS, "coverage": {"available": available}}}) is covered


@pytest.mark.parametrize(
    ("address", "needed"),
    [
        ({}, True),
        ({"flat": "12"}, False),
        ({"private": True}, False),
        ({"coverage": {"available": False}}, False),
    ],
)
def test_a_flat_is_needed_where_a_house_with_flats_can_be_connected(address: dict[str, Any], needed: bool) -> None:
    assert order_values.needs_flat({"address": {**ADDRESS, **address}}) is needed


def test_an_empty_order_has_no_keys() -> None:
    assert order_values.build_order({}, FACTS) == {}


def test_an_order_has_the_keys_that_crm_plug_ins_know() -> None:
    values = {
        "tariff": "Пакет Премиум",
        "router": "own",
        "cctv": "no",
        "static_ip": "yes",
        "address": ADDRESS,
        "flat": "кв. 12",
        "when": {"date": "2025-11-18", "time": "18:00", "slot": "2025-11-18T18:00:00+03:00"},
        "comment": "домофон не работает",
        "referrer": "Реклама",
    }
    assert order_values.build_order(values, FACTS) == {
        "tariff": "Пакет Премиум",
        "price": 1490,
        "router": "не нужен",
        "cctv": "нет",
        "static_ip": True,
        "address": "г. Москва, ул. Мира, д. 5, кв. 12",
        "city": "Москва",
        "date": "2025-11-18",
        "time": "18:00",
        "slot": "2025-11-18T18:00:00+03:00",
        "comment": "домофон не работает",
        "referrer": "Реклама",
    }


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({"router": "rent"}, {"router": "аренда"}),
        ({"router": "buy"}, {"router": "покупка"}),
        # a tariff that brings one
        ({"router": "rent", "router_included": True}, {"router": "в подарок"}),
        ({"cctv": "Камеры: 2"}, {"cctv": "Камеры: 2"}),
        ({"static_ip": "no"}, {"static_ip": False}),
        ({"waiting": "yes"}, {"waiting_list": True}),
        ({"waiting": "no"}, {}),
        ({"tariff": "Дробный"}, {"tariff": "Дробный", "price": 9.5}),
        ({"tariff": "снят с продажи"}, {}),
    ],
)
def test_each_answer_has_its_words_in_the_order(values: dict[str, Any], part: dict[str, Any]) -> None:
    assert order_values.build_order(values, FACTS) == part
