"""Goods of several kinds that one message names: "a Bosch drill and a ladder". Searched for together, no product
has all of the words, or one kind hides the other."""

from collections.abc import Sequence
from itertools import pairwise

from parley.concepts.matcher import BRANDS, GOODS, PRODUCT_LINES, Annotation
from parley.domain.search_results import MAX_CARDS, ProductHit, SearchResults
from parley.search.comparison import is_choice, is_comparison
from parley.search.facts.asked import read_asked
from parley.search.facts.basket import MAX_COUNT, listed_facts, listed_pieces, price_listed
from parley.search.facts.named import find_named
from parley.search.question import Question, SearchPiece
from parley.search.topics import named_topics

# Who compares or asks for advice names goods as well, and wants one answer about them.
_ONE_ANSWER = frozenset({"compare", "recommend", "report_problem", "complain"})
# A shorter word names no goods by itself.
_MIN_NAME_LETTERS = 4
# A number, what it counts in, and a name.
_MIN_COUNTED_WORDS = 3
_NAMING = GOODS | BRANDS | PRODUCT_LINES


async def search_listed(
    question: Question, results: SearchResults, search_piece: SearchPiece
) -> SearchResults | None:
    """Returns the best product of each thing that a message lists, with its price; None where it lists nothing, or
    no two of them are found. `results`: what was found for all of it; `search_piece`: searches for a piece."""
    pieces = _pieces_of_goods(question, has_products=bool(results.products))
    if not pieces:
        return None
    if told := await listed_facts(question, (), search_piece):
        return SearchResults(products=told[1], is_product_query=True, facts=tuple(told[0]))
    found: dict[str, tuple[ProductHit, int]] = {}
    for listed in pieces:
        piece, products = await _search_counted(listed, search_piece)
        named = find_named(piece, read_asked(piece), products)
        names_kind = bool(_kinds_of(piece.message.annotations))
        hits = named.hits if named.is_one else products if names_kind or not results.products else ()
        found |= {hit.id: (hit, _count_of(listed)) for hit in hits[:1]}
    known = {hit.id for hit in results.products}
    if len(found) < 2 or known.issuperset(found):
        return None
    items = list(found.values())
    return SearchResults(
        products=[hit for hit, _ in items],
        is_product_query=True,
        facts=await price_listed(question, items, search_piece, with_sum=any(count > 1 for _, count in items)),
    )


def _count_of(piece: Question) -> int:
    """Returns how many of a thing are wanted, where a number stands before it."""
    first, *others = piece.message.words
    return int(first) if others and first.isdecimal() and 0 < int(first) <= MAX_COUNT else 1


async def _search_counted(piece: Question, search_piece: SearchPiece) -> tuple[Question, Sequence[ProductHit]]:
    """Returns what a thing finds; where it finds nothing and is counted, what it does without the count and what it
    is counted in: "2 bags of salmon" are no bags."""
    products = (await search_piece(piece)).products
    words = piece.message.words
    if products or len(words) < _MIN_COUNTED_WORDS or not words[0].isdecimal():
        return piece, products
    bare = piece.about(" ".join(words[2:]))
    return (bare, (await search_piece(bare)).products) if bare.query.tokens else (piece, ())


def _pieces_of_goods(question: Question, *, has_products: bool) -> list[Question]:
    """Returns the things that a message lists; none where one of them may be no goods. `has_products`: something
    was found for all of it, so that each has to name a kind of its own."""
    if _wants_one_answer(question):
        return []
    listed = listed_pieces(question.message)
    if not 1 < len(listed) <= MAX_CARDS:
        return []
    kinds = [_kinds_of(piece) for piece in listed]
    if not (all(map(_may_name, listed)) if has_products else any(kinds)):
        return []
    if has_products and any(first & second for first, second in pairwise(kinds)):
        return []  # "a black bag and a white bag" are found together
    return [question.about(" ".join(word for part in piece for word in part.words)) for piece in listed]


def _wants_one_answer(question: Question) -> bool:
    annotations = question.message.annotations
    compares = is_comparison(annotations) or is_choice(annotations)
    is_other = not _ONE_ANSWER.isdisjoint(question.understanding.intents)
    return compares or is_other or bool(named_topics(annotations))


def _may_name(piece: Sequence[Annotation]) -> bool:
    """Returns whether a piece names a kind of goods, or has a word that nobody knows: a name may be one."""
    unknown = [part for part in piece if not part.concept and len(part.words[0]) >= _MIN_NAME_LETTERS]
    return bool(_kinds_of(piece) or unknown)


def _kinds_of(piece: Sequence[Annotation]) -> set[str]:
    return {part.concept for part in piece if part.concept in _NAMING}
