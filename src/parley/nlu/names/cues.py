"""Names behind "меня зовут" and "my name is", and before "гэдэг" and "here"."""

from collections.abc import Sequence

from parley.nlu.names.cases import to_nominative
from parley.nlu.names.format import format_name, has_first_name, token_texts
from parley.nlu.names.surname import add_surname, continues_after, lacks_name_evidence
from parley.nlu.names.tokens import MAX_NAME_WORDS, NameContext, collect_name_indices
from parley.nlu.names.traits import NAME_START_CLASSES, NameClass
from parley.nlu.phrase_matcher import Match

# From so many words on, "my name is" says nothing else.
_SENTENCE_CUE_WORDS = 3
# "Соны жазыңыз": so far from "that one" may the verb stand.
_REACH_WORDS = 2
_MAX_FILLERS = 2


def name_after_cue(message: NameContext) -> str:
    """Returns the name behind a phrase that introduces one; not somebody else's, unless a name was asked for."""
    for cue in message.cues("name_cue_before"):
        if _introduces_third_party(message, cue):
            continue
        indices = _indices_behind(message, cue)
        if not indices:
            continue
        is_sentence = cue.end - cue.start >= _SENTENCE_CUE_WORDS
        indices = add_surname(message, indices, is_sentence=is_sentence)
        name = format_name(message, indices, _parts_in_nominative(message, cue, indices))
        if not _is_object(message, cue, indices) or _is_name_evident(message, name, indices):
            return name
    return ""


def _introduces_third_party(message: NameContext, cue: Match) -> bool:
    """Returns whether somebody else's name follows: "сына зовут …"."""
    is_third_party = cue.start > 0 and _is_other_person(message, cue.start - 1)
    return is_third_party and not message.is_name_requested and not _is_to_be_recorded(message)


def _is_other_person(message: NameContext, index: int) -> bool:
    is_at_work = message.tokens[index].normalized in message.terms.other_person_words
    return is_at_work or message.has_role(index, "third_party_words")


def _is_to_be_recorded(message: NameContext) -> bool:
    """Returns whether somebody else's name is the one given: "қызымның аты Томирис, соны жазыңыз"."""
    return any(
        message.has_role(near, "booking_verbs")
        for index in message.indices_of("that_one_words")
        for near in range(max(0, index - _REACH_WORDS), min(len(message.tokens), index + _REACH_WORDS + 1))
    )


def _indices_behind(message: NameContext, cue: Match) -> list[int]:
    """Returns the words of the name behind a phrase; none where one word before small letters introduces nothing:
    "имя файла какое"."""
    indices = collect_name_indices(message, cue.end, allow_lowercase=True)
    indices = indices or _indices_after_colon(message, cue.end - 1) or _indices_after_fillers(message, cue)
    is_single_word = cue.end - cue.start == 1
    if not indices or not is_single_word or not lacks_name_evidence(message, indices):
        return indices
    return [] if continues_after(message, indices[-1]) else indices


def _indices_after_fillers(message: NameContext, cue: Match) -> list[int]:
    """Returns the first name that small talk parts from a phrase: "меня зовут вообще-то Глеб"."""
    if cue.end - cue.start == 1:
        return []
    for start in range(cue.end + 1, min(cue.end + 1 + _MAX_FILLERS, len(message.tokens))):
        if not message.in_same_clause(cue.end, start) or message.tokens[start - 1].text[0].isupper():
            return []
        if message.classes[start] is NameClass.FIRST_NAME and message.is_capitalized(start):
            return collect_name_indices(message, start, allow_lowercase=False)
    return []


def _indices_after_colon(message: NameContext, cue_index: int) -> list[int]:
    """Returns the name that alone makes the clause behind a colon: "имя с мягким знаком: Асель"."""
    tokens, clauses = message.tokens, message.tokenized.clauses
    next_clause = tokens[cue_index].clause_index + 1
    if not message.context.requested_slot or next_clause >= len(clauses):
        return []
    start, end = clauses[next_clause].start, clauses[next_clause].end
    if ":" not in message.tokenized.text[tokens[start - 1].end : tokens[start].start]:
        return []
    indices = collect_name_indices(message, start, allow_lowercase=False)
    return indices if indices and indices[-1] + 1 == end else []


def _parts_in_nominative(message: NameContext, cue: Match, indices: Sequence[int]) -> Sequence[str]:
    """Returns the words of a name as its owner writes them: "на имя Анны" is Анна, "зовут Сакеном" Сакен."""
    is_oblique = any(message.has_role(index, "oblique_cues") for index in range(cue.start, cue.end))
    return to_nominative(
        token_texts(message, indices), message.terms, message.language, instrumental_only=not is_oblique
    )


def _is_object(message: NameContext, cue: Match, indices: Sequence[int]) -> bool:
    """Returns whether a thing may stand behind a preposition: "запишите на чистку", "имя на коробке"."""
    return (
        message.has_role(cue.end - 1, "rename_prepositions")
        and not message.is_name_requested
        and lacks_name_evidence(message, indices)
    )


def _is_name_evident(message: NameContext, name: str, indices: Sequence[int]) -> bool:
    return has_first_name(name, message.terms) or message.looks_like_name(indices[0])


def name_before_cue(message: NameContext) -> str:
    """Returns the name before a phrase that closes an introduction: "Болд гэдэг", "Michael here".

    Without a question or a "my name" before it, only a capital letter makes a name.
    """
    for cue in message.cues("name_cue_after"):
        indices: Sequence[int] = _indices_before(message, cue)
        if not message.is_name_requested and not _has_cue_in_clause(message, cue):
            indices = [index for index in indices if _is_name_by_itself(message, index)]
        if indices:
            parts = to_nominative(
                token_texts(message, indices), message.terms, message.language, instrumental_only=True
            )
            return format_name(message, indices, parts)
    return ""


def _indices_before(message: NameContext, cue: Match) -> range:
    start = cue.start
    while start > 0 and _is_name_part(message, start - 1) and message.in_same_clause(start - 1, cue.start):
        start -= 1
    if 0 < start < cue.start and message.classes[start - 1] is NameClass.INITIAL:
        start -= 1  # its dot ended a clause
    if person := _person_of_firm(message, cue.start):
        return person
    return range(max(start, cue.start - MAX_NAME_WORDS), cue.start)


def _person_of_firm(message: NameContext, start: int) -> range | None:
    """Returns who speaks for the firm that ends before `start`: "Priya from Lotus here"; None for nobody."""
    preposition = start - 1
    while preposition > 0 and message.is_capitalized(preposition):
        preposition -= 1
    if preposition < 1 or message.tokens[preposition].normalized not in message.terms.firm_prepositions:
        return None
    first = preposition
    while first and _is_name_part(message, first - 1) and message.in_same_clause(first - 1, preposition):
        first -= 1
    return range(max(first, preposition - MAX_NAME_WORDS), preposition) if first < preposition else None


def _is_name_part(message: NameContext, index: int) -> bool:
    if message.tokens[index].normalized in message.terms.other_person_words:
        return False
    return message.classes[index] in NAME_START_CLASSES or message.classes[index] is NameClass.PARTICLE


def _has_cue_in_clause(message: NameContext, cue: Match) -> bool:
    return any(
        message.in_same_clause(other.start, cue.start)
        for kind in ("name_cue_before", "weak_name_cue")
        for other in message.matches.of_kind(kind)
    )


def _is_name_by_itself(message: NameContext, index: int) -> bool:
    return message.is_capitalized(index) or message.classes[index] is NameClass.FIRST_NAME
