"""Which ids a stranger could guess (contract §1.1, "Who speaks")."""

import random
import secrets
import string
from uuid import uuid4

import pytest

from parley.domain.visitor_ids import is_number, is_shared_id, is_telegram_user_id, is_unguessable

BASE36 = string.digits + string.ascii_lowercase


@pytest.mark.parametrize(
    "client_id",
    [
        pytest.param("v_ab12cd34e", id="the widget's, nine characters"),
        pytest.param("v_kqjwzeruv", id="nine that happen to be letters"),
        pytest.param("v_0a1p2k3z0x4c5v6b7n8m9q0w1e2r3t4y", id="the widget's, 32 characters"),
        pytest.param("3f2b8c1e-9d4a-4f6b-8a7c-5e1d2b3c4f60", id="a UUID"),
        pytest.param("3F2B8C1E-9D4A-4F6B-8A7C-5E1D2B3C4F60", id="a UUID in capitals"),
        pytest.param("3f2b8c1e9d4a4f6b8a7c5e1d2b3c4f60", id="a UUID without hyphens"),
        pytest.param("018f3c2a-7b1d-7e4f-9a2b-6c5d4e3f2a1b", id="a UUID of version 7"),
        pytest.param("session_3f2b8c1e-9d4a-4f6b-8a7c-5e1d2b3c4f60", id="a UUID behind a word"),
        pytest.param("session_1764560000000_k3j5h2g8q", id="nine characters behind the time"),
        pytest.param("c0ffee1234567890abcd", id="a hexadecimal token"),
        pytest.param("V1StGXR8_Z5jdHi6B-myT", id="a token of the web"),
    ],
)
def test_what_random_generators_make_is_a_capability(client_id: str) -> None:
    assert is_unguessable(client_id)


GUESSABLE = """
web_user web-session web user1 visitor123 customer42 session-123 s-1 mine
123456789 77012345678 +77012345678 １２３４５６７８９ 1764560000000 session_1764560000000
john.smith@example.com anna_kuznetsova_almaty телефон-77012345678 telegram_123456789012
v_1 v_12345678 v_ab12cd34 v_123456789 v_987654321 v_abcdefghi v_111222333 v_000000000000 v_aaaaaaaaa v_session_1
V_ab12cd34e v_аб12вг34д 00000000-0000-4000-8000-000000000000 0000000000000a3f
c232ab00-9414-11ec-b3c8-9f6bdeced846 s_c232ab00-9414-11ec-b3c8-9f6bdeced846
iphone15pro128gb room12-floor3-house5-flat7 2026-12-01t10-15-30z JohnSmith2024AlmatyBranch
"""


@pytest.mark.parametrize(
    "client_id", [*GUESSABLE.split(), "", " v_ab12cd34e", "v_ab12cd34e\n", "v_" + "ab12cd34e" * 100]
)
def test_what_people_and_counters_make_can_be_guessed(client_id: str) -> None:
    assert not is_unguessable(client_id)


def test_a_generator_is_hardly_ever_taken_for_a_person() -> None:
    source = random.Random(7)
    made = [f"v_{''.join(source.choices(BASE36, k=9))}" for _ in range(20_000)]
    made += [str(uuid4()) for _ in range(2_000)] + [secrets.token_hex(16) for _ in range(2_000)]
    assert sum(not is_unguessable(one) for one in made) <= 3


@pytest.mark.parametrize("client_id", ["1", "123456789", "7123456789012", "9223372036854775807"])
def test_an_id_of_telegram_is_a_positive_integer_of_64_bits(client_id: str) -> None:
    assert is_telegram_user_id(client_id)


@pytest.mark.parametrize(
    "client_id",
    [
        "",
        "0",
        "0123",
        "+123",
        "-123",
        " 123",
        "123 ",
        "123\n",
        "１２３",
        "٧٠٠",
        "²",
        "9223372036854775808",
        "9" * 25,
        "12a",
    ],
)
def test_what_looks_like_one_is_none(client_id: str) -> None:
    assert not is_telegram_user_id(client_id)


@pytest.mark.parametrize("client_id", ["123", "0123", "+123", "-123", " 123", "123\n", "１２３", "٧٠٠", "9" * 25])
def test_a_number_is_a_number_however_it_is_written(client_id: str) -> None:
    assert is_number(client_id)


def test_words_with_digits_are_no_numbers() -> None:
    assert not any(is_number(one) for one in ("", "v_123", "12a", "1 2", "+"))


def test_constants_of_old_pages_say_nothing() -> None:
    assert all(is_shared_id(one) for one in ("", " ", "web-session", "Web-Session ", "web", "new", "undefined"))
    assert not any(is_shared_id(one) for one in ("session-123", "s-1", "mine"))
