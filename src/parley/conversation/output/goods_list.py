"""Refuses lists in words of what already stands on cards below the answer."""

import re
from collections.abc import Sequence

from parley.conversation.output.facts import Facts
from parley.conversation.output.phrases import fold_word
from parley.conversation.output.sentence import Sentence
from parley.domain.search_results import ProductHit
from parley.text.digits import only_digits

_ITEM = re.compile(r"\s*(?:[•*\-–—▪●]|\d{1,2}[.)])\s")
_WORD = re.compile(r"[^\W_]+")
# So much of a product's name names it.
_NAMED_SHARE = 0.6
# A line of a list that says so little beside what the card says says nothing; a sentence that runs through so many.
_MAX_OTHER_WORDS, _MIN_NAMED_IN_SENTENCE, _MAX_OTHER_WORDS_IN_SENTENCE = 3, 3, 8


class GoodsListRule:
    """Refuses a line of a list that names a product of a card and adds nothing to it, and a sentence that runs
    through several of them."""

    def __init__(self, cards: Sequence[ProductHit]) -> None:
        self._names = [frozenset(_words(card.name)) for card in cards]
        on_cards = [
            text for card in cards for text in (card.name, card.price, card.category, only_digits(card.price))
        ]
        self._known = frozenset(word for text in on_cards for word in _words(text))

    def refuses(self, sentence: Sentence, _: Facts) -> bool:
        """Tells whether a sentence only lists what stands on cards."""
        item = _ITEM.match(sentence.text)
        words = sentence.folded[1:] if item and item[0].strip()[:1].isdigit() else sentence.folded
        named = sum(self._is_named(name, words) for name in self._names)
        others = [word for word in words if word not in self._known]
        if not named or sentence.is_question or any(word.isdigit() for word in others):
            return False
        if item:
            return len(others) <= _MAX_OTHER_WORDS
        return named >= _MIN_NAMED_IN_SENTENCE and len(others) <= _MAX_OTHER_WORDS_IN_SENTENCE

    def suspects(self, sentence: Sentence, _: Facts) -> bool:
        """Tells whether a sentence that begins so may list goods: it names one."""
        return any(self._is_named(name, sentence.folded) for name in self._names)

    def _is_named(self, name: frozenset[str], words: Sequence[str]) -> bool:
        return bool(name) and len(name.intersection(words)) >= _NAMED_SHARE * len(name)


def _words(text: str) -> list[str]:
    return [fold_word(word) for word in _WORD.findall(text)]
