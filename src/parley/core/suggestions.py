"""Reply → text and buttons (contract §5.6): the quoted texts of a last line that starts with 💡."""

import re
from collections.abc import Sequence

_BULB = "💡"
_QUOTED = re.compile(r"«([^«»]+)»|\"([^\"]+)\"|'([^']+)'|“([^“”]+)”")
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
        at = self._held.find(_BULB)
        if at < 0:
            passed, self._held = self._held, ""
            return passed
        start = at
        while start and self._held[start - 1] in "\n ":
            start -= 1
        passed, self._held = self._held[:start], self._held[start:]
        return passed

    def close(self) -> tuple[str, tuple[str, ...]]:
        """What is left to be said, and the buttons."""
        return parted(self._held)
