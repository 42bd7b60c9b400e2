"""Takes the buttons out of a reply (contract §5.6): the quoted texts of a last line that starts with 💡."""

import re
from collections.abc import Sequence

_MARKER = "💡"
_QUOTED = re.compile(r"«([^«»]+)»|\"([^\"]+)\"|'([^']+)'|“([^“”]+)”")
# A bulb with the white space before it, or white space behind which one may come.
_MAY_BEGIN = re.compile(rf"\s*{_MARKER}|\n\s*\Z")
_MAX_SUGGESTIONS = 8


def split_suggestions(text: str) -> tuple[str, tuple[str, ...]]:
    """Returns the reply without its suggestion line, and the buttons of it: unique, in order, eight at most."""
    lines = text.rstrip().split("\n")
    if not lines[-1].lstrip().startswith(_MARKER):
        return text, ()
    found = ("".join(groups).strip() for groups in _QUOTED.findall(lines[-1]))
    return "\n".join(lines[:-1]).rstrip(), tuple(dict.fromkeys(filter(None, found)))[:_MAX_SUGGESTIONS]


def append_suggestions(text: str, suggestions: Sequence[str]) -> str:
    """Returns the reply with its buttons as a last line, for pages that read them out of it."""
    if not suggestions:
        return text
    return f"{text}\n\n{_MARKER} " + ", ".join(f"«{each}»" for each in suggestions)


class SuggestionParser:
    """Feed it pieces of an answer; it holds back what may become the line of buttons."""

    def __init__(self) -> None:
        self._pending = ""

    def feed(self, piece: str) -> str:
        """Returns what of a piece cannot become a line of buttons."""
        self._pending += piece
        found = _MAY_BEGIN.search(self._pending)
        start = found.start() if found else len(self._pending)
        passed, self._pending = self._pending[:start], self._pending[start:]
        return passed

    def close(self) -> tuple[str, tuple[str, ...]]:
        """Returns what is left to be said, and the buttons."""
        return split_suggestions(self._pending)
