"""Refuses sentences in another language than the customer's, where letters alone do not tell them: Russian to a
Kazakh customer, English to an Uzbek one."""

from functools import lru_cache

from parley.conversation.output.facts import Facts
from parley.conversation.output.sentence import Sentence
from parley.nlu.language.detect import detect_text_language
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.nlu.understand import tokenize_message

# Shorter sentences are names of goods, sums and greetings of everybody.
_MIN_WORDS = 4
# A model greets and asks in the same sentences again.
_MAX_CACHED_SENTENCES = 1000
# A sentence made of the company's own words may quote its document.
_MAX_KNOWN_SHARE = 0.5


class LanguageRule:
    """Refuses sentences in other languages than this one (ISO)."""

    def __init__(self, language: str, matcher: PhraseMatcher) -> None:
        self._language, self._matcher = language, matcher

    def refuses(self, sentence: Sentence, facts: Facts) -> bool:
        """Tells whether a sentence is in another language, beyond doubt, and quotes nothing that was given."""
        words = [word for word in sentence.folded if word.isalpha()]
        if len(words) < _MIN_WORDS or _detect(sentence.text, self._language, self._matcher) == self._language:
            return False
        return sum(map(facts.knows_word, words)) <= _MAX_KNOWN_SHARE * len(words)

    def suspects(self, sentence: Sentence, facts: Facts) -> bool:
        """Tells whether a sentence that begins so may be in another language: so few words do not tell."""
        return sum(map(str.isalpha, sentence.folded)) < _MIN_WORDS or self.refuses(sentence, facts)


@lru_cache(maxsize=_MAX_CACHED_SENTENCES)
def _detect(text: str, language: str, matcher: PhraseMatcher) -> str:
    return detect_text_language(tokenize_message(text), language, matcher)
