"""The one place that compares vectors: what of the company's own data fits a message.

Candidates come from pgvector (an exact scan of the company's rows), then each is scored word by word, so that the
score means something: 0.7 and more is an obvious fit, an unrelated question stays below.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.catalog.products import card, price_text
from parley.core.brief import Findings, PassageHit, ProductHit
from parley.core.heard import Heard
from parley.knowledge.concepts import BRANDS, GOODS, SERVICES
from parley.knowledge.represent import vector, written
from parley.knowledge.wanted import COUNT, Wanted, wanted
from parley.knowledge.words import Token, alike, tokens
from parley.models import Passage, Product

FITS = 0.7
_CANDIDATES = 20
# How much a match in a field counts.
_NAME, _CATEGORY, _DETAIL, _TEXT = 1.0, 0.97, 0.88, 0.85
# How much a word of the question counts: what is asked about wholly, a number half, an adjective less, what nobody
# here has heard of hardly when the rest is clear, and what the other kind of data answers next to nothing.
_FULL, _NUMBER, _BESIDE, _UNKNOWN, _UNKNOWN_BESIDE, _ELSEWHERE, _COUNT = 1.0, 0.5, 0.35, 0.6, 0.15, 0.05, 0.1
# How much is left of the score of a product that is about what was asked, but something else ("чехол для айфона").
_OTHER_THING = 0.65
_TELLING = GOODS | BRANDS
_THINGS = GOODS | SERVICES

_PRODUCT = (
    Product.external_id,
    Product.name,
    Product.description,
    Product.category,
    Product.price,
    Product.currency,
    Product.features,
    Product.specifications,
    Product.available,
)

_Fields = Iterable[tuple[str, float]]
_Rated = list[tuple[Any, float]]


async def search(
    session: AsyncSession, heard: Heard, text: str, *, currency: str = "", limit: int = 3, brand_id: str = ""
) -> Findings:
    """What fits, best first; empty where nothing does. The session is scoped to the company."""
    asks = wanted(heard, text, currency)
    categories = await _categories(session) if heard.asks_catalogue else ()
    if not asks.tokens:
        return Findings(categories=categories, asked_products=heard.asks_catalogue or asks.at_most is not None)
    query = written(vector(" ".join(each.plain for each in asks.tokens)))
    products = _rated(
        asks.tokens,
        [(row, _product_fields(row)) for row in await _products(session, query, asks)],
        elsewhere=SERVICES if asks.goods else frozenset(),
    )
    passages = _rated(
        asks.tokens,
        [(row, ((row.title, _NAME), (row.text, _DETAIL))) for row in await _passages(session, query)],
        elsewhere=_TELLING if asks.service else frozenset(),
    )
    products = _of_that_kind(asks, products)
    products.sort(key=lambda hit: (-hit[1], not hit[0].available))
    # Between two languages that answer alike, the company's first document.
    passages.sort(key=lambda hit: (-hit[1], hit[0].document_id))
    if not _asking(asks, heard):  # who just says a word or two asks for what is called so, not what mentions it
        products, passages = ([hit for hit in hits if hit[1] >= _CATEGORY] for hits in (products, passages))
    if asks.goods and not asks.service:  # nor is who asks for goods served with what mentions them
        passages = [hit for hit in passages if hit[1] >= _CATEGORY]
    products, passages = _choice(asks, heard, products, passages)
    if asks.cheapest:
        products.sort(key=lambda hit: hit[0].price if hit[0].price is not None else Decimal("Infinity"))
    return Findings(
        products=[_product_hit(row, score, currency, brand_id) for row, score in products[:limit]],
        passages=[PassageHit(row.title, row.text, score) for row, score in passages[:limit]],
        asked_products=_asked_products(asks, heard, products, passages),
        categories=categories,
    )


def _asking(asks: Wanted, heard: Heard) -> bool:
    return asks.goods or asks.service or asks.have or heard.question or heard.asks_price or heard.ready


def _of_that_kind(asks: Wanted, products: _Rated) -> _Rated:
    """Without what only mentions the goods asked for: a case is no phone, setting up a laptop is no laptop."""
    meant = {each.meaning for each in asks.tokens if each.meaning in _THINGS}
    if meant.isdisjoint(GOODS):
        return products
    kept = ((row, round(score * _kinship(row, meant), 3)) for row, score in products)
    return sorted((pair for pair in kept if pair[1] >= FITS), key=lambda pair: -pair[1])


def _kinship(row: Any, meant: set[str]) -> float:
    if any(each.meaning in meant for each in tokens(row.category)):
        return 1.0
    head = next((each.meaning for each in tokens(row.name) if each.meaning in _THINGS), "")
    return 1.0 if not head or head in meant else _OTHER_THING


def _choice(asks: Wanted, heard: Heard, products: _Rated, passages: _Rated) -> tuple[_Rated, _Rated]:
    """Goods or words of the company? Who asks about the warranty of a laptop wants no list of laptops, unless they
    are buying; where a product itself is the service ("установка стиральной машины"), the product it is."""
    if not (products and passages):
        return products, passages
    if not asks.service:
        return (products, []) if asks.goods or products[0][1] >= passages[0][1] else ([], passages)
    services = [each for each in asks.tokens if each.meaning in SERVICES]
    sold = all(any(alike(each, there) for there in tokens(products[0][0].name)) for each in services)
    if sold:
        return products, []
    return (products, passages) if asks.goods and heard.ready else ([], passages)


def _asked_products(asks: Wanted, heard: Heard, products: _Rated, passages: _Rated) -> bool:
    if products or heard.asks_catalogue or (asks.goods and not asks.service):
        return True
    return not passages and not asks.service and (heard.asks_price or heard.ready or asks.have)


async def _categories(session: AsyncSession) -> tuple[str, ...]:
    rows = await session.scalars(
        select(Product.category).where(Product.category != "").distinct().order_by(Product.category).limit(12)
    )
    return tuple(rows)


async def _products(session: AsyncSession, query: str, asks: Wanted) -> Sequence[Any]:
    nearest = select(*_PRODUCT).order_by(_distance(Product.vector, query), Product.id).limit(_CANDIDATES)
    if asks.at_most is not None:
        nearest = nearest.where(Product.price <= asks.at_most)
    if asks.at_least is not None:
        nearest = nearest.where(Product.price >= asks.at_least)
    return (await session.execute(nearest)).all()


async def _passages(session: AsyncSession, query: str) -> Sequence[Any]:
    nearest = select(Passage.document_id, Passage.title, Passage.text).order_by(
        _distance(Passage.vector, query), Passage.id
    )
    return (await session.execute(nearest.limit(_CANDIDATES))).all()


def _distance(column: Any, query: str) -> ColumnElement[float]:
    # A subquery, so that PostgreSQL reads the text once and not for every row of a prepared plan; text, because the
    # column type's own way writes a thousand numbers anew for each statement.
    once = select(cast(bindparam(None, query, String), column.type)).scalar_subquery()
    near: ColumnElement[float] = column.op("<=>")(once)
    return near


def _product_fields(row: Any) -> tuple[tuple[str, float], ...]:
    # What is 0, false or null in the specifications is what the product has not.
    details = " ".join(f"{key} {value}" for key, value in row.specifications.items() if value)
    return (
        (row.name, _NAME),
        (row.category, _CATEGORY),
        (" ".join(row.features), _DETAIL),
        (f"{row.description} {details}", _TEXT),
    )


def _rated(asked: Sequence[Token], rows: Sequence[tuple[Any, _Fields]], elsewhere: frozenset[str]) -> _Rated:
    """Rows with their scores, best first, only those that fit."""
    known: list[dict[str, float]] = [{} for _ in asked]
    matches = [(row, _matches(asked, fields, known)) for row, fields in rows]
    best = [max((found[at] for _, found in matches), default=0.0) for at in range(len(asked))]
    clear = any(
        most and each.meaning in _THINGS and each.meaning not in elsewhere
        for each, most in zip(asked, best, strict=True)
    )
    weights = [_weight(each, most, clear, elsewhere) for each, most in zip(asked, best, strict=True)]
    total = sum(weights)
    rated = [(row, round(sum(map(float.__mul__, weights, found)) / total, 3)) for row, found in matches]
    return sorted((pair for pair in rated if pair[1] >= FITS), key=lambda pair: -pair[1])


def _weight(asked: Token, best: float, clear: bool, elsewhere: frozenset[str]) -> float:
    if asked.meaning == COUNT:
        return _COUNT
    if asked.meaning in elsewhere and best < _CATEGORY:
        return _ELSEWHERE
    if asked.meaning in _TELLING | SERVICES:
        return _FULL
    if asked.number:
        return _NUMBER
    if not best:
        return _UNKNOWN_BESIDE if clear else _UNKNOWN
    return _BESIDE if clear and best <= _DETAIL else _FULL


def _matches(asked: Sequence[Token], fields: _Fields, known: Sequence[dict[str, float]]) -> list[float]:
    """For each word of the question, how well the row's best field answers it. `known`: likenesses found before."""
    found = [0.0] * len(asked)
    for text, weight in fields:
        for other in tokens(text):
            for at, each in enumerate(asked):
                likeness = known[at].get(other.plain)
                if likeness is None:
                    likeness = known[at][other.plain] = alike(each, other)
                if likeness and weight * likeness > found[at]:
                    found[at] = weight * likeness
    return found


def _product_hit(row: Any, score: float, currency: str, brand_id: str) -> ProductHit:
    return ProductHit(
        id=row.external_id,
        name=row.name,
        price=price_text(row.price, row.currency or currency),
        score=score,
        description=row.description,
        category=row.category,
        available=row.available,
        card=card(row, brand_id),
    )
