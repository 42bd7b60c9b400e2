"""A known number put right in a few digits: "последние цифры 40, а не 04", "the number ends in 30"."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from parley.domain.understanding import MessageContext, Phone
from parley.nlu.contacts.phone import parse_phone
from parley.nlu.contacts.vocabulary import ContactTerms
from parley.text.tokenize import Token, TokenizedText

# A longer run is a number of its own.
_MAX_RUN_DIGITS = 7


class _DigitRun(NamedTuple):
    digits: str
    #: "не 78", "78 емес"
    is_denied: bool


class _DigitChange(NamedTuple):
    """What a message says about the digits of a known number."""

    #: without signs but a leading +
    known_digits: str
    #: the digits that are right; exactly one run
    right: str
    #: the digits that are wrong, denied or the end of the known number
    wrong: Sequence[str]
    #: "the last digits", "ends in"
    is_about_end: bool

    def apply(self) -> str:
        """Returns the number with the digits changed; "" where the message does not say which ones."""
        for digits in self.wrong:
            if len(digits) == len(self.right) and self.known_digits.count(digits) == 1:
                return self.known_digits.replace(digits, self.right)
        beginning, end = self.known_digits[: -len(self.right)], self.known_digits[-len(self.right) :]
        return beginning + self.right if self.is_about_end or end in self.wrong else ""


def apply_correction(tokenized: TokenizedText, context: MessageContext, terms: ContactTerms) -> Phone | None:
    """Returns the known number with other digits at its end, or in the place of those denied.

    None where the message changes nothing, or makes no valid number of it.
    """
    if not any(token.is_number for token in tokenized.tokens):
        return None
    known_phone = parse_phone(context.known_phone, context.country)
    change = _find_change(tokenized, known_phone, terms) if known_phone else None
    changed = parse_phone(change.apply(), context.country) if change else None
    if changed is None or changed.e164 is None or known_phone is None or changed.e164 == known_phone.e164:
        return None
    return changed


def _find_change(tokenized: TokenizedText, known_phone: Phone, terms: ContactTerms) -> _DigitChange | None:
    runs = list(_find_digit_runs(tokenized.tokens, terms))
    known_digits = known_phone.e164 or known_phone.raw
    wrong = [run.digits for run in runs if run.is_denied or (len(runs) > 1 and known_digits.endswith(run.digits))]
    right = {run.digits for run in runs}.difference(wrong)
    is_about_end = any(token.normalized in terms.number_end_words for token in tokenized.tokens)
    # One digit denied is no number: "не 5, а 6".
    if len(right) != 1 or not (is_about_end or any(len(digits) > 1 for digits in wrong)):
        return None
    return _DigitChange(known_digits, right.pop(), wrong, is_about_end)


def _find_digit_runs(tokens: Sequence[Token], terms: ContactTerms) -> Iterator[_DigitRun]:
    """Yields the runs of digits within a clause; those that count the others ("последние 2 цифры") are none."""
    end = 0
    for (is_number, _), group in groupby(tokens, key=lambda token: (token.is_number, token.clause_index)):
        run = list(group)
        start, end = end, end + len(run)
        if not is_number:
            continue
        digits = "".join(char for token in run for char in token.normalized if char.isdecimal())
        before = tokens[start - 1].normalized if start else ""
        after = tokens[end].normalized if end < len(tokens) else ""
        is_count = len(digits) == 1 and after in terms.digit_nouns
        if not is_count and len(digits) <= _MAX_RUN_DIGITS:
            yield _DigitRun(digits, before in terms.not_words or after in terms.not_words_after)
