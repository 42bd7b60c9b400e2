"""Two questions in one message: "кресло-качалка есть? и доставка?" asks for goods, and for how they are sold.

Searched for together, the one would hide the other.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parley.concepts.matcher import SALE_TERMS, annotate
from parley.domain.company import CompanyConfig
from parley.domain.understanding import MessageContext
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.nlu.understand import understand
from parley.search.query import GENERIC_CONCEPTS, GOODS_AND_BRANDS, INCLUDED_CONCEPT, parse_query
from parley.text.tokenize import normalized_words, tokenize

# What stands between two questions; folded.
_CONJUNCTIONS = frozenset(
    normalized_words("и ещё еще также and also та і й ще також және тағы жана дагы va hamda ва ҳамда ба бас")
)
_ASKABLE_TERMS = SALE_TERMS - GENERIC_CONCEPTS - {INCLUDED_CONCEPT}


class SplitQuestion(NamedTuple):
    """The words that ask for goods, and those that ask how they are sold."""

    goods: str
    terms: str


def split_question(
    text: str, company: CompanyConfig, language: str, matcher: PhraseMatcher
) -> SplitQuestion | None:
    """What asks for goods and what asks how they are sold. None where that is not said piece by piece, or where the
    goods are only spoken of: "у меня телевизор, ремонтируете?"."""
    goods: list[tuple[str, bool]] = []
    terms: list[tuple[str, bool]] = []
    for piece in _split_clauses(text):
        concepts = {part.concept for part in annotate(normalized_words(piece[0]))}
        names_goods, names_terms = (
            not GOODS_AND_BRANDS.isdisjoint(concepts),
            not _ASKABLE_TERMS.isdisjoint(concepts),
        )
        if names_goods and names_terms:
            return None
        if names_goods or names_terms:
            (goods if names_goods else terms).append(piece)
    if not (goods and terms):
        return None
    context = MessageContext(language=language, country=company.country)
    if not any(
        ends_with_question_mark or _is_question(piece, context, company, matcher)
        for piece, ends_with_question_mark in goods
    ):
        return None
    return SplitQuestion(_join_texts(goods), _join_texts(terms))


def _is_question(piece: str, context: MessageContext, company: CompanyConfig, matcher: PhraseMatcher) -> bool:
    understanding = understand(piece, context, matcher)
    asks_availability = parse_query(understanding, piece, company.currency, company.synonyms).asks_availability
    return asks_availability or understanding.question or understanding.asks_price or understanding.ready_to_order


def _split_clauses(text: str) -> Iterator[tuple[str, bool]]:
    """Its clauses, cut once more between "and"; whether a question mark closes each."""
    tokenized = tokenize(text)
    for clause in tokenized.clauses:
        start = clause.start
        for position in range(clause.start, clause.end + 1):
            if position < clause.end and tokenized.tokens[position].normalized not in _CONJUNCTIONS:
                continue
            if start < position:
                yield (
                    tokenized.text[tokenized.tokens[start].start : tokenized.tokens[position - 1].end],
                    clause.is_question,
                )
            start = position + 1


def _join_texts(pieces: Sequence[tuple[str, bool]]) -> str:
    return ", ".join([piece for piece, _ in pieces])
