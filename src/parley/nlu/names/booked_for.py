"""Names that stand in a sentence about something else: booked under, spoken for, put behind."""

from collections.abc import Sequence

from parley.nlu.names.cases import strip_possessive, to_nominative
from parley.nlu.names.format import format_name, has_first_name, token_texts
from parley.nlu.names.tokens import MAX_NAME_WORDS, NameContext, collect_name_indices, name_traits
from parley.nlu.names.traits import FIRST_NAME_CLASSES, NAME_START_CLASSES, NameClass
from parley.text.normalize import normalize

# Looks that one message may cost; words of a short answer; words near a name that say whose it is.
_MAX_CANDIDATES, _SHORT_MESSAGE_WORDS, _REACH_WORDS = 10, 6, 8


def name_from_possessive(message: NameContext) -> str:
    """Returns the owner of "Айгерімнің атына рәсімдеңіз", "Болдын нэр дээр", "under Anna's name"."""
    tokens = message.tokens
    behind_owner = [
        index
        for index in message.indices_of("in_name_of_words")
        if index and message.in_same_clause(index - 1, index)
    ]
    for index in behind_owner[:_MAX_CANDIDATES]:
        last = index - 1
        name = strip_possessive(tokens[last].text, message.terms)
        if not name or _is_introduction(message, last):
            continue
        if _is_third_party(message, last) or not _can_be_owner(message, last, normalize(name)):
            continue
        start = last
        while start and last - start < MAX_NAME_WORDS and _belongs_to_name(message, start):
            start -= 1
        indices = range(start, index)
        return format_name(message, indices, [*token_texts(message, indices[:-1]), name])
    return ""


def _is_introduction(message: NameContext, index: int) -> bool:
    """Tells whether a word belongs to a phrase that introduces a name behind it: "миний нэр Жаргал"."""
    return any(cue.start <= index < cue.end for cue in message.cues("name_cue_before"))


def _can_be_owner(message: NameContext, index: int, normalized: str) -> bool:
    """Returns whether a word without its ending is a first name, or one nobody knows with a capital letter.

    A sentence begins with a capital letter anyway, unless a name was asked for. `normalized`: the word without it.
    """
    if normalized in message.context.not_names or message.has_role(index, "third_party_words"):
        return False
    name_class = name_traits(normalized, message.terms).name_class
    if name_class in FIRST_NAME_CLASSES:
        return True
    is_capital_telling = index > 0 or message.is_name_requested
    return name_class is NameClass.UNKNOWN and is_capital_telling and message.is_capitalized(index)


def _belongs_to_name(message: NameContext, start: int) -> bool:
    """Returns whether the word before `start` belongs to the same name."""
    previous = start - 1
    if not message.in_same_clause(previous, start) or message.classes[previous] not in NAME_START_CLASSES:
        return False
    return (
        message.tokens[start].after_hyphen
        or message.classes[previous] is NameClass.FIRST_NAME
        or message.is_capitalized(previous)
    )


def _is_third_party(message: NameContext, index: int) -> bool:
    """Returns whether a name is somebody else's, "балам Тимурдың атына", and none was asked for."""
    return not message.is_name_requested and any(
        index - _REACH_WORDS <= relative < index and message.in_same_clause(relative, index)
        for relative in message.indices_of("third_party_words")
    )


def name_booked_for(message: NameContext) -> str:
    """Returns the name under which something is booked: "можно на Ивана записать", "оформляйте на Ігоря", "на Олю".

    "Запишите на завтра" books nobody.
    """
    if not _may_book(message):
        return ""
    for index in message.indices_of("booking_prepositions")[:_MAX_CANDIDATES]:
        indices = _booked_indices(message, index)
        parts = to_nominative(token_texts(message, indices), message.terms, message.language) if indices else []
        if any(has_first_name(part, message.terms) for part in parts):
            return format_name(message, indices, parts) if _is_certain_name(message, indices[0]) else ""
    return ""


def _may_book(message: NameContext) -> bool:
    """Returns whether a verb says that something is booked, or a short message answers the question for a name."""
    if not message.indices_of("booking_prepositions"):
        return False
    is_short_answer = message.is_name_requested and len(message.tokens) <= _SHORT_MESSAGE_WORDS
    return is_short_answer or bool(message.indices_of("booking_verbs"))


def _booked_indices(message: NameContext, preposition: int) -> list[int]:
    """Returns the name behind a preposition; none for somebody else's, nor for a street: "на Ивана Франко 15"."""
    indices = collect_name_indices(message, preposition + 1, allow_lowercase=True)
    if not indices or not message.in_same_clause(indices[0], preposition) or _is_third_party(message, preposition):
        return []
    return [] if _is_before_house_number(message, indices[-1] + 1) else indices


def _is_before_house_number(message: NameContext, index: int) -> bool:
    if index >= len(message.tokens):
        return False
    token = message.tokens[index]
    return token.is_number and not message.contacts.covers(token.start)


def _is_certain_name(message: NameContext, index: int) -> bool:
    return (
        message.is_name_requested
        or message.is_capitalized(index)
        or message.classes[index] is not NameClass.AMBIGUOUS
    )


def name_of_representative(message: NameContext) -> str:
    """Returns who speaks for somebody: "This is Joanna's husband, Greg"."""
    tokens, clauses = message.tokens, message.tokenized.clauses
    for hint in message.cues("weak_name_cue"):
        clause_index = tokens[hint.start].clause_index
        end = min(clauses[clause_index].end, hint.end + _REACH_WORDS)
        if clause_index + 1 >= len(clauses) or not any(
            hint.end <= index < end for index in message.indices_of("kinship_words")
        ):
            continue
        following = clauses[clause_index + 1]
        indices = collect_name_indices(message, following.start, allow_lowercase=False)
        if indices and indices[-1] + 1 == following.end and not following.is_question:
            return format_name(message, indices)
    return ""


def name_before_pronoun(message: NameContext) -> str:
    """Returns the name that stands before "I" at the end of a clause: "Та Вова я", "Роза я"."""
    pronouns = [index for index in message.indices_of("self_pronouns") if index]
    for index in pronouns[:_MAX_CANDIDATES]:
        indices = _name_indices_before(message, index) if _closes_clause(message, index) else ()
        if indices and (message.is_name_requested or _opens_clause(message, indices[0])):
            return format_name(message, indices)
    return ""


def _closes_clause(message: NameContext, index: int) -> bool:
    return index + 1 == len(message.tokens) or not message.in_same_clause(index, index + 1)


def _opens_clause(message: NameContext, index: int) -> bool:
    """Returns whether a word with a capital letter opens its clause."""
    clause = message.tokenized.clauses[message.tokens[index].clause_index]
    return clause.start == index and message.is_capitalized(index)


def _name_indices_before(message: NameContext, end: int) -> Sequence[int]:
    start = end
    while (
        start
        and end - start < MAX_NAME_WORDS
        and message.in_same_clause(start - 1, end)
        and message.classes[start - 1] in FIRST_NAME_CLASSES
    ):
        start -= 1
    return range(start, end)
