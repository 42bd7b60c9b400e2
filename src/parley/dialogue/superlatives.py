"""Tells a search for the cheapest or the dearest of some goods from an objection to a price."""

from dataclasses import replace

from parley.concepts.matcher import BRANDS, GOODS
from parley.domain.understanding import Understanding
from parley.nlu.message import UnderstoodMessage
from parley.search.query_words import LATIN_STOP_WORDS
from parley.text.normalize import latinize

_OBJECTION = "object_price"


def without_false_objection(message: UnderstoodMessage) -> Understanding:
    """Returns what a message means, with no objection to a price where it only looks for the cheapest or the
    dearest of some goods: "cheapest monitor", "ең қымбат теледидар"."""
    understanding = message.understanding
    if _OBJECTION not in understanding.intents or not _is_superlative_search(message):
        return understanding
    return replace(understanding, intents=tuple(intent for intent in understanding.intents if intent != _OBJECTION))


def _is_superlative_search(message: UnderstoodMessage) -> bool:
    """Tells whether goods stand with "the cheapest", and nothing but small words beside them."""
    choices = message.choices
    if choices.degree not in ("cheapest", "dearest") or choices.excluded - choices.degree_tokens:
        return False
    names_goods, start = False, 0
    for part in message.annotations:
        tokens = range(start, start + len(part.words))
        start = tokens.stop
        is_goods = part.concept in GOODS | BRANDS
        names_goods = names_goods or is_goods
        is_known = is_goods or choices.degree_tokens.issuperset(tokens)
        if not is_known and any(latinize(word) not in LATIN_STOP_WORDS for word in part.words):
            return False
    return names_goods
