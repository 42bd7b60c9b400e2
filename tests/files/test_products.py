"""Every format gives the same products."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import office
from parley.errors import Invalid
from parley.files import products
from parley.files.record import MAX_TEXT_CHARS, FileRecord, SkippedRecord


def read(name: str, data: bytes | str) -> list[FileRecord | SkippedRecord]:
    return list(products.read_products(name, data.encode() if isinstance(data, str) else data))


def values(name: str, data: bytes | str) -> list[dict[str, Any]]:
    found = read(name, data)
    assert not [one for one in found if isinstance(one, SkippedRecord)]
    return [dict(one.values) for one in found if isinstance(one, FileRecord)]


LAPTOP = {
    "id": "L-1",
    "name": "ASUS Vivobook",
    "category": "Laptop",
    "price": "Rp 12.500.000",
    "description": "Light",
    "features": ["Wi-Fi 6", "15 inch"],
    "specifications": {"RAM": "16 GB", "Weight": "1.7 kg"},
    "availability": "true",
}
BLOCK = """ASUS Vivobook
- ID: L-1
- {category}: Laptop
- {price}: Rp 12.500.000
- {description}: Light
- Features: Wi-Fi 6; 15 inch
- RAM: 16 GB
- Weight: 1.7 kg
- Availability: true
"""
ENGLISH = BLOCK.format(category="Category", price="Price", description="Description")
HEADER = ["id", "name", "description", "category", "price", "features", "specifications", "availability"]
LINE = [
    "L-1",
    "ASUS Vivobook",
    "Light",
    "Laptop",
    "Rp 12.500.000",
    "Wi-Fi 6; 15 inch",
    "RAM: 16 GB; Weight: 1.7 kg",
]
XML = """<?xml version="1.0"?><products><product><id>L-1</id><name>ASUS Vivobook</name><price>Rp 12.500.000</price>
<category>Laptop</category><description>Light</description>
<features><feature>Wi-Fi 6</feature><feature>15 inch</feature></features>
<specifications><RAM>16 GB</RAM><Weight>1.7 kg</Weight></specifications><availability>true</availability>
</product></products>"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", json.dumps(LAPTOP)),
        ("a.json", json.dumps([LAPTOP])),
        ("a.json", json.dumps({"total": 1, "products": [LAPTOP]})),
        ("a.csv", ",".join(HEADER) + "\n" + ",".join([*LINE, "true"])),
        ("a.tsv", "\t".join(HEADER) + "\n" + "\t".join([*LINE, "true"])),
        ("a.xml", XML),
        ("a.txt", ENGLISH),
        ("a.txt", BLOCK.format(category="Kategori", price="Harga", description="Deskripsi")),
        ("a.txt", BLOCK.format(category="Категория", price="Цена", description="Описание")),
        ("a.md", "# Laptop\n" + ENGLISH.replace("- ", "* ")),
        ("a.pdf", office.pdf(ENGLISH)),
        ("a.docx", office.docx(*ENGLISH.replace("- ", "* ").splitlines())),
        ("a.docx", office.docx("Our prices", "", [HEADER, [*LINE, "true"]])),
        ("a.xlsx", office.xlsx(HEADER, [*LINE, "true"])),
        ("a.xlsx", office.as_excel_saves(office.xlsx(HEADER, [*LINE, "true"]))),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 8 else "",
)
def test_a_product_is_the_same_in_every_format(name: str, data: bytes | str) -> None:
    found = [dict(one.values) for one in read(name, data) if isinstance(one, FileRecord)]
    assert found == [LAPTOP]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", '[{"name":"A","price":1},{"price":5},7,{"name":"B"}]'),
        ("a.csv", "name,price\nA,1\n,5\nB,2\n"),
        (
            "a.xml",
            "<products><product><name>A</name></product><product/><product><name>B</name></product></products>",
        ),
        ("a.txt", "A\n- Price: 1\n\nWe are open daily\n\nB\n- Price: 2\n"),
        ("a.xlsx", office.xlsx(["name", "price"], ["A", 1], [None, 5], ["B", 2])),
    ],
)
def test_a_bad_record_is_skipped_with_a_reason_and_the_rest_is_read(name: str, data: bytes | str) -> None:
    found = read(name, data)
    assert [one.values["name"] for one in found if isinstance(one, FileRecord)] == ["A", "B"]
    assert all(one.reason for one in found if isinstance(one, SkippedRecord))
    assert len(found) > 2


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.xml", "a.txt", "a.pdf", "a.docx", "a.xlsx"])
def test_a_file_without_any_product_is_told_to_its_owner(name: str) -> None:
    empty = {
        "a.json": b'{"total": 0}',
        "a.csv": b"street;house\nAbay;1\n",
        "a.xml": b"<rss><channel/></rss>",
        "a.txt": b"Hello there\n",
        "a.pdf": office.pdf("Hello"),
        "a.docx": office.docx("Hello"),
        "a.xlsx": office.xlsx(["street", "house"], ["Abay", 1]),
    }
    with pytest.raises(Invalid, match="No products were found"):
        read(name, empty[name])


