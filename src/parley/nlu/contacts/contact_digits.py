"""Which numbers of a message are a contact's: they name no goods and count nothing."""

from parley.nlu.message import UnderstoodMessage
from parley.text.digits import only_digits
from parley.text.tokenize import normalized_words

# Fewer digits may be in a phone by chance.
_MIN_DIGITS = 3


def contact_tokens(message: UnderstoodMessage) -> frozenset[int]:
    """Returns the tokens of the digits of a phone that a message gives, the last of it too: "44 55"."""
    understanding, tokens = message.understanding, message.tokenized.tokens
    phone = only_digits(understanding.phone.raw if understanding.phone else understanding.invalid_phone)
    if not phone:
        return frozenset()
    found: set[int] = set()
    if any(contact.kind == "phone" for contact in understanding.contacts):
        searched = set(normalized_words(understanding.search_text))
        found.update(
            index for index, token in enumerate(tokens) if token.is_number and token.normalized not in searched
        )
    start = 0
    while start < len(tokens):
        end = start
        while end < len(tokens) and tokens[end].is_number:
            end += 1
        found.update(_in_phone(range(start, end), [only_digits(token.text) for token in tokens[start:end]], phone))
        start = max(end, start + 1)
    return frozenset(found)


def _in_phone(indices: range, digits: list[str], phone: str) -> range | list[int]:
    """Returns the neighbouring numbers that stand so in a phone: all together, else each that is long enough."""
    together = "".join(digits)
    if len(together) >= _MIN_DIGITS and together in phone:
        return indices
    return [index for index, text in zip(indices, digits, strict=True) if len(text) > _MIN_DIGITS and text in phone]
