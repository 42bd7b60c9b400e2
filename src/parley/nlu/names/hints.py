"""Names behind words that introduce anything: "это", "я", "this is", "мен"."""

from itertools import islice

from parley.nlu.contacts.vocabulary import ContactTerms, is_first_name
from parley.nlu.names.format import capitalize_name, format_name
from parley.nlu.names.surname import add_surname
from parley.nlu.names.tokens import NAME_START_CLASSES, NameClass, NameContext, collect_name_indices
from parley.nlu.phrase_matcher import Match, PhraseMatcher
from parley.text.normalize import is_latin, normalize

_MIN_STEM_LETTERS, _MAX_CUES = 4, 10


def name_after_hint(message: NameContext, phrase_matcher: PhraseMatcher) -> str:
    """ "Это Ольга", "Мен Айдармын"; "это Samsung или LG?" introduces nobody, "это роза" perhaps a flower."""
    for match in islice((match for match in message.matches if match.kind == "weak_name_cue"), _MAX_CUES):
        start = match.end
        if start >= len(message.classes) or not _follows_directly(message, match.end - 1, start):
            continue
        token = message.tokenized.tokens[start]
        bare = strip_name_ending(token.text, phrase_matcher, message.terms)
        is_first = is_first_name(normalize(bare), message.terms)
        if bare != token.text and (is_first or message.is_capitalized(start)):
            if is_first or (
                message.classes[start] in NAME_START_CLASSES and normalize(bare) not in message.terms.non_name_words
            ):
                return capitalize_name(bare)
            continue
        indices = collect_name_indices(message, start, allow_lowercase=False)
        if not indices or message.in_question(match.start):
            continue
        first = indices[0]
        is_other_script = is_latin(token.normalized) != is_latin(message.tokenized.tokens[match.start].normalized)
        if is_other_script and message.classes[first] not in (NameClass.FIRST_NAME, NameClass.AMBIGUOUS):
            continue
        closes_clause = indices[-1] + 1 == message.tokenized.clauses[token.clause_index].end
        is_lowercase_word = message.classes[first] is NameClass.AMBIGUOUS and not message.is_capitalized(first)
        if (
            not is_lowercase_word
            or (closes_clause and (message.is_name_requested or _is_introduction(message, match)))
            or _foreign_word(message, match)
        ):
            return format_name(message, add_surname(message, indices, is_sentence=match.end - match.start > 1))
    return ""


def _is_introduction(message: NameContext, match: Match) -> bool:
    """ "i'm will, calling about the sofa": who it is, then what for."""
    names_speaker = any(
        message.tokenized.tokens[index].normalized in message.terms.self_pronouns
        for index in range(match.start, match.end)
    )
    return names_speaker and len(message.tokenized.clauses) > message.tokenized.tokens[match.start].clause_index + 1


def _foreign_word(message: NameContext, match: Match) -> bool:
    """ "privet eto marina": a word of English, but of the language spoken only a name."""
    word = message.tokenized.tokens[match.end].normalized
    return match.latinized and word not in message.terms.ambiguous_names_by_language.get(match.language, ())


def _follows_directly(message: NameContext, previous: int, index: int) -> bool:
    """In one clause, or parted by a dash: "я — Марина"."""
    tokens = message.tokenized.tokens
    between = message.tokenized.text[tokens[previous].end : tokens[index].start]
    return tokens[previous].clause_index == tokens[index].clause_index or not between.strip(" -–—:")


def strip_name_ending(name: str, phrase_matcher: PhraseMatcher, terms: ContactTerms) -> str:
    """ "Мен Айдармын" is Айдар; a short rest is a name of its own (Усман, Рахман)."""
    if is_first_name(normalize(name), terms):
        return name
    for ending in phrase_matcher.name_endings:
        if len(name) - len(ending) >= _MIN_STEM_LETTERS and normalize(name).endswith(ending):
            return name[: -len(ending)]
    return name


def strip_known_name_ending(name: str, phrase_matcher: PhraseMatcher, terms: ContactTerms) -> str:
    """ "Ержанмын" alone; a rest that is no known name tells nothing."""
    bare = strip_name_ending(name, phrase_matcher, terms)
    return bare if is_first_name(normalize(bare), terms) else name
