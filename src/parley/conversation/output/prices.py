"""A model does not make prices: an amount of money that stands nowhere in what it was given is not said.

Words are held back from a number on, until it is clear whether it is money; text without numbers passes at once.
Amounts spelled out in words are not seen.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import structlog

from parley.search.query import MILLION, MONEY, THOUSAND

log = structlog.get_logger()

_SIGN = r"[$€£₸₽₴₮]"
_NUMBER = r"\d{1,3}(?:[\s.,'’]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
_UNIT = rf"\s?(?:(?P<thousand>{THOUSAND})|(?P<million>{MILLION}))\.?"
_AMOUNT = re.compile(
    rf"(?P<sign>{_SIGN}\s?)?(?<![\w.,+])(?P<number>{_NUMBER})(?:{_UNIT})?(?P<money>\s?(?:{MONEY}|kzt|kgs|uzs|uah|rub|mnt|eur)(?!\w))?",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_]\w*+(?:['’ʻ][^\W\d_]\w*+)*+"
# No amount reaches over two whole words, nor from a word to a number behind it.
_SETTLED = re.compile(rf"(?<![\w'’ʻ]){_WORD}(?:[^\w'’ʻ$€£₸₽₴₮]++{_WORD}(?=[^\w'’ʻ])|[^\w$€£₸₽₴₮]++(?=\d))")
_TELLING = re.compile(rf"\d|{_SIGN}")
_LONGEST = 60
# A known price may be told for several pieces.
_PIECES = range(1, 21)


class Prices:
    """Feed it pieces of an answer; it returns what may be said. `instead` stands for an amount that is not known.

    Amounts in the texts `known` may be said; those in `prices` also times a number of pieces.
    """

    def __init__(self, instead: str, known: Iterable[str], prices: Iterable[str] = ()) -> None:
        self._instead, self._held, self._before = instead, "", ""
        self._texts, self._priced = list(known), list(prices)

    def learn(self, text: str) -> None:
        """More prices: what a tool found."""
        self._priced.append(text)

    def feed(self, piece: str) -> str:
        if not self._held and not _TELLING.search(piece):
            self._before = piece[-1:] or self._before
            return piece
        text = self._before + self._held + piece
        start = len(self._before)
        edge = _settled(text, start)
        self._held = text[edge:]
        return self._checked(text[:edge], start)

    def close(self) -> str:
        rest, self._held = self._held, ""
        return self._checked(self._before + rest, len(self._before))

    def _checked(self, text: str, start: int) -> str:
        """What may be said of the text from `start` on; before that is what was said already."""
        parts, at = [], start
        for found in _AMOUNT.finditer(text, start):
            parts += [text[at : found.start()], self._judged(found)]
            at = found.end()
        self._before = text[-1:]
        return "".join(parts) + text[at:]

    def _judged(self, found: re.Match[str]) -> str:
        if not (found["sign"] or found["money"]):
            return found[0]
        amount = _decimal(found["number"]) * _factor(found)
        if not amount or amount in _amounts(self._texts):
            return found[0]
        prices = _amounts(self._priced)
        if any(amount / pieces in prices for pieces in _PIECES):
            return found[0]
        log.warning("a price that nobody gave was not said", price=found[0])
        return self._instead


def _settled(text: str, start: int) -> int:
    """Up to where nothing that may follow can change what is an amount."""
    edge = max((found.end() for found in _SETTLED.finditer(text, start)), default=start)
    telling = _TELLING.search(text, edge)
    if not telling or len(text) - telling.start() > _LONGEST:
        return len(text)
    return telling.start()


def _amounts(texts: Iterable[str]) -> set[Decimal]:
    # Looked for only when a model speaks of money: most answers do not.
    found = [(_decimal(amount["number"]), _factor(amount)) for text in texts for amount in _AMOUNT.finditer(text)]
    return {number for number, _ in found} | {number * factor for number, factor in found}


def _factor(found: re.Match[str]) -> int:
    return 1_000_000 if found["million"] else 1000 if found["thousand"] else 1


def _decimal(number: str) -> Decimal:
    """ "12 500", "12,500", "1.200,50", "1.5" as numbers: three digits behind a mark are thousands."""
    plain = re.sub(r"[\s.,'’](?=\d{3}(?!\d))", "", number).replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return Decimal(0)
