"""Price lists in documents: what goods cost the company is not read, whatever they are written in."""

import pytest

from fakes import office
from parley.files.documents import DocumentPart, read_document_parts
from parley.files.price_list_tables import staff_columns, without_staff_columns

ROWS = [
    ["Товар", "Закуп.", "Цена", "Поставщик"],
    ["Чайник", "3217", "5000", "Тайный склад"],
    ["Утюг", "", "7000", ""],
]
SECRETS = ("3217", "Тайный")


def text_of(name: str, data: bytes) -> str:
    parts = list(read_document_parts(name, data))
    assert all(isinstance(part, DocumentPart) for part in parts)
    return "\n".join(part.text for part in parts if isinstance(part, DocumentPart))


def html(rows: list[list[str]], heading: str = "td") -> bytes:
    first, *others = rows
    head = "".join(f"<{heading}>{cell}</{heading}>" for cell in first)
    body = "".join(f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in others)
    return f"<meta charset=utf-8><p>Прайс</p><table><tr>{head}</tr>{body}</table><p>Закуп: вторник</p>".encode()


def markdown(rows: list[list[str]]) -> bytes:
    first, *others = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join(["Прайс", "", first, "|---" * len(rows[0]) + "|", *others, "", "После таблицы"]).encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("price.docx", office.docx(ROWS)),
        ("price.docx", office.docx([["Прайс на декабрь", "", "", ""], *ROWS])),
        ("price.html", html(ROWS)),
        ("price.html", html(ROWS, "th")),
        ("price.md", markdown(ROWS)),
        ("price.txt", markdown(ROWS)),
        ("price.txt", "\n".join(" | ".join(row) for row in ROWS).encode()),
    ],
)
def test_what_goods_cost_is_not_read(name: str, data: bytes) -> None:
    text = text_of(name, data)
    assert "Чайник" in text
    assert "5000" in text
    assert not [secret for secret in SECRETS if secret in text]


def test_after_a_table_everything_is_read_again() -> None:
    assert "Закуп: вторник" in text_of("price.html", html(ROWS))


def test_a_table_in_a_cell_that_is_for_staff_is_not_read() -> None:
    inner = "<table><tr><td>3217</td></tr></table>"
    text = text_of("price.html", html([["Товар", "Закуп", "Цена"], ["Чайник", inner, "5000"]]))
    assert "3217" not in text
    assert "5000" in text


def test_a_wide_heading_takes_its_columns_places() -> None:
    page = """<table><tr><td colspan=2>Товар</td><td>Закуп</td><td>Цена</td></tr>
        <tr><td>Чайник</td><td>белый</td><td>3217</td><td>5000</td></tr></table>"""
    assert text_of("price.html", f"<meta charset=utf-8>{page}".encode()).splitlines()[-1] == "Чайник | белый | 5000"


@pytest.mark.parametrize("span", ["", "x", "-1", "99999999999999999999", "²"])
def test_an_odd_width_of_a_cell_is_read(span: str) -> None:
    assert "Чайник" in text_of("a.html", f"<meta charset=utf-8><table><td colspan='{span}'>Чайник</table>".encode())


@pytest.mark.parametrize(
    "headings", [["Поставщик", "Покупатель"], ["Товар", "Цена"], ["Закуп", "Поставщик"], [], ["Стоимость доставки"]]
)
def test_what_is_no_price_list_stays_whole(headings: list[str]) -> None:
    assert staff_columns(headings) == frozenset()
    assert without_staff_columns([headings, ["a", "b"]]) == [headings, ["a", "b"]]


def test_cells_outside_of_tables_are_text() -> None:
    page = "<meta charset=utf-8><body><td>Закуп</td></table></tr><td>3217</td>"
    assert text_of("a.html", page.encode()) == "Закуп | 3217"
