"""The one place that compares vectors: what of the company's own data fits a message.

Candidates come from pgvector (exact scan in the company's rows), then each is scored word by word, so that the
score means something: 0.7 and more is an obvious fit, an unrelated question stays below.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.catalog.products import card, price_text
from parley.core.brief import Findings, PassageHit, ProductHit
from parley.core.heard import Heard
from parley.core.text import skeleton, words
from parley.knowledge.concepts import GOODS, concept
from parley.knowledge.represent import vector
from parley.models import Passage, Product

FITS = 0.7
_CANDIDATES = 24
_STEM = 5
_ALIKE = 0.6
# How much a match in a field counts, and how little a word that occurs nowhere counts against the rest.
_NAME, _CATEGORY, _FEATURES, _TEXT = 1.0, 0.97, 0.88, 0.82
_UNKNOWN, _DIGITS = 0.15, 0.5

_THOUSAND = r"(тыс\w*|мың|миң|ming|тисяч\w*|мянга\w*|к\b|k\b)?"
_AMOUNT = r"[$€₸₽]?\s?(\d[\d\s.,]*)\s*" + _THOUSAND
_AT_MOST = re.compile(
    rf"(?:\bдо|не дороже|дешевле|under|below|up to|less than|at most)\s+{_AMOUNT}|{_AMOUNT}\s*\S*\s*(?:дейін|чейин|gacha|хүртэл)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    stem: str
    plain: str
    meaning: str


async def search(
    session: AsyncSession, heard: Heard, text: str, *, currency: str = "", limit: int = 3, brand_id: str = ""
) -> Findings:
    """What fits, best first; empty where nothing does. The session is scoped to the company."""
    limit_said = _AT_MOST.search(text)
    spent = set(words(limit_said[0])) if limit_said else set()
    topic = [word for word in heard.topic if word not in spent]
    query = [_token(word) for word in topic]
    categories = await _categories(session) if heard.asks_catalogue else ()
    if not query:
        return Findings(categories=categories, asked_products=heard.asks_catalogue)
    wanted = vector(" ".join(topic))
    products = await _products(session, wanted)
    passages = await _passages(session, wanted)
    goods = any(token.meaning in GOODS for token in query)
    at_most = price_limit(text)
    hits = _rated(query, [(row, _product_fields(row)) for row in products])
    best_products = [
        _product_hit(row, score, currency, brand_id)
        for row, score in hits
        if at_most is None or (row.price is not None and row.price <= at_most)
    ]
    best_passages = [
        PassageHit(row.title, row.text, score)
        for row, score in _rated(query, [(row, ((row.title, _NAME), (row.text, _FEATURES))) for row in passages])
    ]
    if best_passages and not goods and best_passages[0].score >= _score_of(best_products):
        best_products = []
    elif best_products:
        best_passages = []
    asked = goods or bool(best_products) or (heard.asks_price and not best_passages)
    return Findings(best_products[:limit], best_passages[:limit], asked, categories)


def price_limit(text: str) -> Decimal | None:
    """ "до 300 тысяч", "under $800": the most the customer wants to pay."""
    found = _AT_MOST.search(text)
    if not found:
        return None
    number, thousand = (found[1], found[2]) if found[1] else (found[3], found[4])
    digits = re.sub(r"[\s.,](?=\d{3}\b)|\s", "", number).replace(",", ".").rstrip(".")
    return Decimal(digits) * (1000 if thousand else 1) if re.fullmatch(r"\d+(\.\d+)?", digits) else None


async def _categories(session: AsyncSession) -> tuple[str, ...]:
    rows = await session.scalars(
        select(Product.category).where(Product.category != "").distinct().order_by(Product.category).limit(12)
    )
    return tuple(rows)


async def _products(session: AsyncSession, wanted: list[float]) -> Sequence[Product]:
    return (
        await session.scalars(
            select(Product)
            .where(Product.vector.is_not(None))
            .order_by(Product.vector.cosine_distance(wanted))
            .limit(_CANDIDATES)
        )
    ).all()


async def _passages(session: AsyncSession, wanted: list[float]) -> Sequence[Passage]:
    return (
        await session.scalars(
            select(Passage)
            .where(Passage.vector.is_not(None))
            .order_by(Passage.vector.cosine_distance(wanted))
            .limit(_CANDIDATES // 2)
        )
    ).all()


def _product_fields(row: Product) -> tuple[tuple[str, float], ...]:
    specifications = " ".join(f"{key} {value}" for key, value in row.specifications.items())
    return (
        (row.name, _NAME),
        (row.category, _CATEGORY),
        (" ".join(row.features), _FEATURES),
        (f"{row.description} {specifications}", _TEXT),
    )


def _rated(
    query: Sequence[_Token], rows: Iterable[tuple[Any, Iterable[tuple[str, float]]]]
) -> list[tuple[Any, float]]:
    """Rows with their scores, only those that fit. A word no candidate knows ("good", "for my son") hardly counts."""
    matches = [(row, _matches(query, fields)) for row, fields in rows]
    known = [any(found[at] for _, found in matches) for at in range(len(query))]
    weights = [
        (_DIGITS if token.plain[0].isdigit() else 1.0) if known[at] or _telling(token) else _UNKNOWN
        for at, token in enumerate(query)
    ]
    total = sum(weights) or 1.0
    rated = [
        (row, round(sum(w * m for w, m in zip(weights, found, strict=True)) / total, 3)) for row, found in matches
    ]
    return sorted((pair for pair in rated if pair[1] >= FITS), key=lambda pair: -pair[1])


def _telling(token: _Token) -> bool:
    """A word that asks for a certain thing even when nobody here has it: goods, model numbers."""
    return token.meaning in GOODS or token.plain[0].isdigit()


def _matches(query: Sequence[_Token], fields: Iterable[tuple[str, float]]) -> list[float]:
    tokens = [(weight, _tokens(text)) for text, weight in fields if text]
    return [max((weight * _alike(asked, there) for weight, there in tokens), default=0.0) for asked in query]


def _alike(asked: _Token, there: Sequence[_Token]) -> float:
    best = 0.0
    for token in there:
        if token.plain == asked.plain or (asked.meaning and asked.meaning == token.meaning):
            return 1.0
        if asked.plain[0].isdigit() or token.plain[0].isdigit():
            continue
        if len(asked.stem) >= 4 and token.stem == asked.stem:
            best = max(best, 0.97)
        elif best < 0.85 and len(asked.plain) >= 5 and _dice(asked.plain, token.plain) >= _ALIKE:
            best = 0.85
    return best


@lru_cache(maxsize=2048)
def _tokens(text: str) -> tuple[_Token, ...]:
    return tuple(_token(word) for word in dict.fromkeys(words(text)))


@lru_cache(maxsize=8192)
def _token(word: str) -> _Token:
    plain = skeleton(word) or word
    return _Token(plain[:_STEM], plain, concept(word))


@lru_cache(maxsize=16384)
def _dice(a: str, b: str) -> float:
    one, two = _grams(a), _grams(b)
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


def _grams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _product_hit(row: Product, score: float, currency: str, brand_id: str) -> ProductHit:
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


def _score_of(hits: Sequence[ProductHit]) -> float:
    return hits[0].score if hits else 0.0
