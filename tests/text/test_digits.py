"""Digits are taken out of what divides them."""

import pytest

from parley.text.digits import only_digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("8 (701) 234-56-78", "87012345678"),
        ("+7 701", "7701"),
        ("5 м²", "5"),
        ("٧٠١", "٧٠١"),
        ("нет", ""),
        ("", ""),
    ],
)
def test_only_decimal_digits_are_left(text: str, digits: str) -> None:
    assert only_digits(text) == digits
