"""A name as a person would write it."""

from collections.abc import Sequence

from parley.nlu.names.tokens import NameClass, NameContext

_MIN_NAME_CHARS, _MAX_NAME_CHARS = 2, 30


def format_name(message: NameContext, indices: Sequence[int], parts: Sequence[str] = ()) -> str:
    """As a person would write it. `parts`: the words themselves, where they were said in another case."""
    tokens, classes = message.tokenized.tokens, message.classes
    text = ""
    for index, part in zip(indices, parts or token_texts(message, indices), strict=True):
        if classes[index] is NameClass.INITIAL:
            part = f"{part}."
        separator = "-" if tokens[index].after_hyphen and text else " " if text else ""
        if classes[index] is NameClass.PARTICLE:
            part = part.lower()
        elif text and part.islower() and _has_o_prefix(part) and not part.endswith(message.terms.surname_endings):
            part = _capitalize_irish(part)  # "siobhan o'brien", but "dilshod o'rinov"
        else:
            part = capitalize_name(part)
        longer = text + separator + part
        if len(longer) > _MAX_NAME_CHARS:
            break
        text = longer
    return text if len(text) >= _MIN_NAME_CHARS else ""


def token_texts(message: NameContext, indices: Sequence[int]) -> list[str]:
    return [message.tokenized.tokens[index].text for index in indices]


def capitalize_name(word: str) -> str:
    """O'tkir stays O'tkir: only the first letter is raised, and a shouted word is calmed ("О'БРАЙЕН": О'Брайен)."""
    if word.isupper() and _has_o_prefix(word):
        return _capitalize_irish(word)
    rest = word[1:].lower() if word.isupper() or word.islower() else word[1:]
    return word[0].upper() + rest


def _has_o_prefix(word: str) -> bool:
    return len(word) > 4 and word[1] in "'’ʼ" and word[0] in "OОoо"


def _capitalize_irish(word: str) -> str:
    return word[:3].upper() + word[3:].lower()