class TestIds:
    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("a.csv", "Название;Цена\nЧайник;5000\nУтюг;7000\n"),
            ("a.json", '[{"name":"Чайник"},{"name":"Утюг"}]'),
            ("a.txt", "Чайник\n- Цена: 5000\nУтюг\n- Цена: 7000\n"),
        ],
    )
    def test_the_same_file_gives_the_same_ids_every_time(self, name: str, data: str) -> None:
        first, second = (one["id"] for one in values(name, data))
        assert first.startswith("chainik-")
        assert second.startswith("utiug-")
        assert [one["id"] for one in values(name, data)] == [first, second]

    def test_the_id_of_a_name_depends_on_neither_format_nor_place(self) -> None:
        (of_json,) = values("a.json", '{"name": "Чайник  электрический"}')
        *_, of_csv = values("b.csv", "Цена,Товар\n1,Утюг\n2,чайник Электрический\n")
        assert of_json["id"] == of_csv["id"]

    def test_two_products_of_one_name_are_two(self) -> None:
        first, second = values("a.csv", "name,size\nShirt,S\nShirt,M\n")
        assert second["id"] == first["id"] + "-2"

    def test_the_very_same_product_counts_once(self) -> None:
        _, repeated, _ = read("a.csv", "name,size\nShirt,S\nShirt,S\nHat,S\n")
        assert repeated == SkippedRecord(3, "The same product stands in the file before")

    def test_an_id_too_long_to_be_one_is_skipped(self) -> None:
        long, good = read("a.json", json.dumps([{"id": "x" * 300, "name": "A"}, {"id": 5, "name": "B"}]))
        assert isinstance(long, SkippedRecord)
        assert isinstance(good, FileRecord)
        assert good.values["id"] == "5"


class TestJson:
    @pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 5_000 + "1" + "}" * 5_000, "[" * 80 + "]" * 80])
    def test_deep_nesting_is_refused(self, text: str) -> None:
        with pytest.raises(Invalid, match="nested more than 64 levels"):
            read("a.json", text)

    def test_a_mistake_is_named_by_its_line(self) -> None:
        with pytest.raises(Invalid, match=r"not valid JSON: .*line 2, column 14"):
            read("a.json", '[\n{"name": "A" "price": 5}]')

    def test_a_number_of_thousands_of_digits_is_refused(self) -> None:
        with pytest.raises(Invalid, match="thousands of digits"):
            read("a.json", '[{"name":"A","price":' + "9" * 10_000 + "}]")

    def test_what_cannot_be_stored_is_left_out(self) -> None:
        text = r'[{"name":"A\u0000\ud800","price":NaN,"specifications":{"x":Infinity,"y":["\u0000b"]}}]'
        (record,) = values("a.json", text)
        assert record["name"] == "A"
        assert "price" not in record
        assert record["specifications"] == {"x": None, "y": ["b"]}

    def test_keys_in_russian_and_of_ones_own_are_kept(self) -> None:
        (record,) = values("a.json", '{"товары":[{"Название":"A","Цена":5,"Цвет":"red","brand_id":"x"}]}')
        assert record == {"name": "A", "price": 5, "specifications": {"Цвет": "red"}, "id": record["id"]}


