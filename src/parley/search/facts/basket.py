"""Adds up different goods of one message: "2 of those and 1 backup drive, how much?", "итого за оба"."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from parley.concepts.matcher import Annotation
from parley.concepts.token import number_digits
from parley.domain.product import format_price
from parley.domain.product_facts import BasketFact, ProductFact
from parley.domain.search_results import ProductHit
from parley.nlu.message import UnderstoodMessage
from parley.search.facts.asked import read_asked
from parley.search.facts.discounts import discount_terms
from parley.search.facts.named import find_named
from parley.search.facts.order import is_ordinal_number
from parley.search.facts.pointing import asks_total
from parley.search.facts.prices import find_discount_texts
from parley.search.facts.quantities import sum_amount, sum_price
from parley.search.facts.references import THIS_WORDS
from parley.search.query import GENERIC_CONCEPTS
from parley.search.query_words import LATIN_STOP_WORDS
from parley.search.question import Question, SearchPiece
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

# Who buys more of a kind at once asks a person.
MAX_COUNT = 99
_MAX_ITEMS = 4
_ONE = frozenset(map(latinize, ("один", "одну", "одна", "one", "бір", "bitta", "одне", "нэг", "бир")))


# Between goods that are listed.
_AND_WORDS = frozenset(
    normalized_words("и and й та і плюс plus n пен мен бен және менен жана va bilan ва билан болон ба бас")
)


class _Item(NamedTuple):
    hit: ProductHit
    quantity: int


def add_up(items: Sequence[tuple[ProductHit, int]], texts: Sequence[str]) -> BasketFact | None:
    """Returns what these goods cost together; None where one has no price, or they have no common currency.
    `texts`: what the documents say of discounts; a rule that may take something off is told, and not reckoned: it
    seldom says of which goods."""
    if any(hit.amount is None for hit, _ in items) or len({hit.currency for hit, _ in items}) > 1:
        return None
    total = sum((sum_amount(hit, quantity) for hit, quantity in items), Decimal(0))
    return BasketFact(
        tuple(sum_price(hit, quantity) for hit, quantity in items),
        format_price(total, items[0][0].currency),
        discount_terms(texts),
    )


def counts_several(question: Question) -> bool:
    """Returns whether a message may count several goods, and ask what they cost: before anything is looked up."""
    numbers = sum(bool(_count_of(latinize(word))) for word in question.message.words)
    return 1 < numbers <= 2 * _MAX_ITEMS and _asks_sum(question)


def lists_several(message: UnderstoodMessage) -> bool:
    """Returns whether a message may name several things: a comma or an "and" stands between words."""
    return len(listed_pieces(message)) > 1


async def listed_facts(
    question: Question, shown: Sequence[ProductHit], search_piece: SearchPiece
) -> tuple[Sequence[ProductFact], list[ProductHit]] | None:
    """Returns what each of the goods costs of which a message asks the price, and where it asks for the sum, that;
    None where it does not name several. "стул вена и табурет почем"."""
    pieces = listed_pieces(question.message)
    if not 1 < len(pieces) <= _MAX_ITEMS:
        return None
    items = [await _find_item(question, piece, _first_count(piece), shown, search_piece) for piece in pieces]
    found = [item for item in items if item is not None]
    if len(found) < len(pieces) or len({item.hit.id for item in found}) < len(found):
        return None
    hits = [item.hit for item in found]
    with_sum = asks_total(question) or any(item.quantity > 1 for item in found)
    facts = await price_listed(question, found, search_piece, with_sum=with_sum)
    return (facts, hits) if facts or not with_sum else None


async def price_listed(
    question: Question, items: Sequence[tuple[ProductHit, int]], search_piece: SearchPiece, *, with_sum: bool
) -> tuple[ProductFact, ...]:
    """Returns what each of some goods costs; `with_sum`: all together, nothing where that is not known."""
    if with_sum:
        fact = add_up(items, await find_discount_texts(question, search_piece))
        return (fact,) if fact else ()
    return tuple(sum_price(hit, 1) for hit, _ in items if hit.amount is not None)


def listed_pieces(message: UnderstoodMessage) -> list[list[Annotation]]:
    """Returns what stands between commas and words for "and", without what only asks."""
    pieces: list[list[Annotation]] = [[]]
    start, clause = 0, 0
    for annotation in message.annotations:
        token = message.tokenized.tokens[start]
        start += len(annotation.words)
        if token.clause_index != clause or annotation.words[0] in _AND_WORDS:
            clause = token.clause_index
            pieces.append([])
        if annotation.words[0] not in _AND_WORDS and not _only_asks(annotation):
            pieces[-1].append(annotation)
    return [piece for piece in pieces if piece]


def _only_asks(annotation: Annotation) -> bool:
    is_generic = annotation.concept in GENERIC_CONCEPTS
    return is_generic or LATIN_STOP_WORDS.issuperset(map(latinize, annotation.words))


def _first_count(piece: Sequence[Annotation]) -> int:
    counts = [count for part in piece[:1] if (count := _count_of(latinize(part.words[0])))]
    return counts[0] if counts and len(piece) > 1 else 1


async def basket_facts(
    question: Question, shown: Sequence[ProductHit], search_piece: SearchPiece
) -> tuple[BasketFact, list[ProductHit]] | None:
    """Returns what the goods cost together that a message counts, and these goods; None where it does not count
    several, or they cannot be told. `shown`: those shown last."""
    annotations = question.message.source.in_digits(question.understanding.language).annotations
    counts = _count_positions(question, annotations)
    if not 1 < len(counts) <= _MAX_ITEMS:
        return None
    for segments in (_segments_behind(annotations, counts), _segments_before(annotations, counts)):
        items = [await _find_item(question, segment, count, shown, search_piece) for count, segment in segments]
        found = [item for item in items if item is not None]
        if len(found) == len(counts) and len({item.hit.id for item in found}) == len(found):
            fact = add_up(found, await find_discount_texts(question, search_piece))
            return (fact, [item.hit for item in found]) if fact else None
    return None


def _asks_sum(question: Question) -> bool:
    understanding = question.understanding
    return understanding.asks_price or understanding.ready_to_order or asks_total(question)


def _count_positions(question: Question, annotations: Sequence[Annotation]) -> list[int]:
    """Returns where the numbers stand that count: none that measures, names a place in a list, or is a phone's."""
    words = [latinize(part.words[0]) for part in annotations]
    phone = question.understanding.phone
    return [
        position
        for position, word in enumerate(words)
        if _count_of(word)
        and word not in question.query.measure_words
        and not is_ordinal_number(words, position)
        and not (phone and word in phone.raw)
    ]


