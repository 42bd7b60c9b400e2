"""What of the company's own data fits a message.

Candidates come from the database (candidates.py), then each is scored word by word, so that the score
means something: 0.7 and more is an obvious fit, an unrelated question stays below.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from parley.concepts.matcher import TERMS
from parley.concepts.token import alike
from parley.domain.company import CompanyConfig
from parley.domain.product import card, price_text
from parley.domain.prompt_context import Findings, PassageHit, ProductHit
from parley.domain.understanding import Heard
from parley.infra.database import Driver
from parley.search import scoring
from parley.search.candidates import Meaning, Narrow, PassageRow, near
from parley.search.features import recalled
from parley.search.highlights import holding
from parley.search.prompt_injection import harmless
from parley.search.query import Wanted, narrowed, wanted
from parley.search.scoring import FITS, Rated
from parley.search.semantic_match import unworded
from parley.search.unmet_terms import lacking

__all__ = ["FITS", "hit_of", "search"]

# What is sold out comes after what is there and fits about as well; of those that fit about as well as the best,
# the cheapest comes first.
_SOLD_OUT, _AS_GOOD = 0.06, 0.13


async def search(
    connection: Driver,
    company: CompanyConfig,
    heard: Heard,
    text: str,
    *,
    limit: int = 3,
    category: str = "",
    prices: tuple[float | None, float | None] = (None, None),
    asking: bool = False,
    meaning: Meaning | None = None,
) -> Findings:
    """What fits, best first; empty where nothing does. The connection is in the company's scope.

    `category`, `prices` (from, to) narrow the products down. `asking`: the text is a search whatever its words.
    `meaning`: of the question, from embedding.py.
    """
    asks = narrowed(wanted(heard, text, company.currency, company.synonyms), prices)
    found = await near(connection, company, asks, Narrow(category.strip().lower(), heard.asks_catalogue), meaning)
    categories = found.categories or ()
    if not asks.tokens:
        return Findings(categories=categories, asked_products=heard.asks_catalogue or asks.at_most is not None)
    asks = scoring.spelled(asks, found.products or ())
    products = scoring.products(asks, found.products or ())
    passages = scoring.passages(asks, found.passages or ())
    if not (products or passages):
        products, passages = (unworded(asks, rows or ()) for rows in (found.products, found.passages))
    products.sort(key=lambda hit: -hit[1] if hit[0].available else _SOLD_OUT - hit[1])
    # Between two languages that answer alike, the company's first document.
    passages.sort(key=lambda hit: (-hit[1], hit[0].document_id))
    # Who just says a word or two asks for what is called so, not for what mentions it.
    if not (asking or _asking(asks, heard)):
        products, passages = ([hit for hit in hits if hit[1] >= scoring.CATEGORY] for hits in (products, passages))
    if asks.goods and not asks.service:  # nor is who asks for goods served with what mentions them
        passages = [hit for hit in passages if hit[1] >= scoring.CATEGORY]
    if not (asking and asks.goods and products):
        products, passages = _choice(asks, heard, products, passages)
    if asks.cheapest:
        products = _as_good(products, lambda row: row.price if row.price is not None else Decimal("Infinity"))
    elif asks.extreme:
        way = asks.extreme
        products = _as_good(products, lambda row: scoring.extent(row, way))
    return Findings(
        products=[hit_of(row, score, company.currency, company.slug) for row, score in products[:limit]],
        passages=[_passage_hit(row, score, asks) for row, score in passages[:limit]],
        asked_products=_asked_products(asks, heard, products, passages),
        lacking=lacking(asks, [row for row, _ in products[:limit]]),
        categories=categories,
    )


def _asking(asks: Wanted, heard: Heard) -> bool:
    return asks.goods or asks.service or asks.have or heard.question or heard.asks_price or heard.ready


def _as_good(products: Rated, order: Callable[[Any], Decimal | float]) -> Rated:
    """In this order, but what fits about as well as the best comes before the others, what is sold out after."""
    best = max((score for _, score in products), default=0.0)
    return sorted(products, key=lambda hit: (hit[1] < best - _AS_GOOD, not hit[0].available, order(hit[0])))


def _choice(asks: Wanted, heard: Heard, products: Rated, passages: Rated) -> tuple[Rated, Rated]:
    """Goods or words of the company? Who asks about the warranty of a laptop wants no list of laptops, unless they
    are buying; where a product itself is the service ("установка стиральной машины"), the product it is."""
    if not (products and passages):
        return products, passages
    if not asks.service:
        return (products, []) if asks.goods or products[0][1] >= passages[0][1] else ([], passages)
    services = [each for each in asks.tokens if each.meaning in TERMS]
    sold = all(any(alike(each, there) for there in recalled(products[0][0].reading)[0]) for each in services)
    if sold:
        return products, []
    return (products, passages) if asks.goods and heard.ready else ([], passages)


def _asked_products(asks: Wanted, heard: Heard, products: Rated, passages: Rated) -> bool:
    if products or heard.asks_catalogue or (asks.goods and not asks.service):
        return True
    return not passages and not asks.service and (heard.asks_price or heard.ready or asks.have)


def _passage_hit(row: PassageRow, score: float, asks: Wanted) -> PassageHit:
    text = harmless(row.text)
    return PassageHit(row.title, text, score, holding(text, asks.tokens), row.document, row.page)


def hit_of(row: Any, score: float, currency: str, brand_id: str) -> ProductHit:
    """`row`: a Product, or a result row with its columns."""
    return ProductHit(
        id=row.external_id,
        name=row.name,
        price=price_text(row.price, row.currency or currency),
        score=score,
        description=harmless(row.description),
        category=row.category,
        available=row.available,
        card=card(row, brand_id),
    )
