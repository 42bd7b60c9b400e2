"""A number known already, put right in a few digits: "последние цифры 40, а не 04", "the number ends in 30"."""

from collections.abc import Iterator
from typing import NamedTuple

from parley.domain.understanding import Context, Phone
from parley.nlu.contacts.phone import parse_phone
from parley.nlu.contacts.vocabulary import Vocabulary
from parley.text.tokenize import Reading

_MOST_DIGITS = 7


class _Digits(NamedTuple):
    written: str
    denied: bool


def put_right(reading: Reading, context: Context, known: Vocabulary) -> Phone | None:
    """The known number with other digits at its end, or in the place of those denied, where that is a valid one."""
    before = parse_phone(context.known_phone, context.country)
    if before is None or not any(word.number for word in reading.words):
        return None
    said = list(_digits(reading, known))
    digits = before.e164 or before.raw
    wrong = {each.written for each in said if each.denied or (len(said) > 1 and digits.endswith(each.written))}
    right = {each.written for each in said} - wrong
    cued = any(word.folded in known.tails for word in reading.words)
    if len(right) != 1 or not (cued or any(len(each) > 1 for each in wrong)):
        return None
    (new,) = right
    for old in wrong:
        if len(old) == len(new) and digits.count(old) == 1:
            return _valid(digits.replace(old, new), before, context)
    tail = digits[-len(new) :]
    return _valid(digits[: -len(new)] + new, before, context) if cued or tail in wrong else None


def _digits(reading: Reading, known: Vocabulary) -> Iterator[_Digits]:
    """Runs of digits; those that count the others ("последние 2 цифры") are none."""
    said, at = reading.words, 0
    while at < len(said):
        start = at
        while at < len(said) and said[at].number and (at == start or said[at].clause == said[start].clause):
            at += 1
        if at == start:
            at += 1
            continue
        written = "".join(filter(str.isdecimal, "".join(word.folded for word in said[start:at])))
        counts = len(written) == 1 and at < len(said) and said[at].folded in known.figures
        before = said[start - 1].folded if start else ""
        after = said[at].folded if at < len(said) else ""
        if not counts and len(written) <= _MOST_DIGITS:
            yield _Digits(written, before in known.denies or after in known.denies_after)


def _valid(digits: str, before: Phone, context: Context) -> Phone | None:
    phone = parse_phone(digits, context.country)
    return phone if phone and phone.e164 and phone.e164 != before.e164 else None
