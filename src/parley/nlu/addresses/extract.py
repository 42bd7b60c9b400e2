"""Finds an address as people type it: "ул Ленина 5 кв 12", "Невский пр-т, д.5 корп. 2", "Абай көшесі 5".

Whether a company serves it is told by verticals/isp/coverage.py.
"""

import re
from dataclasses import replace

from parley.nlu.addresses.address import Address
from parley.nlu.addresses.parser import AddressParser
from parley.nlu.addresses.street_names import format_street_name
from parley.nlu.addresses.tokens import tokenize_address
from parley.text.sanitize import sanitize_text

__all__ = ["Address", "extract_address", "extract_flat", "extract_street"]

_MAX_CHARS = 1000
_PRIVATE_HOUSE = re.compile(
    r"\b(?:частн[а-я]+\s+(?:жил[а-я]+\s+)?дом[а-я]*|дом\s+частный|частник[а-я]*|частн[а-я]+\s+сектор[а-я]*|ч/д|чд"
    r"|(?:свой|своем|собственн[а-я]+)\s+дом[а-я]*|коттедж[а-я]*|таунхаус[а-я]*|жеке\s+үй|private\s+house)(?![^\W_])",
    re.IGNORECASE,
)
# How names of streets end that are no other words: "Мясницкая", "Удальцова", "Kutuzovsky".
_STREET_ENDING = re.compile(
    r"(?:[аяоеую][яйею]|[иыі]й|[ое]го|ов[аоу]|ев[аоу]|ин[аоу]|[сц]ь?к[аоу]|зна|вна|aya|[sc]k[iy]+y?|ova|eva|ina|ogo)$",
    re.IGNORECASE,
)
_MAX_STREET_WORDS, _MIN_STREET_CHARS = 3, 4
_NUMBER_FOLLOWS = re.compile(r"\s*[№#]?\s*\d")


def extract_address(text: str, *, requested: bool = False) -> Address | None:
    """Returns the address in a message, or None.

    `requested`: the message answers a question for one, so that "Ленина 5", and the house or the flat alone, will
    do; else only what can be nothing but an address is taken.
    """
    text = sanitize_text(text)[:_MAX_CHARS]
    private_match = _PRIVATE_HOUSE.search(text)
    parser = AddressParser(tokenize_address(_mask_private_house(text, private_match) if private_match else text))
    address = parser.parse(lenient=requested or bool(private_match))
    if private_match and not address.flat:
        address = replace(address, private_house=True)
    is_convincing = _answers_question(address, parser) if requested else _is_unmistakable(address, parser)
    if not is_convincing:
        return None
    spans = [(token.start, token.end) for token in parser.used_tokens]
    spans += [private_match.span()] if private_match and address.private_house else []
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    return replace(address, text=text[start:end].strip())


def _mask_private_house(text: str, match: re.Match[str]) -> str:
    """Returns the text with a pause for "частный дом", or "дом" where its number follows; of the same length."""
    has_number = _NUMBER_FOLLOWS.match(text, match.end())
    filler = "дом".ljust(len(match[0])) if has_number else "," * len(match[0])
    return text[: match.start()] + filler + text[match.end() :]


def _answers_question(address: Address, parser: AddressParser) -> bool:
    """Returns whether a message gives a part of an address: "Ленина 5", "дом 5", "кв 12", "ул. Абая"."""
    if address.flat or address.private_house or (address.house and parser.has_house_word):
        return True
    # "на улице холодно" has no street
    has_named_street = parser.has_strong_street_type and not address.street.endswith("о")
    return bool(address.street) and (bool(address.house) or has_named_street)


def _is_unmistakable(address: Address, parser: AddressParser) -> bool:
    """Returns whether nobody asked for an address and it can be nothing else: "ул. Ленина 5", "Ленина 5 кв 12"."""
    if not (address.street and address.house):
        return False
    has_unit = bool(address.flat or address.private_house)
    return parser.has_strong_street_type or has_unit or (parser.has_house_word and parser.is_capitalized)


def extract_flat(text: str) -> Address | None:
    """Returns the answer to "which flat, or a private house?", or None; a bare number is the flat."""
    address = extract_address(text, requested=True)
    if address is not None and (address.flat or address.private_house):
        return address
    number_tokens = [token for token in tokenize_address(sanitize_text(text)[:_MAX_CHARS]) if token.kind == "n"]
    if len(number_tokens) == 1 and address is None:
        return Address(flat=number_tokens[0].normalized, text=number_tokens[0].text)
    return None


def extract_street(text: str) -> Address | None:
    """Returns the answer to a question for an address that is a street's name and nothing else ("Мясницкая"), or
    None."""
    tokens = [token for token in tokenize_address(sanitize_text(text)[:_MAX_CHARS]) if token.kind != ","]
    words = [token.text for token in tokens]
    if not 0 < len(tokens) <= _MAX_STREET_WORDS or max(map(len, words)) < _MIN_STREET_CHARS:
        return None
    looks_like_street = all(word[0].isupper() for word in words) or any(map(_STREET_ENDING.search, words))
    if not looks_like_street or not AddressParser(tokens).is_name():
        return None
    return Address(street=format_street_name(" ".join(words)), text=" ".join(words))
