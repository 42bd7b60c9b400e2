"""Tells which requests another site's page makes a browser send (CSRF)."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from parley.runtime import Runtime

_READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# What a browser says of a request of our own page, and of an address that was typed in.
_OWN_REQUESTS = frozenset({"same-origin", "none"})


def own_hosts(connection: HTTPConnection) -> set[str]:
    """Returns the names, with ports, under which our own pages are opened."""
    rt: Runtime = connection.app.state.runtime
    hosts = (connection.headers.get("host", ""), urlsplit(rt.settings.public_base_url).netloc)
    return {host.lower() for host in hosts if host}


def is_sent_by_another_site(connection: HTTPConnection) -> bool:
    """Whether a browser was made to send this by a page that is not ours, a neighbour's under the same domain
    included. Programs say neither Sec-Fetch-Site nor Origin."""
    if site := connection.headers.get("sec-fetch-site", ""):
        return site.lower() not in _OWN_REQUESTS
    origin = connection.headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() not in own_hosts(connection)
    except ValueError:
        return True


def is_forged(connection: HTTPConnection) -> bool:
    """Whether what a browser adds by itself proves nothing: another site has it change something, or open a socket,
    which no rule of origins holds back."""
    changes = connection.scope["type"] != "http" or connection.scope["method"] not in _READING_METHODS
    return changes and is_sent_by_another_site(connection)
