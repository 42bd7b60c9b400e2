"""Names that the known one is to be changed to: "имя поменяйте на Салтанат", "change the name to Stella"."""

from collections.abc import Iterator, Sequence

from parley.nlu.contacts.vocabulary import is_first_name
from parley.nlu.names.cases import to_nominative
from parley.nlu.names.format import capitalize_name, format_name, has_first_name, token_texts
from parley.nlu.names.tokens import NameContext, collect_name_indices
from parley.nlu.names.traits import NAME_START_CLASSES
from parley.nlu.phrase_matcher import Match
from parley.text.normalize import normalize

_MAX_VERBS = 10
# Words from the verb or from "имя" to what stands before the new name: "имя надо бы поменять на …".
_REACH_WORDS = 5
_DATIVE_ENDINGS = ("га", "ге", "ка", "ке", "го", "ко", "ga", "ka", "qa")


def name_after_rename(message: NameContext) -> str:
    """Returns the name that another one is to be changed to; "" where something else is to be changed."""
    verbs = message.indices_of("rename_verbs")[:_MAX_VERBS]
    if not verbs:
        return ""
    cues = message.cues("name_cue_before")
    if not cues and message.context.requested_slot not in ("confirm", "correction"):
        return ""
    return _name_behind_preposition(message, verbs, cues) or _name_in_dative(message, verbs[-1], cues)


def _name_behind_preposition(message: NameContext, verbs: Sequence[int], cues: Sequence[Match]) -> str:
    """ "Поменяйте на Салтанат", "имя поменяйте на Ивановой Анны"."""
    for index in _prepositions(message, [*verbs, *(cue.end - 1 for cue in cues)]):
        indices = collect_name_indices(message, index + 1, allow_lowercase=True)
        if not indices:
            continue
        parts = to_nominative(token_texts(message, indices), message.terms, message.language)
        name = format_name(message, indices, parts)
        is_near_cue = any(cue.end - 1 <= index < cue.end + _REACH_WORDS for cue in cues)
        is_sure = has_first_name(name, message.terms) or (is_near_cue and message.is_capitalized(indices[0]))
        if name and is_sure:
            return name
    return ""


def _prepositions(message: NameContext, anchors: Sequence[int]) -> Iterator[int]:
    """Yields the words that stand before a new name, a few words behind a verb or a cue, in a clause with one."""
    clauses = {message.tokens[anchor].clause_index for anchor in anchors}
    for index in message.indices_of("rename_prepositions"):
        is_near = any(anchor <= index < anchor + _REACH_WORDS for anchor in anchors)
        if is_near and message.tokens[index].clause_index in clauses:
            yield index


def _name_in_dative(message: NameContext, last_verb: int, cues: Sequence[Match]) -> str:
    """ "Атымды Асанга өзгөртүңүз": the name stands in another case between the cue and the verb."""
    for cue in cues:
        if cue.end < last_verb and message.classes[cue.end] in NAME_START_CLASSES:
            name = _strip_dative(message, message.tokens[cue.end].text)
            if name:
                return capitalize_name(name)
    return ""


def _strip_dative(message: NameContext, name: str) -> str:
    """Returns the first name of which a word is the dative, Асан of "Асанга"; "" where that is not certain."""
    for ending in _DATIVE_ENDINGS:
        stem = name[: -len(ending)]
        if normalize(name).endswith(ending) and is_first_name(normalize(stem), message.terms):
            return stem
    return ""
