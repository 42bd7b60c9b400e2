"""Reads digits as a customer does, whatever a model wrote for them."""

import re

from parley.text.digits import plain_digits

_LETTER_ZERO = re.compile(r"[OoОо](?<=\d.)(?=[\dOoОо]|(?!\w))")


def fold_digits(text: str) -> str:
    """Returns a text of the same length with plain digits, "О" among digits read as a zero."""
    return _LETTER_ZERO.sub("0", plain_digits(text))
