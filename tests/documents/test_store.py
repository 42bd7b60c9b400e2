from fakes import office
from parley.documents.store import parse_document
from parley.files.records import SkippedRecord


def test_a_page_that_cannot_be_read_is_told_beside_the_passages() -> None:
    file = office.pdf("We deliver daily.", "PLACE", "By bike.")
    spoilt = file.replace(b"(PLACE) Tj", b"[[[[[[[[[[", 1)
    rows, skipped = parse_document("delivery.pdf", spoilt)
    assert [(row["page"], row["text"]) for row in rows] == [(1, "We deliver daily."), (3, "By bike.")]
    assert skipped == [SkippedRecord("page 2", "The page was not read: it is damaged")]