class TestXml:
    @pytest.mark.parametrize(
        "declared",
        [
            '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
            '<!DOCTYPE p [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE p [<!ENTITY % c SYSTEM "http://demo.example/x.dtd"> %c;]>',
        ],
    )
    def test_entities_are_refused(self, declared: str) -> None:
        with pytest.raises(Invalid, match="declares entities"):
            read("a.xml", f"{declared}<products><product><name>&c;</name></product></products>")

    def test_the_feed_of_a_shop_system_is_read(self) -> None:
        feed = """<?xml version="1.0" encoding="windows-1251"?><!DOCTYPE yml_catalog SYSTEM "shops.dtd">
        <yml_catalog><shop><name>Демо</name><categories><category id="5">Чаи</category></categories><offers>
        <offer id="9" available="false"><name>Чай</name><price>500</price><currencyId>KZT</currencyId>
        <categoryId>5</categoryId><param name="Вес" unit="г">100</param></offer></offers></shop></yml_catalog>"""
        assert values("a.xml", feed.encode("cp1251")) == [
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

    def test_specifications_are_named_by_tag_or_by_attribute(self) -> None:
        (record,) = values(
            "a.xml",
            "<products><product><name>A</name><specifications><ram>8</ram><spec name='Цвет'>red</spec>"
            "<spec><name>Size</name><value>L</value></spec></specifications></product></products>",
        )
        assert record["specifications"] == {"ram": "8", "Цвет": "red", "Size": "L"}

    def test_what_stood_before_a_break_has_been_read(self) -> None:
        reading = products.read_products(
            "a.xml", b"<products><product><name>A</name></product>" + b" " * 70_000 + b"<product>"
        )
        assert isinstance(next(reading), FileRecord)
        with pytest.raises(Invalid, match="not valid XML"):
            list(reading)

    def test_a_product_of_very_many_parts_is_refused(self) -> None:
        with pytest.raises(Invalid, match="more than 5,000 parts"):
            read("a.xml", "<products><product>" + "<a/>" * 6_000)

    def test_deep_nesting_is_refused(self) -> None:
        with pytest.raises(Invalid, match="nested more than 64 levels"):
            read("a.xml", "<a>" * 10_000)


class TestBlocks:
    def test_a_heading_is_the_category_of_blocks_without_one(self) -> None:
        text = (
            "=== Laptop ===\n\nA\n- Harga: Rp 1.000.000\n\nB\n- Kategori: Other\n\n=== Mouse ===\nC\n- Harga: 5\n"
        )
        assert [one["category"] for one in values("a.txt", text)] == ["Laptop", "Other", "Mouse"]

    def test_a_value_goes_on_in_the_next_line(self) -> None:
        (record, other) = values(
            "a.txt", "A\n- Description: long text\n  that goes on\nand on\n- Price: 5\nB\n- Description: short\n"
        )
        assert (record["description"], record["price"], other["name"]) == (
            "long text that goes on and on",
            "5",
            "B",
        )

    def test_the_name_may_be_a_heading_a_number_or_a_key(self) -> None:
        text = "# Чай\n## **Ассам**\n- **Цена:** 5\n\n2. Цейлон\n- Цена: 6\n\nНазвание: Кения\nЦена: 7\n"
        found = values("a.md", text)
        assert [one["name"] for one in found] == ["Ассам", "Цейлон", "Кения"]
        assert {one["category"] for one in found} == {"Чай"}

    def test_a_paragraph_under_the_name_describes_it(self) -> None:
        (record,) = values("a.txt", "Tea\nGrown in the hills.\n- Price: 5\n")
        assert record["description"] == "Grown in the hills."


class TestDocx:
    def test_tables_and_text_are_read_together(self) -> None:
        file = office.docx(
            "# Чай",
            "Ассам",
            "* ID: t1",
            "* Цена: 1000",
            [["Название", "Цена, тг"], ["Кофе", "900"]],
            "Утюг",
            [["Цена", "700"], ["Цвет", "синий"]],
        )
        tea, coffee, iron = values("a.docx", file)
        assert (tea["id"], tea["category"], tea["price"]) == ("t1", "Чай", "1000")
        assert (coffee["name"], coffee["currency"]) == ("Кофе", "KZT")
        assert (iron["price"], iron["specifications"]) == ("700", {"Цвет": "синий"})


def test_a_long_cell_is_cut_and_the_owner_told() -> None:
    (record,) = read("a.csv", f"name,description\nA,{'x' * 200_000}\n")
    assert isinstance(record, FileRecord)
    assert len(record.values["description"]) == MAX_TEXT_CHARS
    assert record.notes == ("description: cut from 200,000 to 20,000 characters",)


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=30)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=10), st.sampled_from(",;\t"))
def test_csv_comes_back_as_it_was_written(rows: list[tuple[str, str, str]], separator: str) -> None:
    file = StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(["id", "name", "description"])
    writer.writerows([f"p{at}", f"N{name}", description] for at, (_, name, description) in enumerate(rows))
    found = values("a.csv", file.getvalue())
    expected = [
        {"id": f"p{at}", "name": f"N{name}".strip(), "description": description.strip()}
        for at, (_, name, description) in enumerate(rows)
    ]
    assert found == [{key: text for key, text in one.items() if text} for one in expected]
