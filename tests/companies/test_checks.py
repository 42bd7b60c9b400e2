"""What staff type into a company's settings is stored, or refused by the name of its field."""

from typing import Any

import pytest

from parley.companies.checks import (
    check_field,
    require_chat_id,
    require_country,
    require_email,
    require_slug,
    require_timezone,
    require_web_address,
)
from parley.errors import Invalid


@pytest.mark.parametrize(
    "address",
    [
        "owner@shop.example",
        "Owner+leads@Shop.KZ",
        "продажи@магазин.рф",
        "sales@xn--80aaxitdbjk.xn--p1ai",
        "boss@office.local",
        "owner@shop.test",
    ],
)
def test_an_email_address_is_kept_as_it_was_typed(address: str) -> None:
    assert require_email(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *("no address", "owner", "@shop.kz", "owner@", "owner@shop", "owner @shop.kz", "a@b@shop.kz"),
        *("a..b@shop.kz", ".a@shop.kz", "owner@shop..kz", "owner@shop.kz.", "owner@-shop.kz", "owner@my_shop.kz"),
        "Owner <owner@shop.kz>",
    ],
)
def test_what_is_no_email_address_is_refused(address: str) -> None:
    with pytest.raises(Invalid, match="email: this is not an e-mail address"):
        require_email(address)


@pytest.mark.parametrize(
    "url", ["https://shop.example/hook", "http://localhost:8080/x", "https://магазин.рф/a?b=c"]
)
def test_a_web_address_is_kept(url: str) -> None:
    assert require_web_address("webhook_url", url) == url


@pytest.mark.parametrize(
    "url", ["ftp://x.example", "https://", "shop.example/hook", "https://a b.kz", "http://[::1"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(Invalid, match="webhook_url: "):
        require_web_address("webhook_url", url)


@pytest.mark.parametrize(("value", "number"), [(5001, 5001), ("-1001234", -1001234), (" 7 ", 7)])
def test_a_chat_is_a_whole_number(value: Any, number: int) -> None:
    assert require_chat_id(value) == number


@pytest.mark.parametrize("value", [True, "me", 1.5, "1" * 19, "", "٧"])
def test_what_is_no_chat_is_refused(value: Any) -> None:
    with pytest.raises(Invalid, match="manager_chat_id: "):
        require_chat_id(value)


def test_codes_and_slugs_are_stored_in_one_spelling() -> None:
    assert (require_country("kz"), require_timezone("Asia/Almaty"), require_slug(" My-Shop ")) == (
        "KZ",
        "Asia/Almaty",
        "my-shop",
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "XX"),
        ("timezone", "Mars/North"),
        ("default_language", "klingon"),
        ("phone", ["1"]),
        ("name", {}),
    ],
)
def test_a_field_is_refused_by_its_name(field: str, value: Any) -> None:
    with pytest.raises(Invalid, match=f"^{field.removeprefix('default_')}: "):
        check_field(field, value)
