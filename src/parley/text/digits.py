"""The digits of a text: without what divides them, and plain ones for those of any script and shape."""

import re
import unicodedata

# Superscript, encircled and other digits that are no decimal ones.
_SHAPED = "\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\U0001f100-\U0001f10a"
_ODD_DIGIT = re.compile(rf"[^\D0-9]|[{_SHAPED}]")


def only_digits(text: str) -> str:
    """Returns the decimal digits of a text, of whatever script, in order: "8 (701) 23-45" → "87012345"."""
    return "".join(filter(str.isdecimal, text))


def plain_digits(text: str) -> str:
    """Returns a text of the same length with 0–9 for the digits of other scripts and shapes: ٨, ⁸, ⑧."""
    return text if text.isascii() else _ODD_DIGIT.sub(lambda match: _plain_digit(match[0]), text)


def _plain_digit(char: str) -> str:
    digit = unicodedata.digit(char, None)
    return char if digit is None else str(digit)
