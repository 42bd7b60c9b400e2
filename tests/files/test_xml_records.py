"""Products of XML: feeds of shop systems, and files that are no feed."""

import pytest

from fakes.product_files import products_of, records_of
from parley.errors import Invalid
from parley.files import products
from parley.files.records import FileRecord


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE p [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE p [<!ENTITY % c SYSTEM "http://demo.example/x.dtd"> %c;]>',
    ],
)
def test_entities_are_refused(declared: str) -> None:
    with pytest.raises(Invalid, match="declares entities"):
        records_of("a.xml", f"{declared}<products><product><name>&c;</name></product></products>")


def test_the_feed_of_a_shop_system_is_read() -> None:
    feed = """<?xml version="1.0" encoding="windows-1251"?><!DOCTYPE yml_catalog SYSTEM "shops.dtd">
    <yml_catalog><shop><name>Демо</name><categories><category id="5">Чаи</category></categories><offers>
    <offer id="9" available="false"><name>Чай</name><price>500</price><currencyId>KZT</currencyId>
    <categoryId>5</categoryId><param name="Вес" unit="г">100</param></offer></offers></shop></yml_catalog>"""
    assert products_of("a.xml", feed.encode("cp1251")) == [
        {
            "id": "9",
            "name": "Чай",
            "price": "500",
            "currency": "KZT",
            "category": "Чаи",
            "availability": "false",
            "specifications": {"Вес": "100 г"},
        }
    ]


def test_specifications_are_named_by_tag_or_by_attribute() -> None:
    (record,) = products_of(
        "a.xml",
        "<products><product><name>A</name><specifications><ram>8</ram><spec name='Цвет'>red</spec>"
        "<spec><name>Size</name><value>L</value></spec></specifications></product></products>",
    )
    assert record["specifications"] == {"ram": "8", "Цвет": "red", "Size": "L"}


def test_what_stood_before_a_break_has_been_read() -> None:
    reading = products.read_products(
        "a.xml", b"<products><product><name>A</name></product>" + b" " * 70_000 + b"<product>"
    )
    assert isinstance(next(reading), FileRecord)
    with pytest.raises(Invalid, match="not valid XML"):
        list(reading)


def test_a_product_of_very_many_parts_is_refused() -> None:
    with pytest.raises(Invalid, match="more than 5,000 parts"):
        records_of("a.xml", "<products><product>" + "<a/>" * 6_000)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(Invalid, match="nested more than 64 levels"):
        records_of("a.xml", "<a>" * 10_000)


def test_what_goods_cost_is_not_joined_with_what_stands_beside_it() -> None:
    prices = "<prices><purchase>3217</purchase><retail>5000</retail></prices>"
    box = "<box><size>1</size><size>2</size></box>"
    (mug,) = products_of("a.xml", f"<products><product><name>Mug</name>{prices}{box}</product></products>")
    assert mug["specifications"] == {"prices": {"purchase": "3217", "retail": "5000"}, "box": "12"}
