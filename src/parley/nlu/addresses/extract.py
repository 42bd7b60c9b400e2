"""An address as people type it: "ул Ленина 5 кв 12", "Невский пр-т, д.5 корп. 2", "Ленина 5-12", "Абай көшесі
5".

`find` is the one entry. Whether a company serves it is told by verticals/isp/coverage.py.
"""

import re
from dataclasses import replace

from parley.nlu.addresses.address import Address
from parley.nlu.addresses.parser import AddressParser
from parley.nlu.addresses.tokens import tokenize_address
from parley.text.sanitize import sanitize_text

__all__ = ["Address", "extract_address", "extract_flat"]

_MAX_CHARS = 1000
_PRIVATE_HOUSE = re.compile(
    r"\b(?:частн[а-я]+\s+(?:жил[а-я]+\s+)?дом[а-я]*|дом\s+частный|частник[а-я]*|частн[а-я]+\s+сектор[а-я]*|ч/д|чд"
    r"|(?:свой|своем|собственн[а-я]+)\s+дом[а-я]*|коттедж[а-я]*|таунхаус[а-я]*|жеке\s+үй|private\s+house)(?![^\W_])",
    re.IGNORECASE,
)


def extract_address(text: str, *, requested: bool = False) -> Address | None:
    """The address in a message, or None. `asked`: the message answers a question for one, so that "Ленина 5", and
    the house or the flat alone, will do; else only what can be nothing but an address is taken."""
    text = sanitize_text(text)[:_MAX_CHARS]
    private_match = _PRIVATE_HOUSE.search(text)
    if private_match:
        has_number = re.match(r"\s*[№#]?\s*\d", text[private_match.end() :])
        filler = "дом".ljust(len(private_match[0])) if has_number else "," * len(private_match[0])
        masked_text = text[: private_match.start()] + filler + text[private_match.end() :]
    else:
        masked_text = text
    parser = AddressParser(tokenize_address(masked_text))
    address = parser.parse(lenient=requested or bool(private_match))
    if private_match:
        address = replace(address, private_house=True, flat="") if not address.flat else address
    if not _is_convincing(address, parser, requested=requested):
        return None
    spans = [(token.start, token.end) for token in parser.used_tokens]
    spans += [private_match.span()] if private_match and address.private_house else []
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return replace(address, text=text[start:end].strip())


def _is_convincing(address: Address, parser: "AddressParser", *, requested: bool) -> bool:
    if requested:
        has_named_street = (
            parser.has_street_type and not parser.has_weak_street_type and not address.street.endswith("о")
        )  # "на улице холодно"
        has_street = bool(address.street and (address.house or has_named_street))
        return has_street or bool(
            address.flat or address.private_house or (address.house and parser.has_house_word)
        )
    if not (address.street and address.house):
        return False
    if parser.has_street_type and not parser.has_weak_street_type:
        return True
    has_unit = bool(address.flat or address.private_house)
    return has_unit or (parser.has_house_word and parser.is_capitalized)


def extract_flat(text: str) -> Address | None:
    """The answer to "which flat, or a private house?": a bare number is the flat. None where neither was said."""
    address = extract_address(text, requested=True)
    if address is not None and (address.flat or address.private_house):
        return address
    number_tokens = [token for token in tokenize_address(sanitize_text(text)[:_MAX_CHARS]) if token.kind == "n"]
    if len(number_tokens) == 1 and address is None:
        return Address(flat=number_tokens[0].normalized, text=number_tokens[0].text)
    return None