def _count_of(word: str) -> int:
    """Returns the number of a word, 0 where it is none that counts."""
    digits = "1" if word in _ONE else number_digits(word)
    return int(digits) if digits.isdecimal() and 0 < int(digits) <= MAX_COUNT else 0


def _segments_behind(
    annotations: Sequence[Annotation], counts: Sequence[int]
) -> list[tuple[int, Sequence[Annotation]]]:
    """Returns each number with the words behind it: "2 чайника и 1 тостер"."""
    ends = [*counts[1:], len(annotations)]
    return [
        (_count_of(latinize(annotations[start].words[0])), annotations[start + 1 : end])
        for start, end in zip(counts, ends, strict=True)
    ]


def _segments_before(
    annotations: Sequence[Annotation], counts: Sequence[int]
) -> list[tuple[int, Sequence[Annotation]]]:
    """Returns each number with the words before it: "ороолт 2 бээлий 1"."""
    starts = [0, *(position + 1 for position in counts[:-1])]
    return [
        (_count_of(latinize(annotations[end].words[0])), annotations[start:end])
        for start, end in zip(starts, counts, strict=True)
    ]


async def _find_item(
    question: Question,
    segment: Sequence[Annotation],
    count: int,
    shown: Sequence[ProductHit],
    search_piece: SearchPiece,
) -> _Item | None:
    words = [word for part in segment for word in part.words]
    if not words:
        return None
    piece = question.about(" ".join(words))
    if hit := _find_shown(piece, words, [hit for hit in shown if hit.available]):
        return _Item(hit, count)
    found = [hit for hit in (await search_piece(piece)).products if hit.available] if piece.query.tokens else []
    named = find_named(piece, read_asked(piece), found)
    return _Item(named.hits[0], count) if named.is_one else None


def _find_shown(piece: Question, words: Sequence[str], shown: Sequence[ProductHit]) -> ProductHit | None:
    """Returns the product that was shown which a piece names, or points to: "2 of those"."""
    named = find_named(piece, read_asked(piece), shown)
    if named.is_specific and named.is_one:
        return named.hits[0]
    latin = set(map(latinize, words))
    only_points = not THIS_WORDS.isdisjoint(latin) and latin <= LATIN_STOP_WORDS | THIS_WORDS
    return shown[0] if only_points and len(shown) == 1 else None
