"""Digits are taken out of what divides them, and read in any script and shape."""

import pytest

from parley.text.digits import only_digits, plain_digits


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


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("тел ٨٧٠١", "тел 8701"),
        ("тел ８７０１", "тел 8701"),
        ("⑧❼⓿¹", "8701"),
        ("тел 8701", "тел 8701"),
        ("⑩ шт", "⑩ шт"),
        ("нет", "нет"),
    ],
)
def test_digits_of_other_scripts_and_shapes_become_plain_letter_for_letter(text: str, plain: str) -> None:
    assert plain_digits(text) == plain
