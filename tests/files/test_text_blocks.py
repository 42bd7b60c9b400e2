"""Products written as text."""

from fakes.product_files import products_of


def test_a_heading_is_the_category_of_blocks_without_one() -> None:
    text = "=== Laptop ===\n\nA\n- Harga: Rp 1.000.000\n\nB\n- Kategori: Other\n\n=== Mouse ===\nC\n- Harga: 5\n"
    assert [record["category"] for record in products_of("a.txt", text)] == ["Laptop", "Other", "Mouse"]


def test_a_value_goes_on_in_the_next_line() -> None:
    (record, other) = products_of(
        "a.txt", "A\n- Description: long text\n  that goes on\nand on\n- Price: 5\nB\n- Description: short\n"
    )
    assert (record["description"], record["price"], other["name"]) == (
        "long text that goes on and on",
        "5",
        "B",
    )


def test_the_name_may_be_a_heading_a_number_or_a_key() -> None:
    text = "# Чай\n## **Ассам**\n- **Цена:** 5\n\n2. Цейлон\n- Цена: 6\n\nНазвание: Кения\nЦена: 7\n"
    found = products_of("a.md", text)
    assert [record["name"] for record in found] == ["Ассам", "Цейлон", "Кения"]
    assert {record["category"] for record in found} == {"Чай"}


def test_a_paragraph_under_the_name_describes_it() -> None:
    (record,) = products_of("a.txt", "Tea\nGrown in the hills.\n- Price: 5\n")
    assert record["description"] == "Grown in the hills."
