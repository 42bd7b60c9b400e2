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
    begins so."""

    def __init__(self, entries: Iterable[str]) -> None:
        patterns = (tuple(_parse_word(word) for word in entry.split()) for entry in entries)
        # the longest first
        self._patterns: list[_Pattern] = sorted({pattern for pattern in patterns if pattern}, key=len, reverse=True)

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def find_span(self, tokenized: TokenizedText) -> tuple[int, int] | None:
        """Returns where the longest entry stands: its first token and the one behind its last; None without one."""
        words = [token.normalized for token in tokenized.tokens]
        for pattern in self._patterns:
            for start in range(len(words) - len(pattern) + 1):
                if _begins_with(words, start, pattern):
                    return start, start + len(pattern)
        return None

    def matches(self, tokenized: TokenizedText) -> bool:
        """Tells whether the message holds an entry."""
        return self.find_span(tokenized) is not None

    def covers(self, tokenized: TokenizedText) -> bool:
        """Tells whether the message is entries from its beginning to its end, and not empty."""
        words = [token.normalized for token in tokenized.tokens]
        index = 0
        while index < len(words):
            length = next((len(pattern) for pattern in self._patterns if _begins_with(words, index, pattern)), 0)
            if not length:
                return False
            index += length
        return bool(words)


def _begins_with(words: Sequence[str], start: int, pattern: _Pattern) -> bool:
    """Whether the words from `start` on begin with the pattern."""
    return start + len(pattern) <= len(words) and all(
        word.startswith(part) if is_prefix else word == part
        for word, (part, is_prefix) in zip(words[start:], pattern, strict=False)
    )


def _parse_word(word: str) -> tuple[str, bool]:
    normalized = normalized_words(word)
    return (normalized[0] if normalized else word, word.endswith("*"))
