"""Long texts become several messages, none too long and nothing lost."""

from hypothesis import given
from hypothesis import strategies as st

from parley.channels.telegram.split_text import MAX_UNITS, split_text


def test_a_text_is_split_between_paragraphs() -> None:
    first, second = "а" * 3000, "б" * 3000
    assert split_text(f"{first}\n\n{second}") == [first, second]


def test_a_text_that_just_fits_is_one_message() -> None:
    assert split_text("а" * MAX_UNITS) == ["а" * MAX_UNITS]
    assert [len(piece) for piece in split_text("а" * (MAX_UNITS + 1))] == [MAX_UNITS, 1]


def test_a_picture_letter_counts_twice_and_is_not_cut() -> None:
    assert split_text("🙂" * 3, max_units=5) == ["🙂🙂", "🙂"]


@given(st.text(alphabet=st.sampled_from("аб \n🙂"), max_size=60), st.integers(4, 12))
def test_every_piece_fits_and_no_letter_is_lost(text: str, max_units: int) -> None:
    pieces = split_text(text, max_units)
    assert all(len(piece.encode("utf-16-le")) // 2 <= max_units for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
