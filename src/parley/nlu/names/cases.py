"""Names in other cases, brought back to how their owner writes them."""

from collections.abc import Iterator, Sequence

from parley.nlu.contacts.vocabulary import Endings, Vocabulary, is_first_name
from parley.text.tokenize import fold

_APOSTROPHES = str.maketrans("`´‘’ʻʼ", "''''''")


def nominative(parts: Sequence[str], known: Vocabulary, language: str, *, called: bool = False) -> list[str]:
    """ "Ивановой Анны" is Иванова Анна: one word is the case of a known first name, the others follow its sex.
    `called`: only the case that answers "what is your name?" ("зовут Сакеном")."""
    for endings in _endings("".join(parts).lower(), known, language, called=called):
        for at, part in enumerate(parts):
            first = _known_case(part, endings, known)
            if first:
                return [first if of == at else _case(other, endings) for of, other in enumerate(parts)]
    return list(parts)


def _endings(spelled: str, known: Vocabulary, language: str, *, called: bool) -> Iterator[Endings]:
    """Those of the language whose letters the name has first, then those of the message's."""
    for case in sorted(known.cases, key=lambda each: (each.letters.isdisjoint(spelled), each.language != language)):
        for endings in (case.hers, case.his):
            yield tuple(pair for pair in endings if pair[0].endswith(known.instrumental)) if called else endings


def _known_case(part: str, endings: Endings, known: Vocabulary) -> str:
    if is_first_name(fold(part), known):
        return ""
    for ending, plain in endings:
        stem = part[: len(part) - len(ending)]
        if part.lower().endswith(ending) and is_first_name(fold(stem + plain), known):
            return stem + plain
    return ""


def _case(part: str, endings: Endings) -> str:
    """A surname or patronymic by its longest ending; one of a single letter tells too little."""
    for ending, plain in sorted(endings, key=lambda pair: -len(pair[0])):
        if len(ending) > 1 and part.lower().endswith(ending):
            return part[: len(part) - len(ending)] + plain
    return part


def owner(word: str, known: Vocabulary) -> str:
    """ "Айгерімнің" is Айгерім's, "Anna's" Anna's; empty where the word belongs to nobody."""
    lower = word.lower().translate(_APOSTROPHES)
    stems = [
        word[: len(word) - len(ending)] + plain
        for ending, plain in known.genitive
        if lower.endswith(ending) and len(word) - len(ending) > 1
    ]
    return next((stem for stem in stems if is_first_name(fold(stem), known)), stems[0] if stems else "")
