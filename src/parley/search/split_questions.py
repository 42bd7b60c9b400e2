"""Two questions in one message: "кресло-качалка есть? и доставка?" asks for goods, and for how they are sold.

Searched for together, the one would hide the other.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parley.concepts.matcher import TERMS, meant
from parley.domain.company import CompanyConfig
from parley.domain.understanding import Context
from parley.nlu.phrase_matcher import Lexicon
from parley.nlu.understand import hear
from parley.search.query import INCLUDED, NAMES, OF_ANYTHING, wanted
from parley.text.tokenize import read, words

# What stands between two questions; folded.
_AND = frozenset(words("и ещё еще также and also та і й ще також және тағы жана дагы va hamda ва ҳамда ба бас"))
_SOLD = TERMS - OF_ANYTHING - {INCLUDED}


class Asked(NamedTuple):
    """The words that ask for goods, and those that ask how they are sold."""

    goods: str
    terms: str


def two_questions(text: str, company: CompanyConfig, language: str, lexicon: Lexicon) -> Asked | None:
    """What asks for goods and what asks how they are sold. None where that is not said piece by piece, or where the
    goods are only spoken of: "у меня телевизор, ремонтируете?"."""
    goods: list[tuple[str, bool]] = []
    terms: list[tuple[str, bool]] = []
    for piece in _pieces(text):
        meanings = {part.meaning for part in meant(words(piece[0]))}
        of_goods, of_terms = not NAMES.isdisjoint(meanings), not _SOLD.isdisjoint(meanings)
        if of_goods and of_terms:
            return None
        if of_goods or of_terms:
            (goods if of_goods else terms).append(piece)
    if not (goods and terms):
        return None
    context = Context(language=language, country=company.country)
    if not any(asking or _asks(piece, context, company, lexicon) for piece, asking in goods):
        return None
    return Asked(_joined(goods), _joined(terms))


def _asks(piece: str, context: Context, company: CompanyConfig, lexicon: Lexicon) -> bool:
    heard = hear(piece, context, lexicon)
    have = wanted(heard, piece, company.currency, company.synonyms).have
    return have or heard.question or heard.asks_price or heard.ready


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Its clauses, cut once more between "and"; whether a question mark closes each."""
    reading = read(text)
    for clause in reading.clauses:
        first = clause.start
        for at in range(clause.start, clause.end + 1):
            if at < clause.end and reading.words[at].folded not in _AND:
                continue
            if first < at:
                yield reading.text[reading.words[first].start : reading.words[at - 1].end], clause.asking
            first = at + 1


def _joined(pieces: Sequence[tuple[str, bool]]) -> str:
    return ", ".join([piece for piece, _ in pieces])
