"""A surname in small letters behind a first name, and what goes on behind a name."""

from collections.abc import Sequence

from parley.nlu.names.tokens import NameContext
from parley.nlu.names.traits import FIRST_NAME_CLASSES, NameClass
from parley.text.normalize import is_latin

_MIN_SURNAME_LETTERS = 4


def add_surname(message: NameContext, indices: list[int], *, is_sentence: bool) -> list[int]:
    """Returns the words of a name with the surname behind it: in "my name is tom hanks" only its place tells it.

    `is_sentence`: the name was said as a sentence of its own; otherwise the surname must close the clause and the
    name must have been asked for.
    """
    index = indices[-1] + 1
    is_possible = (
        (is_sentence or message.is_name_requested)
        and len(indices) == 1
        and _is_lowercase_first_name(message, indices[0])
        and index < len(message.tokens)
        and message.in_same_clause(indices[0], index)
        and _may_be_surname(message, index)
    )
    if not is_possible:
        return indices
    fits = not continues_after(message, index) or (is_sentence and _is_before_no_name(message, index))
    return [*indices, index] if fits else indices


def _is_lowercase_first_name(message: NameContext, index: int) -> bool:
    """Returns whether a word is a first name in small Latin letters."""
    return (
        message.classes[index] in FIRST_NAME_CLASSES
        and not message.is_capitalized(index)
        and is_latin(message.tokens[index].normalized)
    )


def _may_be_surname(message: NameContext, index: int) -> bool:
    """Returns whether a word in small Latin letters may be a surname."""
    normalized = message.tokens[index].normalized
    return (
        message.classes[index] in (NameClass.UNKNOWN, NameClass.AMBIGUOUS)
        and len(normalized) >= _MIN_SURNAME_LETTERS
        and not message.is_capitalized(index)
        and is_latin(normalized)
    )


def _is_before_no_name(message: NameContext, index: int) -> bool:
    """Returns whether a word that nobody knows stands before one that is no name: "tom hanks and …"."""
    classes = message.classes
    return classes[index] is NameClass.UNKNOWN and classes[index + 1] is NameClass.NOT_NAME


def lacks_name_evidence(message: NameContext, indices: Sequence[int]) -> bool:
    """Returns whether no word has a capital letter or is a first name."""
    return not any(
        message.is_capitalized(index) or message.classes[index] in FIRST_NAME_CLASSES for index in indices
    )


def continues_after(message: NameContext, index: int) -> bool:
    """Returns whether words follow in the same clause; a number does not count."""
    tokens = message.tokens
    return index + 1 < len(tokens) and message.in_same_clause(index, index + 1) and not tokens[index + 1].is_number
