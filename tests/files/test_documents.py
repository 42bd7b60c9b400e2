import json

import pytest

from fakes import office
from parley.errors import Invalid
from parley.files import documents
from parley.files.documents import MAX_PART_CHARS, DocumentPart


def read(name: str, data: bytes | str) -> list[DocumentPart]:
    found = documents.read_document_parts(name, data.encode() if isinstance(data, str) else data)
    return [record for record in found if isinstance(record, DocumentPart)]


EXPECTED = [
    DocumentPart("We deliver daily.\n\nFree from 5000.", None, "Delivery"),
    DocumentPart("By card.", None, "Payment"),
]
HTML = """<!doctype html><html><head><title>Shop</title><style>p {}</style></head><body>
<h1>Deli<b>very</b></h1><p>We deliver   daily.</p><script>alert("x")</script><p>Free from 5000.
<h2>Payment</h2><noscript>Switch it on</noscript><div>By <i>card</i>.</div></body></html>"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "=== Delivery ===\nWe deliver daily.\n\nFree from 5000.\n=== Payment ===\nBy card.\n"),
        ("a.md", "# Delivery\n\nWe deliver daily.\n\nFree from 5000.\n\n## Payment ##\nBy card.\n"),
        ("a.md", "Delivery\n========\nWe deliver daily.\n\nFree from 5000.\n\nPayment\n---\nBy card.\n"),
        ("a.html", HTML),
        ("a.htm", HTML),
        ("a.docx", office.docx("# Delivery", "We deliver daily.", "Free from 5000.", "# Payment", "By card.")),
        (
            "a.json",
            json.dumps({"qna": [{"id": 1, "question": part.heading, "answer": part.text} for part in EXPECTED]}),
        ),
        ("a.json", json.dumps([{"question": part.heading, "answer": part.text} for part in EXPECTED])),
    ],
)
def test_a_document_is_read_under_its_headings(name: str, data: bytes | str) -> None:
    assert read(name, data) == EXPECTED


def test_of_a_pdf_the_page_is_told() -> None:
    file = office.pdf("=== Delivery ===\nWe deliver daily, and for gro-\nceries hourly.", "By bike.")
    assert read("a.pdf", file) == [
        DocumentPart("We deliver daily, and for groceries hourly.", 1, "Delivery"),
        DocumentPart("By bike.", 2, "Delivery"),
    ]


def test_a_table_is_read_row_by_row() -> None:
    page = "<table><tr><th>City<th>Price<tr><td>Almaty<td>500</table>"
    document = office.docx([["City", "Price"], ["Almaty", "500"]])
    assert [part.text for part in read("a.html", page)] == ["City | Price\n\nAlmaty | 500"]
    assert [part.text for part in read("a.docx", document)] == ["City | Price\nAlmaty | 500"]


def test_a_code_block_has_no_headings() -> None:
    assert read("a.md", "# Setup\n```\n# no heading\n```\n") == [
        DocumentPart("```\n# no heading\n```", None, "Setup")
    ]


def test_long_text_is_cut_between_sentences() -> None:
    sentence = "Ромашка открыта каждый день с девяти до шести. "
    parts = read("a.txt", sentence * 500)
    assert all(len(part.text) <= MAX_PART_CHARS and part.text.endswith("шести.") for part in parts)
    assert " ".join(part.text for part in parts) == (sentence * 500).strip()


def test_text_without_any_place_to_cut_is_cut_all_the_same() -> None:
    parts = read("a.txt", "x" * (3 * MAX_PART_CHARS + 5))
    assert [len(part.text) for part in parts] == [MAX_PART_CHARS, MAX_PART_CHARS, MAX_PART_CHARS, 5]


def test_questions_without_an_answer_are_left_out() -> None:
    given = {"qna": [{"question": "Why?"}, {"answer": "So."}, "x", {"question": "How?", "answer": "So."}]}
    assert read("a.json", json.dumps(given)) == [DocumentPart("So.", None, "How?")]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.json", b'{"name": "A"}', "questions and answers"),
        ("a.json", b'"text"', "questions and answers"),
        ("a.html", b"<html><script>x()</script></html>", "has no text"),
        ("a.docx", office.docx(), "has no text"),
        ("a.csv", b"x", "Unsupported file type. Supported formats: .pdf, .docx, .txt, .md, .html, .htm, .json"),
    ],
)
def test_a_file_without_text_is_told_to_its_owner(name: str, data: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said.replace(".", r"\.")):
        read(name, data)
