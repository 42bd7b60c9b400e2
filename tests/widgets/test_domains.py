"""Hosts of browsers' addresses against a company's list of domains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.widgets.domains import (
    display_domain,
    extract_host,
    frame_ancestors,
    is_allowed_origin,
    normalize_domain,
)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.Shop.kz:8443/a?b#c", "shop.kz"),
        ("http://shop.kz.", "shop.kz"),
        ("shop.kz/catalogue", "shop.kz"),
        ("https://магазин.қаз/", "xn--80aairftm.xn--80ao21a"),
        ("http://127.0.0.1:3000", "127.0.0.1"),
        ("https://user:pass@evil.kz@shop.kz/", "shop.kz"),
        ("null", "null"),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_a_host_is_read_from_any_address(address: str, host: str) -> None:
    assert extract_host(address) == host


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("https://www.shop.kz/", "shop.kz"),
        ("*.Shop.kz", "*.shop.kz"),
        ("localhost:3000", "localhost"),
        ("Магазин.Қаз", "xn--80aairftm.xn--80ao21a"),
        ("shop kz", ""),
        ("shop.kz; script-src *", ""),
        ("*", ""),
        ("*.*.kz", ""),
        ("-shop.kz", ""),
        ("", ""),
    ],
)
def test_a_domain_is_stored_in_one_spelling(given: str, stored: str) -> None:
    assert normalize_domain(given) == stored


def test_a_domain_is_shown_in_its_own_letters() -> None:
    assert display_domain(normalize_domain("Магазин.Қаз")) == "магазин.қаз"
    assert display_domain("*.shop.kz") == "*.shop.kz"


@pytest.mark.parametrize(
    ("origin", "domains", "may"),
    [
        ("https://anything.example", [], True),
        ("https://shop.kz", ["shop.kz"], True),
        ("https://www.shop.kz", ["shop.kz"], True),
        ("https://m.shop.kz", ["shop.kz"], False),
        ("https://m.shop.kz", ["*.shop.kz"], True),
        ("https://shop.kz", ["*.shop.kz"], False),
        ("https://evilshop.kz", ["*.shop.kz", "shop.kz"], False),
        ("https://shop.kz.evil.example", ["shop.kz"], False),
        ("null", ["shop.kz"], False),
        ("", ["shop.kz"], False),
    ],
)
def test_a_listed_site_may_carry_the_widget(origin: str, domains: list[str], may: bool) -> None:
    assert is_allowed_origin(origin, domains) is may


def test_frames_are_let_in_by_the_same_list() -> None:
    assert frame_ancestors([]) == "*"
    assert frame_ancestors(["shop.kz", "*.b.kz"]) == "'self' shop.kz:* www.shop.kz:* *.b.kz:*"


@given(st.text(max_size=80))
def test_nothing_stored_can_break_out_of_a_header(text: str) -> None:
    stored = normalize_domain(text)
    assert set(stored) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.*")
    assert stored == normalize_domain(stored)
