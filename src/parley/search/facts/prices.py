"""What a product costs: one of it, several with the discount that the terms give, and with what comes on top."""

from collections.abc import Sequence
from decimal import Decimal

from parley.concepts.attributes import attribute_name
from parley.domain.product_facts import PriceFact
from parley.domain.search_results import ProductHit
from parley.nlu.contacts.contact_digits import contact_tokens
from parley.nlu.quantities import is_named_otherwise
from parley.search.facts.asked import AskedFact
from parley.search.facts.discounts import Discount, discount_texts, find_discount
from parley.search.facts.quantities import read_quantity, sum_amount, sum_price, units_of
from parley.search.facts.services import delivery_cost, percent_cost
from parley.search.query import COUNT_CONCEPT
from parley.search.question import Question, SearchPiece

# Found in documents of every language, by concept.
_DISCOUNT_WORD = "discount"
_PRICE = "price"
_ENGLISH = "en"
_MAX_COUNT_WORDS, _MAX_COUNT = 4, 999


async def price_facts(
    own: Question, asked: AskedFact, hits: Sequence[ProductHit], search_piece: SearchPiece
) -> list[PriceFact]:
    """Returns what was asked to be added up, or the price; nothing where no price is asked for or known. `hits`:
    the products that the question names."""
    priced = _priced(hits)
    quantity = read_quantity(own, hits)
    if not priced or not _asks_price(own, asked, quantity):
        return []
    hit = priced[0]
    if quantity == 1 and not asked.services:
        return [sum_price(each, 1) for each in priced]
    discount = await quantity_discount(own, hit, quantity, search_piece)
    goods_total = sum_amount(hit, quantity, discount)
    added = [
        cost
        for service in asked.services
        if (cost := await _added_cost(own, hit, service, goods_total, search_piece))
    ]
    return [sum_price(hit, quantity, discount, added)]


def _priced(hits: Sequence[ProductHit]) -> list[ProductHit]:
    return [hit for hit in hits if hit.amount is not None and hit.available]


def _asks_price(own: Question, asked: AskedFact, quantity: int) -> bool:
    if quantity > 1:
        return True
    asks = own.understanding.asks_price or bool(asked.services and asked.asks_value)
    names_price = any(part.concept == _PRICE for part in own.message.annotations)
    return asks and not (asked.measures if names_price else asked.is_about_attributes)


async def several_facts(own: Question, hits: Sequence[ProductHit], search_piece: SearchPiece) -> list[PriceFact]:
    """Returns what several of the product cost that was spoken of, where little more than a number is said: "and
    for 50?". `hits`: what was shown last."""
    priced = _priced(hits)
    count = _bare_count(own)
    if len(hits) != 1 or not priced or count is None:
        return []
    return [sum_price(priced[0], count, await quantity_discount(own, priced[0], count, search_piece))]


def _bare_count(own: Question) -> int | None:
    """Returns the one number of a message that says little else; None where it is none, or measures something."""
    numbers = [word for word in own.message.words if word.isdecimal()]
    is_short = len(own.message.words) <= _MAX_COUNT_WORDS and not own.query.measures
    if len(numbers) != 1 or not is_short or not 1 < int(numbers[0]) <= _MAX_COUNT:
        return None
    message, index = own.message, list(own.message.words).index(numbers[0])
    is_contact = index in contact_tokens(message)
    if is_contact or is_named_otherwise(message.tokenized.tokens, message.ordering, index):
        return None
    if index not in message.ordering.numbers or index in message.choices.excluded:
        return None
    others = (token.concept for token in own.query.tokens if not token.is_number)
    return None if set(others) - {"", COUNT_CONCEPT} else int(numbers[0])


async def quantity_discount(
    own: Question, hit: ProductHit, quantity: int, search_piece: SearchPiece
) -> Discount | None:
    """Returns what the company's terms take off for so many of a product; None for one, and for what is sold by
    measure: three metres are no three products."""
    if quantity == 1 or units_of(own.query.measures, hit):
        return None
    return find_discount(quantity, await find_discount_texts(own, search_piece), hit)


async def find_discount_texts(own: Question, search_piece: SearchPiece) -> list[str]:
    """Returns what the documents say of discounts in percent."""
    found = await search_piece(own.about(_DISCOUNT_WORD))
    return discount_texts(found.passages)


async def _added_cost(
    own: Question, hit: ProductHit, service: str, goods_total: Decimal, search_piece: SearchPiece
) -> tuple[str, Decimal] | None:
    """Returns what a service costs with these goods: as one that is sold, else by the terms; None where neither
    says it."""
    name = attribute_name(service, _ENGLISH)
    if service != "delivery":
        sold = await search_piece(own.about(f"{name} {hit.category or hit.name}"))
        offered = [each for each in sold.products if each.amount is not None and each.category != hit.category]
        if offered and offered[0].amount is not None:
            return offered[0].name, offered[0].amount
    found = await search_piece(own.about(f"{name}?"))
    texts = [passage.text for passage in found.passages]
    cost = delivery_cost(texts, goods_total) if service == "delivery" else percent_cost(texts, goods_total)
    return None if cost is None else (service, cost)
