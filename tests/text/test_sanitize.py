"""Text is stored without what nobody can see or store."""

from hypothesis import given
from hypothesis import strategies as st

from parley.text.sanitize import sanitize_text


@given(st.text())
def test_sanitised_text_can_be_stored_as_utf_8_without_null_bytes(text: str) -> None:
    sanitized = sanitize_text(text)
    assert "\x00" not in sanitized
    sanitized.encode()


@given(st.text(alphabet=st.characters(codec=None, categories=["Cs", "Cc", "Cf"])))
def test_half_surrogates_are_removed(text: str) -> None:
    sanitize_text(text).encode()
