"""Names behind words that introduce anything: "это", "я", "this is", "мен"."""

from parley.nlu.contacts.vocabulary import is_first_name
from parley.nlu.names.format import capitalize_name, format_name
from parley.nlu.names.surname import add_surname
from parley.nlu.names.tokens import NameContext, collect_name_indices, place_indices
from parley.nlu.names.traits import FIRST_NAME_CLASSES, NAME_START_CLASSES, NameClass
from parley.nlu.phrase_matcher import Match
from parley.text.normalize import is_latin, normalize

# A shorter rest is a name of its own: Усман, Рахман.
_MIN_STEM_LETTERS = 4


def name_after_hint(message: NameContext) -> str:
    """Returns the name that "это Ольга", "мен Айдармын" introduce.

    "Это Samsung или LG?" introduces nobody, "это роза" perhaps a flower.
    """
    for hint in message.cues("weak_name_cue"):
        name = _introduced_name(message, hint)
        if name is not None:
            return name
    return ""


def _introduced_name(message: NameContext, hint: Match) -> str | None:
    """Returns the name behind one hint; None where none stands there."""
    start = hint.end + (hint.end in place_indices(message))
    if start >= len(message.tokens) or not _follows_directly(message, start):
        return None
    text = message.tokens[start].text
    bare = strip_name_ending(text, message)
    if bare != text:
        is_first = is_first_name(normalize(bare), message.terms)
        if is_first or message.is_capitalized(start):
            return capitalize_name(bare) if is_first or _may_be_unknown_name(message, start, bare) else None
    indices = collect_name_indices(message, start, allow_lowercase=False)
    if not indices or message.in_question(hint.start) or _is_other_script(message, hint):
        return None
    if _is_lowercase_word(message, start) and not _is_certain(message, hint, indices[-1]):
        return None
    return format_name(message, add_surname(message, indices, is_sentence=hint.end - hint.start > 1))


def _may_be_unknown_name(message: NameContext, index: int, bare: str) -> bool:
    is_open = message.classes[index] in NAME_START_CLASSES
    return is_open and normalize(bare) not in message.terms.non_name_words


def _is_other_script(message: NameContext, hint: Match) -> bool:
    """Returns whether goods may follow in another script ("это LG"): only a first name is a name there."""
    tokens = message.tokens
    is_same = is_latin(tokens[hint.end].normalized) == is_latin(tokens[hint.start].normalized)
    return not is_same and message.classes[hint.end] not in FIRST_NAME_CLASSES


def _is_lowercase_word(message: NameContext, index: int) -> bool:
    """Returns whether a name in small letters is a word as well: "это роза"."""
    return message.classes[index] is NameClass.AMBIGUOUS and not message.is_capitalized(index)


def _is_certain(message: NameContext, hint: Match, last: int) -> bool:
    """Returns whether a word that may be a name is one.

    It closes its clause, and a name was asked for or the speaker is introduced; or it is no word of the language.
    """
    closes_clause = last + 1 == message.tokenized.clauses[message.tokens[hint.end].clause_index].end
    is_introduced = closes_clause and (message.is_name_requested or _is_introduction(message, hint))
    return is_introduced or _is_foreign_word(message, hint)


def _is_introduction(message: NameContext, hint: Match) -> bool:
    """ "i'm will, calling about the sofa": who it is, then what for."""
    names_speaker = any(message.has_role(index, "self_pronouns") for index in range(hint.start, hint.end))
    return names_speaker and len(message.tokenized.clauses) > message.tokens[hint.start].clause_index + 1


def _is_foreign_word(message: NameContext, hint: Match) -> bool:
    """ "privet eto marina": a word of English, but of the language spoken only a name."""
    word = message.tokens[hint.end].normalized
    return hint.latinized and word not in message.terms.ambiguous_names_by_language.get(hint.language, ())


def _follows_directly(message: NameContext, index: int) -> bool:
    """Returns whether a word stands in one clause with the one before, or parted by a dash: "я — Марина"."""
    if message.in_same_clause(index - 1, index):
        return True
    between = message.tokenized.text[message.tokens[index - 1].end : message.tokens[index].start]
    return not between.strip(" -–—:")


def strip_name_ending(name: str, message: NameContext) -> str:
    """Returns a name without what "I am" glues to it: Айдар of "мен Айдармын"."""
    normalized = normalize(name)
    if is_first_name(normalized, message.terms):
        return name
    for ending in message.name_endings:
        if normalized.endswith(ending) and len(name) - len(ending) >= _MIN_STEM_LETTERS:
            return name[: -len(ending)]
    return name


def strip_known_name_ending(name: str, message: NameContext) -> str:
    """Returns a name without such an ending where the rest is a known first name: Ержан of "Ержанмын"."""
    bare = strip_name_ending(name, message) if name else ""
    return bare if bare != name and is_first_name(normalize(bare), message.terms) else name
