"""Two questions in one message: "кресло-качалка есть? и доставка?" asks for goods, and for how they are sold.

Searched for together, the one would hide the other.
"""

from collections.abc import Iterator
from typing import NamedTuple

from parley.core.company import CompanyConfig
from parley.core.hearing import Context, Heard, hear
from parley.core.phrases import Lexicon
from parley.core.text import read, words
from parley.knowledge.concepts import GOODS, SERVICES, TERMS, meant
from parley.knowledge.wanted import wanted

# What stands between two questions; folded.
_AND = frozenset(words("и ещё еще также and also та і й ще також және тағы жана дагы va hamda ва ҳамда ба бас"))


class Asked(NamedTuple):
    """The words of one question, and how they are heard by themselves."""

    text: str
    heard: Heard


def two_questions(text: str, company: CompanyConfig, language: str, lexicon: Lexicon) -> tuple[Asked, Asked] | None:
    """What asks for goods and what asks how they are sold. None where that is not said piece by piece, or where the
    goods are only spoken of: "у меня телевизор, ремонтируете?"."""
    meanings = {part.meaning for part in meant(words(text))}
    if meanings.isdisjoint(GOODS) or meanings.isdisjoint(TERMS | SERVICES):
        return None
    context = Context(language=language, country=company.country)
    goods: list[Asked] = []
    terms: list[Asked] = []
    asks_for_goods = False
    for piece, asking in _pieces(text):
        heard = hear(piece, context, lexicon)
        asks = wanted(heard, piece, company.currency, company.synonyms)
        if asks.goods and asks.service:
            return None
        if asks.goods:
            goods.append(Asked(piece, heard))
            asks_for_goods |= asking or asks.have or heard.question or heard.asks_price or heard.ready
        elif asks.service:
            terms.append(Asked(piece, heard))
    if not (asks_for_goods and terms):
        return None
    return _joined(goods, context, lexicon), _joined(terms, context, lexicon)


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


def _joined(pieces: list[Asked], context: Context, lexicon: Lexicon) -> Asked:
    if len(pieces) == 1:
        return pieces[0]
    text = ", ".join(piece.text for piece in pieces)
    return Asked(text, hear(text, context, lexicon))
