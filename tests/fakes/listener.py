"""Understands texts with the words of every language, as the installation has them."""

from typing import Any

from parley.domain.understanding import ExpectedReply, MessageContext, Understanding
from parley.evaluation.cases import customer_country
from parley.languages.registry import find_languages
from parley.nlu.message import TextAnalyzer, UnderstoodMessage
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.nlu.understand import understand

LEXICON = PhraseMatcher(tuple((code, language.vocabulary) for code, language in find_languages().items()))
ANALYZER = TextAnalyzer(LEXICON)


def heard(text: str, asked: ExpectedReply = "", language: str = "ru", **more: Any) -> Understanding:
    more.setdefault("country", customer_country(language))
    return understand(text, MessageContext(requested_slot=asked, language=language, **more), LEXICON)


def understood_message(text: str, language: str = "ru") -> UnderstoodMessage:
    return ANALYZER.read(text).understand(MessageContext(language=language, country="KZ"))


def message_meaning(text: str, language: str = "ru", **found: Any) -> UnderstoodMessage:
    """A message of which only this was understood."""
    return UnderstoodMessage(ANALYZER.read(text), Understanding(language=language, **found))
