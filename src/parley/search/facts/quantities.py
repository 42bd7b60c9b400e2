"""How many of a product are asked for, and what all of it costs."""

import re
from collections.abc import Sequence, Set
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise

from parley.concepts.matcher import BRANDS, GOODS, Annotation
from parley.concepts.token import concept_tokens, number_digits
from parley.concepts.units import Measure, is_unit, parse_measures
from parley.domain.product import format_price
from parley.domain.product_facts import AddedCost, PriceFact
from parley.domain.search_results import ProductHit
from parley.nlu.contacts.contact_digits import contact_tokens
from parley.nlu.quantities import find_quantities, next_word
from parley.search.facts.discounts import Discount
from parley.search.facts.mentions import Mention, counted_name_tokens, find_named_goods, name_number_tokens
from parley.search.facts.order import is_ordinal_number, read_ordinal
from parley.search.facts.references import THIS_WORDS
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
_SAYING_NOTHING = LATIN_STOP_WORDS | THIS_WORDS


def read_quantity(question: Question, hits: Sequence[ProductHit]) -> int:
    """Returns how many are asked for, 1 where nothing says that a number counts. A number of a name ("iPhone 15"),
    of a size, a price or a phone counts nothing."""
    if hits and (units := units_of(question.query.measures, hits[0])):
        return units
    message, mentions = question.message, named_in(question, hits)
    named = {index for mention in mentions for index in range(mention.start, mention.end)}
    named |= name_number_tokens(message, hits)
    goods = {mention.start for mention in mentions} | _goods_starts(message.annotations)
    named |= (in_names := counted_name_tokens(message, hits))
    counting, tokens = message.ordering.of("counting_words"), message.tokenized.tokens
    others = {
        index
        for index in message.ordering.numbers
        if index in in_names
        or (next_word(tokens, index) not in counting and (index in named or _is_other(question, index, hits)))
    }
    excluded = others | message.choices.excluded | contact_tokens(message)
    found = find_quantities(tokens, message.ordering, goods, excluded, lone=_is_lone(question, named))
    return next((number for number in found.values() if number > 1), 1)


def _is_other(question: Question, index: int, hits: Sequence[ProductHit]) -> bool:
    """Returns whether a number is a place in a list, a measure, or a model's."""
    latin = list(map(latinize, question.message.words))
    is_measure = latin[index] in question.query.measure_words
    return is_measure or is_ordinal_number(latin, index) or _is_model_number(latin, index, hits)


def named_in(question: Question, hits: Sequence[ProductHit]) -> list[Mention]:
    """Returns what a question names of these goods, but for what it leaves out."""
    message = question.message
    others = message.choices.excluded | contact_tokens(message) | message.ordering.of("counting_words")
    within = [index for index in range(len(message.tokenized.tokens)) if index not in others]
    return find_named_goods(message, hits, within=within)


def _goods_starts(annotations: Sequence[Annotation]) -> set[int]:
    """Returns the first tokens of the words for goods and makers: "5 iPhone", "12 ноутбуков"."""
    found, start = set(), 0
    for annotation in annotations:
        if annotation.concept in GOODS | BRANDS:
            found.add(start)
        start += len(annotation.words)
    return found


def _is_model_number(latin: Sequence[str], index: int, hits: Sequence[ProductHit]) -> bool:
    """Returns whether a number is a model's, put before the name as some languages order it: "14 iphone ekran". The
    names of the goods have a number behind that word, the message has none there, and goes on to say what of it."""
    following = latin[index + 1 : index + 3]
    if len(following) < 2 or following[1].isdecimal() or following[1] in LATIN_STOP_WORDS:
        return False
    digits = number_digits(latin[index])
    concepts = {token.concept for token in concept_tokens(following[0])} - {""}
    return digits.isdecimal() and int(digits) > _MAX_PLAIN_COUNT and any(_numbers(hit, concepts) for hit in hits)


def _numbers(hit: ProductHit, concepts: Set[str]) -> bool:
    """Returns whether a number stands behind such a word in a name."""
    return any(part.concept in concepts and after.is_number for part, after in pairwise(concept_tokens(hit.name)))


def _is_lone(question: Question, named: Set[int]) -> bool:
    """Returns whether nothing is in a message but numbers, names and words that say nothing of their own: "and for
    two?", "возьму второй, две"."""
    message = question.message
    said = message.ordering.said | named | message.choices.degree_tokens
    return all(
        index in said
        or latinize(token.normalized) in _SAYING_NOTHING
        or index in message.ordering.numbers
        or bool(read_ordinal([latinize(token.normalized)]))
        for index, token in enumerate(message.tokenized.tokens)
    )


def units_of(measures: Sequence[Measure], hit: ProductHit) -> int:
    """Returns how many units are asked for of what is sold by measure: of "Coffee 1 kg" three for "3 kg"; 0 where
    it is not sold so, or the measure is no multiple."""
    for size in measures:
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
