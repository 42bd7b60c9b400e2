"""How many of a product are asked for, and what all of it costs."""

import re
from collections.abc import Sequence, Set
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise

from parley.concepts.matcher import BRANDS, GOODS
from parley.concepts.token import concept_tokens, is_same_word, make_token, number_digits
from parley.concepts.units import Measure, is_unit, parse_measures
from parley.domain.product import format_price
from parley.domain.product_facts import AddedCost, PriceFact
from parley.domain.search_results import ProductHit
from parley.search.facts.discounts import Discount
from parley.search.facts.named import name_words
from parley.search.query_words import LATIN_STOP_WORDS
from parley.search.question import Question
from parley.text.normalize import latinize
from parley.text.tokenize import latinized_words, normalized_words

_MAX_QUANTITY = 9999
# "2 iphone 15": so few before a name are counted, and no model of it.
_MAX_PLAIN_COUNT = 4
_CENT = Decimal("0.01")


#: behind a number they say that it counts
PIECE_WORDS = latinized_words(
    "шт штук штуки штука штуку по экземпляров pcs pieces piece units unit of x х дана даана dona ta тадан ширхэг"
)
_TIMES_WORDS = frozenset(map(latinize, ("x", "х")))
# "номер кончается на 78": the end of a phone.
_PHONE_END_STEMS = tuple(
    map(
        latinize,
        normalized_words(
            "конч оконч конец конце конца ends ending кінець закінч соңы соңғы аяғы аягы oxir төгсгөл"
        ),
    )
)
_MAX_END_GAP = 3
_PACK_STEMS = tuple(
    map(
        latinize,
        normalized_words(
            "пачк упаков коробк банк пляшк бутыл комплект pack packs box boxes bottle қорап куту quti хайрцаг уут"
        ),
    )
)


def read_quantity(question: Question, hits: Sequence[ProductHit]) -> int:
    """Returns how many are asked for, 1 where no number counts them. A number of a name ("iPhone 15"), of a size or
    of a price counts nothing."""
    if hits and (units := units_of(question, hits[0])):
        return units
    words = [latinize(word) for word in question.message.words]
    measured = question.query.measure_words
    name_numbers = [token.latin for hit in hits[:1] for token in name_words(hit) if token.is_number]
    for position, word in enumerate(words):
        digits = number_digits(word)
        if not digits.isdecimal() or not 1 < int(digits) <= _MAX_QUANTITY:
            continue
        if word in measured and not _is_piece_word(words, position + 1):
            continue
        if _is_part_of_name(words, position, name_numbers, hits) or _names_something(words, position, hits):
            continue
        if _counts(question, words, position, hits):
            return int(digits)
    return 1


def is_phone_end(words: Sequence[str], position: int) -> bool:
    """Returns whether a number is told to be the end of another: "oxiri 78". `words`: latinised."""
    if _is_piece_word(words, position + 1):
        return False
    return any(word.startswith(_PHONE_END_STEMS) for word in words[max(position - _MAX_END_GAP, 0) : position])


def _names_something(words: Sequence[str], position: int, hits: Sequence[ProductHit]) -> bool:
    return is_phone_end(words, position) or _is_model_number(words, position, hits)


def _is_model_number(words: Sequence[str], position: int, hits: Sequence[ProductHit]) -> bool:
    """Returns whether a number is a model's, put before the name as some languages order it: "14 iphone ekran". The
    names of the goods have a number behind that word, the message has none there, and goes on to say what of it."""
    following = words[position + 1 : position + 3]
    if int(number_digits(words[position])) <= _MAX_PLAIN_COUNT or len(following) < 2:
        return False
    if following[1].isdecimal() or following[1] in LATIN_STOP_WORDS:
        return False
    concepts = {token.concept for token in concept_tokens(following[0])} - {""}
    return any(_has_number_behind(hit, concepts) for hit in hits)


def _has_number_behind(hit: ProductHit, concepts: Set[str]) -> bool:
    return any(part.concept in concepts and after.is_number for part, after in pairwise(concept_tokens(hit.name)))


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
    if position >= len(words):
        return False
    if words[position] in _TIMES_WORDS and words[position + 1 : position + 2] and words[position + 1].isdecimal():
        return False  # "200 x 220" are sides
    return words[position] in PIECE_WORDS or words[position].startswith(_PACK_STEMS)


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


def units_of(question: Question, hit: ProductHit) -> int:
    """Returns how many units are asked for of what is sold by measure: of "Coffee 1 kg" three for "3 kg"; 0 where
    it is not sold so, or the measure is no multiple."""
    for size in question.query.measures:
        unit = _unit_of(hit.name, size.dimension)
        if unit and len(size.values) == 1:
            count = size.values[0] / unit
            return int(count) if count == int(count) and 0 < count <= _MAX_QUANTITY else 0
    return 0


@lru_cache(maxsize=1024)
def _unit_of(name: str, dimension: str) -> float:
    """Returns the one unit of a dimension that a name states: of "1 кг" or "за погонный метр"; 0 without any."""
    words = normalized_words(name)
    texts = [
        name,
        *(
            f"1 {word}"
            for word, before in zip(words[1:], words, strict=False)
            if is_unit(word) and not before[0].isdigit()
        ),
    ]
    for text in texts:
        for measure, source in zip(*_measures(text), strict=True):
            if measure.dimension == dimension and re.match(r"1(?!\d)", source.strip()):
                return measure.values[0]
    return 0


def _measures(text: str) -> tuple[Sequence[Measure], Sequence[str]]:
    parsed = parse_measures(text)
    return parsed.measures, parsed.source_texts


def sum_amount(hit: ProductHit, quantity: int, discount: Discount | None = None) -> Decimal:
    """Returns what so many of a product cost. It must have a price."""
    assert hit.amount is not None
    total = hit.amount * quantity
    return (total * (1 - discount.of(quantity))).quantize(_CENT, ROUND_HALF_UP) if discount else total


def sum_price(
    hit: ProductHit, quantity: int, discount: Discount | None = None, added: Sequence[tuple[str, Decimal]] = ()
) -> PriceFact:
    """Returns what so many of a product cost, with what comes on top. The product must have a price."""
    total = sum_amount(hit, quantity, discount) + sum((amount for _, amount in added), Decimal(0))
    is_sum = quantity > 1 or bool(added)
    return PriceFact(
        product=hit.name,
        unit_price=hit.price,
        quantity=quantity,
        discount=f"{discount.percent.normalize():f}" if discount else "",
        full=format_price(sum_amount(hit, quantity), hit.currency) if discount else "",
        on_second=discount is not None and discount.on_second,
        added=tuple(
            AddedCost(name, format_price(amount, hit.currency) if amount else "") for name, amount in added
        ),
        total=format_price(total, hit.currency) if is_sum else "",
    )
