"""Word lists as they are written ("камер*, видеонаблюден*, не надо"), and a short one looked for in a message."""

from collections.abc import Iterable, Sequence

from parley.text.tokenize import TokenizedText, normalized_words


def split_entries(text: str) -> tuple[str, ...]:
    """Returns the entries of a comma-separated list in order, each once, with single spaces inside."""
    entries = (" ".join(entry.split()) for entry in text.split(","))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


# The words of an entry: (normalised word, whether it is only the beginning of one).
_Pattern = tuple[tuple[str, bool], ...]


class WordList:
    """Words and phrases, compared normalised and as whole words; a word that ends in * stands for every word that
    begins so.

    The entries are found by their first words: a list may have those of many languages.
    """

    def __init__(self, entries: Iterable[str]) -> None:
        self._by_word: dict[str, list[_Pattern]] = {}
        self._by_beginning: dict[str, list[_Pattern]] = {}
        for pattern in {tuple(_parse_word(word) for word in entry.split()) for entry in entries}:
            if pattern:
                first, is_prefix = pattern[0]
                (self._by_beginning if is_prefix else self._by_word).setdefault(first, []).append(pattern)
        self._beginning_lengths = sorted({len(first) for first in self._by_beginning})

    def __bool__(self) -> bool:
        return bool(self._by_word or self._by_beginning)

    def find_span(self, tokenized: TokenizedText) -> tuple[int, int] | None:
        """Returns where the longest entry stands: its first token and the one behind its last; None without one."""
        return max(self.find_spans(tokenized), key=lambda span: (span[1] - span[0], -span[0]), default=None)

    def find_spans(self, tokenized: TokenizedText) -> list[tuple[int, int]]:
        """Returns where entries stand, of those that begin together the longest, in order."""
        words = [token.normalized for token in tokenized.tokens]
        lengths = ((start, self._length_at(words, start)) for start in range(len(words)))
        return [(start, start + length) for start, length in lengths if length]

    def matches(self, tokenized: TokenizedText) -> bool:
        """Tells whether the message holds an entry."""
        words = [token.normalized for token in tokenized.tokens]
        return any(self._length_at(words, start) for start in range(len(words)))

    def covers(self, tokenized: TokenizedText) -> bool:
        """Tells whether the message is entries from its beginning to its end, and not empty."""
        words = [token.normalized for token in tokenized.tokens]
        index = 0
        while index < len(words):
            length = self._length_at(words, index)
            if not length:
                return False
            index += length
        return bool(words)

    def _length_at(self, words: Sequence[str], start: int) -> int:
        """Returns how many words the longest entry has that begins here; 0 where none does."""
        word, longest = words[start], 0
        for pattern in self._by_word.get(word, ()):
            if len(pattern) > longest and _continues(words, start, pattern):
                longest = len(pattern)
        for length in self._beginning_lengths:
            for pattern in self._by_beginning.get(word[:length], ()):
                if len(pattern) > longest and _continues(words, start, pattern):
                    longest = len(pattern)
        return longest


def _continues(words: Sequence[str], start: int, pattern: _Pattern) -> bool:
    """Whether the words behind `start` are those of the pattern behind its first."""
    return start + len(pattern) <= len(words) and all(
        words[start + offset].startswith(part) if is_prefix else words[start + offset] == part
        for offset, (part, is_prefix) in enumerate(pattern[1:], 1)
    )


def _parse_word(word: str) -> tuple[str, bool]:
    normalized = normalized_words(word)
    return (normalized[0] if normalized else word, word.endswith("*"))
