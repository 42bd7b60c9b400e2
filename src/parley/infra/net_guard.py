"""Decides which addresses may be called: one rule for every address that somebody typed into a company's settings.

Addresses from environment variables and those written in the code are the operator's own and are not guarded. In
production all others must be https:// and lead to the public internet; `PARLEY_ALLOWED_NETWORKS` opens networks of
the operator's choice (a shop's own Ollama), also without TLS. `infra/http.py` holds every call to it: what a name
resolves to is judged, and the very addresses that were judged are connected to.
"""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from parley.errors import RemoteError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

# Public by their numbers and yet not the internet: the rest of IANA's special block, relays of 6to4, multicast,
# reserved, and the address by which Azure's own services are reached from inside.
_SPECIAL_IPV4 = tuple(
    map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/3", "168.63.129.16/32"))
)
# Of IPv6 only 2000::/3 is the internet: mapped and NAT64 forms lie outside of it. Inside lie Teredo and the rest of
# 2001::/23, documentation, 6to4, and documentation again.
_GLOBAL_IPV6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_IPV6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))


def is_public_address(address: IPAddress) -> bool:
    """Returns whether an address belongs to the public internet and carries no other address inside."""
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not any(address in network for network in _SPECIAL_IPV4)
    return (
        address in _GLOBAL_IPV6 and address.is_global and not any(address in network for network in _SPECIAL_IPV6)
    )


def parse_networks(networks: Iterable[str]) -> tuple[IPNetwork, ...]:
    """Returns networks in CIDR notation as such; a bare address is a network of one. Raises ValueError."""
    return tuple(ipaddress.ip_network(network, strict=False) for network in networks)


@dataclass(frozen=True, slots=True)
class NetworkGuard:
    """The rule of one installation."""

    #: whether it is held to at all: in production
    is_active: bool = False
    #: what the operator opened
    allowed_networks: tuple[IPNetwork, ...] = ()

    @classmethod
    def of(cls, env: str, networks: Iterable[str]) -> Self:
        """Returns the guard of an environment ("production"), with networks in CIDR notation opened."""
        return cls(env == "production", parse_networks(networks))

    def permits(self, address: IPAddress, *, is_encrypted: bool) -> bool:
        """Returns whether something may be sent to this address, encrypted or in the clear."""
        if not self.is_active or any(address in network for network in self.allowed_networks):
            return True
        return is_encrypted and is_public_address(address)

    def check_url(self, url: str) -> None:
        """Refuses what can be told without asking for the name: another scheme, no host, a forbidden number.

        Raises RemoteError, permanent.
        """
        if not self.is_active:
            return
        try:
            parts = URL(url)
        except ValueError:
            raise RemoteError("Not an address that can be called", permanent=True) from None
        if parts.scheme not in self._schemes() or not parts.raw_host:
            raise RemoteError("The address must begin with https://", permanent=True)
        if address := _numeric_host(parts.raw_host):
            self.check_resolved([address], is_encrypted=parts.scheme == "https")

    def check_resolved(self, addresses: Iterable[str], *, is_encrypted: bool) -> None:
        """Refuses a name of which even one address is forbidden. Raises RemoteError, permanent."""
        # A zone (fe80::1%eth0) belongs to no network and is cut off; what has one is never public.
        parsed = [ipaddress.ip_address(address.partition("%")[0]) for address in addresses]
        if all(self.permits(address, is_encrypted=is_encrypted) for address in parsed):
            return
        if not is_encrypted and all(is_public_address(address) for address in parsed):
            raise RemoteError("The address must begin with https://", permanent=True)
        raise RemoteError("The address is inside a private network", permanent=True)

    def _schemes(self) -> tuple[str, ...]:
        return ("https", "http") if self.allowed_networks else ("https",)


def _numeric_host(host: str) -> str | None:
    """Returns the address of a host that is no name: in any of the spellings that a system understands (127.1,
    0x7f000001, 2130706433), else None."""
    try:
        return str(socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)[0][4][0])
    except (OSError, ValueError):
        return None


class GuardedResolver(AbstractResolver):
    """Resolves names for connections of one kind and gives back what the guard lets pass, all or nothing."""

    def __init__(self, guard: NetworkGuard, resolver: AbstractResolver, *, is_encrypted: bool) -> None:
        self._guard, self._resolver, self._is_encrypted = guard, resolver, is_encrypted

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Returns the addresses of a name. Raises OSError where there are none, RemoteError for a forbidden one."""
        results = await self._resolver.resolve(host, port, family)
        self._guard.check_resolved((result["host"] for result in results), is_encrypted=self._is_encrypted)
        return results

    async def close(self) -> None:
        """Closes the resolver behind it."""
        await self._resolver.close()
