"""Digits that are called a phone and are too few or too many for one."""

import re
from collections.abc import Sequence

from parley.nlu.contacts.contact_search import MAX_CUE_WORDS, ContactSearch
from parley.nlu.contacts.phone import MAX_PHONE_DIGITS, MIN_PHONE_DIGITS
from parley.nlu.contacts.phone_evidence import CURRENCY_AFTER
from parley.nlu.contacts.typed_phones import hide_other_numbers
from parley.nlu.contacts.vocabulary import ContactTerms
from parley.text.digits import plain_digits
from parley.text.tokenize import Token, TokenizedText

_PARTIAL_PHONE = re.compile(r"(?<!\w)\d[\d\s\-]{2,}\d")
# A number that is given in pieces may begin with one digit: "8", "701", "234 56 71".
_FIRST_PIECE = re.compile(r"\+?[\d \-()]{1,5}")
_MIN_WHOLE_DIGITS = 10


def is_partial_phone(tokenized: TokenizedText, partial_phone: str, terms: ContactTerms) -> bool:
    """Returns whether digits too few for a phone, as `find_partial_phone` finds them, are called one: "мой номер
    870112345"."""
    start = plain_digits(tokenized.text).find(partial_phone) if len(partial_phone) >= MIN_PHONE_DIGITS else -1
    before = [word.normalized for word in tokenized.tokens if word.start < start][-MAX_CUE_WORDS:]
    if any(word in terms.order_words for word in before):
        return False
    return any(word in terms.phone_words for word in before)


def _numbers_something_else(nearest: Sequence[Token], terms: ContactTerms) -> bool:
    """Returns whether digits are those of a document, a card or an order. `nearest`: words before them, the nearest
    first; "заказ 12, тел. 8701" is none."""
    if any(word.normalized in terms.identifier_words for word in nearest):
        return True
    for word in nearest:
        if word.normalized in terms.order_words:
            return True
        if word.normalized in terms.phone_words and word.normalized not in terms.number_nouns:
            return False
    return False


def find_partial_phone(text: str, search: ContactSearch) -> str:
    """Returns digits that may be a phone with some missing or too many; "" for an amount, a date or what a
    document or a card has. `text`: with at least one digit."""
    if search.requested_slot == "phone" and _FIRST_PIECE.fullmatch(text.strip()):
        return text.strip()
    match = _PARTIAL_PHONE.search(hide_other_numbers(text, search.country))
    if not match or CURRENCY_AFTER.match(text, match.end()):
        return ""
    if _numbers_something_else(search.tokens_before(match.start()), search.terms):
        return ""
    after = search.token_after(match.end())
    if after and after.start - match.end() <= 2 and after.normalized in search.terms.amount_units:
        return ""
    digits = sum(char.isdecimal() for char in match[0])
    return match[0].strip() if 4 <= digits < _MIN_WHOLE_DIGITS or digits > MAX_PHONE_DIGITS else ""
