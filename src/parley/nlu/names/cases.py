"""Brings names in other cases back to how their owner writes them."""

from collections.abc import Iterator, Sequence

from parley.nlu.contacts.vocabulary import ContactTerms, EndingPairs, is_first_name
from parley.text.normalize import normalize

_APOSTROPHES = str.maketrans("`´‘’ʻʼ", "''''''")


def to_nominative(
    parts: Sequence[str], terms: ContactTerms, language: str, *, instrumental_only: bool = False
) -> list[str]:
    """Returns the words of a name in the nominative, Иванова Анна of "Ивановой Анны"; unsure ones as they are.

    One word must be a case of a known first name, the others follow its sex. `instrumental_only`: only the case
    that answers "what is your name?" ("зовут Сакеном").
    """
    for endings in _candidate_endings("".join(parts).lower(), terms, language, instrumental_only=instrumental_only):
        for index, part in enumerate(parts):
            first = _to_first_name(part, endings, terms)
            if first:
                return [
                    first if position == index else _strip_case_ending(other, endings)
                    for position, other in enumerate(parts)
                ]
    return list(parts)


def _candidate_endings(
    letters: str, terms: ContactTerms, language: str, *, instrumental_only: bool
) -> Iterator[EndingPairs]:
    """Yields endings by sex: of the language whose letters the name has, then of the message's, then of others."""
    for case in sorted(
        terms.case_endings, key=lambda cases: (cases.own_letters.isdisjoint(letters), cases.language != language)
    ):
        for endings in (case.feminine, case.masculine):
            yield (
                tuple(pair for pair in endings if pair[0].endswith(terms.instrumental_endings))
                if instrumental_only
                else endings
            )


def _to_first_name(part: str, endings: EndingPairs, terms: ContactTerms) -> str:
    """Returns the first name of which a word is a case; "" for a nominative and for other words."""
    if is_first_name(normalize(part), terms):
        return ""
    for ending, replacement in endings:
        stem = part[: len(part) - len(ending)]
        if part.lower().endswith(ending) and is_first_name(normalize(stem + replacement), terms):
            return stem + replacement
    return ""


def _strip_case_ending(part: str, endings: EndingPairs) -> str:
    """Returns a surname or patronymic without its longest ending; one of a single letter tells too little."""
    for ending, replacement in sorted(endings, key=lambda pair: -len(pair[0])):
        if len(ending) > 1 and part.lower().endswith(ending):
            return part[: len(part) - len(ending)] + replacement
    return part


def strip_possessive(word: str, terms: ContactTerms) -> str:
    """Returns the owner, Айгерім of "Айгерімнің", Anna of "Anna's"; "" for a word that is no possessive."""
    lower = word.lower().translate(_APOSTROPHES)
    stems = [
        word[: len(word) - len(ending)] + replacement
        for ending, replacement in terms.genitive_endings
        if lower.endswith(ending) and len(word) - len(ending) > 1
    ]
    return next((stem for stem in stems if is_first_name(normalize(stem), terms)), stems[0] if stems else "")
