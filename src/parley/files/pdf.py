"""Reads the text of a PDF, page by page. pypdf knows no time limits, so they are set here."""

import logging
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader

from parley.errors import Invalid
from parley.text.sanitize import remove_unstorable

MAX_PAGES = 3_000
# For a file, and for one page of it; a page of dense text takes 30 ms.
_MAX_SECONDS, _MAX_PAGE_SECONDS = 180.0, 20.0
# They are cut into operators at 0.4 MB a second, which nothing can interrupt.
_MAX_PAGE_BYTES = 4 * 1024 * 1024
SCANNED_MESSAGE = (
    "holds pictures of pages and no text, as a scanner makes them. Recognise its text (OCR) first, or copy it out"
)

_TOO_LONG = "it takes too long to read"

# it warns of every oddity of every font
logging.getLogger("pypdf").setLevel(logging.ERROR)


class PdfPage(NamedTuple):
    number: int
    text: str
    #: why the text of this page, or some of it, could not be read, for the owner to read
    error: str = ""


class _TooLong(Exception):
    pass


def read_pdf_pages(data: bytes, name: str, clock: Callable[[], float] = time.monotonic) -> Iterator[PdfPage]:
    """Returns the pages in order; one that cannot be read says so. Raises Invalid for a locked or a scanned
    document, one of too many pages or one that takes too long; whatever pypdf raises for a broken one
    (parse_errors.py)."""
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Invalid(f"«{name}» is locked with a password. Save it without one and upload that")
    count = len(reader.pages)
    if count > MAX_PAGES:
        raise Invalid(f"«{name}» has {count:,} pages; up to {MAX_PAGES:,} are read. Upload it in parts")
    deadline = clock() + _MAX_SECONDS
    text_length = error_count = 0
    for number, page in enumerate(reader.pages, 1):
        if clock() > deadline:
            raise Invalid(
                f"«{name}» takes too long to read; {number - 1} of {count} pages were. Upload it in parts"
            )
        page_result = _read_page(number, page, min(deadline, clock() + _MAX_PAGE_SECONDS), clock)
        text_length += len(page_result.text.strip())
        error_count += bool(page_result.error)
        yield page_result
    if not count:
        raise Invalid(f"«{name}» has no pages")
    if not text_length and not error_count:
        raise Invalid(f"«{name}» {SCANNED_MESSAGE}")


def _read_page(number: int, page: PageObject, deadline: float, clock: Callable[[], float]) -> PdfPage:
    is_late = False

    def check_time(*_: Any) -> None:
        nonlocal is_late
        if is_late or clock() > deadline:
            is_late = True
            raise _TooLong

    try:
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > _MAX_PAGE_BYTES:
            return PdfPage(number, "", "it holds far more than a page can show")
        text = page.extract_text(visitor_operand_before=check_time)
    except Exception:
        # One bad font or stream: the other pages are as good as before.
        return PdfPage(number, "", _TOO_LONG if is_late else "it is damaged")
    # pypdf goes on after what is raised inside a drawing within the page.
    return PdfPage(number, remove_unstorable(text), _TOO_LONG if is_late else "")
