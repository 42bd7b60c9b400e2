"""Every format gives the same products."""

import json

import pytest

from fakes import office
from fakes.product_files import records_of
from parley.errors import Invalid
from parley.files.records import FileRecord, SkippedRecord

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
    products = [dict(record.values) for record in records_of(name, data) if isinstance(record, FileRecord)]
    assert products == [LAPTOP]


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
    records = records_of(name, data)
    assert [record.values["name"] for record in records if isinstance(record, FileRecord)] == ["A", "B"]
    reasons = [record.reason for record in records if isinstance(record, SkippedRecord)]
    assert reasons
    assert all(reasons)


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
        records_of(name, empty[name])
