"""A short list of words and phrases, looked for in a message: "камер*, видеонаблюден*, не надо"."""

from collections.abc import Iterable, Sequence

from parley.text.tokenize import Reading, words


class WordList:
    """Compared folded, whole words only; one that ends in * stands for every word that begins so. `at` tells where
    the longest entry begins and ends in the message, in words."""

    def __init__(self, entries: Iterable[str]) -> None:
        parts = (tuple(_part(word) for word in entry.split()) for entry in entries)
        self._entries = sorted({part for part in parts if part}, key=len, reverse=True)

    def __bool__(self) -> bool:
        return bool(self._entries)

    def at(self, reading: Reading) -> tuple[int, int] | None:
        said = [word.folded for word in reading.words]
        for entry in self._entries:
            for start in range(len(said) - len(entry) + 1):
                if all(_fits(part, said[start + at]) for at, part in enumerate(entry)):
                    return start, start + len(entry)
        return None

    def within(self, reading: Reading) -> bool:
        return self.at(reading) is not None

    def covers(self, reading: Reading) -> bool:
        """Whether the message is nothing but these words."""
        said = [word.folded for word in reading.words]
        at = 0
        while at < len(said):
            step = next((len(entry) for entry in self._entries if self._begins(entry, said[at:])), 0)
            if not step:
                return False
            at += step
        return bool(said)

    @staticmethod
    def _begins(entry: Sequence[tuple[str, bool]], said: Sequence[str]) -> bool:
        return len(entry) <= len(said) and all(_fits(part, word) for part, word in zip(entry, said, strict=False))


def _part(word: str) -> tuple[str, bool]:
    folded = words(word)
    return (folded[0] if folded else word, word.endswith("*"))


def _fits(part: tuple[str, bool], word: str) -> bool:
    return word.startswith(part[0]) if part[1] else word == part[0]
