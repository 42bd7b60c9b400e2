"""Names set against another one: "не Сакен, а Айдар", "Сакен емес, Айдар", and the known name beside a new one."""

from collections.abc import Sequence

from parley.nlu.names.format import format_name
from parley.nlu.names.hints import strip_name_ending
from parley.nlu.names.tokens import MAX_NAME_WORDS, NameContext, collect_name_indices
from parley.nlu.names.traits import FIRST_NAME_CLASSES, NAME_START_CLASSES, NameClass
from parley.text.tokenize import normalized_words

# In longer messages a "не" denies something else.
_MAX_DENIAL_WORDS = 10
_MAX_REPLACEMENT_WORDS = 6


def name_after_denial(message: NameContext) -> str:
    """Returns the other of two names, one of which is denied.

    "Не Сакен, а Айдар", "меня зовут не Сакен, а Айдар", "Сакен емес, Айдар", "Станислав, а не Стас".
    """
    if len(message.tokens) > _MAX_DENIAL_WORDS:
        return ""
    for index in sorted({*message.indices_of("not_words"), *message.indices_of("not_words_after")}):
        denied = _denied_name(message, index)
        if denied is None:
            continue
        corrected = _name_behind(message, index, denied) or _name_before(message, min([index, *denied]))
        if corrected and _are_contrasted_names(message, denied, corrected):
            return _format_introduced(message, corrected)
    return ""


def _denied_name(message: NameContext, index: int) -> Sequence[int] | None:
    """Returns the name that a word at `index` denies: behind "не", before "емес"; None where it denies nothing."""
    if message.has_role(index, "not_words"):
        return collect_name_indices(message, index + 1, allow_lowercase=True)
    return [index - 1] if index and message.classes[index - 1] in NAME_START_CLASSES else None


def _name_behind(message: NameContext, index: int, denied: Sequence[int]) -> Sequence[int]:
    """Returns the name that follows the denial: "…, а Айдар", "…, I'm Aidar"."""
    if not denied:
        return []
    start = max(denied[-1], index) + 1
    while start < len(message.tokens) and not message.traits[start].roles.isdisjoint(("but_words", "name_hints")):
        start += 1
    return collect_name_indices(message, start, allow_lowercase=True)


def _name_before(message: NameContext, denial: int) -> Sequence[int]:
    """Returns the name that stands before the denial of another: "Станислав, а не Стас"."""
    end = denial
    while end and message.has_role(end - 1, "but_words"):
        end -= 1
    start = end
    while start and end - start < MAX_NAME_WORDS and message.classes[start - 1] in NAME_START_CLASSES:
        if start < end and not message.in_same_clause(start - 1, start):
            break
        start -= 1
    return range(start, end)


def _are_contrasted_names(message: NameContext, denied: Sequence[int], corrected: Sequence[int]) -> bool:
    """Returns whether two words are names, and not two goods: "не Samsung, а LG"."""
    first = corrected[0]
    if not message.is_capitalized(first) and message.classes[first] not in FIRST_NAME_CLASSES:
        return False
    if _has_known_name(message, (*denied, *corrected)):
        return True
    return _speaks_of_names(message) and bool(denied) and message.is_capitalized(denied[0])


def _has_known_name(message: NameContext, indices: Sequence[int]) -> bool:
    """Returns whether one of the words is a first name, or of the name known before."""
    known_words = normalized_words(message.context.known_name)
    return any(
        message.classes[index] is NameClass.FIRST_NAME or message.tokens[index].normalized in known_words
        for index in indices
    )


def _speaks_of_names(message: NameContext) -> bool:
    is_read_back = message.context.requested_slot == "confirm"
    return message.is_name_requested or is_read_back or message.matches.has("name_cue_before")


def _format_introduced(message: NameContext, indices: Sequence[int]) -> str:
    """Returns the name without what is glued to it behind "I am": "мен Алмаспын, Алмат емес"."""
    name = format_name(message, indices)
    is_introduced = indices[0] > 0 and message.has_role(indices[0] - 1, "name_hints")
    return strip_name_ending(name, message) if is_introduced else name


def replacement_name(message: NameContext) -> str:
    """Returns the new name of a short message that says the known one and another: "Стас … Станислав"."""
    known_name = message.context.known_name
    if not known_name or message.answer == "yes" or len(message.tokens) > _MAX_REPLACEMENT_WORDS:
        return ""
    known_words = normalized_words(known_name)
    known = [index for index, token in enumerate(message.tokens) if token.normalized in known_words]
    new = [index for index in range(len(message.tokens)) if index not in known and _may_replace(message, index)]
    if not known or any(_is_beside(message, index, other) for index in new for other in known):
        return ""  # "Сакен Ахметов" is one name, said in full
    return format_name(message, new[:MAX_NAME_WORDS])


def _may_replace(message: NameContext, index: int) -> bool:
    return (
        message.classes[index] in NAME_START_CLASSES
        and message.is_capitalized(index)
        and not message.tokens[index].text.isupper()
    )


def _is_beside(message: NameContext, first: int, second: int) -> bool:
    return abs(first - second) == 1 and message.in_same_clause(first, second)
