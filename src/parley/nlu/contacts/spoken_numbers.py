"""Phones in words, as speech is written down: "восемь семьсот один двести тридцать четыре …"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from parley.nlu.contacts.vocabulary import NumberWord
from parley.text.tokenize import Word

# Fewer number words than these are counts ("два или три"), however many digits stand beside them.
_FEWEST_WORDS, _FEWEST_DIGITS, _MOST_WORDS = 3, 7, 40


class Spoken(NamedTuple):
    """Digits said from `start` to `end` of the text; `digits` may begin with +."""

    digits: str
    start: int
    end: int


def spoken(message: Sequence[Word], known: Mapping[str, NumberWord]) -> Iterator[list[Spoken]]:
    """Every run of number words long enough for a phone, and the same without its first or last word: "call me on
    eight seven …" begins with the Uzbek for ten."""
    if not known or len(message) < _FEWEST_WORDS:
        return
    run: list[Word] = []
    for word in (*message, None):
        if word is not None and (word.number or word.folded in known):
            run.append(word)
            continue
        # a wall of numbers is no phone
        if _FEWEST_WORDS <= len(run) <= _MOST_WORDS and sum(not word.number for word in run) >= _FEWEST_WORDS:
            yield [heard for part in (run, run[1:], run[:-1]) for heard in _heard(part, known)]
        run = []


def _heard(run: Sequence[Word], known: Mapping[str, NumberWord]) -> Iterator[Spoken]:
    parts = [_literal(word) if word.number else known[word.folded] for word in run]
    digits = _joined(parts)
    if len(digits) >= _FEWEST_DIGITS:
        yield Spoken(digits, run[0].start, run[-1].end)


def _literal(word: Word) -> str:
    return "".join(filter(str.isdecimal, word.folded))


def _joined(parts: Sequence[str | NumberWord]) -> str:
    """The digits as they would be typed: 8, 700 and 1, 200 and 30 and 4 …"""
    said = [part for part in parts if isinstance(part, str) or part.kind != "-"]
    written, at = "", 0
    while at < len(said):
        part = said[at]
        if isinstance(part, str):
            written, at = written + part, at + 1
        elif part.kind == "+":
            written, at = written or "+", at + 1
        elif part.kind == "x":
            unit = _value(said, at + 1)
            repeated = str(unit) * part.value if 0 <= unit < 10 else ""
            written, at = written + repeated, at + (2 if repeated else 1)
        else:
            group, at = _group(said, at)
            written += group
    return written


def _group(said: Sequence[str | NumberWord], at: int) -> tuple[str, int]:
    """One spoken number below a thousand, and where the next begins."""
    hundreds, after = _hundreds(said, at)
    rest, end = _tens(said, after, alone=not hundreds)
    return str(hundreds + rest), max(end, at + 1)


def _hundreds(said: Sequence[str | NumberWord], at: int) -> tuple[int, int]:
    if _multiplies(said, at):
        return 100, at + 1
    value = _value(said, at)
    if 0 < value < 10 and _multiplies(said, at + 1):
        return value * 100, at + 2
    return (value, at + 1) if value >= 100 else (0, at)


def _tens(said: Sequence[str | NumberWord], at: int, *, alone: bool) -> tuple[int, int]:
    value = _value(said, at)
    if value < 0 or value >= 100 or (value == 0 and not alone):
        return 0, at
    if value < 10:
        # "екі" before "жүз" begins the next hundred
        return (0, at) if value and _multiplies(said, at + 1) else (value, at + 1)
    unit, part = _value(said, at + 1), said[at]
    takes = value >= 20 or (isinstance(part, NumberWord) and part.kind == "10+")
    if takes and 0 < unit < 10 and not _multiplies(said, at + 2):
        return value + unit, at + 2
    return value, at + 1


def _value(said: Sequence[str | NumberWord], at: int) -> int:
    part = said[at] if at < len(said) else ""
    return part.value if isinstance(part, NumberWord) and part.kind in ("=", "10+") else -1


def _multiplies(said: Sequence[str | NumberWord], at: int) -> bool:
    part = said[at] if at < len(said) else ""
    return isinstance(part, NumberWord) and part.kind == "*"
