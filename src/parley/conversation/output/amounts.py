"""Finds amounts in a sentence, in digits ("12 990", "1 2 9 9 0") and in words ("двенадцать тысяч")."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from parley.conversation.output.phrases import fold_word
from parley.languages.registry import find_languages
from parley.nlu.number_words import THOUSAND, NumberWord, parse_number_words, sum_up
from parley.search.price_limits import CURRENCY_PATTERN, MILLION_PATTERN, THOUSAND_PATTERN
from parley.text.digits import only_digits

_CURRENCY_SIGN = r"[$€£¥₸₽₴₮₼¢]"
_CURRENCY = (
    rf"(?:{CURRENCY_PATTERN}|тнг|теньге|р\.|kzt|kgs|uzs|uah|rub|mnt|eur|gbp|евро|euros?|сўм\w*|сум\w*|sum\b|бакс\w*|bucks?"
    r"|у\.\s?е\.?|копе[ей]\w*|тийин\w*|cents?|мөнгө|тугрик\w*|rubles?|hryvnia\w*|tugriks?)(?!\w)"
)
# One digit at a time, with a mark or a space between.
_SPLIT_DIGITS = r"\d(?:[\s.,·*_'’\-–]\d){2,}(?!\d)(?![\s.,·*_'’\-–]?\d{2})"
_NUMBER = rf"{_SPLIT_DIGITS}|\d{{1,3}}(?:[\s.,'’]\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?|\d+(?:[.,]\d+)?"
_MULTIPLIER = rf"\s?(?:(?P<thousand>{THOUSAND_PATTERN})|(?P<million>{MILLION_PATTERN}))\.?"
_AMOUNT = re.compile(
    rf"(?P<sign>(?:{_CURRENCY_SIGN}|\b(?:kzt|kgs|uzs|uah|rub|mnt|eur|usd|тг|тенге)\b)\s?)?(?<![\w.,+])"
    rf"(?P<number>{_NUMBER})(?:{_MULTIPLIER})?(?P<money>\s?{_CURRENCY})?",
    re.IGNORECASE,
)
MONEY_WORD = re.compile(rf"\s?-?\s?(?:{_CURRENCY_SIGN}|{_CURRENCY})", re.IGNORECASE)
_BETWEEN_NUMBER_WORDS = re.compile(r"[\s\-‐‑]*")
# What may stand between two number words: "twelve thousand and five".
_JOINERS = frozenset({"and", "с", "и", "з", "ва", "va"})
# Shorter words for zero are others too: "o", "oh".
_MAX_LETTERS_OF_ZERO = 2
# Whoever says a number in another language than the answer's says it in one of these.
ALSO_SPOKEN = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a sentence."""

    start: int
    end: int
    #: what it may be read as, the likeliest first
    values: tuple[Decimal, ...]
    #: a currency stands with it
    is_money: bool
    #: "тысяч", "млн": larger than its digits
    is_multiplied: bool = False
    is_spoken: bool = False


def find_amounts(text: str, language: str, *, spoken: bool = True) -> list[Amount]:
    """Returns the numbers of a text, those in words in one language, in order. `text`: with plain digits. `spoken`:
    whether it has any in words."""
    in_words = list(_find_spoken(text, language)) if spoken else []
    written = [
        _written_amount(match)
        for match in _AMOUNT.finditer(text)
        if not any(amount.start < match.end("number") and match.start("number") < amount.end for amount in in_words)
    ]
    return sorted((*in_words, *written), key=lambda amount: amount.start)


def _written_amount(match: re.Match[str]) -> Amount:
    number = match["number"]
    multiplier = 1_000_000 if match["million"] else 1000 if match["thousand"] else 1
    value = _parse_decimal(number)
    return Amount(
        match.start(),
        match.end(),
        (value * multiplier, value) if multiplier > 1 else (value,),
        bool(match["sign"] or match["money"]),
        multiplier > 1,
    )


def _parse_decimal(number: str) -> Decimal:
    """Returns "12 500", "12,500", "1.200,50", "1 2 5 0 0" or "1.5" as a number: three digits behind a mark are
    thousands."""
    if re.fullmatch(_SPLIT_DIGITS, number):
        return Decimal(only_digits(number))
    digits = re.sub(r"[\s.,'’](?=\d{3}(?!\d))", "", number).replace(",", ".")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal(0)


