"""Names that stand in a sentence about something else: booked under, spoken for, put behind."""

from collections.abc import Sequence
from itertools import islice

from parley.nlu.contacts.vocabulary import is_first_name
from parley.nlu.names.cases import strip_possessive, to_nominative
from parley.nlu.names.format import format_name, token_texts
from parley.nlu.names.tokens import (
    MAX_NAME_WORDS,
    NAME_START_CLASSES,
    NameClass,
    NameContext,
    collect_name_indices,
    name_traits,
)
from parley.text.normalize import normalize

_MAX_CANDIDATES, _SHORT_MESSAGE_WORDS, _REACH_WORDS = 10, 6, 8


def name_from_possessive(message: NameContext) -> str:
    """ "Айгерімнің атына рәсімдеңіз", "Болдын нэр дээр", "under Anna's name"."""
    tokens, terms = message.tokenized.tokens, message.terms
    positions = [
        index
        for index, word in enumerate(tokens)
        if index
        and word.normalized in terms.in_name_of_words
        and tokens[index - 1].clause_index == word.clause_index
    ]
    for index in positions[:_MAX_CANDIDATES]:
        owner_index = index - 1
        name = strip_possessive(tokens[owner_index].text, terms)
        if (
            not name
            or _is_third_party(message, owner_index)
            or not _can_be_owner(message, owner_index, normalize(name))
        ):
            continue
        start = owner_index
        while start and owner_index - start < MAX_NAME_WORDS and _belongs_to_name(message, start):
            start -= 1
        indices = range(start, index)
        return format_name(message, indices, [*token_texts(message, indices[:-1]), name])
    return ""


def _can_be_owner(message: NameContext, index: int, normalized: str) -> bool:
    """A first name; or a capitalised word nobody knows, where a sentence does not begin with it anyway."""
    terms = message.terms
    word_class = name_traits(normalized, terms).kind
    if (
        normalized in message.context.not_names
        or message.tokenized.tokens[index].normalized in terms.third_party_words
    ):
        return False
    not_sentence_start = index > 0 or message.is_name_requested
    return word_class in (NameClass.FIRST_NAME, NameClass.AMBIGUOUS) or (
        word_class is NameClass.UNKNOWN and message.is_capitalized(index) and not_sentence_start
    )


def _belongs_to_name(message: NameContext, start: int) -> bool:
    """Whether the word before `start` belongs to the same name."""
    tokens, previous = message.tokenized.tokens, start - 1
    if (
        tokens[previous].clause_index != tokens[start].clause_index
        or message.classes[previous] not in NAME_START_CLASSES
    ):
        return False
    return (
        tokens[start].after_hyphen
        or message.classes[previous] is NameClass.FIRST_NAME
        or message.is_capitalized(previous)
    )


def _is_third_party(message: NameContext, index: int) -> bool:
    """ "ұлым Тимурдың атына": not the customer's own, unless a name was asked for."""
    tokens = message.tokenized.tokens
    preceding = (
        word
        for word in tokens[max(0, index - _REACH_WORDS) : index]
        if word.clause_index == tokens[index].clause_index
    )
    return not message.is_name_requested and any(
        word.normalized in message.terms.third_party_words for word in preceding
    )


def name_booked_for(message: NameContext, language: str) -> str:
    """ "Можно на Ивана записать", "оформляйте на Ігоря", "на Олю"; "запишите на завтра" books nobody."""
    tokens, terms = message.tokenized.tokens, message.terms
    positions = [index for index, word in enumerate(tokens) if word.normalized in terms.booking_prepositions][
        :_MAX_CANDIDATES
    ]
    if not positions or not (
        (len(tokens) <= _SHORT_MESSAGE_WORDS and message.is_name_requested)
        or any(word.normalized in terms.booking_verbs for word in tokens)
    ):
        return ""
    for index in positions:
        indices = collect_name_indices(message, index + 1, allow_lowercase=True)
        if (
            not indices
            or tokens[indices[0]].clause_index != tokens[index].clause_index
            or _is_third_party(message, index)
        ):
            continue
        after = indices[-1] + 1
        if after < len(tokens) and tokens[after].is_number and not message.contacts.covers(tokens[after].start):
            continue  # a street: "на Ивана Франко 15"
        parts = to_nominative(token_texts(message, indices), terms, language)
        if any(is_first_name(normalize(part), terms) for part in parts):
            is_certain = (
                message.is_capitalized(indices[0])
                or message.classes[indices[0]] is not NameClass.AMBIGUOUS
                or message.is_name_requested
            )
            return format_name(message, indices, parts) if is_certain else ""
    return ""


def name_of_representative(message: NameContext) -> str:
    """ "This is Joanna's husband, Greg": behind whose they are stands who they are."""
    tokens, terms, clauses = message.tokenized.tokens, message.terms, message.tokenized.clauses
    for match in islice((match for match in message.matches if match.kind == "weak_name_cue"), _MAX_CANDIDATES):
        clause = tokens[match.start].clause_index
        names_relative = any(
            tokens[index].normalized in terms.kinship_words for index in _reach_from(match.end, clauses[clause].end)
        )
        if not names_relative or clause + 1 >= len(clauses):
            continue
        following = clauses[clause + 1]
        indices = collect_name_indices(message, following.start, allow_lowercase=False)
        if indices and indices[-1] + 1 == following.end and not following.is_question:
            return format_name(message, indices)
    return ""


def _reach_from(start: int, end: int) -> range:
    return range(start, min(end, start + _REACH_WORDS))


def name_before_pronoun(message: NameContext) -> str:
    """ "Та Вова я", "Роза я": the name first, then who it is."""
    tokens, terms = message.tokenized.tokens, message.terms
    for index in [index for index, word in enumerate(tokens) if index and word.normalized in terms.self_pronouns][
        :_MAX_CANDIDATES
    ]:
        closes_clause = index + 1 == len(tokens) or tokens[index + 1].clause_index != tokens[index].clause_index
        if not closes_clause or tokens[index - 1].clause_index != tokens[index].clause_index:
            continue
        indices = _name_indices_before(message, index)
        opens_clause = bool(indices) and message.tokenized.clauses[tokens[index].clause_index].start == indices[0]
        if indices and (message.is_name_requested or (opens_clause and message.is_capitalized(indices[0]))):
            return format_name(message, indices)
    return ""


def _name_indices_before(message: NameContext, end: int) -> Sequence[int]:
    start, first_name_classes = end, (NameClass.FIRST_NAME, NameClass.AMBIGUOUS)
    while (
        start
        and end - start < MAX_NAME_WORDS
        and message.tokenized.tokens[start - 1].clause_index == _clause_of(message, end)
    ):
        if message.classes[start - 1] not in first_name_classes:
            break
        start -= 1
    return range(start, end)


def _clause_of(message: NameContext, index: int) -> int:
    return message.tokenized.tokens[index].clause_index
