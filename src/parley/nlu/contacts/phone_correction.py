"""A number known already, put right in a few digits: "последние цифры 40, а не 04", "the number ends in 30"."""

from collections.abc import Iterator
from typing import NamedTuple

from parley.domain.understanding import MessageContext, Phone
from parley.nlu.contacts.phone import parse_phone
from parley.nlu.contacts.vocabulary import ContactTerms
from parley.text.tokenize import TokenizedText

_MAX_DIGITS = 7


class _DigitRun(NamedTuple):
    digits: str
    is_denied: bool


def apply_correction(tokenized: TokenizedText, context: MessageContext, terms: ContactTerms) -> Phone | None:
    """The known number with other digits at its end, or in the place of those denied, where that is a valid one."""
    known_phone = parse_phone(context.known_phone, context.country)
    if known_phone is None or not any(word.is_number for word in tokenized.tokens):
        return None
    runs = list(_find_digit_runs(tokenized, terms))
    digits = known_phone.e164 or known_phone.raw
    wrong = {run.digits for run in runs if run.is_denied or (len(runs) > 1 and digits.endswith(run.digits))}
    right = {run.digits for run in runs} - wrong
    has_end_word = any(word.normalized in terms.number_end_words for word in tokenized.tokens)
    if len(right) != 1 or not (has_end_word or any(len(run) > 1 for run in wrong)):
        return None
    (new,) = right
    for old in wrong:
        if len(old) == len(new) and digits.count(old) == 1:
            return _parse_changed(digits.replace(old, new), known_phone, context)
    tail = digits[-len(new) :]
    return (
        _parse_changed(digits[: -len(new)] + new, known_phone, context) if has_end_word or tail in wrong else None
    )


def _find_digit_runs(tokenized: TokenizedText, terms: ContactTerms) -> Iterator[_DigitRun]:
    """Runs of digits; those that count the others ("последние 2 цифры") are none."""
    tokens, index = tokenized.tokens, 0
    while index < len(tokens):
        start = index
        while (
            index < len(tokens)
            and tokens[index].is_number
            and (index == start or tokens[index].clause_index == tokens[start].clause_index)
        ):
            index += 1
        if index == start:
            index += 1
            continue
        digits = "".join(filter(str.isdecimal, "".join(word.normalized for word in tokens[start:index])))
        is_count = len(digits) == 1 and index < len(tokens) and tokens[index].normalized in terms.digit_nouns
        before = tokens[start - 1].normalized if start else ""
        after = tokens[index].normalized if index < len(tokens) else ""
        if not is_count and len(digits) <= _MAX_DIGITS:
            yield _DigitRun(digits, before in terms.not_words or after in terms.not_words_after)


def _parse_changed(digits: str, known_phone: Phone, context: MessageContext) -> Phone | None:
    phone = parse_phone(digits, context.country)
    return phone if phone and phone.e164 and phone.e164 != known_phone.e164 else None
