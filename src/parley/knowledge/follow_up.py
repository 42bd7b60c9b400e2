"""Questions that leave out what they are about: "сколько стоит?", "which is cheaper?", "а чёрный есть?".

They are asked of what was found last; of everything a company sells, the cheapest is an answer to nobody.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from parley.core.company import CompanyConfig
from parley.core.heard import Heard
from parley.core.hearing import Context, hear
from parley.core.phrases import Lexicon
from parley.knowledge.comparing import compares
from parley.knowledge.concepts import GOODS, QUALITIES
from parley.knowledge.wanted import COUNT, Wanted, wanted
from parley.knowledge.words import Token

# A subject is a customer's sentence, not a letter; and who leaves it out says little else.
_LONGEST, _MOST_TOPIC = 200, 4
_NUMBER = re.compile(r"\d+")


class Question(NamedTuple):
    """What to search for. `subject`: what later questions may leave out, when this one is answered."""

    heard: Heard
    text: str
    subject: str


def completed(heard: Heard, text: str, subject: str, company: CompanyConfig, lexicon: Lexicon) -> Question:
    """The message with its subject, where it leaves that out; else as it is."""
    alone = Question(heard, text, _short(text))
    if not subject or heard.asks_who or heard.asks_catalogue or len(heard.topic) > _MOST_TOPIC:
        return alone
    asks = wanted(heard, text, company.currency, company.synonyms)
    if not _follows(asks, heard, text):
        return alone
    if any(each.number for each in asks.tokens):  # "а 15?" after "айфон 13"
        subject = " ".join(_NUMBER.sub(" ", subject).split())
    whole = f"{subject}\n{text}"
    again = hear(whole, Context(language=heard.language, country=company.country), lexicon)
    asking = heard.question or again.question
    heard = replace(heard, question=asking, about=again.about, topic=again.topic)
    return Question(heard, whole, _short(whole) if asks.tokens else subject)


def _short(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _follows(asks: Wanted, heard: Heard, text: str) -> bool:
    if not all(map(_says_no_thing, asks.tokens)):
        return False
    narrows = bool(asks.tokens) and (asks.have or heard.question or heard.asks_price)
    return narrows or heard.asks_price or asks.cheapest or asks.extreme is not None or compares(text)


def _says_no_thing(each: Token) -> bool:
    """A number, a count or a quality of whatever is spoken of."""
    return each.meaning not in GOODS and (each.number or each.meaning == COUNT or each.meaning in QUALITIES)
