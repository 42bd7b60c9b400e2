"""What a file is: its extension held against its content, and its size against what is read at all."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from parley.errors import Invalid
from parley.files import archive, encoding

MAX_BYTES = 20 * 1024 * 1024
PRODUCTS = (".json", ".csv", ".tsv", ".xml", ".txt", ".md", ".pdf", ".docx", ".xlsx")
TEXTS = (".pdf", ".docx", ".txt", ".md", ".html", ".htm", ".json")

Source = bytes | Path

# What stands at the very beginning of files that are no text.
_SIGNATURES = (
    (b"%PDF-", ".pdf"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF document"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b\x08", "a GZIP archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
_NAMED = {
    ".pdf": "a PDF document",
    ".docx": "a Word document (DOCX)",
    ".xlsx": "an Excel workbook (XLSX)",
    ".html": "an HTML page",
}
# A document is held in memory whole, a workbook is read as it is unpacked.
_BOUNDS = {
    ".docx": archive.Bounds(unpacked=80 * 2**20, tags=4_000_000),
    ".xlsx": archive.Bounds(unpacked=150 * 2**20, tags=20_000_000),
}
_ALIASES = {".htm": ".html"}
_MARKED_UP = re.compile(rb"\s*(?:<!--.*?-->\s*)*+(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL)
_OLD_OFFICE, _ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Upload(NamedTuple):
    """A file that may be read: `kind` is its extension, the shorter ones spelled out (.htm → .html)."""

    name: str
    kind: str
    data: bytes


def extension(name: str, supported: tuple[str, ...]) -> str:
    """The extension of a file that may be uploaded. Raises Invalid for another."""
    own = Path(name.replace("\\", "/")).suffix.casefold()
    if own not in supported:
        raise Invalid(f"Unsupported file type. Supported formats: {', '.join(supported)}")
    return own


def opened(name: str, source: Source, supported: tuple[str, ...]) -> Upload:
    """The file, once its extension is one of `supported`, its content is what the extension says, and its size and
    what it unpacks to are within bounds. Raises Invalid otherwise."""
    own = extension(name, supported)
    data = _bytes(source)
    if not data.strip():
        raise Invalid(f"{_called(name)} is empty")
    kind = _ALIASES.get(own, own)
    found = content(data)
    if found != (kind if kind in _NAMED else "") and not (kind == ".html" and not found):
        _refuse(name, kind, found)
    if kind in (".docx", ".xlsx"):
        archive.check(data, _called(name), _BOUNDS[kind])
    return Upload(_base(name), kind, data)


def content(data: bytes) -> str:
    """What the bytes themselves say they are: an extension, or words for it; empty for plain text of any sort."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, kind in _SIGNATURES:
        if start.startswith(signature):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            return "an Office file locked with a password"
        return "an old Word or Excel file (.doc, .xls)"
    if _MARKED_UP.match(start):
        return ".html"
    # Producers of PDF sometimes put a line of their own before it.
    if b"\n%PDF-" in data[:1024] and b"\nstartxref" in data[-2048:].replace(b"\r", b"\n"):
        return ".pdf"
    return "" if _is_text(data[:65536]) else "not text"


def _bytes(source: Source) -> bytes:
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > MAX_BYTES:
        raise Invalid(f"The file has {size / 2**20:.1f} MiB; up to {MAX_BYTES // 2**20} MiB can be read")
    return source.read_bytes() if isinstance(source, Path) else source


def _called(name: str) -> str:
    return f"«{_base(name)}»"


def _base(name: str) -> str:
    return Path(name.replace("\\", "/")).name[:100]


def _refuse(name: str, kind: str, found: str) -> None:
    expected = _NAMED.get(kind, f"a {kind[1:].upper()} file")
    if not found:
        found = "plain text"
    elif found == "not text":
        found = "something that is not text"
    advice = {
        "an old Word or Excel file (.doc, .xls)": "Save it as .docx or .xlsx and upload that",
        "an Office file locked with a password": "Save it without the password and upload that",
    }.get(found, "Save it in the format its name says, or give it its right extension")
    raise Invalid(f"{_called(name)} is named as {expected} but is {_NAMED.get(found, found)}. {advice}.")


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = frozenset(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, EOFError):
        return "a damaged ZIP archive"
    for name, kind in (("word/document.xml", ".docx"), ("xl/workbook.xml", ".xlsx")):
        if name in names:
            return kind
    if "content.xml" in names and "mimetype" in names:
        return "an OpenDocument file"
    return "a ZIP archive"


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or encoding.wide(start[:4096]):
        return True
    # A null byte now and then is an accident.
    return len(_BINARY.findall(start)) <= len(start) // 50 + 8
