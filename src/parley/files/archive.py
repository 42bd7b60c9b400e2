"""DOCX and XLSX are ZIP archives of XML: looked through before any library unpacks them."""

import re
import zipfile
from io import BytesIO
from typing import NamedTuple

from parley.errors import Invalid

MAX_PARTS = 5_000
# Sheets of repeated numbers pack well, and small parts do by chance: a bomb packs a thousandfold.
_RATIO, _SMALL = 250, 1024 * 1024
_CHUNK = 1024 * 1024
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Bounds(NamedTuple):
    """Bytes an archive may unpack to, and tags its XML may have: a tag costs a library more than it weighs."""

    unpacked: int
    tags: int


def check(data: bytes, called: str, most: Bounds) -> None:
    """Raises Invalid for an archive that unpacks to too much, is damaged, is locked with a password, or declares
    XML entities. `called`: the file's name as the message gives it; `most`: what it may hold."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            _sizes(packed.infolist(), called, most.unpacked)
            tags = 0
            for part in packed.infolist():
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    tags += _tags(packed, part, called)
            if tags > most.tags:
                raise Invalid(f"{called} holds more cells or paragraphs than are read. Upload it in parts")
    except Invalid:
        raise
    except Exception as error:
        # zlib, struct, zipfile and codecs each have errors of their own for one fact.
        raise Invalid(f"{called} is damaged: its contents cannot be unpacked") from error


def _sizes(parts: list[zipfile.ZipInfo], called: str, most: int) -> None:
    # zipfile never gives out more than the size a part declares.
    if len(parts) > MAX_PARTS:
        raise Invalid(f"{called} holds {len(parts)} parts; up to {MAX_PARTS} are read")
    total = sum(part.file_size for part in parts)
    if total > most:
        raise Invalid(f"{called} unpacks to {total / 2**20:.0f} MiB; up to {most // 2**20} MiB are read")
    for part in parts:
        if part.flag_bits & 1:
            raise Invalid(f"{called} is locked with a password. Save it without one and upload that")
        if part.file_size > _SMALL and part.file_size > _RATIO * max(part.compress_size, 1):
            raise Invalid(f"{called} unpacks to far more than its size, as no real document does")


def _tags(packed: zipfile.ZipFile, part: zipfile.ZipInfo, called: str) -> int:
    """How many tags the part has, none of which declares anything."""
    tags = 0
    with packed.open(part) as stream:
        before = b""
        while chunk := stream.read(_CHUNK):
            # Without null bytes a declaration in UTF-16 looks like any other.
            text = before + chunk.replace(b"\0", b"")
            if _DECLARATION.search(text):
                raise Invalid(f"{called} declares XML entities, which no office program does; it is not read")
            tags += chunk.count(b"<")
            before = text[-64:]
    return tags
