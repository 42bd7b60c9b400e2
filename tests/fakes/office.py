"""Files as shop owners make them, made here so that a test shows what is in them."""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import Workbook


def xlsx(*rows: Sequence[Any], more: Mapping[str, Iterable[Sequence[Any]]] | None = None) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    for title, extra in (more or {}).items():
        sheet = book.create_sheet(title)
        for row in extra:
            sheet.append(list(row))
    return _saved(book)


def as_excel_saves(file: bytes) -> bytes:
    """The workbook with its texts in a part of their own, where openpyxl leaves them in the cells."""
    texts: list[bytes] = []

    def numbered(cell: re.Match[bytes]) -> bytes:
        texts.append(cell[1])
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    sheet = re.sub(rb't="inlineStr"><is>(.*?)</is>', numbered, part(file, "xl/worksheets/sheet1.xml"))
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = b"".join(b"<si>%s</si>" % text for text in texts)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    declared = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    types = part(file, "[Content_Types].xml").replace(b"</Types>", declared)
    changed = {
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": b'<sst xmlns="%s">%s</sst>' % (main, strings),
        "[Content_Types].xml": types,
    }
    return repacked(file, changed)


def docx(*blocks: str | list[list[str]]) -> bytes:
    """Text is a paragraph, after "# " a heading, after "* " an item of a list; a list of lists is a table."""
    document = Document()
    for block in blocks:
        if isinstance(block, list):
            table = document.add_table(rows=0, cols=max(map(len, block)))
            for row in block:
                for cell, text in zip(table.add_row().cells, row, strict=False):
                    cell.text = text
        elif block.startswith("# "):
            document.add_heading(block[2:], level=1)
        elif block.startswith("* "):
            document.add_paragraph(block[2:], style="List Bullet")
        else:
            document.add_paragraph(block)
    return _saved(document)


def pdf(*pages: str, drawn_after: str = "", objects: Sequence[str] = ()) -> bytes:
    """One line of text below the other; Latin letters only, since it embeds no font. "" is a page without text.
    After its text a page draws what is in `drawn_after`, where /X is the first of the further `objects`."""
    further = list(objects)
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    numbers = [4 + 2 * at for at in range(len(pages))]
    first = 4 + 2 * len(pages)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{_refs(numbers)}] >>",
        font,
    ]
    for number, page in zip(numbers, pages, strict=True):
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in page.split("\n")) if page else ""
        drawn = (f"BT /F1 12 Tf 14 TL 50 800 Td\n{shown}ET" if page else "") + drawn_after
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> /XObject << /X {first} 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    return _pdf_of(objects + further)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def repacked(file: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The archive with some of its parts replaced."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, **changed})


def part(file: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return archive.read(name)


def _pdf_of(objects: list[str]) -> bytes:
    file, at = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        at.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in at)
    size = len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(file)}\n%%EOF\n"
    return bytes(file) + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def _refs(numbers: list[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _saved(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
