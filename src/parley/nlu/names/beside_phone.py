"""Names that stand in a longer message right before or behind the customer's own number or address: "нэгийг авъя
Жаргал 9931 8445"."""

from collections.abc import Iterator, Sequence

from parley.nlu.names.format import format_name
from parley.nlu.names.tokens import MAX_NAME_WORDS, NameContext
from parley.nlu.names.traits import FIRST_NAME_CLASSES, NAME_START_CLASSES, NameClass

# Before these words stands somebody who is spoken of, spoken to or booked for.
_OTHERS = ("third_party_words", "kinship_words", "booking_prepositions", "not_words", "but_words")
_NOT_BEHIND_KINDS = ("greeting", "staff_words", "weak_name_cue", "thanks")


def name_beside_contact(message: NameContext) -> str:
    """Returns the name right before the customer's own contact, or the one right behind it that closes the clause.

    A first name is one in small letters too ("айнұр 8 747 …"); of a word that may be something else ("Жаргал" is
    happiness) a capital letter tells, and that it opens no sentence unless nothing but it stands before the number.
    """
    if not message.contacts.gives_own:
        return ""
    for first, last in _contact_bounds(message):
        before = _run_before(message, first)
        # "Анна 87012345678 и сколько ждать доставку?"
        opens_question = len(before) > 0 and before[0] == 0 and last + 1 < len(message.tokens)
        if before and _is_name(message, before, may_open_question=opens_question):
            return format_name(message, before)
        behind = _run_behind(message, last)
        if behind and _is_name(message, behind, may_open_question=False):
            return format_name(message, behind)
    return ""


def _contact_bounds(message: NameContext) -> Iterator[tuple[int, int]]:
    """Yields the first and the last token of each contact, anybody's."""
    for start, end in message.contacts.spans:
        covered = [index for index, token in enumerate(message.tokens) if start <= token.start < end]
        if covered:
            yield covered[0], covered[-1]


def _run_before(message: NameContext, first: int) -> Sequence[int]:
    start = first
    while start and first - start < MAX_NAME_WORDS and _joins(message, start - 1, start, first):
        start -= 1
    return [] if start and _is_of_other(message, start - 1) else range(start, first)


def _run_behind(message: NameContext, last: int) -> Sequence[int]:
    end = last + 1
    while end < len(message.tokens) and end - last <= MAX_NAME_WORDS and _joins(message, end, end - 1, last):
        end += 1
    closes = end == len(message.tokens) or not message.in_same_clause(end, end - 1)
    return range(last + 1, end) if closes else []


def _joins(message: NameContext, index: int, beside: int, contact: int) -> bool:
    """Returns whether a word goes on with the name that reaches the contact; beside it a comma may stand."""
    if message.classes[index] not in NAME_START_CLASSES or not message.looks_like_name(index):
        return False
    if beside == contact or message.contacts.covers(message.tokens[beside].start):
        return True
    is_written_alike = message.is_capitalized(index) == message.is_capitalized(beside)
    return is_written_alike and message.in_same_clause(index, beside)


def _is_of_other(message: NameContext, index: int) -> bool:
    """Returns whether a word before a name says that it is not the customer's."""
    is_other = any(message.has_role(index, role) for role in _OTHERS)
    return is_other or any(
        match.end == index + 1 for kind in _NOT_BEHIND_KINDS for match in message.matches.of_kind(kind)
    )


def _is_name(message: NameContext, indices: Sequence[int], *, may_open_question: bool) -> bool:
    if not may_open_question and any(message.in_question(index) for index in indices):
        return False
    classes = [message.classes[index] for index in indices]
    if NameClass.FIRST_NAME in classes:
        return True
    opens_message = indices[0] == 0
    return not FIRST_NAME_CLASSES.isdisjoint(classes) and message.is_capitalized(indices[0]) and not opens_message
