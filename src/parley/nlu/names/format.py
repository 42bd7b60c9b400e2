"""A name as a person would write it."""

from collections.abc import Sequence

from parley.nlu.names.tokens import Is, Message

_SHORTEST, _LONGEST = 2, 30


def written(message: Message, chosen: Sequence[int], parts: Sequence[str] = ()) -> str:
    """As a person would write it. `parts`: the words themselves, where they were said in another case."""
    said, kinds = message.reading.words, message.kinds
    text = ""
    for at, part in zip(chosen, parts or said_parts(message, chosen), strict=True):
        if kinds[at] is Is.INITIAL:
            part = f"{part}."
        between = "-" if said[at].glued and text else " " if text else ""
        if kinds[at] is Is.PARTICLE:
            part = part.lower()
        elif text and part.islower() and _with_o(part) and not part.endswith(message.known.surname_endings):
            part = _irish(part)  # "siobhan o'brien", but "dilshod o'rinov"
        else:
            part = capitalised(part)
        longer = text + between + part
        if len(longer) > _LONGEST:
            break
        text = longer
    return text if len(text) >= _SHORTEST else ""


def said_parts(message: Message, chosen: Sequence[int]) -> list[str]:
    return [message.reading.words[at].text for at in chosen]


def capitalised(word: str) -> str:
    """O'tkir stays O'tkir: only the first letter is raised, and a shouted word is calmed ("О'БРАЙЕН": О'Брайен)."""
    if word.isupper() and _with_o(word):
        return _irish(word)
    rest = word[1:].lower() if word.isupper() or word.islower() else word[1:]
    return word[0].upper() + rest


def _with_o(word: str) -> bool:
    return len(word) > 4 and word[1] in "'’ʼ" and word[0] in "OОoо"


def _irish(word: str) -> str:
    return word[:3].upper() + word[3:].lower()
