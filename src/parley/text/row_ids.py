"""Reads the numbers that rows have, wherever somebody sends one: what no row can have is nobody's, 0."""

#: one more than the largest number of an `integer` column, and of a `bigint` column
ID_END, BIG_ID_END = 2**31, 2**63
# More digits than any id has; Python refuses to read a number of thousands of them.
_MAX_ID_DIGITS = 19


def valid_id_or_zero(number: int, end: int = ID_END) -> int:
    """Returns the id, or 0 (nobody's) where the database could not even look for it."""
    return number if 0 < number < end else 0


def parse_id(text: str, end: int = ID_END) -> int:
    """Returns an id written in digits, or 0 (nobody's) for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MAX_ID_DIGITS
    return valid_id_or_zero(int(text), end) if is_number else 0
