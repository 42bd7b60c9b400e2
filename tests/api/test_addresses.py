"""Which address a caller has, as far as that can be believed (contract §0.2)."""

from pathlib import Path

import pytest
from starlette.requests import HTTPConnection

from parley.api.addresses import client_ip, client_network
from parley.settings import Settings

PROXIES = "10.0.0.0/8, 127.0.0.1, fd00::/8"


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        pytest.param("203.0.113.9", [], "203.0.113.9", id="a caller without a proxy"),
        pytest.param("203.0.113.9", ["198.51.100.1"], "203.0.113.9", id="a caller that is no proxy of ours"),
        pytest.param("203.0.113.9", ["10.0.0.1"], "203.0.113.9", id="a caller that names our proxy"),
        pytest.param("10.0.0.1", [], "10.0.0.1", id="our proxy itself"),
        pytest.param("10.0.0.1", ["198.51.100.1"], "198.51.100.1", id="one proxy"),
        pytest.param("10.0.0.1", ["198.51.100.1, 10.0.0.2"], "198.51.100.1", id="two proxies"),
        pytest.param("10.0.0.1", ["198.51.100.1,10.0.0.3", "10.0.0.2"], "198.51.100.1", id="three, two headers"),
        pytest.param(
            "10.0.0.1", ["1.1.1.1, 198.51.100.1"], "198.51.100.1", id="a caller's own invention before it"
        ),
        pytest.param("10.0.0.1", ["1.1.1.1, 198.51.100.1, 10.0.0.2"], "198.51.100.1", id="the same, two proxies"),
        pytest.param("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3", id="a caller inside"),
        pytest.param("10.0.0.1", ["unknown"], "10.0.0.1", id="a proxy that does not tell"),
        pytest.param("10.0.0.1", ["<script>, 10.0.0.2"], "10.0.0.2", id="what is no address, from inside"),
        pytest.param("10.0.0.1", ["1.1.1.1, nonsense, 10.0.0.2"], "10.0.0.2", id="nothing is believed beyond it"),
        pytest.param("10.0.0.1", ["198.51.100.1:4711"], "198.51.100.1", id="with a port"),
        pytest.param("10.0.0.1", ["[2001:db8::7]:4711"], "2001:db8::7", id="of version 6 with a port"),
        pytest.param("10.0.0.1", ['"[2001:db8::7]"'], "2001:db8::7", id="in quotation marks"),
        pytest.param("10.0.0.1", ["2001:DB8:0:0::7"], "2001:db8::7", id="one spelling of an address"),
        pytest.param("10.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1", id="version 4 written as 6"),
        pytest.param("::ffff:10.0.0.1", ["198.51.100.1"], "198.51.100.1", id="our proxy, written so"),
        pytest.param("10.0.0.1", ["198.51.100.1, ::ffff:10.0.0.2"], "198.51.100.1", id="the same further out"),
        pytest.param("10.0.0.1", ["fe80::1%eth0"], "fe80::1", id="with a zone"),
        pytest.param("10.0.0.1", ["9" * 5000], "10.0.0.1", id="a very long one"),
        pytest.param("10.0.0.1", [", ".join(["10.0.0.2"] * 500)], "10.0.0.2", id="hundreds of hops"),
        pytest.param("10.0.0.1", [" , ", ""], "10.0.0.1", id="an empty header"),
        pytest.param("fd00::1", ["2001:db8::7"], "2001:db8::7", id="addresses of version 6"),
        pytest.param("", ["198.51.100.1"], "", id="a socket without an address"),
    ],
)
def test_a_forwarded_address_counts_only_where_a_trusted_proxy_wrote_it(
    tmp_path: Path, peer: str, forwarded: list[str], expected: str
) -> None:
    settings = Settings.from_environment(home=tmp_path, trusted_proxies=PROXIES)
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    client = (peer, 50_000) if peer else None
    assert client_ip(HTTPConnection({"type": "http", "client": client, "headers": headers}), settings) == expected


def test_without_a_trusted_proxy_nothing_forwarded_counts(tmp_path: Path) -> None:
    settings = Settings.from_environment(home=tmp_path, trusted_proxies="")
    scope = {"type": "http", "client": ("127.0.0.1", 1), "headers": [(b"x-forwarded-for", b"198.51.100.1")]}
    assert client_ip(HTTPConnection(scope), settings) == "127.0.0.1"


@pytest.mark.parametrize(
    ("peer", "network"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("testclient", "testclient"),
    ],
)
def test_who_has_a_network_of_version_6_is_counted_as_one(tmp_path: Path, peer: str, network: str) -> None:
    settings = Settings.from_environment(home=tmp_path)
    connection = HTTPConnection({"type": "http", "client": (peer, 1), "headers": []})
    assert client_network(connection, settings) == network
