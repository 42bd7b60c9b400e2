"""No secret is logged, shown or quoted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.infra.redaction import (
    mask_address,
    mask_secret,
    redact_excerpt,
    redact_secrets,
    redact_url,
    redact_value,
)

TOKEN = "/bot12345:AAE-secret_token"  # demo


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("bot 123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr started", "AAbbCC"),
        ("GET /ws/chat/shop?api_key=verysecret&x=1", "verysecret"),
        ("Authorization: Bearer abcdefghijklmnop", "abcdefgh"),
        ("Authorization: Basic YXBpOnZlcnlzZWNyZXQ=", "YXBpOnZl"),
        ("X-API-Key: verysecret", "verysecret"),
        ("{'x-api-key': 'verysecret'}", "verysecret"),
        ('{"api_key": "verysecret"}', "verysecret"),
        ("made mgr_0123456789abcdefghij for the shop", "0123456789"),
        ("secret whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", "MDEyMzQ1"),
        ("postgresql://parley:verysecret@db/parley", "verysecret"),
        ("[SQL: INSERT …]\n[parameters: {'phone': '+77012345678'}]", "+77012345678"),
        ('duplicate key\nDETAIL:  Key (phone)=("+77012345678") already exists.', "+77012345678"),
    ],
)
def test_a_secret_is_blotted_out(text: str, secret: str) -> None:
    assert secret not in redact_secrets(text)
    assert "***" in redact_secrets(text)


@pytest.mark.parametrize(
    "text", ["company 12: 3 leads", "at 10:15:00", "https://shop.example/path", "ключ не подошёл"]
)
def test_ordinary_words_stay(text: str) -> None:
    assert redact_secrets(text) == text


@given(st.text(max_size=400))
def test_any_text_can_be_masked(text: str) -> None:
    assert isinstance(redact_secrets(text), str)


def test_a_long_number_costs_no_time() -> None:
    assert redact_secrets("1" * 200_000)


def test_what_a_secrets_name_stands_for_is_blotted_out_at_every_depth() -> None:
    value = {"bot_token": 7, "fields": [{"Password": "x"}, ("api_key=verysecret", 1, None, True)]}
    assert redact_value(value) == {
        "bot_token": "***",
        "fields": [{"Password": "***"}, ["api_key=***", 1, None, True]],
    }


def test_an_object_is_logged_by_its_words_without_their_secrets() -> None:
    assert redact_value(Path("/mail/Bearer abcdefghijklmnop")) == "/mail/***"


def test_of_an_error_its_kind_is_logged() -> None:
    assert redact_value({"error": ValueError("Сакен")}) == {"error": "ValueError"}


@pytest.mark.parametrize(
    "personal",
    [
        "+77012345678",
        "8 701 234 56 78",
        "8 (701) 234-56-78",
        "+7.701.234.56.78",
        "99112233 44",
        "saken.demo+1@mail.example.kz",
    ],
)
@pytest.mark.parametrize("line", ["{}", "no such key: '{}'", 'invalid input: "{}" (at 1)', "a,{};b"])
def test_phones_and_addresses_of_e_mail_are_blotted_out(line: str, personal: str) -> None:
    assert redact_value(line.format(personal)) == line.format("***")


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01 03:25:01.123456",
        "2026-12-01T03:25:01Z",
        "10.120.130.140",
        "http://192.168.100.200:8000",
        "c0ffee00-1234-4567-8901-234567890abc",
        "1234567890abcdef",
        "job 123456789",
        "lasted 0.123 s",
    ],
)
def test_times_networks_and_ids_are_no_phones(text: str) -> None:
    assert redact_value(text) == text


def test_an_address_is_told_without_its_secrets() -> None:
    url = f"https://user:pass@api.demo.example:8443/file{TOKEN}/voice.ogg?key=demo-secret#part"
    assert redact_url(url) == "https://api.demo.example/file/bot…/voice.ogg"
    assert redact_url("https://api.demo.example/bot1%3Asecret/x") == "https://api.demo.example/bot…/x"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://h.example/services/T01/B01/aB3dE5fG7hI9jK1lM3nO5pQ7", "https://h.example/services/T01/B01/…"),
        ("https://h.example/6f1c1f7e-8a53-4c0a-9a5e-3a1d2b6c7d8e/in", "https://h.example/…/in"),
        ("https://h.example/macros/s/AKfycbx1234567890abcdef/exec?x=1", "https://h.example/macros/s/…/exec"),
        ("https://h.example/v1beta/openai/chat/completions", "https://h.example/v1beta/openai/chat/completions"),
        ("https://h.example/a-long-name-that-somebody-typed", "https://h.example/a-long-name-that-somebody-typed"),
    ],
)
def test_a_token_in_a_path_is_taken_out(url: str, shown: str) -> None:
    assert redact_url(url) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://hooks.demo.example/secret", "https://hooks.demo.example/…"),
        ("https://hooks.demo.example/?token=secret", "https://hooks.demo.example/…"),
        ("https://user:secret@hooks.demo.example", "https://hooks.demo.example/…"),
        ("https://hooks.demo.example/", "https://hooks.demo.example"),
        ("", ""),
        ("secret", "an unreadable address"),
        ("https://[secret", "an unreadable address"),
    ],
)
def test_a_masked_address_shows_its_host_alone(url: str, shown: str) -> None:
    assert mask_address(url) == shown


@given(st.text(), st.text("abcdef", min_size=12))
def test_no_address_is_too_strange_to_be_redacted(start: str, secret: str) -> None:
    assert f"SECRET{secret}" not in redact_url(f"https://demo.example/?{start}=SECRET{secret}")
    redact_url(start)


def test_strangers_words_are_cut_and_joined_to_one_line() -> None:
    assert redact_excerpt("a\n b " + "c" * 300) == "a b " + "c" * 196


def test_given_secrets_are_taken_out_of_strangers_words() -> None:
    assert (
        redact_excerpt("key demo-key-123 is wrong, ollama", "demo-key-123", "ollama", "")
        == "key … is wrong, ollama"
    )


def test_a_masked_secret_can_be_recognised_and_not_used() -> None:
    assert mask_secret("1234567890abcd") == "1234…abcd"
    assert mask_secret("short") == "…"
    assert mask_secret("") == ""
