"""Makes text safe to store and to compare: without control characters, invisible marks and half surrogates."""

import re
import unicodedata

# NFKC would turn № into "No", which is English for "no", and ´ into a space.
_BEFORE_NFKC = str.maketrans({"№": "#", "´": "'"})
_INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")


def sanitize_text(text: str) -> str:
    """The text without what no one can see or store: null bytes, control characters, half surrogates."""
    text = _LINE_ENDS.sub("\n", text.translate(_BEFORE_NFKC))
    if text.isascii():
        return _CONTROL.sub(" ", text)
    return _INVISIBLE.sub("", _to_nfkc(_CONTROL.sub(" ", text)))


def _to_nfkc(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
