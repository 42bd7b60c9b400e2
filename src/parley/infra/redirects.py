"""Follows redirects, each step held to the rule of the first."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from yarl import URL

from parley.errors import RemoteError
from parley.infra.http import HttpClient, RequestOptions, Response

_MAX_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def is_same_origin(url: str, other: str) -> bool:
    """Returns whether two addresses have scheme, host and port in common. False for what is no address."""
    try:
        one, another = URL(url), URL(other)
    except ValueError:
        return False
    return bool(one.host) and (one.scheme, one.host, one.port) == (another.scheme, another.host, another.port)


async def get_following(
    http: HttpClient,
    url: str,
    *,
    guarded: bool = True,
    headers: Mapping[str, str] | None = None,
    may_follow: Callable[[str, str], bool] = lambda _url, _next_url: True,
    options: RequestOptions,
) -> Response:
    """Gets an address, following at most three redirects that `may_follow(url, next_url)` lets pass.

    `headers` go to the first address's own origin and to no other. `guarded=False` says the same as for `request`;
    what another origin is redirected to is no operator's address and is guarded nevertheless. Raises RemoteError.
    """
    first_url = url
    options = replace(options, ok_statuses=range(200, 400))
    for _ in range(_MAX_REDIRECTS + 1):
        is_at_home = url == first_url or is_same_origin(url, first_url)
        response = await http.request(
            "GET",
            url,
            headers=headers if is_at_home else None,
            guarded=guarded or not is_at_home,
            options=options,
        )
        if response.status < 300:
            return response
        next_url = urljoin(url, response.headers.get("Location", ""))
        if response.status not in _REDIRECTS or not may_follow(url, next_url):
            break
        url = next_url
    raise RemoteError("The address leads to another one", permanent=True)
