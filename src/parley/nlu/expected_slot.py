"""Tells what a message may be an answer to: the question for a name stays open while other things are talked
about."""

from collections.abc import Sequence

from parley.concepts.matcher import GOODS, is_lexicon_word
from parley.domain.lead import LeadDraft, NextMove
from parley.domain.understanding import ExpectedReply
from parley.nlu.contacts.vocabulary import ContactTerms, compile_contact_terms, is_first_name
from parley.nlu.message import MessageText
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.text.tokenize import Token

# A name is so many words at most, and so many may stand around it: "ладно, Эдуард".
_MAX_NAME_WORDS = 3
_FILLER_KINDS = ("yes", "right", "conjunctions", "weak_name_cue", "not_names")


def expected_slot(draft: LeadDraft, message: MessageText, matcher: PhraseMatcher) -> ExpectedReply:
    """Returns what the message may answer: what was asked last, or the name.

    A first name answers the question for the name even where that was not asked; any lone capitalised word that is
    no product does so once it was asked, or right after a person was offered. The name of a product ("Диван") is no
    answer to it.
    """
    terms = compile_contact_terms(matcher)
    if draft.expected_reply == "name" and not draft.name:
        return "need" if _is_product(message, terms) else "name"
    is_open = draft.expected_reply in ("", "need") or _asks_for_any_contact(draft, message)
    if draft.name or not is_open:
        return draft.expected_reply
    words = _lone_words(message, matcher, terms)
    if not words:
        return draft.expected_reply
    if _awaits_contact(draft) and _is_written_as_first_names(words, terms):
        return "name"
    is_expected = draft.name_requests > 0 or draft.last_moves[-1:] == (NextMove.OFFER_PERSON,)
    may_be_name = is_expected and _may_be_name(message, words, terms)
    return "name" if may_be_name or _begins_with_first_name(message, words, terms) else draft.expected_reply


def _asks_for_any_contact(draft: LeadDraft, message: MessageText) -> bool:
    """Tells whether somebody who was passed on to a person gives neither a number nor an address where one was
    asked for: a name may come first."""
    has_contact = "@" in message.text or any(token.is_number for token in message.tokenized.tokens)
    return draft.handed_over and draft.expected_reply == "phone" and not has_contact


def _awaits_contact(draft: LeadDraft) -> bool:
    """Tells whether somebody was passed on to a person who does not know yet how to reach them."""
    return draft.handed_over and not draft.has_contact


def _is_written_as_first_names(words: Sequence[Token], terms: ContactTerms) -> bool:
    """Returns whether nothing but first names with a capital letter is said: even "Цэцэг" is no flower then."""
    return all(word.text[0].isupper() and is_first_name(word.normalized, terms) for word in words)


def _lone_words(message: MessageText, matcher: PhraseMatcher, terms: ContactTerms) -> Sequence[Token]:
    """Returns the words that may be a name, without assent around them; none where it is a question, or more."""
    tokens = message.tokenized.tokens
    if len(tokens) > 2 * _MAX_NAME_WORDS or any(clause.is_question for clause in message.tokenized.clauses):
        return ()
    words = [token for token in tokens if not _is_filler(token.normalized, matcher, terms)]
    return words if max(len(words), len(tokens) - len(words)) <= _MAX_NAME_WORDS else ()


def _begins_with_first_name(message: MessageText, words: Sequence[Token], terms: ContactTerms) -> bool:
    """Returns whether a first name comes first, and no product: "Роза" may be a flower, "Роза Тошева" is not.

    "Сабина" begins like a word for babies, and is a name all the same.
    """
    first, others = words[0], words[1:]
    if not is_first_name(first.normalized, terms):
        return False
    unmarked = [token for token in others if not token.normalized.endswith(terms.surname_endings)]
    if others and not unmarked:
        return True
    is_ambiguous = first.normalized in terms.ambiguous_first_names or is_lexicon_word(first.normalized)
    return not is_ambiguous and not _has_concept(message, unmarked)


def _may_be_name(message: MessageText, words: Sequence[Token], terms: ContactTerms) -> bool:
    """Returns whether one or two words with a capital letter name nothing that a shop knows; "David Brown", "Цэцэг"
    and "daria" are names all the same."""
    is_written_alike = len({word.text[0].isupper() for word in words}) == 1
    if is_written_alike and any(is_first_name(word.normalized, terms) for word in words):
        return True
    return len(words) < _MAX_NAME_WORDS and words[0].text[0].isupper() and not _has_concept(message, words)


def _has_concept(message: MessageText, words: Sequence[Token]) -> bool:
    """Returns whether one of the words is, or is part of, something that a shop knows."""
    if not words:
        return False
    tokens, position = message.tokenized.tokens, 0
    for annotation in message.annotations:
        end = position + len(annotation.words)
        if annotation.concept and not {*words}.isdisjoint(tokens[position:end]):
            return True
        position = end
    return False


def _is_product(message: MessageText, terms: ContactTerms) -> bool:
    """Returns whether a short message names goods: "Диван" does, "Роза" may be a name."""
    if not 0 < len(message.words) <= _MAX_NAME_WORDS or any(is_first_name(word, terms) for word in message.words):
        return False
    return any(
        annotation.concept in GOODS and is_lexicon_word(annotation.words[0]) for annotation in message.annotations
    )


def _is_filler(normalized: str, matcher: PhraseMatcher, terms: ContactTerms) -> bool:
    """Returns whether a word only stands around a name: assent and small words."""
    if is_first_name(normalized, terms):
        return False
    return any(normalized in matcher.single_words.get(kind, ()) for kind in _FILLER_KINDS)
