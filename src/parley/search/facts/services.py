"""What comes on top of the price of goods, where the company's terms or its catalogue say it in numbers: delivery,
assembly, installation."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from parley.search.price_limits import CURRENCY_PATTERN
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

_AMOUNT = re.compile(
    rf"(?P<sign>[$€£]\s?)?(?P<number>\d{{1,3}}(?:[\s\u00a0\u202f,]\d{{3}})+|\d+)(?:[.,]\d{{1,2}}(?!\d))?"
    rf"\s?(?P<money>{CURRENCY_PATTERN})?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?P<percent>\d{1,2}(?:[.,]\d+)?)\s?%")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZА-ЯЁӘІҢҒҮҰҚӨҺЄЇ])|\n+|;\s+")
_FREE_STEMS = tuple(
    map(latinize, normalized_words("бесплатн free тегін акысыз бекер bepul tekin безкоштовн үнэгүй"))
)


def delivery_cost(texts: Iterable[str], goods_total: Decimal) -> Decimal | None:
    """Returns what delivery costs for goods of this price: "free for orders over $500, otherwise $15". None where
    the texts do not say it so."""
    for sentence in _sentences(texts):
        is_free = any(latinize(word).startswith(_FREE_STEMS) for word in normalized_words(sentence))
        amounts = list(_amounts(sentence))
        if is_free and len(amounts) > 1:
            threshold, fee = max(amounts[:2]), min(amounts[:2])
            return Decimal(0) if goods_total >= threshold else fee
    return None


def percent_cost(texts: Iterable[str], goods_total: Decimal) -> Decimal | None:
    """Returns what a service costs that is a share of the goods' price, and not less than an amount: "7 % of the
    price, at least 5 000 ₸". None where the texts do not say it so."""
    for sentence in _sentences(texts):
        if match := _PERCENT.search(sentence):
            percent = Decimal(match["percent"].replace(",", "."))
            share = (goods_total * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)
            return max([share, *_amounts(sentence[match.end() :])])
    return None


def _sentences(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        yield from _SENTENCE_END.split(text)


def _amounts(sentence: str) -> Iterable[Decimal]:
    for match in _AMOUNT.finditer(sentence):
        if match["sign"] or match["money"]:
            yield Decimal(re.sub(r"\D", "", match["number"]))
