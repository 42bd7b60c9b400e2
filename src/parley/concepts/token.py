"""One word as search compares it, and how alike two words are."""

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
_MIN_TRIGRAM_SHARE = 0.6


class ConceptToken(NamedTuple):
    """A word, or a phrase that is one thing. `plain`: folded and in Latin letters. `meaning`: its concept, if any.
    `grams`: its character trigrams."""

    latin: str
    concept: str
    trigrams: frozenset[str]

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
    return make_token(" ".join([latinize(word) or word for word in annotation.words]), annotation.concept)


def number_digits(latin: str) -> str:
    """The digits of a number or a number word, else empty."""
    return latin if _is_number(latin) else _NUMBER_WORDS.get(latin, "")


@lru_cache(maxsize=32768)
def make_token(latin: str, concept_id: str) -> ConceptToken:
    padded = f" {latin} "
    return ConceptToken(latin, concept_id, frozenset(padded[start : start + 3] for start in range(len(padded) - 2)))


@lru_cache(maxsize=4096)
def concept_tokens(text: str) -> tuple[ConceptToken, ...]:
    """The distinct words and phrases of a text, in order."""
    return tuple(dict.fromkeys(map(token_from_annotation, annotate(normalized_words(text)))))


@lru_cache(maxsize=4096)
def latin_words(text: str) -> frozenset[str]:
    """The words of a text as they are compared."""
    return frozenset(each.latin for each in concept_tokens(text))


@lru_cache(maxsize=32768)
def token_similarity(query_token: ConceptToken, other: ConceptToken) -> float:
    """1 for the same word, a little less for another of the same meaning, less again misspelt, else 0."""
    if query_token.latin == other.latin:
        return EXACT_MATCH
    a, b = query_token.latin, other.latin
    if (number := number_digits(a)) and number == number_digits(b):
        return EXACT_MATCH
    if query_token.is_number or other.is_number:
        return 0.0
    if query_token.concept:
        similarity = concept_similarity(query_token.concept, other.concept)
        if similarity:
            return EXACT_MATCH if similarity == 1 and _share_stem(a, b) else SAME_CONCEPT_MATCH * similarity
        # A laptop backpack is a backpack as well.
        if any(concept_similarity(query_token.concept, piece.concept) == 1 for piece in phrase_parts(other)):
            return PARTIAL_MATCH
    if query_token.concept or other.concept:
        return PARTIAL_MATCH if _share_spelling(a, b) else 0.0
    if _share_stem(a, b):
        return INFLECTED_MATCH
    if len(a) >= 5 and abs(len(a) - len(b)) <= 3:
        shared_trigrams = len(query_token.trigrams & other.trigrams)
        if 2 * shared_trigrams >= _MIN_TRIGRAM_SHARE * (len(query_token.trigrams) + len(other.trigrams)) or (
            shared_trigrams and edit_distance(a, b, 1) <= 1
        ):
            return MISSPELT_MATCH
    return 0.0


@lru_cache(maxsize=8192)
def phrase_parts(phrase: ConceptToken) -> tuple[ConceptToken, ...]:
    """The words of a phrase with what each means alone; none of a single word."""
    if " " not in phrase.latin:
        return ()
    return tuple(make_token(word, find_concept(word)) for word in phrase.latin.split(" ") if len(word) > 2)


def is_same_word(a: ConceptToken, b: ConceptToken) -> bool:
    """One word, however inflected."""
    return a.latin == b.latin or (not a.is_number and _share_stem(a.latin, b.latin))


def match_tokens(
    query_token: ConceptToken, candidates: Iterable[ConceptToken], synonyms: Iterable[ConceptToken] = ()
) -> dict[str, float]:
    """Those of the words that are like the one asked for, or like `also`, others used for it, and how much."""
    matches = _match_candidates(query_token, candidates)
    for other in synonyms:
        for latin, similarity in _match_candidates(other, candidates).items():
            matches[latin] = max(matches.get(latin, 0.0), SAME_CONCEPT_MATCH * similarity)
    return matches


def _match_candidates(query_token: ConceptToken, candidates: Iterable[ConceptToken]) -> dict[str, float]:
    concept_id, trigrams, digits = query_token.concept, query_token.trigrams, number_digits(query_token.latin)
    return {
        other.latin: similarity
        for other in candidates
        # Words without a common trigram or meaning are not alike: most are passed over by this.
        if (
            not trigrams.isdisjoint(other.trigrams)
            or (concept_id and other.concept and concept_similarity(concept_id, other.concept))
            or (digits and number_digits(other.latin) == digits)
        )
        and (similarity := token_similarity(query_token, other))
    }


def _share_stem(a: str, b: str) -> bool:
    shortest = min(len(a), len(b))
    if shortest < 4 or a[:4] != b[:4]:
        return False
    common = 4
    while common < shortest and a[common] == b[common]:
        common += 1
    return common >= min(5, shortest) and common >= 0.75 * shortest


def _share_spelling(a: str, b: str) -> bool:
    """One word that is read as two things, by what stands beside it ("tablet", "tablet for")."""
    if abs(len(a) - len(b)) > 2 or min(len(a), len(b)) < 5:
        return False
    return a[: min(len(a), len(b)) - 1] == b[: min(len(a), len(b)) - 1]


def find_correction(word: ConceptToken, candidates: Iterable[ConceptToken]) -> ConceptToken | None:
    """The word of a known meaning that this one, of none, is likely to be misspelt for."""
    latin = word.latin
    if word.concept or len(latin) < 5 or not latin.isalpha():
        return None
    for other in candidates:
        if other.concept and other.latin[0] == latin[0] and " " not in other.latin and len(other.latin) >= 5:
            for length in {len(other.latin), len(latin)}:  # whatever the end of its case
                if length >= 5 and is_plausible_typo(latin[:length], other.latin[:length]):
                    return other
    return None


def _is_number(latin: str) -> bool:
    return latin[0].isdigit() and " " not in latin
