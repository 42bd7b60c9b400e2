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


# Names of brands, the same in every language; the one nearest to a handle is its network.
_NETWORKS = re.compile(
    r"(?<!\w)(?:(?P<telegram>telegr\w*|tg|телег\w*|тг|t\.me)|(?P<instagram>insta\w*|ig|инст\w*|інст\w*)"
    r"|(?P<vk>vk|вк|вконтакт\w*)|(?P<viber>viber\w*|вайбер\w*)|(?P<whatsapp>wh?ats\w*|wa|ватс\w*|вотс\w*)"
    r"|(?P<facebook>facebook|fb|фейсбук\w*|messenger)|(?P<skype>skype|скайп\w*)|(?P<discord>discord|дискорд\w*))(?!\w)",
    re.IGNORECASE,
)
_MAX_CHARS_TO_NETWORK = 40


def network_of(text: str, start: int, end: int) -> str:
    """Returns the network that a handle is of, "telegram"; "" where the words beside it name none."""
    before = list(_NETWORKS.finditer(text, max(0, start - _MAX_CHARS_TO_NETWORK), end))
    match = before[-1] if before else _NETWORKS.search(text, end, end + _MAX_CHARS_TO_NETWORK)
    return str(match.lastgroup) if match else ""


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
