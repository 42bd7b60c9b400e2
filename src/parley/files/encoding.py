"""Decodes text files, whatever they were saved in. Why not by a library: docs/adr/0016."""

import codecs
import re
from itertools import pairwise

from parley.text.sanitize import remove_unstorable

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE_ENCODINGS = ("cp1251", "koi8_u", "cp866", "cp1252")
_REPLACEMENT = "\ufffd"
# Of a text in UTF-8 so many of ten letters beyond ASCII may be broken.
_MAX_BROKEN_TENTHS = 1
# Half of any Russian, Ukrainian or Kazakh text in Cyrillic is these.
_FREQUENT_LETTERS = frozenset("оеаинтсрвл")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_WORD = re.compile(r"[^\W\d_]+")
_UTF16_SAMPLE_BYTES, _MAX_SAMPLE_BYTES, _MAX_LINE_BYTES = 4096, 40_000, 2000


def decode_text(data: bytes) -> str:
    """Returns the text, without byte order mark, null bytes and half surrogates. Never fails.

    Valid UTF-8 is UTF-8; everything else is read in the encoding in which it looks most like writing.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return remove_unstorable(data[len(mark) :].decode(encoding, "replace"))
    if encoding := detect_utf16(data[:_UTF16_SAMPLE_BYTES]):
        return remove_unstorable(data.decode(encoding, "replace"))
    try:
        return remove_unstorable(data.decode("utf-8"))
    except UnicodeDecodeError:
        return remove_unstorable(_decode_broken(data))


def detect_utf16(start: bytes) -> str:
    """Returns the encoding of UTF-16 without a mark, empty for anything else: of every two bytes the high one is 0
    (Latin, digits, spaces) or 4 (Cyrillic)."""
    if len(start) < 4:
        return ""
    for encoding, high_bytes in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if (high_bytes.count(0) + high_bytes.count(4)) * 10 > len(high_bytes) * 9:
            return encoding
    return ""


def _decode_broken(data: bytes) -> str:
    """Decodes what is no valid UTF-8: nearly so, with a stray byte or half a letter, or of one byte a letter."""
    text = data.decode("utf-8", "replace")
    start = text[:_MAX_SAMPLE_BYTES]
    letters = sum(char > "\u007f" for char in start) - start.count(_REPLACEMENT)
    if text.count(_REPLACEMENT) * 10 < letters * _MAX_BROKEN_TENTHS:
        return text
    sample = data if len(data) < _MAX_SAMPLE_BYTES else _lines_beyond_ascii(data)
    encoding = max(_SINGLE_BYTE_ENCODINGS, key=lambda name: _likeness(sample.decode(name, "replace")))
    return data.decode(encoding, "replace")


def _lines_beyond_ascii(data: bytes) -> bytes:
    """Returns enough of the lines that tell one encoding from another."""
    lines, size = [], 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line[:_MAX_LINE_BYTES])
            size += len(lines[-1])
            if size > _MAX_SAMPLE_BYTES:
                break
    return b"\n".join(lines)


def _likeness(text: str) -> int:
    """Returns points for how much this looks like writing."""
    words = (match[0] for match in _WORD.finditer(text))
    return sum(_word_likeness(word) for word in words if not word.isascii()) - 4 * text.count(_REPLACEMENT)


def _word_likeness(word: str) -> int:
    cyrillic = len(_CYRILLIC.findall(word))
    if not cyrillic:
        return sum(letter > "\u007f" for letter in word)
    if cyrillic < len(word):
        return -3 * cyrillic
    frequent = sum(letter in _FREQUENT_LETTERS for letter in word.casefold())
    # KOI8 makes "пРИВЕТ" of "Привет"
    strange = sum(left.islower() and right.isupper() for left, right in pairwise(word))
    return len(word) + 2 * frequent - 6 * strange
