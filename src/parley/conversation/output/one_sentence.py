"""Makes one spoken sentence of a stream of text (contract §2.4): no list, no markdown, `.!?` only at its end."""

_END_MARKS = ".!?…"
_MARKUP = str.maketrans({"*": "", "#": "", "_": "", "`": "", "•": "", "\r": " ", "\n": " ", "\t": " "})


class OneSentenceFilter:
    """Feed it pieces; it returns what may be spoken and falls silent after the first sentence."""

    def __init__(self) -> None:
        self._pending_mark = ""
        self._last_char = ""
        self.ended = False

    def feed(self, piece: str) -> str:
        """Returns what of a piece may be spoken."""
        out = []
        for char in piece.translate(_MARKUP):
            if self.ended:
                break
            out.append(self._step(char))
        return "".join(out)

    def close(self) -> str:
        """Returns what the sentence still lacks when the stream is over: its full stop."""
        if self.ended or not self._last_char:
            return ""
        self.ended = True
        return self._pending_mark or "."

    def _step(self, char: str) -> str:
        if self._pending_mark:
            return self._after_mark(char)
        if char in _END_MARKS and self._last_char:
            self._pending_mark = char
            return ""
        if char == " " and self._last_char in ("", " "):
            return ""
        self._last_char = char
        return char

    def _after_mark(self, char: str) -> str:
        """Returns the mark where it ends the sentence: before white space only. 12.5 becomes 12,5, and
        parley.example loses its dot."""
        if char in _END_MARKS:
            return ""
        mark, self._pending_mark = self._pending_mark, ""
        if char == " ":
            self.ended = True
            return mark if mark != "…" else "."
        between = "," if self._last_char.isdigit() and char.isdigit() else " "
        self._last_char = char
        return between + char
