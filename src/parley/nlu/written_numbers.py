"""Writes the numbers of a message that stand in words in digits: "до трёхсот тысяч" becomes "до 300 тысяч".

What may be no amount stays as it is: a number below eleven that no unit follows ("один диван"), a phone that is
dictated, one multiplier alone.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from parley.concepts.units import is_unit
from parley.nlu.number_words import JOINERS, THOUSAND, FoundNumber, NumberBuilder, NumberWords
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.text.tokenize import Token, TokenizedText

# A number in words that is smaller is written in digits only before a unit, or beside another one.
_MIN_LONE_NUMBER = 11
# Between two numbers that belong together: "два на три метра", "от трёх до шести тысяч".
_PAIRING_WORDS = frozenset(["на", "by", "x", "х", "до", "to", "and", "га", "ga", "по", "and"])
# Alone they are a number as well: "до миллиона". Those of other languages begin other words.
_LONE_MULTIPLIERS = ("миллион", "милион", "мильион", "мильйон", "million", "тысяч", "тисяч", "thousand")
_PLURALS = frozenset({"тысячи", "тисячи", "миллионы", "мильйони", "мильиони", "thousands", "millions"})
_BEFORE_GENITIVE = frozenset({"до", "от", "вид", "около", "близько"})
# Behind a Mongolian number that stands before a noun: "мянган төгрөг".
_ATTRIBUTIVE = "н"
# No number has more words; what goes on is a wall of them.
_MAX_PARTS = 16
# Of a language that the message is not in, so many words in a row are no accident.
_MIN_FOREIGN_WORDS = 2


# "сорок второй", "twenty first": no amount, and the number goes on.
_ORDINAL = re.compile(
    r"(?:(?:перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|перш|друг|шост|сьом)(?:[ыоуаеи][йяемгх]\w*|у|а|е|и)"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)$"
)


class _Number(NamedTuple):
    """A number of a message, in words or with words."""

    #: position of the first token, and of the one behind the last
    start: int
    end: int
    text: str
    #: whether it is written in digits whatever stands beside it
    is_sure: bool


@lru_cache(maxsize=8)
def compile_number_words(matcher: PhraseMatcher) -> NumberWords:
    """Returns the number words of all languages of a matcher."""
    return NumberWords(matcher.vocabularies)


def write_digits(tokenized: TokenizedText, language: str, words: NumberWords) -> str:
    """Returns the text with its numbers in digits; the text itself where none stands in words. `language`: ISO, of
    the message."""
    tokens = tokenized.tokens
    if not any(words.is_known(token.normalized) for token in tokens):
        return tokenized.text
    numbers = list(_find_numbers(tokenized, language, words))
    kept = [number for index, number in enumerate(numbers) if number.is_sure or _is_paired(tokens, numbers, index)]
    pieces, position = [], 0
    for number in kept:
        pieces += [tokenized.text[position : tokens[number.start].start], number.text]
        position = tokens[number.end - 1].end
    return "".join([*pieces, tokenized.text[position:]])


def _is_paired(tokens: Sequence[Token], numbers: Sequence[_Number], index: int) -> bool:
    """Returns whether the next number is sure, and one word between makes both a pair."""
    following = numbers[index + 1] if index + 1 < len(numbers) else None
    return (
        following is not None
        and following.is_sure
        and following.start == numbers[index].end + 1
        and tokens[following.start - 1].normalized in _PAIRING_WORDS
    )


def _find_numbers(tokenized: TokenizedText, language: str, words: NumberWords) -> Iterator[_Number]:
    index = 0
    while index < len(tokenized.tokens):
        token = tokenized.tokens[index]
        if not (token.is_number or words.is_known(token.normalized)):
            index += 1
            continue
        run = _longest_run(tokenized, index, language, words)
        number = run.read() if run else None
        if number:
            yield number
        index = number.end if number else run.end if run else index + 1


class _Part(NamedTuple):
    position: int
    #: None for a number in digits, and for what joins two parts
    found: FoundNumber | None
    token: Token

    @property
    def is_joiner(self) -> bool:
        return self.found is None and not self.token.is_number


class _Run:
    """Number words that stand together."""

    def __init__(self, tokenized: TokenizedText, parts: Sequence[_Part]) -> None:
        self._tokenized, self._parts = tokenized, parts
        self.end = parts[-1].position + 1
        self.words = sum(part.found is not None for part in parts)

    def read(self) -> _Number | None:
        """Returns the number that they begin with; None where they are none, as a phone is."""
        builder, taken = NumberBuilder(), 0
        for position, part in enumerate(self._parts):
            if part.is_joiner:
                continue
            if not _add(builder, part):
                joiner = next((at for at in range(position - 1, 0, -1) if self._parts[at].is_joiner), 0)
                return _Run(self._tokenized, self._parts[:joiner]).read() if joiner else None
            taken = position + 1
        return self._number(self._parts[:taken])

    def _number(self, parts: Sequence[_Part]) -> _Number | None:
        if not any(part.found for part in parts):
            return None
        *before, last = parts
        is_scaled = _is_scale(last.found)
        if is_scaled and not any(_is_scale(part.found) for part in before):
            return self._scaled(before, last)
        builder, following = _build(parts), self._word_after(last)
        is_measure = is_unit(following)
        if _ORDINAL.match(following) or (builder.has_short_hundred and not is_measure):
            return None
        is_large = builder.value >= _MIN_LONE_NUMBER or builder.value != int(builder.value)
        text = f"{_format(builder.value)} {_case_ending(last.found)}".strip()
        return _Number(parts[0].position, last.position + 1, text, is_large or is_measure or is_scaled)

    def _word_after(self, part: _Part) -> str:
        following = self._tokenized.tokens[part.position + 1 : part.position + 2]
        return following[0].normalized if following else ""

    def _scaled(self, before: Sequence[_Part], last: _Part) -> _Number | None:
        """Returns "300 тысяч": the thousands stay in words, which price limits read."""
        if before and not any(part.found for part in before):
            return None  # "300 тысяч" already
        if not before and not self._stands_alone(last):
            return None
        start = before[0].position if before else last.position
        coefficient = _format(_build(before).value) if before else "1"
        return _Number(start, last.position + 1, f"{coefficient} {last.token.text}", True)

    def _stands_alone(self, part: _Part) -> bool:
        """Returns whether one multiplier is a number: "до тысячи", but not "тысячи клиентов"."""
        word, previous = part.token.normalized, self._tokenized.tokens[max(part.position - 1, 0)].normalized
        if word in _PLURALS:
            return previous in _BEFORE_GENITIVE
        return word.startswith(_LONE_MULTIPLIERS)


def _longest_run(tokenized: TokenizedText, start: int, language: str, words: NumberWords) -> _Run | None:
    """Returns the run of the language that reads most of the words, the message's own before others."""
    best: _Run | None = None
    for code in words.candidates(language):
        parts = _parts_in(tokenized, start, code, words)
        run = _Run(tokenized, parts) if parts else None
        if run is None or (code not in (language, "ru", "en") and run.words < _MIN_FOREIGN_WORDS):
            continue
        if best is None or run.words > best.words:
            best = run
    return best


