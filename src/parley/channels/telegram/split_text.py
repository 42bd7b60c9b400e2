"""Splits a long text into messages of Telegram: at paragraphs, else at lines, else at words."""

#: UTF-16 units, after entities are read; ours have none
MAX_UNITS = 4096
_BREAKS = ("\n\n", "\n", " ")


def split_text(text: str, max_units: int = MAX_UNITS) -> list[str]:
    """Returns the pieces of a text, each of at most so many UTF-16 units; at least one, of a space for none."""
    pieces = []
    rest = text.strip() or " "
    while _units(rest) > max_units:
        head = _head(rest, max_units)
        cut = next((position for mark in _BREAKS if (position := head.rfind(mark)) > 0), len(head))
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _head(text: str, max_units: int) -> str:
    """Returns as much of the beginning as fits: never half a character."""
    return text.encode("utf-16-le")[: 2 * max_units].decode("utf-16-le", errors="ignore")
