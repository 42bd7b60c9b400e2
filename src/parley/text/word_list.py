"""A short list of words and phrases, looked for in a message: "камер*, видеонаблюден*, не надо"."""

from collections.abc import Iterable, Sequence

from parley.text.tokenize import TokenizedText, normalized_words


class WordList:
    """Compared folded, whole words only; one that ends in * stands for every word that begins so. `at` tells where
    the longest entry begins and ends in the message, in words."""

    def __init__(self, entries: Iterable[str]) -> None:
        parts = (tuple(_parse_part(word) for word in entry.split()) for entry in entries)
        self._entries = sorted({part for part in parts if part}, key=len, reverse=True)

    def __bool__(self) -> bool:
        return bool(self._entries)

    def find_span(self, tokenized: TokenizedText) -> tuple[int, int] | None:
        words = [word.normalized for word in tokenized.tokens]
        for entry in self._entries:
            for start in range(len(words) - len(entry) + 1):
                if all(_part_matches(part, words[start + index]) for index, part in enumerate(entry)):
                    return start, start + len(entry)
        return None

    def matches(self, tokenized: TokenizedText) -> bool:
        return self.find_span(tokenized) is not None

    def covers(self, tokenized: TokenizedText) -> bool:
        """Whether the message is nothing but these words."""
        words = [word.normalized for word in tokenized.tokens]
        index = 0
        while index < len(words):
            length = next((len(entry) for entry in self._entries if self._starts_with(entry, words[index:])), 0)
            if not length:
                return False
            index += length
        return bool(words)

    @staticmethod
    def _starts_with(entry: Sequence[tuple[str, bool]], words: Sequence[str]) -> bool:
        return len(entry) <= len(words) and all(
            _part_matches(part, word) for part, word in zip(entry, words, strict=False)
        )


def _parse_part(word: str) -> tuple[str, bool]:
    normalized = normalized_words(word)
    return (normalized[0] if normalized else word, word.endswith("*"))


def _part_matches(part: tuple[str, bool], word: str) -> bool:
    return word.startswith(part[0]) if part[1] else word == part[0]
