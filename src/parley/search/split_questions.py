"""Two questions in one message: "кресло-качалка есть? и доставка?" asks for goods, and for how they are sold.

Searched for together, the one would hide the other.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parley.concepts.matcher import SALE_TERMS
from parley.nlu.message import MessageText
from parley.search.query import GENERIC_CONCEPTS, GOODS_AND_BRANDS, INCLUDED_CONCEPT
from parley.search.question import Question
from parley.text.tokenize import normalized_words

# What stands between two questions; folded.
_CONJUNCTIONS = frozenset(
    normalized_words("и ещё еще также and also та і й ще також және тағы жана дагы va hamda ва ҳамда ба бас")
)
_ASKABLE_TERMS = SALE_TERMS - GENERIC_CONCEPTS - {INCLUDED_CONCEPT}


class SplitQuestion(NamedTuple):
    """Two questions of one message."""

    #: asks for goods: "кресло-качалка есть?"
    goods: Question
    #: asks how they are sold: "и доставка?"
    terms: Question


class _Clause(NamedTuple):
    """A clause, or a part of one between two conjunctions."""

    text: MessageText
    #: whether a question mark closes it
    is_marked: bool


def split_question(question: Question) -> SplitQuestion | None:
    """Returns what asks for goods and what asks how they are sold; None where that is not said piece by piece, or
    where the goods are only spoken of: "у меня телевизор, ремонтируете?"."""
    clauses = list(_split_clauses(question.message.source))
    if len(clauses) < 2:
        return None
    goods: list[_Clause] = []
    terms: list[_Clause] = []
    for clause in clauses:
        concepts = {annotation.concept for annotation in clause.text.annotations}
        names_goods = not GOODS_AND_BRANDS.isdisjoint(concepts)
        names_terms = not _ASKABLE_TERMS.isdisjoint(concepts)
        if names_goods and names_terms:
            return None
        if names_goods or names_terms:
            (goods if names_goods else terms).append(clause)
    if not (goods and terms):
        return None
    if not any(clause.is_marked or _asks(question.about(clause.text)) for clause in goods):
        return None
    return SplitQuestion(question.about(_join_clauses(goods)), question.about(_join_clauses(terms)))


def _asks(question: Question) -> bool:
    understanding = question.understanding
    return (
        understanding.question
        or understanding.asks_price
        or understanding.ready_to_order
        or question.query.asks_availability
    )


def _split_clauses(text: MessageText) -> Iterator[_Clause]:
    """Yields the clauses, cut once more between "and"."""
    tokens = text.tokenized.tokens
    for clause in text.tokenized.clauses:
        start = clause.start
        for position in range(clause.start, clause.end + 1):
            if position < clause.end and tokens[position].normalized not in _CONJUNCTIONS:
                continue
            if start < position:
                yield _Clause(text.slice(start, position), clause.is_question)
            start = position + 1


def _join_clauses(clauses: Sequence[_Clause]) -> str | MessageText:
    return clauses[0].text if len(clauses) == 1 else ", ".join([clause.text.text for clause in clauses])
