"""An address as people type it: "ул Ленина 5 кв 12", "Невский пр-т, д.5 корп. 2", "Ленина 5-12", "Абай көшесі
5".

`find` is the one entry. Whether a company serves it is told by verticals/isp/coverage.py.
"""

import re
from dataclasses import replace

from parley.nlu.addresses.address import Address
from parley.nlu.addresses.parser import Reader
from parley.nlu.addresses.tokens import tokens
from parley.text.tokenize import clean

__all__ = ["Address", "find", "flat_of"]

_LONGEST = 1000
_PRIVATE = re.compile(
    r"\b(?:частн[а-я]+\s+(?:жил[а-я]+\s+)?дом[а-я]*|дом\s+частный|частник[а-я]*|частн[а-я]+\s+сектор[а-я]*|ч/д|чд"
    r"|(?:свой|своем|собственн[а-я]+)\s+дом[а-я]*|коттедж[а-я]*|таунхаус[а-я]*|жеке\s+үй|private\s+house)(?![^\W_])",
    re.IGNORECASE,
)


def find(text: str, *, asked: bool = False) -> Address | None:
    """The address in a message, or None. `asked`: the message answers a question for one, so that "Ленина 5", and
    the house or the flat alone, will do; else only what can be nothing but an address is taken."""
    text = clean(text)[:_LONGEST]
    private = _PRIVATE.search(text)
    if private:
        numbered = re.match(r"\s*[№#]?\s*\d", text[private.end() :])
        sign = "дом".ljust(len(private[0])) if numbered else "," * len(private[0])
        masked = text[: private.start()] + sign + text[private.end() :]
    else:
        masked = text
    reader = Reader(tokens(masked))
    found = reader.address(lenient=asked or bool(private))
    if private:
        found = replace(found, private_house=True, flat="") if not found.flat else found
    if not _enough(found, reader, asked=asked):
        return None
    spans = [(token.start, token.end) for token in reader.used]
    spans += [private.span()] if private and found.private_house else []
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return replace(found, text=text[start:end].strip())


def _enough(found: Address, reader: "Reader", *, asked: bool) -> bool:
    if asked:
        named = reader.marked and not reader.weak and not found.street.endswith("о")  # "на улице холодно"
        sure = bool(found.street and (found.house or named))
        return sure or bool(found.flat or found.private_house or (found.house and reader.house_marked))
    if not (found.street and found.house):
        return False
    if reader.marked and not reader.weak:
        return True
    beside = bool(found.flat or found.private_house)
    return beside or (reader.house_marked and reader.capital)


def flat_of(text: str) -> Address | None:
    """The answer to "which flat, or a private house?": a bare number is the flat. None where neither was said."""
    found = find(text, asked=True)
    if found is not None and (found.flat or found.private_house):
        return found
    numbers = [token for token in tokens(clean(text)[:_LONGEST]) if token.kind == "n"]
    if len(numbers) == 1 and found is None:
        return Address(flat=numbers[0].folded, text=numbers[0].text)
    return None
