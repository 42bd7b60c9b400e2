"""What can be the number of a row, and what is nobody's."""

import pytest

from parley.text.row_ids import BIG_ID_END, parse_id, valid_id_or_zero


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("007", 7), ("2147483647", 2**31 - 1)])
def test_digits_are_an_id(text: str, number: int) -> None:
    assert parse_id(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "0", "-1", "+1", " 1", "1 ", "1.0", "one", "²", "٣", "\0", "1\0", "2147483648", "9" * 20, "9" * 5000],
)
def test_anything_else_is_nobodys(text: str) -> None:
    assert parse_id(text) == 0


def test_a_large_column_has_larger_ids() -> None:
    assert parse_id("9223372036854775807", BIG_ID_END) == 2**63 - 1
    assert parse_id("9223372036854775808", BIG_ID_END) == 0


@pytest.mark.parametrize("number", [0, -1, 2**31, 2**63, 10**4000])
def test_a_number_that_no_row_can_have_is_nobodys(number: int) -> None:
    assert valid_id_or_zero(number) == 0