@lru_cache(maxsize=16)
def _number_words(language: str) -> tuple[Mapping[str, NumberWord], Mapping[str, NumberWord]]:
    """Returns the parts of spoken amounts: whole words, and beginnings of words."""
    exact: dict[str, NumberWord] = {}
    prefixes: dict[str, NumberWord] = {}
    languages = find_languages()
    for code in (*ALSO_SPOKEN, language):
        if code in languages:
            contacts = languages[code].vocabulary.contacts
            for word, number in parse_number_words((*contacts.number_words, *contacts.number_forms)).items():
                if number.counts and (number.value or len(word) > _MAX_LETTERS_OF_ZERO):
                    target = prefixes if word.endswith("*") else exact
                    target[word.rstrip("*")] = number
    return exact, prefixes


def _number_word(word: str, language: str) -> NumberWord | None:
    exact, prefixes = _number_words(language)
    if word in exact:
        return exact[word]
    return next((prefixes[word[:length]] for length in range(2, len(word) + 1) if word[:length] in prefixes), None)


_TOKEN = re.compile(r"\d+(?:[\s.,'’]\d{3})*(?!\d)(?:[.,]\d+)?|[^\W\d_]+(?:['’ʻ`ʼ‘][^\W\d_]+)*")


@lru_cache(maxsize=16_384)
def _is_number_word(word: str, language: str) -> bool:
    return _number_word(word, language) is not None


def _find_spoken(text: str, language: str) -> Iterator[Amount]:
    run: list[_SpokenPart] = []
    joiner: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        word = fold_word(token[0])
        number = _number_at(token[0], word, language)
        is_next = bool(run) and _is_next(text, joiner or run[-1].token, token)
        if number is None and is_next and joiner is None and word in _JOINERS:
            joiner = token
            continue
        if run and not (number and is_next):
            yield from _spoken_amount(text, run)
            run = []
        joiner = None
        if number:
            run.append(_SpokenPart(token, number))
    if run:
        yield from _spoken_amount(text, run)


def _number_at(token: str, word: str, language: str) -> NumberWord | None:
    if word[0].isdecimal():
        return NumberWord(str(_parse_decimal(token)))
    return _number_word(word, language) if _is_number_word(word, language) else None


def _is_next(text: str, last: re.Match[str], token: re.Match[str]) -> bool:
    """Returns whether nothing but white space or a hyphen stands between two tokens."""
    return bool(_BETWEEN_NUMBER_WORDS.fullmatch(text, last.end(), token.start()))


class _SpokenPart(NamedTuple):
    token: re.Match[str]
    number: NumberWord

    @property
    def is_written(self) -> bool:
        """Whether it is in digits."""
        return self.token[0][0].isdecimal()


def _spoken_amount(text: str, run: Sequence[_SpokenPart]) -> Iterator[Amount]:
    start, end, numbers = run[0].token.start(), run[-1].token.end(), [part.number for part in run]
    money = MONEY_WORD.match(text, end)
    if _is_no_spoken_amount(run, is_money=bool(money)):
        return
    values = [sum_up(numbers)]
    if len(numbers) > 2 and all(number.amount < 10 and not number.multiplies for number in numbers):
        values.append(Decimal("".join(str(int(number.amount)) for number in numbers)))
    is_multiplied = any(map(_is_thousand, numbers))
    yield Amount(start, money.end() if money else end, tuple(values), bool(money), is_multiplied, True)


def _is_no_spoken_amount(run: Sequence[_SpokenPart], *, is_money: bool) -> bool:
    """Tells digits alone ("12 тысяч" is read with them), and "тысячи довольных клиентов"."""
    if len(run) == 1:
        return run[0].is_written or (_is_thousand(run[0].number) and not is_money)
    return all(part.is_written for part in run) or (
        len(run) == 2 and run[0].is_written and run[1].number.multiplies
    )


def _is_thousand(number: NumberWord) -> bool:
    return number.multiplies and number.value >= THOUSAND
