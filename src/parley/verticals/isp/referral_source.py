"""Classifies where a customer knows the provider from (contract §5.2)."""

from collections.abc import Iterator
from functools import lru_cache

from parley.nlu.phrase_matcher import PhraseIndex, PhraseMatcher, keep_longest
from parley.plugs import find_plugin_instances
from parley.text.tokenize import TokenizedText
from parley.verticals.isp.words.base import ReferralWords

# The lists of ReferralWords in the order in which they are looked for, and the contract's names of the classes,
# which go to the CRM.
_LABEL_BY_LIST = {
    "recommendation": "Рекомендация",
    "social_networks": "Соцсети",
    "advertising": "Реклама",
    "web_search": "Поиск в интернете",
    "neighbours": "Соседи уже подключены",
}
OTHER_REFERRAL = "Другое"
_MAX_UNTELLING_CHARS = 30


def classify_referral(answer: TokenizedText, matcher: PhraseMatcher) -> str:
    """Returns one of the five classes; else the answer itself when it is longer than 30 characters; else "Другое".

    A word inside a longer phrase that `matcher` knows tells nothing: "подключите интернет" is no web search.
    """
    matches = sorted(
        [*_referral_index().find_matches(answer.tokens), *matcher.find_matches(answer.tokens)],
        key=lambda match: (match.start, -match.end),
    )
    lists = {match.kind for match in keep_longest(matches)}
    for name, label in _LABEL_BY_LIST.items():
        if name in lists:
            return label
    text = " ".join(answer.text.split())
    return text if len(text) > _MAX_UNTELLING_CHARS else OTHER_REFERRAL


@lru_cache(maxsize=1)
def _referral_index() -> PhraseIndex:
    """Returns the words of all languages, compiled when the first customer is asked."""
    return PhraseIndex(_referral_entries())


def _referral_entries() -> Iterator[tuple[str, str, str]]:
    words_by_language = find_plugin_instances("parley.verticals.isp.words", ReferralWords, "language")
    for language, words in sorted(words_by_language.items()):
        for name in _LABEL_BY_LIST:
            for entry in getattr(words, name):
                yield name, language, entry
