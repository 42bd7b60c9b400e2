"""What each word of a message may be in a name, and where a name ends."""

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from parley.domain.understanding import MessageContext
from parley.nlu.contacts.extract import ContactEntities
from parley.nlu.contacts.vocabulary import ContactTerms, NameTraits, is_first_name
from parley.nlu.phrase_matcher import Match
from parley.text.tokenize import Token, TokenizedText

MAX_NAME_WORDS, _MAX_NAME_TOKENS = 3, 8
_MAX_CACHED_TRAITS = 20_000
_POSSESSIVE_ENDINGS = ("'s", "’s")
_OPENING_QUOTES = ("«", "„", "“", '"')
_VOWEL = re.compile("[аеиоуыэюяёіїєөүұәaeiouy]")
# Where these were heard, the words around them are no name.
_NOT_NAME_KINDS = frozenset(
    [
        "yes", "no", "wrong", "right", "later", "correction", "not_names", "phone_words", "greeting", "thanks",
        "goodbye", "human", "opt_out", "refuses_contact", "why_contact", "why_words", "price", "ready_to_order",
        "question",
        "who_are_you", "catalogue", "language_markers", "name_cue_before", "weak_name_cue", "name_cue_after",
    ]
)  # fmt: skip


class NameClass(IntEnum):
    """What a word may be. NEVER: no name. THING: a name only as a surname ("David Black"). MAYBE: nothing is known
    of it. COMMON: a first name and a word ("Роза", "Will"). NAME: a first name."""

    NOT_NAME = 0
    KNOWN_WORD = 1
    UNKNOWN = 2
    AMBIGUOUS = 3
    FIRST_NAME = 4
    # "Б." before a name, "van" and "қызы" within one
    INITIAL = 5
    PARTICLE = 6


NAME_START_CLASSES = frozenset({NameClass.UNKNOWN, NameClass.AMBIGUOUS, NameClass.FIRST_NAME, NameClass.INITIAL})


class NameContext(NamedTuple):
    """A message with what each word of it may be."""

    tokenized: TokenizedText
    matches: Sequence[Match]
    contacts: ContactEntities
    context: MessageContext
    terms: ContactTerms
    classes: Sequence[NameClass]

    @property
    def is_name_requested(self) -> bool:
        return self.context.requested_slot in ("name", "correction")

    def in_question(self, index: int) -> bool:
        return self.tokenized.clauses[self.tokenized.tokens[index].clause_index].is_question

    def is_capitalized(self, index: int) -> bool:
        return self.tokenized.tokens[index].text[0].isupper()

    def looks_like_name(self, index: int) -> bool:
        """A first name, a surname or a patronymic by its look."""
        return self.classes[index] in (
            NameClass.AMBIGUOUS,
            NameClass.FIRST_NAME,
            NameClass.INITIAL,
            NameClass.PARTICLE,
        ) or (
            self.classes[index] is NameClass.UNKNOWN
            and _ending_length(self.tokenized.tokens[index].normalized, self.terms.surname_endings) > 0
        )


def classify_name_tokens(
    tokenized: TokenizedText,
    matches: Sequence[Match],
    contacts: ContactEntities,
    context: MessageContext,
    terms: ContactTerms,
) -> list[NameClass]:
    excluded = {
        index
        for match in matches
        if match.kind in _NOT_NAME_KINDS
        for index in range(match.start, match.end)
        if not (match.latinized and index > 0 and tokenized.tokens[index].text[0].isupper())
    }
    # "бул ким": who is this; "Ким" alone is a name
    questions = {match.start for match in matches if match.kind == "question" and match.start}
    return [
        NameClass.NOT_NAME
        if index in questions and word.text.islower()
        else _classify_token(index, word, index in excluded, tokenized, contacts, context, terms)
        for index, word in enumerate(tokenized.tokens)
    ]


def _classify_token(
    index: int,
    token: Token,
    is_excluded: bool,
    tokenized: TokenizedText,
    contacts: ContactEntities,
    context: MessageContext,
    terms: ContactTerms,
) -> NameClass:
    normalized = token.normalized
    traits = name_traits(normalized, terms)
    if not token.text[0].isalpha() or normalized in context.not_names or contacts.covers(token.start):
        return NameClass.NOT_NAME
    if token.text[-2:] in _POSSESSIVE_ENDINGS:
        return NameClass.NOT_NAME  # "it's Anna's birthday"
    if len(token.text) == 1:
        follows = tokenized.tokens[index + 1].text[0] if index + 1 < len(tokenized.tokens) else ""
        dotted = tokenized.text[token.end : token.end + 1] == "."
        return (
            NameClass.INITIAL
            if dotted and token.text.isupper() and (follows.isupper() or index)
            else NameClass.NOT_NAME
        )
    if traits.is_particle and index and token.text[0].islower():
        return NameClass.PARTICLE
    alone = NameClass(traits.kind)
    if alone in (NameClass.FIRST_NAME, NameClass.AMBIGUOUS):
        return NameClass.AMBIGUOUS if is_excluded else alone
    # "хм", and what is called so in quotation marks
    noise = alone is NameClass.UNKNOWN and (
        not _VOWEL.search(token.text.lower()) or tokenized.text[token.start - 1 : token.start] in _OPENING_QUOTES
    )
    return NameClass.NOT_NAME if is_excluded or noise else alone


