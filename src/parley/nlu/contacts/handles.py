"""Finds names in messengers and social networks: "@kate", "t.me/kate", "ник brat_dima77"."""

import re
from collections.abc import Iterator

from parley.nlu.contacts.contact_search import ContactSearch

_HANDLE = re.compile(
    r"(?<![\w.@/+-])@([a-zA-Z][a-zA-Z0-9_]{1,31}(?:\.[a-zA-Z0-9_]{1,31}){0,3})(?![\w@])"
    r"|(?<![\w.])(?:t\.me|telegram\.me|instagram\.com|vk\.com)/([a-zA-Z][a-zA-Z0-9_.]{2,31})(?!\w)"
)
# Without a sign only what is no word: with a digit or an underscore.
_BARE_HANDLE = re.compile(r"(?<![\w.@/+-])(?=[a-z_.]*[0-9_])([a-zA-Z][a-zA-Z0-9_.]{3,31})(?![\w@-])", re.IGNORECASE)


def find_handles(text: str, search: ContactSearch) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yields every handle, with its @, and where it stands. `text`: without e-mail addresses."""
    found = False
    for match in _HANDLE.finditer(text):
        found = True
        yield f"@{(match[1] or match[2]).rstrip('.')}", match.span()
    if found:
        return
    for match in _BARE_HANDLE.finditer(text):
        nearest = search.tokens_before(match.start())
        if any(word.normalized in search.terms.messenger_words for word in nearest):
            yield f"@{match[1].rstrip('.')}", match.span()
