"""Gives the words and the texts of an order (words/) to its slots, of all languages together."""

from collections.abc import Mapping
from functools import cache

from parley.dialogue.model import LocalizedText
from parley.plugs import find_plugin_instances
from parley.text.word_list import WordList
from parley.verticals.isp.words.base import OrderReplies, OrderWords

_PACKAGE = "parley.verticals.isp.words"
# An installation of ours speaks it from the beginning.
_DEFAULT_LANGUAGE = "ru"


def order_replies(language: str) -> OrderReplies:
    """Returns what customers are told in a language (ISO); in Russian for one that has no words here."""
    replies = _replies_by_language()
    return replies.get(language) or replies[_DEFAULT_LANGUAGE]


@cache
def localized_reply(name: str) -> LocalizedText:
    """Returns one text of `OrderReplies` in every language, by the name of its field."""
    return {code: getattr(replies, name) for code, replies in _replies_by_language().items()}


@cache
def localized_hints(name: str) -> tuple[LocalizedText, ...]:
    """Returns buttons of `OrderReplies` in every language, by the name of their field."""
    labels = {code: getattr(replies, name) for code, replies in _replies_by_language().items()}
    return tuple(
        {code: each[index] for code, each in labels.items()} for index in range(len(labels[_DEFAULT_LANGUAGE]))
    )


@cache
def order_word_list(name: str) -> WordList:
    """Returns one list of `OrderWords` of all languages, by the name of its field."""
    return WordList(order_entries(name))


def order_entries(name: str) -> tuple[str, ...]:
    """Returns the entries of one list of `OrderWords` of all languages, by the name of its field."""
    words_by_language = find_plugin_instances(_PACKAGE, OrderWords, "language")
    return tuple(entry for words in words_by_language.values() for entry in getattr(words, name))


@cache
def _replies_by_language() -> Mapping[str, OrderReplies]:
    return find_plugin_instances(_PACKAGE, OrderReplies, "language")
