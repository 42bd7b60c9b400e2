"""Bytes of a text file → text, whatever it was saved in."""

import codecs
import re
from itertools import pairwise

from parley.text.sanitize import remove_unstorable

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE_ENCODINGS = ("cp1251", "koi8_u", "cp866", "cp1252")
# Half of any Russian, Ukrainian or Kazakh text in Cyrillic is these.
_FREQUENT_LETTERS = frozenset("оеаинтсрвл")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_CHARS = 40_000


def decode_text(data: bytes) -> str:
    """The text, without byte order mark, null bytes and half surrogates. Never fails: valid UTF-8 is UTF-8, all
    else is read in the encoding in which it looks most like writing."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return remove_unstorable(data[len(mark) :].decode(encoding, "replace"))
    if encoding := detect_utf16(data[:4096]):
        return remove_unstorable(data.decode(encoding, "replace"))
    try:
        return remove_unstorable(data.decode("utf-8"))
    except UnicodeDecodeError:
        return remove_unstorable(_decode_by_likeness(data))


def detect_utf16(start: bytes) -> str:
    """UTF-16 without a mark: of every two bytes the high one is 0 (Latin, digits, spaces) or 4 (Cyrillic)."""
    if len(start) < 4:
        return ""
    for encoding, high in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if (high.count(0) + high.count(4)) * 10 > len(high) * 9:
            return encoding
    return ""


def _decode_by_likeness(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    # A stray byte, or a letter cut in half, in what is UTF-8 everywhere else.
    if text.count("\ufffd") * 10 < sum(
        1 for letter in text[:_SAMPLE_CHARS] if letter > "\u007f" and letter != "\ufffd"
    ):
        return text
    sample = data if len(data) < _SAMPLE_CHARS else b"\n".join(line for line in _non_ascii_lines(data))
    best = max(_SINGLE_BYTE_ENCODINGS, key=lambda encoding: _text_likeness(sample.decode(encoding, "replace")))
    return data.decode(best, "replace")


def _non_ascii_lines(data: bytes) -> list[bytes]:
    """Enough of the lines in which anything but ASCII stands."""
    lines, size = [], 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line[:2000])
            size += len(lines[-1])
            if size > _SAMPLE_CHARS:
                break
    return lines


def _text_likeness(text: str) -> int:
    score = -4 * text.count("\ufffd")
    for matched in _WORD.finditer(text):
        word = matched[0]
        if not word.isascii():
            score += _word_likeness(word)
    return score


def _word_likeness(word: str) -> int:
    cyrillic = len(_CYRILLIC.findall(word))
    if not cyrillic:
        return sum(letter > "\u007f" for letter in word)
    if cyrillic < len(word):
        return -3 * cyrillic
    frequent = sum(letter in _FREQUENT_LETTERS for letter in word.casefold())
    # "пРИВЕТ" is what KOI8 makes of "Привет".
    strange = sum(left.islower() and right.isupper() for left, right in pairwise(word))
    return len(word) + 2 * frequent - 6 * strange
