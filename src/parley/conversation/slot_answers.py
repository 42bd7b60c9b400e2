"""Understands a message once more that turned out to answer a flow: what is only an answer is nothing else.

A tariff's name or a street says nothing of the language a customer speaks, and "дім" or a name like an abuse is no
trouble: the classifier knows neither what was asked nor what is on offer.
"""

from collections.abc import Iterable

from parley.dialogue.model import Flow, MessageEffect, Utterance
from parley.domain.lead import LeadDraft
from parley.domain.understanding import HUMAN_INTENTS, TROUBLE_INTENTS
from parley.nlu.addresses.extract import extract_address
from parley.nlu.language.detect import detect_text_language
from parley.nlu.message import UnderstoodMessage
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words, tokenize

# With more words an answer may tell of trouble as well, or ask for a person.
_MAX_WORDS_OF_ANSWER, _MAX_WORDS_OF_REQUEST = 3, 6
_NO_REPLIES = frozenset({"insult", "small_talk"})
_NO_ANSWERS = TROUBLE_INTENTS | _NO_REPLIES
_STAFF_KINDS = frozenset({"human", "staff_words"})
# With fewer words beside names and numbers an answer tells no language: "1490 likni".
_MIN_WORDS_OF_LANGUAGE = 2
# A word is a name in another case or script where it begins so, but for its ending.
_MIN_STEM_CHARS, _MAX_ENDING_CHARS = 4, 2


def reread_answer(
    flow: Flow, previous: LeadDraft, effect: MessageEffect, utterance: Utterance, language: str
) -> UnderstoodMessage:
    """Returns the message as it is to be understood, given what it answered; itself where nothing is to change.
    `language`: the conversation's so far."""
    message = utterance.message
    if not (effect.changed_slots or effect.rejection):
        return message
    message = _without_misread_intents(previous, effect, utterance)
    if message.understanding.language != language:
        message = _in_own_language(flow, previous, effect, utterance, message, language)
    return message


def _without_misread_intents(previous: LeadDraft, effect: MessageEffect, utterance: Utterance) -> UnderstoodMessage:
    """Returns the message without the intents that the classifier saw in a mere answer."""
    understanding, misread = utterance.understanding, _misread_intents(previous, effect, utterance)
    if misread.isdisjoint(understanding.intents):
        return utterance.message
    return utterance.message.with_understanding(
        intents=tuple(intent for intent in understanding.intents if intent not in misread),
        wants_human=understanding.wants_human and HUMAN_INTENTS.isdisjoint(misread),
    )


def _misread_intents(previous: LeadDraft, effect: MessageEffect, utterance: Utterance) -> frozenset[str]:
    """Returns the intents that a message cannot have that answers the question, the more of them the shorter it
    is."""
    size = len(utterance.tokenized.tokens)
    if size == 1:
        return _NO_ANSWERS
    if not _answers_question(previous, effect) or size > _MAX_WORDS_OF_REQUEST:
        return frozenset()
    misread = _NO_ANSWERS if size <= _MAX_WORDS_OF_ANSWER else _NO_REPLIES
    asks_for_person = not HUMAN_INTENTS.isdisjoint(utterance.understanding.intents)
    return misread | HUMAN_INTENTS if asks_for_person and not _names_staff(utterance) else misread


def _answers_question(previous: LeadDraft, effect: MessageEffect) -> bool:
    requested = previous.requested_slot
    return bool(requested) and (requested in effect.changed_slots or effect.rejection is not None)


def _names_staff(utterance: Utterance) -> bool:
    return any(match.kind in _STAFF_KINDS for match in utterance.matcher.find_matches(utterance.tokenized.tokens))


def _in_own_language(
    flow: Flow,
    previous: LeadDraft,
    effect: MessageEffect,
    utterance: Utterance,
    message: UnderstoodMessage,
    language: str,
) -> UnderstoodMessage:
    """Returns the message in the conversation's language where only names and addresses speak for another."""
    words = _words_without_names(flow, effect, utterance)
    answers = previous.requested_slot in effect.changed_slots
    if answers and sum(map(str.isalpha, words)) < _MIN_WORDS_OF_LANGUAGE:
        return message.with_understanding(language=language)
    if len(words) == len(utterance.tokenized.tokens):
        return message
    detected = detect_text_language(tokenize(" ".join(words)), language, utterance.matcher) if words else language
    return message.with_understanding(language=language) if detected == language else message


def _words_without_names(flow: Flow, effect: MessageEffect, utterance: Utterance) -> list[str]:
    """Returns the words that are neither an address nor the name of something on offer."""
    names = [latinize(name) for name in _names_on_offer(flow, effect, utterance)]
    text = utterance.text
    if "address" in {slot.kind for slot in flow.slots if slot.name in effect.changed_slots}:
        address = extract_address(text, requested=True)
        text = text.replace(address.text, " ", 1) if address else text
    tokens = utterance.tokenized.tokens if text == utterance.text else tokenize(text).tokens
    return [token.text for token in tokens if not _is_name(latinize(token.normalized), names)]


def _names_on_offer(flow: Flow, effect: MessageEffect, utterance: Utterance) -> Iterable[str]:
    for slot in flow.slots:
        if slot.name in effect.changed_slots and slot.find_options:
            for option in slot.find_options(utterance.slot_values, utterance.facts):
                yield from normalized_words(option.value)


def _is_name(word: str, names: Iterable[str]) -> bool:
    return any(
        len(name) >= _MIN_STEM_CHARS
        and word.startswith(name[: max(_MIN_STEM_CHARS, len(name) - _MAX_ENDING_CHARS)])
        for name in names
    )
