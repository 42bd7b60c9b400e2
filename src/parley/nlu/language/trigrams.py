"""Classifies words by language, from the three-letter pieces of words whose language is known.

For words that no list has: "жайгашкан" looks Kyrgyz because "-шкан" does. Trained on the word lists alone.
"""

from collections.abc import Iterable, Mapping
from math import exp, log

from parley.text.interner import Interner

# A piece never seen counts as seen this often.
_UNSEEN_COUNT = 0.25
# How often an ending counts, for each time a whole word does.
_ENDING_COUNT = 3.0
# Neighbouring pieces tell the same thing twice.
_DAMPING = 0.8
# Longer words are classified by their beginning.
_MAX_WORD_CHARS = 24

# (ISO code, probability) of each language, together 1.
LanguageProbabilities = tuple[tuple[str, float], ...]


class TrigramClassifier:
    """A naive Bayes classifier. `words_by_language`: the words of each language, and its endings with a "-" before
    them, all in one script."""

    def __init__(self, words_by_language: Mapping[str, Iterable[str]]) -> None:
        counts = {language: _count_trigrams(words) for language, words in words_by_language.items()}
        self._languages = tuple(language for language, seen in counts.items() if seen)
        all_trigrams = {piece for seen in counts.values() for piece in seen}
        unseen_total = _UNSEEN_COUNT * max(1, len(all_trigrams))
        totals = {language: sum(counts[language].values()) + unseen_total for language in self._languages}
        # Most pieces were seen once or twice: few weights are different from all others.
        weights = [
            (
                counts[language],
                {
                    seen: log((seen + _UNSEEN_COUNT) / totals[language])
                    for seen in _distinct_counts(counts[language])
                },
            )
            for language in self._languages
        ]
        intern = Interner()
        self._unseen_weights = tuple(log(_UNSEEN_COUNT / totals[language]) for language in self._languages)
        self._weights = {
            piece: intern(tuple(weight[seen.get(piece, 0.0)] for seen, weight in weights)) for piece in all_trigrams
        }

    def probabilities(self, word: str) -> LanguageProbabilities:
        """Returns how likely each language is, together 1; empty without any training words."""
        log_scores = [0.0] * len(self._languages)
        for trigram in _split_trigrams(f"^{word[:_MAX_WORD_CHARS]}$"):
            for index, weight in enumerate(self._weights.get(trigram, self._unseen_weights)):
                log_scores[index] += weight
        if not log_scores:
            return ()
        best = max(log_scores)
        likelihoods = [exp(_DAMPING * (score - best)) for score in log_scores]
        total = sum(likelihoods)
        return tuple(
            (language, likelihood / total)
            for language, likelihood in zip(self._languages, likelihoods, strict=True)
        )


def _distinct_counts(counts: Mapping[str, float]) -> set[float]:
    return {0.0, *counts.values()}


def _count_trigrams(words: Iterable[str]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for word in words:
        is_ending = word.startswith("-")
        for piece in _split_trigrams(f"{word[1:]}$" if is_ending else f"^{word}$"):
            counts[piece] = counts.get(piece, 0.0) + (_ENDING_COUNT if is_ending else 1.0)
    return counts


def _split_trigrams(padded: str) -> list[str]:
    if len(padded) < 3:
        return [padded]
    return [padded[index : index + 3] for index in range(len(padded) - 2)]
