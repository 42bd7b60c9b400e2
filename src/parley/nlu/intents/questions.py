"""What a customer asks about: the price, or what a contact is wanted for."""

from parley.domain.understanding import ExpectedReply
from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import token_indices
from parley.text.tokenize import TokenizedText, normalized_words

# How the last word of a question ends; folded as words are.
_QUESTION_ENDINGS = {
    "ky": tuple(normalized_words("бы би бу бү пы пи пу пү")),
    "uz": tuple(normalized_words("mi ми")),
}
_ASKING_VERBS = frozenset(normalized_words("can could do does did is are will would may should"))
_ASKED_ABOUT = frozenset(
    normalized_words("i you u we they he she your ur my there this that these someone anyone somebody anybody")
)
_MIN_ENDED_LETTERS, _MIN_WORDS_OF_QUESTION = 5, 2
_CONTACT_SLOTS = frozenset({"name", "phone", "correction"})


def asks_price(tokenized: TokenizedText, matches: MatchList) -> bool:
    """Returns whether the price is asked for. "Скидка есть?" does so, "когда будет скидка?" asks for a time."""
    if matches.has("price"):
        return True
    discounts = matches.of_kind("discount_words")
    if not discounts:
        return False
    clauses_about_time = {tokenized.tokens[match.start].clause_index for match in matches.of_kind("when_words")}
    return any(tokenized.tokens[match.start].clause_index not in clauses_about_time for match in discounts)


def asks_by_form(tokenized: TokenizedText, language: str) -> bool:
    """Returns whether the form of a message makes a question of it, without a mark: the end of its last word
    ("келеби", "kerakmi"), or a verb before who does it ("can your guy come")."""
    words = [token.normalized for token in tokenized.tokens]
    if len(words) < _MIN_WORDS_OF_QUESTION:
        return False
    if language == "en":
        return words[0] in _ASKING_VERBS and words[1] in _ASKED_ABOUT
    return len(words[-1]) >= _MIN_ENDED_LETTERS and words[-1].endswith(_QUESTION_ENDINGS.get(language, ()))


def asks_why_contact(tokenized: TokenizedText, matches: MatchList, requested_slot: ExpectedReply) -> bool:
    """Returns whether the customer asks what a contact is wanted for.

    "Зачем вам мой номер?" does so, and "зачем?" alone where a contact was asked for.
    """
    if matches.has("why_contact"):
        return True
    if requested_slot not in _CONTACT_SLOTS or not matches.has("why_words"):
        return False
    why_indices = token_indices(matches, {"why_words"})
    return all(index in why_indices or len(token.normalized) <= 1 for index, token in enumerate(tokenized.tokens))
