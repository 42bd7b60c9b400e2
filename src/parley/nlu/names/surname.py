"""A surname said in small letters behind a first name, and what goes on behind a name."""

from collections.abc import Sequence

from parley.nlu.names.tokens import NameClass, NameContext
from parley.text.normalize import is_latin

_MIN_SURNAME_LETTERS = 4


def add_surname(message: NameContext, indices: list[int], *, is_sentence: bool) -> list[int]:
    """ "my name is tom hanks": in small letters nothing but its place tells a surname. `sure`: the name was said
    as a sentence of its own; otherwise it must close the clause."""
    tokens, index = message.tokenized.tokens, indices[-1] + 1
    is_first_name_only = len(indices) == 1 and message.classes[indices[0]] in (
        NameClass.FIRST_NAME,
        NameClass.AMBIGUOUS,
    )
    if (
        not is_first_name_only
        or index >= len(tokens)
        or message.classes[index] not in (NameClass.UNKNOWN, NameClass.AMBIGUOUS)
        or message.is_capitalized(index)
    ):
        return indices
    first, next_token = tokens[indices[0]], tokens[index]
    both_latin = is_latin(first.normalized) and is_latin(next_token.normalized)
    if (
        next_token.clause_index != first.clause_index
        or message.is_capitalized(indices[0])
        or len(next_token.normalized) < _MIN_SURNAME_LETTERS
    ):
        return indices
    closes_clause = not continues_after(message, index)
    fits = closes_clause or (
        is_sentence
        and (message.classes[index], message.classes[index + 1]) == (NameClass.UNKNOWN, NameClass.NOT_NAME)
    )
    return [*indices, index] if both_latin and fits and (is_sentence or message.is_name_requested) else indices


def lacks_name_evidence(message: NameContext, indices: Sequence[int]) -> bool:
    return not any(
        message.is_capitalized(index) or message.classes[index] in (NameClass.FIRST_NAME, NameClass.AMBIGUOUS)
        for index in indices
    )


def continues_after(message: NameContext, index: int) -> bool:
    tokens = message.tokenized.tokens
    return (
        index + 1 < len(tokens)
        and tokens[index + 1].clause_index == tokens[index].clause_index
        and not tokens[index + 1].is_number
    )
