"""What an address typed into a company's settings may lead to, and that what was judged is what is called."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_address

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from fakes.loopback import served
from parley.errors import RemoteError
from parley.infra.http import HttpClient
from parley.infra.net_guard import NetworkGuard, is_public_address

STRICT = NetworkGuard(is_active=True)
PRIVATE = [
    "0.0.0.0", "10.1.2.3", "127.0.0.1", "127.255.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::8.8.8.8", "64:ff9b:1::10.0.0.1", "2002:7f00:1::", "2002:0808:0808::1",
    "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:10::1", "2001:db8::1", "3fff::1", "5f00::1", "100::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "ff0e::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "93.184.216.34", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_the_public_internet_is_refused(address: str) -> None:
    assert not is_public_address(ip_address(address))
    assert not STRICT.permits(ip_address(address), is_encrypted=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_is_called_when_encrypted(address: str) -> None:
    assert STRICT.permits(ip_address(address), is_encrypted=True)
    assert not STRICT.permits(ip_address(address), is_encrypted=False)


@pytest.mark.parametrize("address", PRIVATE + PUBLIC)
def test_outside_production_everything_is_called(address: str) -> None:
    assert NetworkGuard().permits(ip_address(address), is_encrypted=False)


def test_an_opened_network_is_called_in_the_clear_and_no_other() -> None:
    guard = NetworkGuard.of("production", ["10.1.0.0/16", "fd00::/8", "192.168.7.7"])
    for address in ("10.1.2.3", "fd00::5", "192.168.7.7"):
        assert guard.permits(ip_address(address), is_encrypted=False)
    for address in ("10.2.0.1", "192.168.7.8", "169.254.169.254", "::ffff:10.1.2.3"):
        assert not guard.permits(ip_address(address), is_encrypted=True)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "0",
        "[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "[fe80::1]", "[64:ff9b::7f00:1]",
        "127.0.0.1:443", "user:word@127.0.0.1", "169.254.169.254",
    ],
)  # fmt: skip
def test_every_spelling_of_a_number_is_read(host: str) -> None:
    with pytest.raises(RemoteError, match="private network") as caught:
        STRICT.check_url(f"https://{host}/v1")
    assert caught.value.permanent


@pytest.mark.parametrize(
    "url", ["http://shop.example/", "ftp://shop.example", "//shop.example", "https://", "file:///etc"]
)
def test_an_address_without_tls_or_host_is_refused(url: str) -> None:
    with pytest.raises(RemoteError, match="https://"):
        STRICT.check_url(url)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(RemoteError, match="Not an address"):
        STRICT.check_url("https://[::1/")


def test_a_name_with_one_forbidden_address_is_refused_whole() -> None:
    with pytest.raises(RemoteError, match="private network"):
        STRICT.check_resolved(["8.8.8.8", "10.0.0.1"], is_encrypted=True)
    with pytest.raises(RemoteError, match="private network"):
        STRICT.check_resolved(["fe80::1%eth0"], is_encrypted=True)
    with pytest.raises(RemoteError, match="https://"):
        STRICT.check_resolved(["8.8.8.8"], is_encrypted=False)
    STRICT.check_resolved(["8.8.8.8", "2606:4700::1111"], is_encrypted=True)


# ── through HTTP


class Names(AbstractResolver):
    """Answers a name with one list of addresses after another, as somebody does who rebinds it."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        addresses = self._answers.pop(0)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None: ...


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[int, list[str]]]:
    """A server on loopback: its port, and the hosts it was called by."""
    hosts: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        hosts.append(request.headers["Host"])
        return web.Response()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with served(app) as port:
        yield port, hosts


OPENED = NetworkGuard.of("production", ["127.0.0.0/8"])


async def test_the_address_that_was_judged_is_called_by_its_name() -> None:
    names = Names(["127.0.0.1"])  # a second question would find no answer
    async with listening() as (port, hosts), HttpClient(guard=OPENED, create_resolver=lambda: names) as http:
        await http.request("GET", f"http://shop.example:{port}/v1")
        assert (hosts, names.asked) == ([f"shop.example:{port}"], ["shop.example"])


async def test_a_name_that_turns_inward_is_refused_without_a_connection() -> None:
    names = Names(["127.0.0.1"])
    async with listening() as (port, hosts), HttpClient(guard=STRICT, create_resolver=lambda: names) as http:
        with pytest.raises(RemoteError, match="private network") as caught:
            await http.request("GET", f"https://shop.example:{port}/")
        assert caught.value.permanent
        assert not caught.value.outcome_unknown
        assert hosts == []


async def test_without_tls_only_an_opened_network_is_called() -> None:
    names = Names(["93.184.216.34"])
    async with HttpClient(guard=OPENED, create_resolver=lambda: names) as http:
        with pytest.raises(RemoteError, match="https://"):
            await http.request("GET", "http://shop.example/")


async def test_the_operators_own_address_is_called_wherever_it_is() -> None:
    names = Names(["127.0.0.1"], ["127.0.0.1"])
    async with listening() as (port, hosts), HttpClient(guard=STRICT, create_resolver=lambda: names) as http:
        await http.request("GET", f"http://model.internal:{port}/", guarded=False)
        assert hosts == [f"model.internal:{port}"]
        # and its open connection is nobody else's way in
        with pytest.raises(RemoteError, match="https://"):
            await http.request("GET", f"http://model.internal:{port}/")
        assert len(hosts) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "0x7f000001", "[::1]", "localhost"])
async def test_a_number_or_a_local_name_is_refused_by_every_call(guarded_http: HttpClient, host: str) -> None:
    with pytest.raises(RemoteError, match="private network"):
        async with guarded_http.stream("POST", f"https://{host}:9/"):
            pass


# What browsers, resolvers and parsers of addresses are known to take for this machine.
SPELLINGS = [
    "127.0.0.1.", "１２７.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1", "127.000.000.001", "127.1.", "0177.1", "0x7F000001",
    "0", "0.0.0.0", "[::]", "[::1%25lo]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "localhost",
    "LOCALHOST", "localhost.", "localhost..", "ⓛocalhost", "ip6-localhost", "%6cocalhost", "%31%32%37.0.0.1",
    "a:b@127.0.0.1", "example.com@127.0.0.1",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["https://", "HTTPS://", " https://", "https:", "http://"])
async def test_no_spelling_of_this_machine_is_connected_to(guarded_http: HttpClient, scheme: str) -> None:
    connections = []
    server = await asyncio.start_server(lambda _, writer: connections.append(writer), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        for host in SPELLINGS:
            with pytest.raises(RemoteError):
                await guarded_http.request("GET", f"{scheme}{host}:{port}/")
    assert connections == []
