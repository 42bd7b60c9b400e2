"""Makes text safe to store and to compare: without control characters, invisible marks and half surrogates.

Three strengths: `remove_unstorable` for what owners upload, `sanitize_message` for what a customer typed,
`sanitize_text` for what is compared with other text.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

# NFKC would turn № into "No", which is English for "no", and ´ into a space.
_BEFORE_NFKC = str.maketrans({"№": "#", "´": "'"})
_INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# What neither a database nor a screen wants; line ends and tabs stay.
_MESSAGE_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_HALF_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")


def sanitize_text(text: str) -> str:
    """The text without what no one can see or store: null bytes, control characters, half surrogates."""
    text = _LINE_ENDS.sub("\n", text.translate(_BEFORE_NFKC))
    if text.isascii():
        return _CONTROL.sub(" ", text)
    return _INVISIBLE.sub("", _to_nfkc(_CONTROL.sub(" ", text)))


def _to_nfkc(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def remove_unstorable(text: str) -> str:
    """Returns the text without null bytes and half surrogates: no database keeps them."""
    return text.replace("\0", "") if text.isascii() else _UNSTORABLE.sub("", text)


def replace_unstorable(text: str) -> str:
    """Returns the text without null bytes and with "?" for each half surrogate, so that no name becomes empty."""
    return _HALF_SURROGATE.sub("?", text.replace("\0", ""))


def sanitize_message(text: str) -> str:
    """Returns what a customer typed without control characters, and with "?" for each half surrogate."""
    return _HALF_SURROGATE.sub("?", _MESSAGE_CONTROL.sub("", text))


def sanitize_json(value: Any, text: Callable[[str], str], number: Callable[[float], Any]) -> Any:
    """Returns decoded JSON with every string, keys too, changed by `text` and every float by `number`."""
    match value:
        case str():
            return text(value)
        case float():
            return number(value)
        case dict():
            return {
                sanitize_json(key, text, number): sanitize_json(inner, text, number) for key, inner in value.items()
            }
        case list() | tuple():
            return [sanitize_json(inner, text, number) for inner in value]
    return value
