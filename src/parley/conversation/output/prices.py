"""Keeps a model from making prices: an amount of money that stands nowhere in what it was given is not said."""

import re

from parley.conversation.output.amounts import Amount, find_amounts
from parley.conversation.output.facts import Facts
from parley.conversation.output.sentence import Sentence

_DIGIT_OR_SIGN = re.compile(r"[\d$€£₸₽₴₮]")
# Without a currency it takes a word for a price before it, and so much.
_MIN_BARE_PRICE = 100
_MAX_WORDS_BETWEEN = 5
# What follows a price without a currency: nothing, a mark, or one of these words; else it counts something.
_AFTER_PRICE = re.compile(
    r"\s*(?:[.,!?;:)»\"…—–*_\n]|$|(?:за|в|и|или|до|с|на|з|та|або|для|per|for|and|a|each|only|today|сегодня|всего|только|"
    r"и|болады|болот|bo['ʻ’]ladi|turadi|турады|турат|юм|байна)(?!\w))",
    re.IGNORECASE,
)


def unknown_prices(sentence: Sentence, facts: Facts) -> list[Amount]:
    """Returns the amounts of money in a sentence that nobody gave."""
    if not (_DIGIT_OR_SIGN.search(sentence.text) or sentence.has_number_word(facts.language)):
        return []
    text = sentence.plain
    return [
        amount
        for amount in find_amounts(text, facts.language, spoken=sentence.has_number_word(facts.language))
        if _is_price(sentence, text, amount) and any(amount.values) and not _may_be_said(sentence, amount, facts)
    ]


def replace_prices(text: str, start: int, amounts: list[Amount], replacement: str) -> str:
    """Returns a text from `start` on, with something else in place of these amounts."""
    parts, position = [], start
    for amount in amounts:
        parts += [text[position : max(amount.start, position)], replacement]
        position = max(amount.end, position)
    return "".join([*parts, text[position:]])


def _is_price(sentence: Sentence, text: str, amount: Amount) -> bool:
    if amount.is_money:
        return True
    if max(amount.values) < _MIN_BARE_PRICE or not _AFTER_PRICE.match(text, amount.end):
        return False
    if amount.is_multiplied:
        return "price_cue" in sentence.kinds
    return _has_cue_before(sentence, amount)


def _has_cue_before(sentence: Sentence, amount: Amount) -> bool:
    """Returns whether a word for a price stands not far before an amount."""
    if "price_cue" not in sentence.kinds:
        return False
    index = sum([end <= amount.start for _, end in sentence.spans])
    return any(index - _MAX_WORDS_BETWEEN <= cue.start < index for cue in sentence.phrases("price_cue"))


def _may_be_said(sentence: Sentence, amount: Amount, facts: Facts) -> bool:
    if facts.knows_price(amount.values):
        return True
    # What the customer wants to pay may be repeated, and not be agreed to.
    names_price = "price_cue" in sentence.kinds and "limit" not in sentence.kinds
    return not names_price and facts.heard_amount(amount.values)
