"""Sizes of clothes and shoes: "46", "XL", among those that a card lists or spans."""

import re
from collections.abc import Sequence

from parley.domain.product_facts import Verdict

_LETTER_SIZES = frozenset({"xs", "s", "m", "l", "xl", "xxl", "xxxl"})
# As letters are latinised (text/normalize.py), x is h.
_LATINISED = {size.replace("x", "h"): size for size in _LETTER_SIZES}
_MIN_SIZE, _MAX_SIZE = 14, 70
_SPAN = re.compile(r"(\d{2})\s?[-–—]\s?(\d{2})(?!\d)")
_LISTED = re.compile(r"[a-zа-я]+|\d+", re.IGNORECASE)


def read_size_words(latin: Sequence[str]) -> tuple[str, ...]:
    """Returns the sizes that a question names. `latin`: its words, latinised."""
    letters = [_LATINISED[word] for word in latin if word in _LATINISED]
    numbers = [word for word in latin if word.isdecimal() and _MIN_SIZE <= int(word) <= _MAX_SIZE]
    return (*letters, *numbers)


def size_verdict(sizes: Sequence[str], stated: str) -> Verdict:
    """Returns whether a card that states these sizes has all that are asked for; empty where none is asked for, or
    it states measures and no sizes."""
    listed = {each.lower() for each in _LISTED.findall(stated)}
    spans = [(int(least), int(most)) for least, most in _SPAN.findall(stated)]
    if not sizes or "×" in stated or not (spans or listed & _LETTER_SIZES or any(map(str.isdecimal, listed))):
        return ""
    has_all = all(
        size in listed or (size.isdecimal() and any(least <= int(size) <= most for least, most in spans))
        for size in sizes
    )
    return "yes" if has_all else "no"
