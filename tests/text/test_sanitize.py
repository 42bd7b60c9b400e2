"""Text is stored without what nobody can see or store."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.text.sanitize import (
    remove_unstorable,
    replace_unstorable,
    sanitize_json,
    sanitize_message,
    sanitize_text,
)

ANY_TEXT = st.text() | st.text(alphabet=st.characters(codec=None, categories=["Cs", "Cc", "Cf"]))


@pytest.mark.parametrize("sanitize", [remove_unstorable, replace_unstorable, sanitize_message, sanitize_text])
@given(text=ANY_TEXT)
def test_sanitised_text_can_be_stored_as_utf_8_without_null_bytes(
    sanitize: Callable[[str], str], text: str
) -> None:
    sanitized = sanitize(text)
    assert "\x00" not in sanitized
    sanitized.encode()


@pytest.mark.parametrize("sanitize", [remove_unstorable, replace_unstorable, sanitize_message])
@pytest.mark.parametrize("text", ["", "plain", "Цена: 5\u00a0000 ₸ № 1", "´\u200b e\u0301 👍🏽", "a\tb\r\nc"])
def test_what_can_be_stored_is_stored_as_it_was_typed(sanitize: Callable[[str], str], text: str) -> None:
    assert sanitize(text) == text


@pytest.mark.parametrize(
    ("sanitize", "expected"),
    [
        (remove_unstorable, "a\x07bcd"),
        (replace_unstorable, "a\x07bc?d"),
        (sanitize_message, "abc?d"),
        (sanitize_text, "a b c d"),
    ],
)
def test_each_is_as_strict_as_its_purpose_asks(sanitize: Callable[[str], str], expected: str) -> None:
    assert sanitize("a\x07b\x00c\ud800d") == expected


def test_a_name_of_half_a_surrogate_is_not_empty() -> None:
    assert replace_unstorable("\ud83d") == sanitize_message("\ud83d") == "?"


def test_json_is_changed_at_every_depth_and_in_its_keys() -> None:
    value = {"a\0": ["b\0", {"c\0": 1.5}, ("d\0",)], "n": [1, None, True, 0.5]}
    cleaned = sanitize_json(value, text=remove_unstorable, number=lambda number: number * 2)
    assert cleaned == {"a": ["b", {"c": 3.0}, ["d"]], "n": [1, None, True, 1.0]}
