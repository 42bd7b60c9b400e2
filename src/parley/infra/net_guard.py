"""Checks addresses that users type in before anything is sent there."""

import asyncio
import ipaddress
import socket
from urllib.parse import urlsplit

from parley.errors import RemoteError


async def require_public_url(env: str, url: str) -> None:
    """Refuses, in production, an address that is not encrypted or lies inside our own network.

    Whoever sets up a company types it in. Raises RemoteError, permanent unless the host cannot be found now.
    """
    if env != "production":
        return
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise RemoteError("The webhook address must begin with https://", permanent=True)
    try:
        addresses = await asyncio.get_running_loop().getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise RemoteError("The webhook's host cannot be found", outcome_unknown=False) from error
    if not all(ipaddress.ip_address(resolved[4][0]).is_global for resolved in addresses):
        raise RemoteError("The webhook address is inside a private network", permanent=True)
