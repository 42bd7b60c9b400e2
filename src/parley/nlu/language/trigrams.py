"""Which language a word looks like, from the three-letter pieces of words whose language is known.

For words no list has: "жайгашкан" looks Kyrgyz because "-шкан" does. Learned from the word lists alone.
"""

from collections.abc import Iterable, Mapping
from math import exp, log

from parley.text.interner import Once

# A piece never seen counts as seen this often.
_UNSEEN = 0.25
# Neighbouring pieces tell the same thing twice.
_TRUST = 0.8
_LONGEST = 24

Shares = tuple[tuple[str, float], ...]


class Grams:
    """`known`: by language, its words and (beginning with "-") its endings, all in one script."""

    def __init__(self, known: Mapping[str, Iterable[str]]) -> None:
        counts = {language: _counted(words) for language, words in known.items()}
        self._languages = tuple(language for language, seen in counts.items() if seen)
        seen_at_all = {piece for seen in counts.values() for piece in seen}
        size = _UNSEEN * max(1, len(seen_at_all))
        totals = {language: sum(counts[language].values()) + size for language in self._languages}
        # Most pieces were seen once or twice: few weights are different from all others.
        weights = [
            (
                counts[language],
                {seen: log((seen + _UNSEEN) / totals[language]) for seen in _figures(counts[language])},
            )
            for language in self._languages
        ]
        once = Once()
        self._unseen = tuple(log(_UNSEEN / totals[language]) for language in self._languages)
        self._weights = {
            piece: once(tuple(weight[seen.get(piece, 0.0)] for seen, weight in weights)) for piece in seen_at_all
        }

    def shares(self, word: str) -> Shares:
        """How likely each language is, together 1; empty when nothing is known."""
        sums = [0.0] * len(self._languages)
        for piece in _pieces(f"^{word[:_LONGEST]}$"):
            for at, weight in enumerate(self._weights.get(piece, self._unseen)):
                sums[at] += weight
        if not sums:
            return ()
        best = max(sums)
        likely = [exp(_TRUST * (each - best)) for each in sums]
        whole = sum(likely)
        return tuple((language, each / whole) for language, each in zip(self._languages, likely, strict=True))


def _figures(seen: Mapping[str, float]) -> set[float]:
    return {0.0, *seen.values()}


def _counted(words: Iterable[str]) -> dict[str, float]:
    seen: dict[str, float] = {}
    for word in words:
        ending = word.startswith("-")
        for piece in _pieces(f"{word[1:]}$" if ending else f"^{word}$"):
            seen[piece] = seen.get(piece, 0.0) + (3.0 if ending else 1.0)
    return seen


def _pieces(padded: str) -> list[str]:
    if len(padded) < 3:
        return [padded]
    return [padded[at : at + 3] for at in range(len(padded) - 2)]
