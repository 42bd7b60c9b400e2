"""Whether digits are meant as a phone where they stand, or are a price or the number of something else."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from parley.domain.understanding import Phone
from parley.nlu.contacts.contact_search import ContactSearch
from parley.nlu.contacts.phone import has_trunk_eight, national_number_length
from parley.nlu.contacts.vocabulary import ContactTerms
from parley.text.tokenize import Token

_COMPACT_DATE = re.compile(
    r"(?:20[0-4]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])20[0-4]\d)"
)
CURRENCY_AFTER = re.compile(r"\s*[₸₽$€£₴₮%]")
_CURRENCY_BEFORE = re.compile(r"[$€£₸₽₴₮]\s*$")
_ROUND_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[ .,]\d{3})*[ .,]000|[1-9]\d*0{5,}")
_AMOUNT_RANGE = re.compile(r"[0-9 .]*000\s?[-–—]\s?[0-9 .]*000")
# Behind an abbreviation ("дог.") the sentence goes on.
_SENTENCE_END = re.compile(r"[!?]|(?<=\w{5})\.(?!\w)")


def is_phone(phone: Phone, text: str, start: int, end: int, search: ContactSearch, *, is_cued: bool) -> bool:
    """Returns whether valid or nearly valid digits are meant as a phone where they stand."""
    has_plus = phone.raw.startswith("+")
    if not has_plus and _is_amount(phone, text, start, end, search):
        return False
    if not has_plus and _is_identifier(phone, text, start, search):
        return False
    if phone.e164 is None:
        return (has_plus or is_cued) and not looks_like_money(text[start:end])
    return has_plus or is_cued or not is_valid_by_chance(phone, search.country)


def _is_amount(phone: Phone, text: str, start: int, end: int, search: ContactSearch) -> bool:
    """Returns whether digits are a price or another quantity: "$15000000", "до 300000", "1 500 000 тенге"."""
    written = text[start:end]
    if CURRENCY_AFTER.match(text, end) or _CURRENCY_BEFORE.search(text[max(0, start - 3) : start]):
        return True
    after = search.token_after(end)
    is_near = after is not None and after.start - end <= 2 and after.normalized not in search.terms.my_words
    if after and is_near and after.normalized in search.terms.amount_units:
        return True
    has_dial_prefix = phone.e164 is not None and _has_dial_prefix(phone.raw, search.country)
    if _AMOUNT_RANGE.fullmatch(written) or (
        not has_dial_prefix and _ROUND_AMOUNT.fullmatch(written) and phone.raw.endswith("00000")
    ):
        return True
    nearest = search.tokens_before(start)
    is_led = bool(nearest) and not text[nearest[0].end : start].strip(" :~≈-–—")
    return is_led and nearest[0].normalized in search.terms.amount_cues


def _is_identifier(phone: Phone, text: str, start: int, search: ContactSearch) -> bool:
    """Returns whether digits number something else: "ИИН 900101300123", "номер заказа 87011234567".

    "Оформите заказ 87011234567" and "по заказу: тел. 87011234567" give a phone.
    """
    if _is_called_phone(text, search, start):
        return False
    nearest = search.tokens_before(start)
    after_number_sign = text[:start].rstrip().endswith("#")
    named = _named_before(phone, text, nearest, search.terms)
    if named is None:
        phone_words = search.terms.phone_words
        return after_number_sign and not any(word.normalized in phone_words for word in nearest)
    if nearest[named].normalized in search.terms.identifier_words:
        return True
    skipped = [word for word in nearest[:named] if _is_number_word(word, search.terms)]
    is_number_named = after_number_sign or bool(skipped) or _follows_phone_word(search, nearest[named])
    return is_number_named or phone.e164 is None or not _has_dial_prefix(phone.raw, search.country)


def _named_before(phone: Phone, text: str, nearest: Sequence[Token], terms: ContactTerms) -> int | None:
    """Returns which of the words before digits, the nearest first, names what has a number that is no phone.

    Small words and "номер" may stand between; None where nothing is named in the same sentence.
    """
    for index, word in enumerate(nearest):
        if phone.e164 and _SENTENCE_END.match(text, word.end):
            return None
        if word.normalized in terms.identifier_words or word.normalized in terms.order_words:
            return index
        if not _is_number_word(word, terms) and len(word.normalized) > 2:
            return None
    return None


def _is_number_word(word: Token, terms: ContactTerms) -> bool:
    return word.normalized in terms.phone_words or word.normalized == "n"


def _follows_phone_word(search: ContactSearch, word: Token) -> bool:
    """Returns whether a word for phones stands right before a word: "номер заказа"."""
    index = bisect_left(search.token_starts, word.start)
    return index > 0 and search.tokenized.tokens[index - 1].normalized in search.terms.phone_words


def _is_called_phone(text: str, search: ContactSearch, start: int) -> bool:
    """Returns whether the word right before digits names a phone and nothing else: "тел.", "телефон номер"."""
    terms = search.terms
    if text[:start].rstrip().endswith(("#", "№")):
        return False
    nearest = [word for word in search.tokens_before(start) if word.normalized not in terms.number_nouns]
    return bool(nearest) and nearest[0].normalized in terms.phone_words and len(nearest[0].normalized) > 2


def _has_dial_prefix(raw: str, country: str) -> bool:
    """Returns whether a number is written as it is dialled: with a trunk prefix or the country's code."""
    return len(raw) > national_number_length(country)


def is_valid_by_chance(phone: Phone, country: str) -> bool:
    """Returns whether digits that nothing calls a phone are valid by chance: a date, or a number of anything."""
    if _COMPACT_DATE.fullmatch(phone.raw):
        return True
    if has_trunk_eight(country) and len(phone.raw) == national_number_length(country):
        return not phone.raw.startswith(("7", "9"))
    return False


def looks_like_money(number: str) -> bool:
    """Returns whether digits stand in groups of three from the right: "1 500 000"."""
    return bool(re.fullmatch(r"\d{1,3}(?:[ .,]000)+|\d{1,3}(?:[ .,]\d{3}){1,2}", number.strip()))
