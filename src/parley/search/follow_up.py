"""Questions that leave out what they are about: "сколько стоит?", "which is cheaper?", "а чёрный есть?".

They are asked of what was found last; of everything a company sells, the cheapest is an answer to nobody.
"""

from dataclasses import replace
from typing import NamedTuple

from parley.concepts.matcher import BRANDS, GOODS, QUALITIES, meant
from parley.concepts.token import Token
from parley.domain.company import CompanyConfig
from parley.domain.understanding import Context, Heard
from parley.nlu.phrase_matcher import Lexicon
from parley.nlu.understand import hear
from parley.search.comparison import compares
from parley.search.query import COUNT, Wanted, wanted
from parley.text.tokenize import words

# A subject is a customer's sentence, not a letter; and who leaves it out says little else.
_LONGEST, _MOST_TOPIC = 200, 4


class Question(NamedTuple):
    """What to search for. `subject`: what later questions may leave out, when this one is answered."""

    heard: Heard
    text: str
    subject: str


def completed(heard: Heard, text: str, subject: str, company: CompanyConfig, lexicon: Lexicon) -> Question:
    """The message with its subject, where it leaves that out; else as it is."""
    alone = alone_in(heard, text)
    if not subject or heard.asks_who or heard.asks_catalogue or len(heard.topic) > _MOST_TOPIC:
        return alone
    if any(part.meaning in GOODS for part in meant(words(text))):
        return alone
    asks = wanted(heard, text, company.currency, company.synonyms)
    if not _follows(asks, heard, text):
        return alone
    whole = f"{_without_other(subject, asks)}\n{text}"
    again = hear(whole, Context(language=heard.language, country=company.country), lexicon)
    asking = heard.question or again.question
    heard = replace(heard, question=asking, about=again.about, topic=again.topic)
    return Question(heard, whole, _short(whole) if asks.tokens else subject)


def alone_in(heard: Heard, text: str) -> Question:
    """The message as it is."""
    return Question(heard, text, _short(text))


def _short(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _without_other(subject: str, asks: Wanted) -> str:
    """ "А 15?" after "айфон 13" is about "айфон 15", "а Bosch?" after a Samsung fridge about the fridge."""
    other = BRANDS & {each.meaning for each in asks.tokens}
    numbered = any(each.number for each in asks.tokens)
    kept = [
        word
        for part in meant(words(subject))
        if not (other and part.meaning in BRANDS)
        for word in part.words
        if not (numbered and word.isdigit())
    ]
    return " ".join(kept)


def _follows(asks: Wanted, heard: Heard, text: str) -> bool:
    if not all(map(_says_no_thing, asks.tokens)):
        return False
    named = any(each.meaning in BRANDS for each in asks.tokens)
    narrows = bool(asks.tokens) and (named or asks.have or heard.question or heard.asks_price)
    limited = (asks.at_least, asks.at_most) != (None, None)
    ordered = asks.cheapest or asks.extreme is not None
    return narrows or limited or ordered or heard.asks_price or compares(text)


def _says_no_thing(each: Token) -> bool:
    """A number, a count, a maker or a quality of whatever is spoken of."""
    return each.meaning not in GOODS and (
        each.number or each.meaning == COUNT or each.meaning in QUALITIES | BRANDS
    )
