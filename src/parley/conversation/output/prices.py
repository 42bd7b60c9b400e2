"""Keeps a model from making prices: an amount of money that stands nowhere in what it was given is not said.

Words are held back from a number on, until it is clear whether it is money; text without numbers passes at once.
Amounts spelled out in words are not seen.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import structlog

from parley.search.price_limits import CURRENCY_PATTERN, MILLION_PATTERN, THOUSAND_PATTERN

log = structlog.get_logger()

_CURRENCY_SIGN = r"[$€£₸₽₴₮]"
_NUMBER = r"\d{1,3}(?:[\s.,'’]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
_MULTIPLIER = rf"\s?(?:(?P<thousand>{THOUSAND_PATTERN})|(?P<million>{MILLION_PATTERN}))\.?"
_AMOUNT = re.compile(
    rf"(?P<sign>{_CURRENCY_SIGN}\s?)?(?<![\w.,+])(?P<number>{_NUMBER})(?:{_MULTIPLIER})?(?P<money>\s?(?:{CURRENCY_PATTERN}|kzt|kgs|uzs|uah|rub|mnt|eur)(?!\w))?",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_]\w*+(?:['’ʻ][^\W\d_]\w*+)*+"
# No amount reaches over two whole words, nor from a word to a number behind it.
_AMOUNT_BOUNDARY = re.compile(rf"(?<![\w'’ʻ]){_WORD}(?:[^\w'’ʻ$€£₸₽₴₮]++{_WORD}(?=[^\w'’ʻ])|[^\w$€£₸₽₴₮]++(?=\d))")
_AMOUNT_START = re.compile(rf"\d|{_CURRENCY_SIGN}")
_MAX_HELD_CHARS = 60
# A known price may be told for several pieces.
_PIECE_COUNTS = range(1, 21)


class PriceFilter:
    """Feed it pieces of an answer; it returns what may be said.

    `replacement` stands for an amount that is not known. Amounts in `known_texts` may be said; those in
    `price_texts` also times a number of pieces."""

    def __init__(self, replacement: str, known_texts: Iterable[str], price_texts: Iterable[str] = ()) -> None:
        self._replacement, self._buffer, self._previous_char = replacement, "", ""
        self._known_texts, self._price_texts = list(known_texts), list(price_texts)

    def allow_prices(self, text: str) -> None:
        """Lets the prices in a text be said: a tool found it."""
        self._price_texts.append(text)

    def feed(self, piece: str) -> str:
        """Returns what may be said by now, with the next piece of the answer."""
        if not self._buffer and not _AMOUNT_START.search(piece):
            self._previous_char = piece[-1:] or self._previous_char
            return piece
        text = self._previous_char + self._buffer + piece
        start = len(self._previous_char)
        end = _settled_end(text, start)
        self._buffer = text[end:]
        return self._filter_amounts(text[:end], start)

    def close(self) -> str:
        """Returns what was held back when the answer is over."""
        rest, self._buffer = self._buffer, ""
        return self._filter_amounts(self._previous_char + rest, len(self._previous_char))

    def _filter_amounts(self, text: str, start: int) -> str:
        """Returns what may be said of the text from `start` on; what stands before that was said already."""
        parts, position = [], start
        for amount in _AMOUNT.finditer(text, start):
            parts += [text[position : amount.start()], self._check_amount(amount)]
            position = amount.end()
        self._previous_char = text[-1:]
        return "".join(parts) + text[position:]

    def _check_amount(self, match: re.Match[str]) -> str:
        if not (match["sign"] or match["money"]):
            return match[0]
        amount = _parse_decimal(match["number"]) * _multiplier(match)
        if not amount or amount in _amounts(self._known_texts):
            return match[0]
        prices = _amounts(self._price_texts)
        if any(amount / pieces in prices for pieces in _PIECE_COUNTS):
            return match[0]
        log.warning("a price that nobody gave was not said", price=match[0])
        return self._replacement


def _settled_end(text: str, start: int) -> int:
    """Returns the position up to which nothing that may follow can change what is an amount."""
    end = max((boundary.end() for boundary in _AMOUNT_BOUNDARY.finditer(text, start)), default=start)
    amount_start = _AMOUNT_START.search(text, end)
    if not amount_start or len(text) - amount_start.start() > _MAX_HELD_CHARS:
        return len(text)
    return amount_start.start()


def _amounts(texts: Iterable[str]) -> set[Decimal]:
    # Looked for only when a model speaks of money: most answers do not.
    parsed = [
        (_parse_decimal(amount["number"]), _multiplier(amount))
        for text in texts
        for amount in _AMOUNT.finditer(text)
    ]
    return {number for number, _ in parsed} | {number * factor for number, factor in parsed}


def _multiplier(match: re.Match[str]) -> int:
    return 1_000_000 if match["million"] else 1000 if match["thousand"] else 1


def _parse_decimal(number: str) -> Decimal:
    """Returns "12 500", "12,500", "1.200,50" or "1.5" as a number: three digits behind a mark are thousands."""
    digits = re.sub(r"[\s.,'’](?=\d{3}(?!\d))", "", number).replace(",", ".")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal(0)
