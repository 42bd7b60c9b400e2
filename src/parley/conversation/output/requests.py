"""Tells what a sentence asks of the customer's contact, and whether it promises that a person gets in touch."""

import re
from collections.abc import Iterator

from parley.conversation.contact_requests import ContactPart
from parley.conversation.output.denial import is_denied
from parley.conversation.output.facts import Facts
from parley.conversation.output.sentence import Sentence, clean_text, end_of_sentence

_KINDS: dict[ContactPart, str] = {"name": "name_request", "phone": "phone_request"}
# A sentence that names a number or an address asks for none: "Наш номер телефона: …, звоните".
_NAMED_CONTACT = re.compile(r"\d(?:\D{0,3}\d){6}|\w@\w")

# What is shorter may be the beginning of any question.
_MIN_TELLING_WORDS = 4


def sentences_of(text: str) -> Iterator[Sentence]:
    """Yields the sentences of a whole text."""
    rest = clean_text(text)
    while rest:
        end = end_of_sentence(rest) or len(rest)
        yield Sentence(rest[:end])
        rest = rest[end:]


def asks_for(sentence: Sentence, part: ContactPart) -> bool:
    """Tells whether a sentence asks the customer for this part of the contact, in whatever language."""
    kind = _KINDS[part]
    if kind not in sentence.kinds or not (sentence.is_question or "request" in sentence.kinds):
        return False
    ordered = {noun.start for noun in sentence.phrases("order_noun")}  # "ваш номер заказа"
    is_meant = any(phrase.end not in ordered for phrase in sentence.phrases(kind))
    return is_meant and not _NAMED_CONTACT.search(sentence.plain)


def promises_contact(sentence: Sentence, language: str) -> bool:
    """Tells whether a sentence says, in this language, that a person will get in touch."""
    return any(
        phrase.language == language and not is_denied(sentence, phrase)
        for phrase in sentence.phrases("contact_promise")
    )


def suspect_unwanted_request(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence that begins so may ask for what this answer does not ask for: "и кстати, …"."""
    is_open = "request" in sentence.kinds or len(sentence.folded) < _MIN_TELLING_WORDS
    return bool(facts.unwanted_requests) and is_open


def refuse_unwanted_request(sentence: Sentence, facts: Facts) -> bool:
    """Tells whether a sentence asks for a part of the contact that this answer does not ask for."""
    return any(asks_for(sentence, part) for part in facts.unwanted_requests)
