"""A word as search compares it, and how alike two words are."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from parley.concepts.matcher import (
    Annotation,
    annotate,
    concept_similarity,
    find_concept,
)
from parley.text.normalize import latinize
from parley.text.spelling import edit_distance, is_plausible_typo
from parley.text.tokenize import normalized_words

EXACT_MATCH, SAME_CONCEPT_MATCH, INFLECTED_MATCH, PARTIAL_MATCH, MISSPELT_MATCH = 1.0, 0.98, 0.97, 0.9, 0.85
# A word of at least so many letters is taken for the misspelling of another, of nearly the same length,
# when they share so much of their trigrams (Dice's coefficient) or are one edit apart.
_MIN_MISSPELT_LETTERS, _MAX_LENGTH_DIFFERENCE, _MIN_TRIGRAM_SHARE = 5, 3, 0.6
# No word is longer; of what is, the beginning is compared. PostgreSQL's text search refuses words of 2,047 bytes,
# and what is remembered of a word grows with its letters.
MAX_WORD_CHARS = 64


class ConceptToken(NamedTuple):
    """A word, or a phrase that is one thing."""

    #: normalised and in Latin letters; the words of a phrase are divided by spaces
    latin: str
    #: the id of its concept, or empty
    concept: str
    #: its character trigrams, a space before and behind it
    trigrams: frozenset[str]
    #: the digits of a number or of a number word ("две"); else empty
    digits: str = ""

    @property
    def is_number(self) -> bool:
        return _is_number(self.latin)


# Number words of the seven languages by their digit: "двухкамерный" is no number, "две камеры" are two.
_NUMBER_WORDS = {
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
    for plain in map(latinize, normalized_words(listed))
    if plain != "on"
}


@lru_cache(maxsize=16384)
def token_from_annotation(annotation: Annotation) -> ConceptToken:
    """Returns the token of annotated words."""
    words = [(latinize(word) or word)[:MAX_WORD_CHARS] for word in annotation.words]
    return make_token(" ".join(words), annotation.concept)


def number_digits(latin: str) -> str:
    """Returns the digits of a number or of a number word ("две"); else empty."""
    return latin if _is_number(latin) else _NUMBER_WORDS.get(latin, "")


@lru_cache(maxsize=32768)
def make_token(latin: str, concept_id: str) -> ConceptToken:
    """Returns the token of a latinised word or phrase."""
    padded = f" {latin} "
    trigrams = frozenset(padded[start : start + 3] for start in range(len(padded) - 2))
    return ConceptToken(latin, concept_id, trigrams, number_digits(latin))


@lru_cache(maxsize=4096)
def concept_tokens(text: str) -> tuple[ConceptToken, ...]:
    """Returns the distinct words and phrases of a text, in order."""
    return tuple(dict.fromkeys(map(token_from_annotation, annotate(normalized_words(text)))))


@lru_cache(maxsize=4096)
def latin_words(text: str) -> frozenset[str]:
    """Returns the words and phrases of a text, latinised."""
    return frozenset(each.latin for each in concept_tokens(text))


@lru_cache(maxsize=32768)
def token_similarity(query_token: ConceptToken, other: ConceptToken) -> float:
    """Returns how well a word of a text answers a word of a question, 0…1: 1 for the same word, a little less for
    another of the same concept, less again for a misspelt one."""
    if query_token.latin == other.latin or _is_same_number(query_token.latin, other.latin):
        return EXACT_MATCH
    if query_token.is_number or other.is_number:
        return 0.0
    if query_token.concept and (similarity := _phrase_similarity(query_token, other)):
        return similarity
    if query_token.concept or other.concept:
        return PARTIAL_MATCH if _share_spelling(query_token.latin, other.latin) else 0.0
    if _share_stem(query_token.latin, other.latin):
        return INFLECTED_MATCH
    return MISSPELT_MATCH if _is_misspelt(query_token, other) else 0.0


def _is_same_number(a: str, b: str) -> bool:
    digits = number_digits(a)
    return bool(digits) and digits == number_digits(b)


def _phrase_similarity(query_token: ConceptToken, other: ConceptToken) -> float:
    """Returns how near the concept of a word or phrase is to the one asked for: a laptop backpack is a backpack."""
    similarity = concept_similarity(query_token.concept, other.concept)
    if similarity == 1 and _share_stem(query_token.latin, other.latin):
        return EXACT_MATCH
    if similarity:
        return SAME_CONCEPT_MATCH * similarity
    is_part = any(concept_similarity(query_token.concept, part.concept) == 1 for part in phrase_parts(other))
    return PARTIAL_MATCH if is_part else 0.0


def _is_misspelt(a: ConceptToken, b: ConceptToken) -> bool:
    if len(a.latin) < _MIN_MISSPELT_LETTERS or abs(len(a.latin) - len(b.latin)) > _MAX_LENGTH_DIFFERENCE:
        return False
    shared_trigrams = len(a.trigrams & b.trigrams)
    if 2 * shared_trigrams >= _MIN_TRIGRAM_SHARE * (len(a.trigrams) + len(b.trigrams)):
        return True
    return bool(shared_trigrams) and edit_distance(a.latin, b.latin, 1) <= 1


@lru_cache(maxsize=8192)
def phrase_parts(phrase: ConceptToken) -> tuple[ConceptToken, ...]:
    """Returns the words of a phrase, each with the concept it has alone; nothing of a single word."""
    if " " not in phrase.latin:
        return ()
    return tuple(make_token(word, find_concept(word)) for word in phrase.latin.split(" ") if len(word) > 2)


def is_same_word(a: ConceptToken, b: ConceptToken) -> bool:
    """Returns whether two words are one, however it is inflected."""
    return a.latin == b.latin or (not a.is_number and _share_stem(a.latin, b.latin))


def _share_stem(a: str, b: str) -> bool:
    """Returns whether two words may be forms of one: they begin with the same four letters and with three quarters
    of the shorter."""
    shortest = min(len(a), len(b))
    if shortest < 4 or a[:4] != b[:4]:
        return False
    common = 4
    while common < shortest and a[common] == b[common]:
        common += 1
    return common >= min(5, shortest) and common >= 0.75 * shortest


def _share_spelling(a: str, b: str) -> bool:
    """Returns whether one word was read as two concepts, by what stands beside it ("tablet", "tablet for")."""
    shortest = min(len(a), len(b))
    return shortest >= 5 and abs(len(a) - len(b)) <= 2 and a[: shortest - 1] == b[: shortest - 1]


def find_correction(word: ConceptToken, candidates: Iterable[ConceptToken]) -> ConceptToken | None:
    """Returns the first of these words with a concept that this one, without any, is likely to be misspelt for."""
    latin = word.latin
    if word.concept or len(latin) < _MIN_MISSPELT_LETTERS or not latin.isalpha():
        return None
    return next((other for other in candidates if other.concept and _may_correct(latin, other.latin)), None)


def _may_correct(latin: str, other: str) -> bool:
    if other[0] != latin[0] or " " in other or len(other) < _MIN_MISSPELT_LETTERS:
        return False
    # Compared whole, and without the ending that the longer one may have.
    return any(is_plausible_typo(latin[:length], other[:length]) for length in {len(other), len(latin)})


def _is_number(latin: str) -> bool:
    return latin[:1].isdigit() and " " not in latin
