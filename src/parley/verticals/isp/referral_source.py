"""Where a customer knows the company from, as the contract classifies it (§5.2)."""

from parley.nlu.phrase_matcher import Lexicon, longest
from parley.text.tokenize import clean, read

# In the order in which they are looked for; the contract's spellings, which go to the CRM.
_CLASSES = (
    ("from_friends", "Рекомендация"),
    ("from_networks", "Соцсети"),
    ("from_adverts", "Реклама"),
    ("from_search", "Поиск в интернете"),
    ("from_neighbours", "Соседи уже подключены"),
)
_OTHER = "Другое"
_TELLING = 30


def referrer(text: str, lexicon: Lexicon) -> str:
    """One of the five classes; else the text itself when it is longer than 30 characters; else "Другое"."""
    kinds = {hit.kind for hit in longest(lexicon.hits(read(text).words))}
    for kind, label in _CLASSES:
        if kind in kinds:
            return label
    text = " ".join(clean(text).split())
    return text if len(text) > _TELLING else _OTHER