def _parts_in(tokenized: TokenizedText, start: int, code: str, words: NumberWords) -> Sequence[_Part]:
    """Returns the parts of one language that begin at a token, without a joiner at the end."""
    parts: list[_Part] = []
    for index in range(start, min(start + _MAX_PARTS, len(tokenized.tokens))):
        token = tokenized.tokens[index]
        if parts and not _is_next(tokenized.text, tokenized.tokens[index - 1], token):
            break
        found = None if token.is_number else words.find(token.normalized, code)
        if found is None and not token.is_number and not (parts and token.normalized in JOINERS):
            break
        parts.append(_Part(index, found, token))
        if found and found.ending and not (found.word.multiplies and found.ending == _ATTRIBUTIVE):
            break
    while parts and parts[-1].is_joiner:
        parts.pop()
    return parts


def _is_next(text: str, previous: Token, token: Token) -> bool:
    return not text[previous.end : token.start].strip(" -‐‑")


def _case_ending(found: FoundNumber | None) -> str:
    return found.ending if found and found.ending != _ATTRIBUTIVE else ""


def _is_scale(found: FoundNumber | None) -> bool:
    return found is not None and found.word.multiplies and found.word.value >= THOUSAND


def _add(builder: NumberBuilder, part: _Part) -> bool:
    if part.found:
        return builder.add(part.found.word)
    digits = part.token.normalized.replace(",", ".")
    return digits.replace(".", "", 1).isdecimal() and builder.add_digits(Decimal(digits))


def _build(parts: Sequence[_Part]) -> NumberBuilder:
    builder = NumberBuilder()
    for part in parts:
        if not part.is_joiner:
            _add(builder, part)
    return builder


def _format(value: Decimal) -> str:
    return f"{value.normalize():f}"
