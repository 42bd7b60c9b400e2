"""Finds the words with which a message takes goods or changes what was taken: how many, in which size, this one."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from parley.nlu.number_tokens import read_numbers
from parley.nlu.phrase_matcher import Match, PhraseIndex, PhraseMatcher, keep_longest
from parley.text.tokenize import Token, TokenizedText

# A clothes size in letters. One letter alone has to be a capital, or to stand beside a word for size.
_LETTER_SIZE = re.compile(r"xx?s|s|m|l|x{1,4}l", re.IGNORECASE)
_CYRILLIC_SIZES = str.maketrans("МСХЛмсхл", "MSXLmsxl")

_SAYING_HOW = (
    "taking_words",
    "declining_words",
    "choosing_words",
    "adding_words",
    "cancelling_words",
    "removing_words",
    "changing_words",
    "pointing_words",
    "counting_words",
    "size_words",
)


@dataclass(frozen=True, slots=True)
class OrderPhrases:
    """What the words of a message say of an order."""

    #: token indices by list of `OrderVocabulary`
    by_kind: Mapping[str, frozenset[int]]
    #: numbers by token: those that no phone, size, time or price is
    numbers: Mapping[int, int]
    #: sizes by token: "XL", "42"
    sizes: Mapping[int, str]

    def has(self, kind: str) -> bool:
        """Tells whether the message has a word of a list."""
        return bool(self.by_kind.get(kind))

    @property
    def said(self) -> frozenset[int]:
        """The tokens that say how something is taken, and not what."""
        return self.of(*_SAYING_HOW)

    def of(self, *kinds: str) -> frozenset[int]:
        """Returns the tokens that stand in one of these lists."""
        return frozenset().union(*(self.by_kind.get(kind, frozenset()) for kind in kinds))


@lru_cache(maxsize=8)
def compile_order_terms(matcher: PhraseMatcher) -> PhraseIndex:
    """Returns the words of all languages of a matcher, compiled once for each."""
    return PhraseIndex(
        (field.name, code, entry)
        for code, vocabulary in matcher.vocabularies.items()
        for field in fields(vocabulary.ordering)
        for entry in getattr(vocabulary.ordering, field.name)
    )


def read_order_words(tokenized: TokenizedText, terms: PhraseIndex) -> OrderPhrases:
    """Returns what the words of a message say of an order."""
    by_kind = _indices_by_kind(terms.find_matches(tokenized.tokens))
    sizes = _find_sizes(tokenized.tokens, by_kind.get("size_words", frozenset()))
    counting = by_kind.get("counting_words", frozenset())
    return OrderPhrases(by_kind, read_numbers(tokenized.tokens, sizes, counting), sizes)


def _indices_by_kind(matches: Sequence[Match]) -> dict[str, frozenset[int]]:
    """Returns the tokens by kind: of a kind the longest match counts, other kinds may stand at the same place."""
    found: dict[str, set[int]] = {}
    for kind in {match.kind for match in matches}:
        own = keep_longest([match for match in matches if match.kind == kind])
        found[kind] = {index for match in own for index in range(match.start, match.end)}
    return {kind: frozenset(indices) for kind, indices in found.items()}


def _find_sizes(tokens: Sequence[Token], size_words: Collection[int]) -> dict[int, str]:
    sizes: dict[int, str] = {}
    for index, token in enumerate(tokens):
        beside = index - 1 in size_words or index + 1 in size_words
        plain = token.text.translate(_CYRILLIC_SIZES)
        if _LETTER_SIZE.fullmatch(plain) and _may_be_size(tokens, index, plain, beside=beside):
            previous = tokens[index - 1] if index else None
            is_counted = previous is not None and previous.end == token.start and previous.normalized in "2345"
            sizes[index] = f"{previous.text if previous and is_counted else ''}{plain.upper()}"
        elif beside and token.normalized.isdecimal() and len(token.normalized) < 4:
            sizes[index] = token.text
    return sizes


def _may_be_size(tokens: Sequence[Token], index: int, plain: str, *, beside: bool) -> bool:
    """Returns whether letters are a size: one alone is a capital, or stands beside a word for size."""
    if beside or plain.lower() not in ("s", "m", "l"):
        return True
    return tokens[index].text == plain.upper() and len(tokens) > 1
