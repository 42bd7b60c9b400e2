"""One spoken sentence out of a stream of text (contract §2.4): no list, no markdown, `.!?` only at its end."""

_ENDS = ".!?…"
_MARKUP = str.maketrans({"*": "", "#": "", "_": "", "`": "", "•": "", "\r": " ", "\n": " ", "\t": " "})


class OneSentence:
    """Feed it pieces; it returns what may be spoken and falls silent after the first sentence."""

    def __init__(self) -> None:
        self._held = ""
        self._last = ""
        self.ended = False

    def feed(self, piece: str) -> str:
        out = []
        for char in piece.translate(_MARKUP):
            if self.ended:
                break
            out.append(self._step(char))
        return "".join(out)

    def close(self) -> str:
        """What is still owed when the stream is over: a sentence ends with a full stop."""
        if self.ended or not self._last:
            return ""
        self.ended = True
        return self._held or "."

    def _step(self, char: str) -> str:
        if self._held:
            return self._after_mark(char)
        if char in _ENDS and self._last:
            self._held = char
            return ""
        if char == " " and self._last in ("", " "):
            return ""
        self._last = char
        return char

    def _after_mark(self, char: str) -> str:
        """A mark ends the sentence only before white space: 12.5 becomes 12,5 and parley.example loses its dot."""
        if char in _ENDS:
            return ""
        mark, self._held = self._held, ""
        if char == " ":
            self.ended = True
            return mark if mark != "…" else "."
        between = "," if self._last.isdigit() and char.isdigit() else " "
        self._last = char
        return between + char
