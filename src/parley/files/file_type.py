"""Opens an upload once its extension, its content and its size agree with what can be read."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from parley.errors import Invalid
from parley.files import archive, encoding

MAX_UPLOAD_BYTES = 20 * 1024 * 1024
PRODUCT_EXTENSIONS = (".json", ".csv", ".tsv", ".xml", ".txt", ".md", ".pdf", ".docx", ".xlsx")
DOCUMENT_EXTENSIONS = (".pdf", ".docx", ".txt", ".md", ".html", ".htm", ".json")

FileSource = bytes | Path

# How files that are no text begin.
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
_TYPE_NAMES = {
    ".pdf": "a PDF document",
    ".docx": "a Word document (DOCX)",
    ".xlsx": "an Excel workbook (XLSX)",
    ".html": "an HTML page",
}
# A document is held in memory whole, a workbook is read as it is unpacked.
_ARCHIVE_LIMITS = {
    ".docx": archive.ArchiveLimits(max_bytes=80 * 2**20, max_tags=4_000_000),
    ".xlsx": archive.ArchiveLimits(max_bytes=150 * 2**20, max_tags=20_000_000),
}
_EXTENSION_ALIASES = {".htm": ".html"}
_HTML_START = re.compile(rb"\s*(?:<!--.*?-->\s*)*+(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL)
_OLD_OFFICE, _ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class UploadedFile(NamedTuple):
    """A file that may be read."""

    name: str
    #: in small letters; .html for .htm
    extension: str
    data: bytes


def check_extension(name: str, supported: tuple[str, ...]) -> str:
    """Returns the extension of a file, in small letters. Raises Invalid for one that is not among `supported`."""
    suffix = Path(name.replace("\\", "/")).suffix.casefold()
    if suffix not in supported:
        raise Invalid(f"Unsupported file type. Supported formats: {', '.join(supported)}")
    return suffix


def open_upload(name: str, source: FileSource, supported: tuple[str, ...]) -> UploadedFile:
    """Returns the file, once its extension is one of `supported`, its content is what the extension says, and its
    size and what it unpacks to are within bounds. Raises Invalid otherwise."""
    suffix = check_extension(name, supported)
    data = _read_bytes(source)
    if not data.strip():
        raise Invalid(f"{_quoted_name(name)} is empty")
    expected = _EXTENSION_ALIASES.get(suffix, suffix)
    detected = detect_file_type(data)
    if detected != (expected if expected in _TYPE_NAMES else "") and not (expected == ".html" and not detected):
        _raise_type_mismatch(name, expected, detected)
    if expected in (".docx", ".xlsx"):
        archive.check_archive(data, _quoted_name(name), _ARCHIVE_LIMITS[expected])
    return UploadedFile(_base_name(name), expected, data)


def detect_file_type(data: bytes) -> str:
    """Returns what the bytes say they are, an extension or words for it; empty for plain text of any sort."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, file_type in _SIGNATURES:
        if start.startswith(signature):
            return file_type
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _detect_zip_type(data)
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            return "an Office file locked with a password"
        return "an old Word or Excel file (.doc, .xls)"
    if _HTML_START.match(start):
        return ".html"
    # some programs put a line of their own before a PDF
    if b"\n%PDF-" in data[:1024] and b"\nstartxref" in data[-2048:].replace(b"\r", b"\n"):
        return ".pdf"
    return "" if _is_text(data[:65536]) else "not text"


def _read_bytes(source: FileSource) -> bytes:
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > MAX_UPLOAD_BYTES:
        raise Invalid(f"The file has {size / 2**20:.1f} MiB; up to {MAX_UPLOAD_BYTES // 2**20} MiB can be read")
    return source.read_bytes() if isinstance(source, Path) else source


def _quoted_name(name: str) -> str:
    return f"«{_base_name(name)}»"


def _base_name(name: str) -> str:
    return Path(name.replace("\\", "/")).name[:100]


def _raise_type_mismatch(name: str, extension: str, detected: str) -> None:
    expected = _TYPE_NAMES.get(extension, f"a {extension[1:].upper()} file")
    if not detected:
        detected = "plain text"
    elif detected == "not text":
        detected = "something that is not text"
    advice = {
        "an old Word or Excel file (.doc, .xls)": "Save it as .docx or .xlsx and upload that",
        "an Office file locked with a password": "Save it without the password and upload that",
    }.get(detected, "Save it in the format its name says, or give it its right extension")
    raise Invalid(
        f"{_quoted_name(name)} is named as {expected} but is {_TYPE_NAMES.get(detected, detected)}. {advice}."
    )


def _detect_zip_type(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, EOFError):
        return "a damaged ZIP archive"
    for name, file_type in (("word/document.xml", ".docx"), ("xl/workbook.xml", ".xlsx")):
        if name in names:
            return file_type
    if "content.xml" in names and "mimetype" in names:
        return "an OpenDocument file"
    return "a ZIP archive"


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or encoding.detect_utf16(start[:4096]):
        return True
    # a null byte now and then is an accident
    return len(_BINARY.findall(start)) <= len(start) // 50 + 8
