"""Tells which address a connection comes from, as far as that can be believed (contract §0.2)."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection

from parley.infra.net_guard import parse_networks
from parley.settings import Settings

# Who has one address of version 6 has all of its network, usually.
_IPV6_PREFIX = 64
# Asked for every request.
_parse_networks = lru_cache(maxsize=8)(parse_networks)


def client_ip(connection: HTTPConnection, settings: Settings) -> str:
    """Returns the client's address: the right-most one of X-Forwarded-For that no proxy of ours has.

    The header counts only where a trusted proxy wrote it, and as far as what it says are addresses; from what is
    none on, it may be the client's own invention.
    """
    peer = connection.client.host if connection.client else ""
    address = _parse_address(peer)
    forwarded = ",".join(connection.headers.getlist("x-forwarded-for"))
    hops = [part for part in map(str.strip, forwarded.split(",")) if part]
    while hops and address is not None and _is_trusted_proxy(address, settings.trusted_networks):
        before = _parse_address(hops.pop())
        if before is None:
            break
        address = before
    return peer if address is None else str(address)


def client_network(connection: HTTPConnection, settings: Settings) -> str:
    """Returns what a client is counted by: its address, of version 6 the network that is one customer's."""
    client = client_ip(connection, settings)
    address = _parse_address(client)
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _IPV6_PREFIX), strict=False))
    return client


def _parse_address(text: str) -> IPv4Address | IPv6Address | None:
    """Returns an address, which may have a port, brackets or a zone; of version 4 where it is mapped to 6."""
    host = text.strip().strip('"')
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted_proxy(address: IPv4Address | IPv6Address, networks: tuple[str, ...]) -> bool:
    return any(address in network for network in _parse_networks(networks))
