"""Where a customer knows the company from, as the contract classifies it (§5.2)."""

from parley.nlu.phrase_matcher import PhraseMatcher, keep_longest
from parley.text.sanitize import sanitize_text
from parley.text.tokenize import tokenize

# In the order in which they are looked for; the contract's spellings, which go to the CRM.
_LABELS_BY_KIND = (
    ("from_friends", "Рекомендация"),
    ("from_social_networks", "Соцсети"),
    ("from_adverts", "Реклама"),
    ("from_search", "Поиск в интернете"),
    ("from_neighbours", "Соседи уже подключены"),
)
_OTHER_LABEL = "Другое"
_MAX_UNTELLING_CHARS = 30


def classify_referral(text: str, matcher: PhraseMatcher) -> str:
    """One of the five classes; else the text itself when it is longer than 30 characters; else "Другое"."""
    kinds = {match.kind for match in keep_longest(matcher.find_matches(tokenize(text).tokens))}
    for kind, label in _LABELS_BY_KIND:
        if kind in kinds:
            return label
    text = " ".join(sanitize_text(text).split())
    return text if len(text) > _MAX_UNTELLING_CHARS else _OTHER_LABEL
