"""Text for a table somebody else opens."""

# What makes a table program take a cell for a formula. Full-width signs are folded to these by some.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """The text for a cell of an exported CSV or XLSX: one that a table program would run as a formula gets an
    apostrophe before it. Reading a file never changes its cells; writing one out goes through here."""
    return f"'{text}" if text.lstrip(" \u00a0\ufeff\x00").startswith(_FORMULA_STARTS) else text
