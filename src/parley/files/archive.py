"""Looks through DOCX and XLSX, which are ZIP archives of XML, before any library unpacks them."""

import re
import zipfile
from io import BytesIO
from typing import NamedTuple

from parley.errors import Invalid

MAX_PARTS = 5_000
# Sheets of repeated numbers pack well, and small parts do by chance: a bomb packs a thousandfold.
_MAX_RATIO, _SMALL_BYTES = 250, 1024 * 1024
_CHUNK_BYTES = 1024 * 1024
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class ArchiveLimits(NamedTuple):
    #: that an archive may unpack to
    max_bytes: int
    #: of its XML: a tag costs a library more than it weighs
    max_tags: int


def check_archive(data: bytes, display_name: str, limits: ArchiveLimits) -> None:
    """Raises Invalid for an archive that unpacks to too much, is damaged, is locked with a password, or declares
    XML entities. `display_name`: what the message calls the file."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_sizes(archive.infolist(), display_name, limits.max_bytes)
            tags = 0
            for member in archive.infolist():
                if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                    tags += _count_tags(archive, member, display_name)
            if tags > limits.max_tags:
                raise Invalid(f"{display_name} holds more cells or paragraphs than are read. Upload it in parts")
    except Invalid:
        raise
    except Exception as error:
        # zlib, struct, zipfile and codecs have errors of their own for it
        raise Invalid(f"{display_name} is damaged: its contents cannot be unpacked") from error


def _check_sizes(members: list[zipfile.ZipInfo], display_name: str, max_bytes: int) -> None:
    # a part never unpacks to more than the size it declares: zipfile sees to that
    if len(members) > MAX_PARTS:
        raise Invalid(f"{display_name} holds {len(members)} parts; up to {MAX_PARTS} are read")
    total = sum(member.file_size for member in members)
    if total > max_bytes:
        raise Invalid(f"{display_name} unpacks to {total / 2**20:.0f} MiB; up to {max_bytes // 2**20} MiB are read")
    for member in members:
        if member.flag_bits & 1:
            raise Invalid(f"{display_name} is locked with a password. Save it without one and upload that")
        if member.file_size > _SMALL_BYTES and member.file_size > _MAX_RATIO * max(member.compress_size, 1):
            raise Invalid(f"{display_name} unpacks to far more than its size, as no real document does")


def _count_tags(archive: zipfile.ZipFile, member: zipfile.ZipInfo, display_name: str) -> int:
    """Returns how many tags a part has. Raises Invalid where one declares an entity."""
    tags = 0
    with archive.open(member) as stream:
        carried = b""
        while chunk := stream.read(_CHUNK_BYTES):
            # without null bytes a declaration in UTF-16 looks like any other
            text = carried + chunk.replace(b"\0", b"")
            if _DECLARATION.search(text):
                raise Invalid(f"{display_name} declares XML entities, which no office program does; it is not read")
            tags += chunk.count(b"<")
            carried = text[-64:]
    return tags
