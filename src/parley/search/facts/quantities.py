"""How many of a product are asked for, what the company's terms take off for it, and what all of it costs."""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from parley.concepts.matcher import BRANDS, GOODS
from parley.concepts.token import is_same_word, make_token, number_digits
from parley.domain.product import format_price
from parley.domain.product_facts import AddedCost, PriceFact
from parley.domain.search_results import PassageHit, ProductHit
from parley.search.facts.named import name_words
from parley.search.question import Question
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

_MAX_QUANTITY = 9999
_CENT = Decimal("0.01")


def _latin_words(listed: str) -> frozenset[str]:
    return frozenset(map(latinize, normalized_words(listed)))


# Behind a number they say that it counts.
_PIECE_WORDS = _latin_words(
    "шт штук штуки штука штуку экземпляров pcs pieces piece units unit of x х дана даана dona ta тадан ширхэг штуки"
)
_PACK_STEMS = tuple(
    map(
        latinize,
        normalized_words(
            "пачк упаков коробк банк пляшк бутыл комплект pack packs box boxes bottle қорап куту quti хайрцаг уут"
        ),
    )
)
# Percent for a quantity: "from 10 products the price falls by 5 %", "от 10 штук скидка 5%", "10 данадан 5 %".
_TIER = re.compile(
    r"(?P<from>(?:от|від|с|from|over|starting\s+(?:at|from)|свыше|более|при\s+покупке)\s+)?"
    r"(?<![\d.,])(?P<count>\d{1,4})(?![\d.,]*\s*[%₸₽₴₮$€])(?P<between>[^%.;!?\d]{0,60}?)"
    r"(?P<percent>\d{1,2}(?:[.,]\d+)?)\s?%",
    re.IGNORECASE,
)
_FROM_BEHIND = re.compile(
    r"^\s?-?(?:[\w']*?(?:дан|ден|тан|тен|нан|нен|дон|дөн|dan|ээс|аас|өөс|оос))\b|(?:\bor\s+more|\bи\s+(?:более|больше)|"
    r"\+|і\s+більше|бастап|баштап|boshlab|ва\s+ундан)",
    re.IGNORECASE,
)


class _Tier(NamedTuple):
    least: int
    percent: Decimal


def read_quantity(question: Question, hits: Sequence[ProductHit]) -> int:
    """Returns how many are asked for, 1 where no number counts them. A number of a name ("iPhone 15"), of a size or
    of a price counts nothing."""
    words = [latinize(word) for word in question.message.words]
    measured = question.query.measure_words
    name_numbers = [token.latin for hit in hits[:1] for token in name_words(hit) if token.is_number]
    for position, word in enumerate(words):
        digits = number_digits(word)
        if not digits.isdecimal() or not 1 < int(digits) <= _MAX_QUANTITY:
            continue
        if word in measured and not _is_piece_word(words, position + 1):
            continue
        if _is_part_of_name(words, position, name_numbers, hits):
            continue
        if _counts(question, words, position, hits):
            return int(digits)
    return 1


def _is_part_of_name(
    words: Sequence[str], position: int, name_numbers: Sequence[str], hits: Sequence[ProductHit]
) -> bool:
    """Returns whether a number belongs to a name: "Aba 9", "15 iPhone" as some languages order it; "2 AirPods" are
    two, though they are called AirPods Pro 2."""
    word = words[position]
    if word not in name_numbers or words.count(word) > name_numbers.count(word):
        return False
    if _is_piece_word(words, position + 1):
        return False
    if any(_stand_together(hit, words[position : position + 2]) for hit in hits):
        return True
    return len(word) > 1 or (position > 0 and words[position - 1] in _named_words(hits))


def _stand_together(hit: ProductHit, pair: Sequence[str]) -> bool:
    """Returns whether a number and the word behind it stand so in a name: "4K"."""
    name = list(map(latinize, normalized_words(hit.name)))
    return len(pair) > 1 and any(list(pair) == name[start : start + 2] for start in range(len(name)))


def _named_words(hits: Sequence[ProductHit]) -> frozenset[str]:
    return frozenset(part for hit in hits for token in name_words(hit) for part in token.latin.split(" "))


def _is_piece_word(words: Sequence[str], position: int) -> bool:
    return position < len(words) and (words[position] in _PIECE_WORDS or words[position].startswith(_PACK_STEMS))


def _counts(question: Question, words: Sequence[str], position: int, hits: Sequence[ProductHit]) -> bool:
    if _is_piece_word(words, position + 1):
        return True
    following = words[position + 1 : position + 3]
    named = _named_words(hits)
    if following and any(is_same_word(make_token(following[0], ""), make_token(name, "")) for name in named):
        return True
    goods = {
        latinize(annotation.words[0])
        for annotation in question.message.annotations
        if annotation.concept in GOODS | BRANDS
    }
    return not goods.isdisjoint(following)


def find_discount(quantity: int, texts: Iterable[str]) -> Decimal | None:
    """Returns the percent that these terms take off for so many pieces; None where they give none."""
    tiers = [tier for text in texts for tier in _read_tiers(text) if tier.least <= quantity]
    return max(tiers, key=lambda tier: tier.least).percent if tiers else None


def _read_tiers(text: str) -> Iterable[_Tier]:
    for match in _TIER.finditer(text):
        if int(match["count"]) > 1 and (match["from"] or _FROM_BEHIND.search(match["between"])):
            yield _Tier(int(match["count"]), Decimal(match["percent"].replace(",", ".")))


def sum_price(
    hit: ProductHit, quantity: int, discount: Decimal | None = None, added: Sequence[tuple[str, Decimal]] = ()
) -> PriceFact:
    """Returns what so many of a product cost, with what comes on top. The product must have a price."""
    assert hit.amount is not None
    total = hit.amount * quantity
    if discount:
        total = (total * (100 - discount) / 100).quantize(_CENT, ROUND_HALF_UP)
    total += sum((amount for _, amount in added), Decimal(0))
    is_sum = quantity > 1 or bool(added)
    return PriceFact(
        product=hit.name,
        unit_price=hit.price,
        quantity=quantity,
        discount=f"{discount.normalize():f}" if discount else "",
        added=tuple(
            AddedCost(name, format_price(amount, hit.currency) if amount else "") for name, amount in added
        ),
        total=format_price(total, hit.currency) if is_sum else "",
    )


def discount_texts(passages: Iterable[PassageHit]) -> list[str]:
    """Returns the texts that may speak of a discount for quantity."""
    return [passage.text for passage in passages if "%" in passage.text]
