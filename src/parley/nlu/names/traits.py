"""What a word may be by itself in a name."""

from enum import IntEnum
from typing import NamedTuple


class NameClass(IntEnum):
    """What a word of a message may be in a name."""

    #: no part of one
    NOT_NAME = 0
    #: a word that may be a surname behind a first name: "David Black"
    KNOWN_WORD = 1
    #: nothing is known of it
    UNKNOWN = 2
    #: a first name and a word: "Роза", "Will"
    AMBIGUOUS = 3
    FIRST_NAME = 4
    #: a letter with a dot: "Б. Болд"
    INITIAL = 5
    #: a small word within a name: "van", "қызы"
    PARTICLE = 6


# A name may begin with them.
NAME_START_CLASSES = frozenset({NameClass.UNKNOWN, NameClass.AMBIGUOUS, NameClass.FIRST_NAME, NameClass.INITIAL})
FIRST_NAME_CLASSES = frozenset({NameClass.AMBIGUOUS, NameClass.FIRST_NAME})


class NameTraits(NamedTuple):
    """What a normalised word is, whatever message it stands in."""

    name_class: NameClass
    #: the lists of `ContactTerms` that hold it, of those that lead to a name or away from one
    roles: frozenset[str]
