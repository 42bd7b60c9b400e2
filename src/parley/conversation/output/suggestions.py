"""Reply → text and buttons (contract §5.6): the quoted texts of a last line that starts with 💡."""

import re
from collections.abc import Sequence

_BULB = "💡"
_QUOTED = re.compile(r"«([^«»]+)»|\"([^\"]+)\"|'([^']+)'|“([^“”]+)”")
# A bulb with the white space before it, or white space behind which one may come.
_MAY_BEGIN = re.compile(rf"\s*{_BULB}|\n\s*\Z")
_MOST = 8


def parted(text: str) -> tuple[str, tuple[str, ...]]:
    """The reply without its suggestion line, and the buttons of it: unique, in order, eight at most."""
    lines = text.rstrip().split("\n")
    if not lines[-1].lstrip().startswith(_BULB):
        return text, ()
    found = ("".join(groups).strip() for groups in _QUOTED.findall(lines[-1]))
    return "\n".join(lines[:-1]).rstrip(), tuple(dict.fromkeys(filter(None, found)))[:_MOST]


def joined(text: str, suggestions: Sequence[str]) -> str:
    """The reply with its buttons as a last line, for pages that read them out of it."""
    if not suggestions:
        return text
    return f"{text}\n\n{_BULB} " + ", ".join(f"«{each}»" for each in suggestions)


class Bulb:
    """Feed it pieces of an answer; it holds back what may become the line of buttons."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> str:
        self._held += piece
        found = _MAY_BEGIN.search(self._held)
        at = found.start() if found else len(self._held)
        passed, self._held = self._held[:at], self._held[at:]
        return passed

    def close(self) -> tuple[str, tuple[str, ...]]:
        """What is left to be said, and the buttons."""
        return parted(self._held)
