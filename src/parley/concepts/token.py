"""One word as search compares it, and how alike two words are."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from parley.concepts.matcher import Meant, concept, kinship, meant, one_slip, slipped
from parley.text.tokenize import skeleton, words

EXACT, MEANT, INFLECTED, ANOTHER, MISSPELT = 1.0, 0.98, 0.97, 0.9, 0.85
_ALIKE = 0.6


class Token(NamedTuple):
    """A word, or a phrase that is one thing. `plain`: folded and in Latin letters. `meaning`: its concept, if any.
    `grams`: its character trigrams."""

    plain: str
    meaning: str
    grams: frozenset[str]

    @property
    def number(self) -> bool:
        return _is_number(self.plain)


# Number words of the seven languages by their digit: "двухкамерный" is no number, "две камеры" are two.
_NUMERALS = {
    plain: digit
    for digit, listed in (
        ("2", "two dual double два две двух двумя екі еки эки ikki ikkita дві двох хоёр хоер"),
        ("3", "three triple три трех тремя үш үч uch uchta трьох гурав гурван"),
        ("4", "four четыре четырех төрт tort to'rt to'rtta чотири чотирьох дөрөв дөрвөн"),
        ("5", "five пять пяти бес беш besh beshta п'ять тав таван"),
        ("6", "six шесть шести алты olti шість зургаа"),
        ("7", "seven семь семи жеті жети yetti сім долоо"),
        ("8", "eight восемь восьми сегіз сегиз sakkiz вісім найм"),
        ("9", "nine девять девяти тоғыз тогуз to'qqiz дев'ять ес"),
        ("10", "ten десять десяти он on o'n арав арван"),
        ("12", "twelve двенадцать двенадцати дванадцять"),
    )
    for plain in map(skeleton, words(listed))
    if plain != "on"
}


@lru_cache(maxsize=16384)
def token(part: Meant) -> Token:
    return of(" ".join([skeleton(word) or word for word in part.words]), part.meaning)


def numeral(plain: str) -> str:
    """The digits of a number or a number word, else empty."""
    return plain if _is_number(plain) else _NUMERALS.get(plain, "")


@lru_cache(maxsize=32768)
def of(plain: str, meaning: str) -> Token:
    padded = f" {plain} "
    return Token(plain, meaning, frozenset(padded[at : at + 3] for at in range(len(padded) - 2)))


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The distinct words and phrases of a text, in order."""
    return tuple(dict.fromkeys(map(token, meant(words(text)))))


@lru_cache(maxsize=4096)
def plains(text: str) -> frozenset[str]:
    """The words of a text as they are compared."""
    return frozenset(each.plain for each in tokens(text))


@lru_cache(maxsize=32768)
def alike(asked: Token, there: Token) -> float:
    """1 for the same word, a little less for another of the same meaning, less again misspelt, else 0."""
    if asked.plain == there.plain:
        return EXACT
    a, b = asked.plain, there.plain
    if (number := numeral(a)) and number == numeral(b):
        return EXACT
    if asked.number or there.number:
        return 0.0
    if asked.meaning:
        related = kinship(asked.meaning, there.meaning)
        if related:
            return EXACT if related == 1 and _one_stem(a, b) else MEANT * related
        # A laptop backpack is a backpack as well.
        if any(kinship(asked.meaning, piece.meaning) == 1 for piece in pieces(there)):
            return ANOTHER
    if asked.meaning or there.meaning:
        return ANOTHER if _one_word(a, b) else 0.0
    if _one_stem(a, b):
        return INFLECTED
    if len(a) >= 5 and abs(len(a) - len(b)) <= 3:
        both = len(asked.grams & there.grams)
        if 2 * both >= _ALIKE * (len(asked.grams) + len(there.grams)) or (both and one_slip(a, b)):
            return MISSPELT
    return 0.0


@lru_cache(maxsize=8192)
def pieces(phrase: Token) -> tuple[Token, ...]:
    """The words of a phrase with what each means alone; none of a single word."""
    if " " not in phrase.plain:
        return ()
    return tuple(of(word, concept(word)) for word in phrase.plain.split(" ") if len(word) > 2)


def same(a: Token, b: Token) -> bool:
    """One word, however inflected."""
    return a.plain == b.plain or (not a.number and _one_stem(a.plain, b.plain))


def answers(asked: Token, there: Iterable[Token], also: Iterable[Token] = ()) -> dict[str, float]:
    """Those of the words that are like the one asked for, or like `also`, others used for it, and how much."""
    good = _like(asked, there)
    for other in also:
        for plain, likeness in _like(other, there).items():
            good[plain] = max(good.get(plain, 0.0), MEANT * likeness)
    return good


def _like(asked: Token, there: Iterable[Token]) -> dict[str, float]:
    meaning, grams, number = asked.meaning, asked.grams, numeral(asked.plain)
    return {
        other.plain: likeness
        for other in there
        # Words without a common trigram or meaning are not alike: most are passed over by this.
        if (
            not grams.isdisjoint(other.grams)
            or (meaning and other.meaning and kinship(meaning, other.meaning))
            or (number and numeral(other.plain) == number)
        )
        and (likeness := alike(asked, other))
    }


def _one_stem(a: str, b: str) -> bool:
    shortest = min(len(a), len(b))
    if shortest < 4 or a[:4] != b[:4]:
        return False
    common = 4
    while common < shortest and a[common] == b[common]:
        common += 1
    return common >= min(5, shortest) and common >= 0.75 * shortest


def _one_word(a: str, b: str) -> bool:
    """One word that is read as two things, by what stands beside it ("tablet", "tablet for")."""
    if abs(len(a) - len(b)) > 2 or min(len(a), len(b)) < 5:
        return False
    return a[: min(len(a), len(b)) - 1] == b[: min(len(a), len(b)) - 1]


def slip_of(word: Token, there: Iterable[Token]) -> Token | None:
    """The word of a known meaning that this one, of none, is likely to be misspelt for."""
    plain = word.plain
    if word.meaning or len(plain) < 5 or not plain.isalpha():
        return None
    for other in there:
        if other.meaning and other.plain[0] == plain[0] and " " not in other.plain and len(other.plain) >= 5:
            for length in {len(other.plain), len(plain)}:  # whatever the end of its case
                if length >= 5 and slipped(plain[:length], other.plain[:length]):
                    return other
    return None


def _is_number(plain: str) -> bool:
    return plain[0].isdigit() and " " not in plain
