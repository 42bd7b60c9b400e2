"""What the company's terms take off for a quantity: "from 10 products 5 %", "5 % on the second"."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from parley.concepts.matcher import GOODS, broader_concepts, concept_similarity, find_concept
from parley.concepts.token import ConceptToken, concept_tokens, is_same_word, number_digits
from parley.domain.search_results import PassageHit, ProductHit
from parley.text.normalize import latinize, normalize_word
from parley.text.tokenize import normalized_words

_PRICE_CONCEPTS = frozenset({"discount", "price"})
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\D)|\n+|;\s+")
_WORD = re.compile(r"[^\W\d_]+")
# Percent for a quantity: "from 10 products the price falls by 5 %", "от 10 штук скидка 5%", "10 данадан 5 %".
_TIER = re.compile(
    r"(?P<from>(?:от|від|с|from|over|starting\s+(?:at|from)|свыше|более|при\s+покупке)\s+)?"
    r"(?<![\d.,])(?P<count>\d{1,4})(?![\d.,]*\s*[%₸₽₴₮$€])(?P<between>[^%.;!?\d]{0,60}?)"
    r"(?P<percent>\d{1,2}(?:[.,]\d+)?)\s?%",
    re.IGNORECASE,
)
_FROM_BEHIND = re.compile(
    r"^\s?-?(?:[\w']*?(?:дан|ден|тан|тен|нан|нен|дон|дөн|dan|ээс|аас|өөс|оос))\b|(?:\bor\s+more|"
    r"\b(?:и|или)\s+(?:более|больше)|\+|\b(?:і|або)\s+більше|бастап|баштап|boshlab|[вv][аa]\s+(?:ундан|undan)|"
    r"немесе\s+(?:одан\s+)?(?:да\s+)?көп|же\s+(?:андан\s+)?көп|ба\s+түүнээс\s+(?:дээш|олон))",
    re.IGNORECASE,
)
# Percent off the second of two alike.
_SECOND = r"(?:второ\w*|второй|вторую|другу|другий|друге|second|екінші\w*|экинчи\w*|ikkinchi\w*|хоёр\s+дахь\w*)"
_ON_SECOND = re.compile(
    rf"(?:\bна|\bза|\bon|\boff)\s+(?:the\s+)?{_SECOND}[^%.;!?\d]{{0,40}}?(?P<before>\d{{1,2}})\s?%"
    rf"|(?P<after>\d{{1,2}})\s?%[^%.;!?\d]{{0,30}}?\b{_SECOND}"
    rf"|\b(?:екінші\w*|экинчи\w*|ikkinchi\w*|хоёр\s+дахь\w*)[^%.;!?\d]{{0,40}}?(?P<behind>\d{{1,2}})\s?%",
    re.IGNORECASE,
)


# What a rule may count: goods, however they are called; of rooms or people it says nothing for a sum.
_ITEM_STEMS = tuple(
    map(
        latinize,
        normalized_words(
            "товар product item piece pcs шт identical same unit goods одинак однаков предмет вещ тауар дана даана "
            "бараа ширхэг mahsulot tovar dona ta or или и або і немесе же va ва ба одного"
        ),
    )
)


class Discount(NamedTuple):
    """What is taken off."""

    percent: Decimal
    #: whether only off the second of two
    on_second: bool = False

    def of(self, quantity: int) -> Decimal:
        """Returns the share of the price of all that is taken off, 0…1."""
        share = self.percent / 100
        return share / quantity if self.on_second else share


def find_discount(quantity: int, texts: Iterable[str], hit: ProductHit | None = None) -> Discount | None:
    """Returns what these terms take off for so many pieces; None where they give nothing, or only for goods of
    another kind than `hit`."""
    best: tuple[int, Discount] | None = None
    for sentence in _sentences(texts):
        if hit is not None and _is_about_others(sentence, hit):
            continue
        for least, discount in _rules(sentence):
            fits = quantity == least if discount.on_second else quantity >= least
            if fits and (best is None or least > best[0]):
                best = least, discount
    return best[1] if best else None


def discount_terms(texts: Iterable[str]) -> str:
    """Returns the sentences that take something off for a quantity, word for word; empty where there are none."""
    return " ".join(sentence for sentence in _sentences(texts) if any(_rules(sentence)))


def discount_texts(passages: Iterable[PassageHit]) -> list[str]:
    """Returns the texts that may speak of a discount for quantity."""
    return [passage.text for passage in passages if "%" in passage.text]


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from filter(None, map(str.strip, _SENTENCE_END.split(text)))


def _rules(sentence: str) -> Iterator[tuple[int, Discount]]:
    """Yields how many a rule wants, and what it takes off."""
    text = _write_digits(sentence)
    if match := _ON_SECOND.search(sentence):
        percent = match["before"] or match["after"] or match["behind"]
        yield 2, Discount(Decimal(percent), on_second=True)
        return
    counts_goods = False  # of "from 10 products 5 %, from 50 by 8 %" the second count leaves them out
    for match in _TIER.finditer(text):
        is_rule = int(match["count"]) > 1 and (match["from"] or _FROM_BEHIND.search(match["between"]))
        counts_goods = counts_goods or _counts_goods(match["between"])
        if is_rule and counts_goods:
            yield int(match["count"]), Discount(Decimal(match["percent"].replace(",", ".")))


def _counts_goods(behind: str) -> bool:
    """Returns whether the number before these words counts goods: "10 products", "10 штук", "10 the price …"."""
    words = normalized_words(behind)[:2]
    if _FROM_BEHIND.match(behind) or not words or any(find_concept(word) in GOODS for word in words):
        return True
    return latinize(words[0]).startswith(_ITEM_STEMS) or find_concept(words[0]) in _PRICE_CONCEPTS


@lru_cache(maxsize=256)
def _write_digits(text: str) -> str:
    return _WORD.sub(lambda match: number_digits(latinize(normalize_word(match[0]))) or match[0], text)


def _is_about_others(sentence: str, hit: ProductHit) -> bool:
    """Returns whether a rule names goods, or a material, and the product is none of those."""
    named = [token for token in concept_tokens(sentence) if _tells_kind(token)]
    if not named:
        return False
    features = hit.card.get("features")
    texts = (hit.name, hit.category, *(map(str, features) if isinstance(features, (list, tuple)) else ()))
    own = [token for text in texts for token in concept_tokens(text)]
    return not any(is_same_word(a, b) or concept_similarity(a.concept, b.concept) for a in named for b in own)


def _tells_kind(token: ConceptToken) -> bool:
    return token.concept in GOODS or (bool(token.concept) and "material" in broader_concepts(token.concept))
