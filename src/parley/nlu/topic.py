"""What a message is about: the words of it that nothing else has understood."""

from collections.abc import Collection

from parley.nlu.contacts.extract import ContactEntities
from parley.nlu.contacts.vocabulary import ContactTerms
from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import token_indices
from parley.text.tokenize import TokenizedText

# Understood as something else, so that there is nothing to search for.
_UNDERSTOOD_KINDS = frozenset(
    [
        "yes", "no", "wrong", "right", "later", "correction", "name_cue_before", "weak_name_cue", "name_cue_after",
        "greeting", "thanks", "goodbye", "human", "connect_verbs", "opt_out", "refuses_contact", "why_contact",
        "who_are_you", "catalogue",
    ]
)  # fmt: skip
# What words of these kinds say is not told by the list they stand in.
_OPEN_KINDS = frozenset({"not_names", "language_markers", "real_words", "number_positions"})
_MAX_SMALL_WORD_CHARS = 4
# Shorter words say nothing by themselves.
_MIN_WORD_CHARS = 3


def remaining_text(
    tokenized: TokenizedText,
    matches: MatchList,
    contacts: ContactEntities,
    name_words: Collection[str],
    *,
    hides_phone_words: bool,
) -> str:
    """Returns what is left to search for: the text without names, phones, greetings and assent.

    It is empty where only small words are left.

    `name_words`: the customer's name, normalised. `hides_phone_words`: whether "телефон" means a number; else it
    may be goods ("хочу телефон").
    """
    kinds = _UNDERSTOOD_KINDS | {"phone_words"} if hides_phone_words else _UNDERSTOOD_KINDS
    understood = token_indices(matches, kinds)
    remaining = [
        token.text
        for index, token in enumerate(tokenized.tokens)
        if index not in understood and token.normalized not in name_words and not contacts.covers(token.start)
    ]
    return (
        " ".join(remaining) if any(len(word) >= _MIN_WORD_CHARS or _is_acronym(word) for word in remaining) else ""
    )


def content_words(
    tokenized: TokenizedText, matches: MatchList, contacts: ContactEntities, name_words: Collection[str]
) -> tuple[str, ...]:
    """Returns the words that no list knows, normalised: they are what the message is about.

    A word that only marks a language counts as well, unless it is a small one.
    """
    understood = token_indices(matches, matches.by_kind.keys() - _OPEN_KINDS)
    understood.update(
        match.start
        for match in matches.of_kind("language_markers")
        if len(tokenized.tokens[match.start].normalized) <= _MAX_SMALL_WORD_CHARS
    )
    return tuple(
        token.normalized
        for index, token in enumerate(tokenized.tokens)
        if index not in understood
        and (len(token.normalized) >= _MIN_WORD_CHARS or token.is_number)
        and token.normalized not in name_words
        and not contacts.covers(token.start)
    )


def is_somebodys_phone(tokenized: TokenizedText, terms: ContactTerms) -> bool:
    """Returns whether a phone is called somebody's, and therefore is no goods: "ваш телефон", "мой номер"."""
    return any(
        token.normalized in words
        for token in tokenized.tokens
        for words in (terms.my_words, terms.your_words, terms.your_contact_nouns)
    )


def _is_acronym(word: str) -> bool:
    """Returns whether two letters may name goods: "LG", "HP", "ТВ"."""
    return len(word) == 2 and word.isupper()
