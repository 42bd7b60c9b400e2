"""Writes a name as a person would."""

from collections.abc import Sequence

from parley.nlu.contacts.vocabulary import ContactTerms, is_first_name
from parley.nlu.names.tokens import NameContext
from parley.nlu.names.traits import NameClass
from parley.text.normalize import normalize

_MIN_NAME_CHARS, _MAX_NAME_CHARS = 2, 30


def format_name(message: NameContext, indices: Sequence[int], parts: Sequence[str] = ()) -> str:
    """Returns the words of a message as a person would write them as a name; "" for what is too short for one.

    Words that make the name longer than thirty characters are left out. `parts`: the words themselves, where they
    were said in another case.
    """
    text = ""
    for index, part in zip(indices, parts or token_texts(message, indices), strict=True):
        separator = "-" if message.tokens[index].after_hyphen and text else " " if text else ""
        longer = text + separator + _format_part(message, index, part, is_first=not text)
        if len(longer) > _MAX_NAME_CHARS:
            break
        text = longer
    return text if len(text) >= _MIN_NAME_CHARS else ""


def _format_part(message: NameContext, index: int, part: str, *, is_first: bool) -> str:
    if message.classes[index] is NameClass.INITIAL:
        return capitalize_name(f"{part}.")
    if message.classes[index] is NameClass.PARTICLE:
        return part.lower()
    # "siobhan o'brien", but "dilshod o'rinov"
    is_irish = not is_first and part.islower() and _has_o_prefix(part)
    if is_irish and not part.endswith(message.terms.surname_endings):
        return _capitalize_irish(part)
    return capitalize_name(part)


def token_texts(message: NameContext, indices: Sequence[int]) -> list[str]:
    """Returns words of a message as they are written there."""
    return [message.tokens[index].text for index in indices]


def has_first_name(name: str, terms: ContactTerms) -> bool:
    """Returns whether one of the words of a name is a first name."""
    return any(is_first_name(normalize(part), terms) for part in name.split())


def capitalize_name(word: str) -> str:
    """Returns a word with a capital letter: O'tkir stays so, only the first letter is raised.

    A shouted word is calmed: О'Брайен of "О'БРАЙЕН".
    """
    if word.isupper() and _has_o_prefix(word):
        return _capitalize_irish(word)
    rest = word[1:].lower() if word.isupper() or word.islower() else word[1:]
    return word[0].upper() + rest


def _has_o_prefix(word: str) -> bool:
    return len(word) > 4 and word[1] in "'’ʼ" and word[0] in "OОoо"


def _capitalize_irish(word: str) -> str:
    return word[:3].upper() + word[3:].lower()
