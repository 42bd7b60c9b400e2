"""Reads phones in words, as speech is written down: "восемь семьсот один двести тридцать четыре …"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from parley.nlu.number_words import NumberWord
from parley.text.digits import only_digits
from parley.text.tokenize import Token

# Fewer number words than `_MIN_WORDS` are counts ("два или три"), however many digits stand beside them; a run of
# more than `_MAX_WORDS` words and figures is no phone. A phone has at least `_MIN_DIGITS`, a + counts as one.
_MIN_WORDS, _MIN_DIGITS, _MAX_WORDS = 3, 7, 40


class SpokenNumber(NamedTuple):
    """A number said in words."""

    #: may begin with +
    digits: str
    #: where its words stand in the text
    start: int
    end: int


def find_digit_runs(
    tokens: Sequence[Token], number_words: Mapping[str, NumberWord]
) -> Iterator[list[SpokenNumber]]:
    """Yields the readings of every run of number words that is long enough for a phone, the likeliest first.

    They are the whole run, and the run without its first or its last word: "call me on eight seven …" begins with
    the Uzbek for ten.
    """
    if not number_words or len(tokens) < _MIN_WORDS:
        return
    run: list[Token] = []
    for word in (*tokens, None):
        if word is not None and (word.is_number or word.normalized in number_words):
            run.append(word)
            continue
        # a wall of numbers is no phone
        if _MIN_WORDS <= len(run) <= _MAX_WORDS and sum(not word.is_number for word in run) >= _MIN_WORDS:
            yield [number for part in (run, run[1:], run[:-1]) for number in _parse_run(part, number_words)]
        run = []


def _parse_run(run: Sequence[Token], number_words: Mapping[str, NumberWord]) -> Iterator[SpokenNumber]:
    parts = [_digits_of(word) if word.is_number else number_words[word.normalized] for word in run]
    digits = _join_digits(parts)
    if len(digits) >= _MIN_DIGITS:
        yield SpokenNumber(digits, run[0].start, run[-1].end)


def _digits_of(token: Token) -> str:
    return only_digits(token.normalized)


def _join_digits(parts: Sequence[str | NumberWord]) -> str:
    """Returns the digits as they would be typed: 8, 700 and 1, 200 and 30 and 4 …"""
    spoken_parts = [part for part in parts if isinstance(part, str) or part.kind != "-"]
    digits, index = "", 0
    while index < len(spoken_parts):
        part = spoken_parts[index]
        if isinstance(part, str):
            digits, index = digits + part, index + 1
        elif part.kind == "+":
            digits, index = digits or "+", index + 1
        elif part.kind == "x":
            unit = _value_at(spoken_parts, index + 1)
            repeated = str(unit) * part.value if 0 <= unit < 10 else ""
            digits, index = digits + repeated, index + (2 if repeated else 1)
        else:
            group, index = _parse_group(spoken_parts, index)
            digits += group
    return digits


def _parse_group(parts: Sequence[str | NumberWord], index: int) -> tuple[str, int]:
    """Returns one spoken number below a thousand, and where the next begins."""
    hundreds, after = _parse_hundreds(parts, index)
    rest, end = _parse_tens(parts, after, alone=not hundreds)
    return str(hundreds + rest), max(end, index + 1)


def _parse_hundreds(parts: Sequence[str | NumberWord], index: int) -> tuple[int, int]:
    if _is_multiplier(parts, index):
        return 100, index + 1
    value = _value_at(parts, index)
    if 0 < value < 10 and _is_multiplier(parts, index + 1):
        return value * 100, index + 2
    return (value, index + 1) if value >= 100 else (0, index)


def _parse_tens(parts: Sequence[str | NumberWord], index: int, *, alone: bool) -> tuple[int, int]:
    value = _value_at(parts, index)
    if value < 0 or value >= 100 or (value == 0 and not alone):
        return 0, index
    if value < 10:
        # "екі" before "жүз" begins the next hundred
        return (0, index) if value and _is_multiplier(parts, index + 1) else (value, index + 1)
    unit, part = _value_at(parts, index + 1), parts[index]
    takes_unit = value >= 20 or (isinstance(part, NumberWord) and part.kind == "10+")
    if takes_unit and 0 < unit < 10 and not _is_multiplier(parts, index + 2):
        return value + unit, index + 2
    return value, index + 1


def _value_at(parts: Sequence[str | NumberWord], index: int) -> int:
    part = parts[index] if index < len(parts) else ""
    return part.value if isinstance(part, NumberWord) and part.kind in ("=", "10+") else -1


def _is_multiplier(parts: Sequence[str | NumberWord], index: int) -> bool:
    part = parts[index] if index < len(parts) else ""
    return isinstance(part, NumberWord) and part.kind == "*"
