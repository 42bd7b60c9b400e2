"""Word documents: tables and text, and what is hidden."""

from fakes import office
from fakes.product_files import products_of
from parley.files.documents import DocumentPart, read_document_parts


def test_tables_and_text_are_read_together() -> None:
    file = office.docx(
        "# Чай",
        "Ассам",
        "* ID: t1",
        "* Цена: 1000",
        [["Название", "Цена, тг"], ["Кофе", "900"]],
        "Утюг",
        [["Цена", "700"], ["Цвет", "синий"]],
    )
    tea, coffee, iron = products_of("a.docx", file)
    assert (tea["id"], tea["category"], tea["price"]) == ("t1", "Чай", "1000")
    assert (coffee["name"], coffee["currency"]) == ("Кофе", "KZT")
    assert (iron["price"], iron["specifications"]) == ("700", {"Цвет": "синий"})


def test_hidden_and_deleted_text_of_a_document_is_not_read() -> None:
    file = office.docx("We deliver.")
    body = office.part(file, "word/document.xml")
    more = (
        b"<w:sdt><w:sdtContent><w:p><w:ins><w:r><w:t>Daily.</w:t></w:r></w:ins>"
        b"<w:del><w:r><w:delText>Never.</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt><w:sectPr"
    )
    changed = office.repacked(file, {"word/document.xml": body.replace(b"<w:sectPr", more, 1)})
    assert list(read_document_parts("a.docx", changed)) == [DocumentPart("We deliver.\n\nDaily.")]
