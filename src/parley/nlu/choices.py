"""Tells which of several things that are offered is meant: the second, the cheapest, this one and not that one, and
what replaces what was said a moment before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Literal, NamedTuple

from parley.nlu.phrase_matcher import Match, PhraseIndex, PhraseMatcher, keep_longest
from parley.nlu.vocabulary import ChoiceVocabulary
from parley.text.normalize import normalize
from parley.text.tokenize import TokenizedText

Degree = Literal["", "cheapest", "dearest", "fastest"]

#: the place of what stands between others
MIDDLE = 0
# What is left out is named in so many words: "без премиум", "не хочу пакет премиум".
_MAX_EXCLUDED_WORDS = 3
# So many words may stand between "самый" and what is in the highest degree.
_MAX_DEGREE_GAP = 1
# Beside "не пойму" stands no more than "ну".
_MAX_PUZZLED_CHARS = 3
# "2-й", "2-шісі", "2 дахь", "номер 2", "№2" (sanitised: "#2"): places in figures.
_PLACE_IN_FIGURES = re.compile(
    r"(?:#|\b(?:номер|number|option|вариант|варіант|нөмірі?|номери|raqami?)\b)\s?([1-9])\b(?![.,:]?\d)"
    r"|\b([1-9])\s?-?(?:й|я|ю|ой|ый|ий|st|nd|rd|th|(?:ші|шi|чи|чы|чу|чү|нчи|inchi|nchi|chi)\w{0,5}|дахь|дэх|дугаар|дүгээр)\b",
    re.IGNORECASE,
)
_ORDINALS = "ordinals"
_NO_PHRASES = frozenset({_ORDINALS, "exclusion_endings"})
_DEGREE_KINDS: Mapping[str, Degree] = {
    "cheap_words": "cheapest",
    "dear_words": "dearest",
    "fast_words": "fastest",
}
_HIGHEST_DEGREE_KINDS: Mapping[str, Degree] = {
    "cheapest_words": "cheapest",
    "dearest_words": "dearest",
    "fastest_words": "fastest",
}
_BOUNDARY_KINDS = frozenset({"wanting_words", "contrasts"})


class ChoiceTerms(NamedTuple):
    """The words of choosing of all languages."""

    phrases: PhraseIndex
    exclusion_endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChoiceReading:
    """What a message says of the things it chooses among."""

    #: indices of the tokens that name what is left out: "премиум" of "без премиум"
    excluded: frozenset[int] = frozenset()
    #: index of the first token behind the last "no, rather", which takes back what stands before; 0 without one
    restart: int = 0
    #: the place in the list, 1 is the first, -1 the last, MIDDLE the one between; None where none is said
    place: int | None = None
    #: all places that are said and not left out, in order
    places: tuple[int, ...] = ()
    #: of the highest degree
    degree: Degree = ""
    #: the tokens that say the degree
    degree_tokens: frozenset[int] = frozenset()
    #: it is asked to be given what is named: "можно премиум?"
    is_wanted: bool = False
    #: it is asked what something is, or how it differs
    asks_explanation: bool = False
    #: it is asked how something is, or whether it will do
    asks_assessment: bool = False
    #: nothing is said but that the question was not understood, or cannot be answered
    is_puzzled: bool = False

    @property
    def replaces(self) -> bool:
        """Whether something is chosen instead of something else."""
        return bool(self.excluded or self.restart)


@lru_cache(maxsize=8)
def compile_choice_terms(matcher: PhraseMatcher) -> ChoiceTerms:
    """Returns the words of all languages of a matcher, compiled once for each."""
    return ChoiceTerms(
        PhraseIndex(
            (kind, code, entry)
            for code, vocabulary in matcher.vocabularies.items()
            for kind, entry in _choice_entries(vocabulary.choices)
        ),
        tuple(
            {
                normalize(ending)
                for vocabulary in matcher.vocabularies.values()
                for ending in vocabulary.choices.exclusion_endings
            }
        ),
    )


def _choice_entries(vocabulary: ChoiceVocabulary) -> list[tuple[str, str]]:
    """Returns (kind, entry) of every list; the kind of an ordinal names its place: "ordinals=2"."""
    entries = [
        (field.name, entry)
        for field in fields(vocabulary)
        if field.name not in _NO_PHRASES
        for entry in getattr(vocabulary, field.name)
    ]
    for notation in vocabulary.ordinals:
        entry, _, place = notation.partition("=")
        entries.append((f"{_ORDINALS}={place}", entry))
    return entries


def read_choices(tokenized: TokenizedText, terms: ChoiceTerms) -> ChoiceReading:
    """Returns what a message says of the things it chooses among."""
    matches = keep_longest(terms.phrases.find_matches(tokenized.tokens))
    endings = _tokens_with_ending(tokenized, terms.exclusion_endings)
    figure = _PLACE_IN_FIGURES.search(tokenized.text)
    if not (matches or endings or figure):
        return ChoiceReading()
    excluded = _excluded_tokens(tokenized, matches) | endings
    degree, degree_tokens = _find_degree(matches, excluded)
    places = _find_places(tokenized, matches, excluded)
    return ChoiceReading(
        excluded=excluded,
        restart=_find_restart(tokenized, matches),
        place=places[0] if len(places) == 1 else None,
        places=places,
        degree=degree,
        degree_tokens=degree_tokens,
        is_wanted=_has(matches, "wanting_words"),
        asks_explanation=_has(matches, "explaining_words"),
        asks_assessment=_has(matches, "assessing_words"),
        is_puzzled=_is_puzzled(tokenized, matches),
    )


def _has(matches: Sequence[Match], kind: str) -> bool:
    return any(match.kind == kind for match in matches)


def _is_puzzled(tokenized: TokenizedText, matches: Sequence[Match]) -> bool:
    """ "Не пойму", "ну не пойму"."""
    said = {index for match in matches if match.kind == "puzzled_words" for index in _span(match)}
    others = [token for index, token in enumerate(tokenized.tokens) if index not in said]
    return bool(said) and sum(len(token.normalized) for token in others) <= _MAX_PUZZLED_CHARS


def _tokens_with_ending(tokenized: TokenizedText, endings: tuple[str, ...]) -> frozenset[int]:
    """ "премиумсыз": without it."""
    return frozenset(
        index
        for index, token in enumerate(tokenized.tokens)
        if token.normalized.endswith(endings) and len(token.normalized) > 2 + min(map(len, endings))
    )


def _excluded_tokens(tokenized: TokenizedText, matches: Sequence[Match]) -> frozenset[int]:
    boundaries = {
        index
        for match in matches
        if match.kind in _BOUNDARY_KINDS and not _is_glued(tokenized, match)
        for index in _span(match)
    }
    excluded: set[int] = set()
    for match in matches:
        clause = tokenized.clauses[tokenized.tokens[match.start].clause_index]
        if match.kind in ("exclusions_before", "exclusions"):
            excluded.update(_run(range(match.end, clause.end), boundaries))
        if match.kind in ("exclusions_after", "exclusions"):
            excluded.update(_run(range(match.start - 1, clause.start - 1, -1), boundaries))
    return frozenset(excluded)


def _is_glued(tokenized: TokenizedText, match: Match) -> bool:
    """Returns whether a number stands right behind, so that it is a part of a name: "а" of "не а55"."""
    behind = tokenized.tokens[match.end] if match.end < len(tokenized.tokens) else None
    return behind is not None and behind.is_number and tokenized.tokens[match.end - 1].end == behind.start


def _run(indices: range, boundaries: set[int]) -> list[int]:
    """Returns the first of the tokens, up to one that begins something else."""
    run: list[int] = []
    for index in indices[:_MAX_EXCLUDED_WORDS]:
        if index in boundaries:
            break
        run.append(index)
    return run


def _span(match: Match) -> range:
    return range(match.start, match.end)


def _find_restart(tokenized: TokenizedText, matches: Sequence[Match]) -> int:
    """Returns where what was said anew begins: behind the last word of correction that has words on both sides."""
    indices = {index for match in matches if match.kind == "restarts" for index in _span(match)}
    ends = [
        match.end
        for match in matches
        if match.kind == "restarts"
        and match.end < len(tokenized.tokens)
        and any(index not in indices for index in range(match.start))
        and any(index not in indices for index in range(match.end, len(tokenized.tokens)))
    ]
    return max(ends, default=0)


def _find_places(tokenized: TokenizedText, matches: Sequence[Match], excluded: frozenset[int]) -> tuple[int, ...]:
    """Returns the places that are said and not left out; those in figures before those in words."""
    if figures := [int(figure[1] or figure[2]) for figure in _PLACE_IN_FIGURES.finditer(tokenized.text)]:
        return tuple(dict.fromkeys(figures))
    places = [
        int(match.kind.partition("=")[2])
        for match in matches
        if match.kind.startswith(_ORDINALS) and match.start not in excluded
    ]
    if not places and any(match.kind == "middle_words" and match.start not in excluded for match in matches):
        return (MIDDLE,)
    return tuple(dict.fromkeys(places))


def _find_degree(matches: Sequence[Match], excluded: frozenset[int]) -> tuple[Degree, frozenset[int]]:
    """Returns the highest degree that is asked for, with its tokens: "самый дешёвый", "найдорожчий"."""
    ends = {match.end: match for match in matches if match.kind == "superlative_words"}
    for match in matches:
        if match.start in excluded:
            continue
        if degree := _HIGHEST_DEGREE_KINDS.get(match.kind):
            return degree, frozenset(_span(match))
        marker = next(
            (ends[match.start - gap] for gap in range(_MAX_DEGREE_GAP + 1) if match.start - gap in ends), None
        )
        if marker and (degree := _DEGREE_KINDS.get(match.kind, "")):
            return degree, frozenset(range(marker.start, match.end))
    return "", frozenset()