def name_traits(normalized: str, terms: ContactTerms) -> NameTraits:
    """What a word may be by itself; remembered, for people use the same ones."""
    if traits := terms.name_traits.get(normalized):
        return traits
    if len(terms.name_traits) >= _MAX_CACHED_TRAITS:
        terms.name_traits.clear()
    traits = terms.name_traits[normalized] = NameTraits(
        _isolated_class(normalized, terms), normalized in terms.name_particles
    )
    return traits


def _isolated_class(normalized: str, terms: ContactTerms) -> NameClass:
    is_known_word = normalized in terms.non_name_words or normalized in terms.third_party_words
    if is_first_name(normalized, terms):
        return (
            NameClass.AMBIGUOUS
            if is_known_word or normalized in terms.ambiguous_first_names
            else NameClass.FIRST_NAME
        )
    if is_known_word:
        return NameClass.KNOWN_WORD
    has_other_ending = _ending_length(normalized, terms.non_name_endings) > _ending_length(
        normalized, terms.surname_endings
    )
    return NameClass.NOT_NAME if has_other_ending or len(set(normalized)) == 1 else NameClass.UNKNOWN  # "ааа"


def _ending_length(normalized: str, endings: tuple[str, ...]) -> int:
    """How long the ending is that a word has, with a stem of two letters at least before it; 0 for none."""
    if not normalized.endswith(endings):
        return 0
    return max((len(ending) for ending in endings if normalized[2:].endswith(ending)), default=0)


def collect_name_indices(message: NameContext, start: int, *, allow_lowercase: bool) -> list[int]:
    """The words of a name from `start` on. `lower`: its first word may be any; else it has a capital or is a first
    name. What follows must look like a name as the first word does: "зовут Сакен хочу ноутбук"."""
    tokens, classes = message.tokenized.tokens, message.classes
    indices: list[int] = []
    for index in range(start, len(tokens)):
        if indices and not _extends_name(message, indices, index):
            break
        if not indices and classes[index] not in NAME_START_CLASSES:
            break
        if not indices and not (
            allow_lowercase
            or message.is_capitalized(index)
            or classes[index] in (NameClass.FIRST_NAME, NameClass.AMBIGUOUS)
        ):
            break
        indices.append(index)
    while indices and classes[indices[-1]] is NameClass.PARTICLE and not is_closing_particle(message, indices[-1]):
        indices.pop()
    return [] if all(classes[index] is NameClass.INITIAL for index in indices) else indices


def _extends_name(message: NameContext, indices: Sequence[int], index: int) -> bool:
    tokens, classes = message.tokenized.tokens, message.classes
    previous = indices[-1]
    if len(indices) >= _MAX_NAME_TOKENS:
        return False
    if tokens[index].clause_index != tokens[previous].clause_index and classes[previous] is not NameClass.INITIAL:
        return False
    is_complete = (
        sum(
            classes[position] is not NameClass.PARTICLE and not tokens[position].after_hyphen
            for position in indices
        )
        >= MAX_NAME_WORDS
    )
    if classes[index] is NameClass.PARTICLE:
        follows = (
            index + 1 < len(tokens)
            and tokens[index + 1].clause_index == tokens[index].clause_index
            and message.is_capitalized(index + 1)
        )
        return is_closing_particle(message, index) or (follows and classes[index + 1] in NAME_START_CLASSES)
    if is_complete and not tokens[index].after_hyphen:
        return False
    if message.is_capitalized(indices[0]) and message.is_capitalized(index):
        surname = classes[index] is NameClass.KNOWN_WORD and classes[indices[0]] in (
            NameClass.FIRST_NAME,
            NameClass.AMBIGUOUS,
        )
        return surname or classes[index] in NAME_START_CLASSES
    if tokens[index].after_hyphen:
        return classes[index] in NAME_START_CLASSES
    return classes[index] is NameClass.FIRST_NAME or (
        classes[index] is NameClass.UNKNOWN and message.looks_like_name(index)
    )


def is_closing_particle(message: NameContext, index: int) -> bool:
    """ "қызы", "o'g'li": a particle that ends a name."""
    return message.tokenized.tokens[index].normalized.endswith(message.terms.surname_endings)
