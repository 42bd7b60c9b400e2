"""Refuses phones, links and account names that are neither the company's nor the customer's, and a read-back of
another number or address than the stored ones."""

import re
from collections.abc import Mapping
from functools import lru_cache

from parley.conversation.output.facts import Facts, same_number
from parley.conversation.output.links import DOT_WORDS, find_addresses
from parley.conversation.output.sentence import Sentence
from parley.languages.registry import find_languages
from parley.nlu.contacts.phone import MAX_PHONE_DIGITS
from parley.nlu.contacts.spoken_numbers import find_digit_runs
from parley.nlu.number_words import THOUSAND, NumberWord, parse_number_words
from parley.text.digits import only_digits
from parley.text.tokenize import tokenize

# Digits that belong together, however they are divided.
_DIGIT_RUN = re.compile(r"\+?\(?\d(?:[\s().\-‑/·_*]{0,3}\d)+(?!\s?[₸$€₽₴₮]|\d)")
_MANY_DIGITS = re.compile(r"\d(?:\D{0,4}\d){6}")
_ADDRESS_MARK = re.compile(r"[@＠·•。\[({/]")
_PRICE_GROUPS = re.compile(r"\d{1,3}(?:[\s.,'’\u00a0\u202f]\d{3})+")
_DATE = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_MIN_PHONE_DIGITS = 7
_LENGTHS_IN_ONE_PIECE, _MIN_PARTS = (10, 11), 3
_MIN_READ_BACK_DIGITS = 5
_PHONE_WORD = re.compile(
    r"телефон|номер|звон|whatsapp|ватсап|вотсап|вайбер|viber|telegram|телеграм|phone|call|number|qo['ʻ’]?ng['ʻ’]?iroq|raqam|"
    r"қоңырау|нөмір|чал|байланыш|дзвон|утас|дугаар|залга|тел\.|tel\b|моб\.",
    re.IGNORECASE,
)


def refuse_phone(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence names a phone number that neither the company nor the customer gave."""
    phones = _phones(sentence.plain) if _MANY_DIGITS.search(sentence.plain) else ()
    return any(not facts.knows_digits(digits) for digits in phones) or _is_spoken_phone(sentence, facts)


def refuse_address(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence names a link, an e-mail address or an account that was not given."""
    has_mark = _ADDRESS_MARK.search(sentence.text) or "." in sentence.text[:-1]
    if not has_mark and DOT_WORDS.isdisjoint(sentence.folded):
        return False
    return any(not facts.knows_address(address) for address in find_addresses(sentence.text))


def refuse_read_back(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence reads back another number or address than the stored ones."""
    if not facts.reads_back:
        return False
    return _reads_back_other_number(sentence, facts) or _reads_back_other_address(sentence, facts)


def _reads_back_other_number(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether it names digits of no stored number. Where none is stored, a number that may be a phone; digits
    of a stored address are none."""
    stored = only_digits(facts.phone)
    least = _MIN_READ_BACK_DIGITS if stored else _MIN_PHONE_DIGITS
    text = sentence.plain
    for address in facts.addresses:
        text = re.sub(re.escape(address), " ", text, flags=re.IGNORECASE)
    return any(
        len(digits) >= least
        and not (stored and same_number(digits, stored))
        and not facts.is_company_number(digits)
        for digits in _digit_runs(text)
    )


def _reads_back_other_address(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether it names an e-mail address or an account that is neither stored nor the company's."""
    stored = {address.casefold() for address in facts.addresses}
    return "@" in sentence.text and any(
        "@" in address and address not in stored and not facts.is_company_address(address)
        for address in find_addresses(sentence.text)
    )


def _digit_runs(text: str) -> list[str]:
    """Returns runs of digits that are no amount of thousands."""
    return [
        only_digits(match[0])
        for match in _DIGIT_RUN.finditer(text)
        if match[0].startswith("+") or not _PRICE_GROUPS.fullmatch(match[0])
    ]


def _phones(text: str) -> list[str]:
    """Returns what a reader takes for phone numbers: seven digits and more behind a + or a word for a phone, else
    written as a phone is, in three parts or more."""
    return [
        digits
        for match in _DIGIT_RUN.finditer(text)
        if (digits := only_digits(match[0]))
        and _least_digits(match[0], digits, text) <= len(digits) <= MAX_PHONE_DIGITS
    ]


def _least_digits(run: str, digits: str, text: str) -> int:
    """Returns how many digits a run must have to be a phone."""
    if run.startswith("+"):
        return _MIN_PHONE_DIGITS
    if _PRICE_GROUPS.fullmatch(run) or _DATE.fullmatch(run):
        return MAX_PHONE_DIGITS + 1
    if _PHONE_WORD.search(text):
        return _MIN_PHONE_DIGITS
    if len(digits) == len(run):  # in one piece: a code of goods has other lengths
        return len(digits) if len(digits) in _LENGTHS_IN_ONE_PIECE else MAX_PHONE_DIGITS + 1
    is_phone_like = len(re.findall(r"\d+", run)) >= _MIN_PARTS or "(" in run
    return _MIN_PHONE_DIGITS if is_phone_like else MAX_PHONE_DIGITS + 1


def _is_spoken_phone(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence dictates a number in words that nobody gave."""
    if not (sentence.has_number_word(facts.language) and _PHONE_WORD.search(sentence.text)):
        return False
    words = _digit_words(facts.language)
    for readings in find_digit_runs(tokenize(sentence.text).tokens, words):
        if readings and not any(facts.knows_digits(number.digits.removeprefix("+")) for number in readings):
            return True
    return False


@lru_cache(maxsize=16)
def _digit_words(language: str) -> Mapping[str, NumberWord]:
    """Returns what the number words of a language, and of Russian, do to the digits of a phone."""
    languages = find_languages()
    contacts = [
        languages[code].vocabulary.contacts for code in dict.fromkeys(("ru", language)) if code in languages
    ]
    entries = [entry for words in contacts for entry in (*words.number_words, *words.number_forms)]
    return {
        word: number
        for word, number in parse_number_words(entries).items()
        if not word.endswith("*") and number.value == number.amount and number.value < THOUSAND
    }
