"""Reads digits of any script and shape as plain ones."""

import re
import unicodedata

_LETTER_ZERO = re.compile(r"(?<=\d)[OoОо](?=[\dOoОо]|(?!\w))")
# Superscript, full-width, encircled and other digits; those of other scripts.
_OTHER_DIGITS = "\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\U0001f100-\U0001f10a"
_ANY_DIGIT, _ODD_DIGIT = re.compile(rf"[\d{_OTHER_DIGITS}]"), re.compile(rf"(?![0-9])\d|[{_OTHER_DIGITS}]")


def fold_digits(text: str) -> str:
    """Returns a text of the same length with plain digits, "О" among digits read as a zero."""
    if not _ANY_DIGIT.search(text):
        return text
    if not text.isascii():
        text = _ODD_DIGIT.sub(lambda match: _plain_digit(match[0]), text)
    return _LETTER_ZERO.sub("0", text)


def _plain_digit(char: str) -> str:
    digit = unicodedata.digit(char, None)
    return char if digit is None else str(digit)
