"""Makes one spoken sentence of a stream of text (contract §2.4): no list, no markdown, `.!?` only at its end.

A statement keeps the question that follows it: "Сакен, +7 701 234 5678. Всё верно?" is one sentence with a comma.
"""

import re
from collections.abc import Container, Iterable

_END_MARKS = ".!?…"
_MARKUP = str.maketrans({"*": "", "#": "", "_": "", "`": "", "•": "", "\r": " ", "\n": " ", "\t": " "})
# So far behind the first sentence its question is looked for: who listens should not wait for a talkative model.
_MAX_SKIPPED_CHARS = 300
_JOINING_MARKS = ",;:—–-"
_ENGLISH_PRONOUN = "i"
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


class OneSentenceFilter:
    """Feed it pieces; it returns what may be spoken: the first sentence, joined with the first question behind it.

    `names`: words that keep their capital where such a question begins with one.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = _fold_names(names)
        self._pending_mark = ""
        self._last_char = ""
        #: how the first sentence ended; empty as long as it goes on
        self._statement_mark = ""
        self._statement_end = ""
        self._question: list[str] = []
        self._skipped_chars = 0
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
        """Returns what the sentence still lacks when the stream is over: its question, or its full stop."""
        if self.ended or not (self._last_char or self._statement_mark):
            return ""
        text = self._end_sentence(self._pending_mark or ".")
        self.ended = True
        return text or self._statement_mark

    def _step(self, char: str) -> str:
        if self._statement_mark:
            self._skipped_chars += 1
            if self._skipped_chars > _MAX_SKIPPED_CHARS:
                self.ended = True
                return self._statement_mark
        if self._pending_mark:
            return self._after_mark(char)
        if char in _END_MARKS and (self._last_char or self._statement_mark):
            self._pending_mark = char if self._last_char else ""
            return ""
        if char == " " and self._last_char in ("", " "):
            return ""
        return self._take(char, char)

    def _take(self, text: str, char: str) -> str:
        """Returns the text where it belongs to the first sentence; behind that one it is kept."""
        self._last_char = char
        if not self._statement_mark:
            return text
        self._question.append(text)
        return ""

    def _after_mark(self, char: str) -> str:
        """Returns the mark where it ends the sentence: before white space only. 12.5 becomes 12,5, and
        parley.example loses its dot."""
        if char in _END_MARKS:
            if char == "?":
                self._pending_mark = char
            return ""
        mark, self._pending_mark = self._pending_mark, ""
        if char == " ":
            return self._end_sentence(mark)
        between = "," if self._last_char.isdigit() and char.isdigit() else " "
        return self._take(between + char, char)

    def _end_sentence(self, mark: str) -> str:
        """Returns what a sentence that ends with the mark adds to what is spoken."""
        mark = "." if mark == "…" else mark
        words, last_char = "".join(self._question).strip(), self._last_char
        self._question, self._last_char = [], ""
        if self._statement_mark:
            if mark != "?" or not words:
                return ""
            self.ended = True
            return f"{self._statement_end} {_lower_first(words, self._names)}?"
        if mark == "?":
            self.ended = True
            return mark
        self._statement_mark, self._statement_end = mark, "" if last_char in _JOINING_MARKS else ","
        return ""


def join_as_one_sentence(text: str, names: Iterable[str] = ()) -> str:
    """Returns sentences of code's own as one: all of them, with commas between. `names` as for the filter."""
    plain = text.translate(_MARKUP)
    sentences = [sentence for part in _SENTENCE_END.split(plain) if (sentence := part.strip(_END_MARKS + " "))]
    if not sentences:
        return ""
    known_names = _fold_names(names)
    rest = "".join(f", {_lower_first(sentence, known_names)}" for sentence in sentences[1:])
    return sentences[0] + rest + ("?" if plain.rstrip().endswith("?") else ".")


def _fold_names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for name in names for word in name.split())


def _lower_first(words: str, names: Container[str]) -> str:
    first_word = words.split()[0].strip(",").casefold()
    keeps_capital = first_word in names or first_word.partition("'")[0] == _ENGLISH_PRONOUN
    return words if keeps_capital or words[1:2].isupper() else words[:1].lower() + words[1:]
