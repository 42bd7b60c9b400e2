"""Which language a message is in: letters and frequent words, with the conversation's own language as prior."""

from collections import Counter
from collections.abc import Sequence

from parley.core.phrases import Hit, Lexicon
from parley.core.text import Reading

# ⚑C4: what clients call our languages. `id` is taken in, though no language file answers in it yet.
_ALIASES = {
    "ru": "ru", "en": "en", "kk": "kk", "kz": "kk", "ky": "ky", "kg": "ky",
    "uz": "uz", "uk": "uk", "ua": "uk", "mn": "mn", "id": "id",
}  # fmt: skip
_WIRE = {"kk": "kz"}

_LETTERS = {
    "ә": {"kk": 3.0}, "ұ": {"kk": 3.0}, "һ": {"kk": 1.0}, "қ": {"kk": 1.5, "uz": 1.5}, "ғ": {"kk": 1.5, "uz": 1.5},
    "ң": {"kk": 1.0, "ky": 1.5}, "ө": {"kk": 0.7, "ky": 0.9, "mn": 1.0}, "ү": {"kk": 0.7, "ky": 0.9, "mn": 1.0},
    "і": {"kk": 0.8, "uk": 0.8}, "ї": {"uk": 3.0}, "є": {"uk": 3.0}, "ґ": {"uk": 3.0}, "ў": {"uz": 3.0},
    "ҳ": {"uz": 3.0}, "щ": {"ru": 0.5, "uk": 0.3},
}  # fmt: skip
_KAZAKH = frozenset("әіқғұһ")
_KAZAKH_OR_KYRGYZ = frozenset("ңөү")
# What customers of every language borrow from each other.
_COURTESY = frozenset({"yes", "no", "right", "wrong", "thanks", "goodbye", "later"})
_MOST_OF_A_LETTER = 3
_PRIOR = 1.0


def normal(code: str) -> str | None:
    """Any alias, any case, with or without a region, as ISO; None for a language we do not know."""
    return _ALIASES.get(code.strip().lower().replace("_", "-").partition("-")[0])


def wire(code: str) -> str:
    """As deployed clients spell it (`kz` for Kazakh)."""
    return _WIRE.get(code, code)


def tell(reading: Reading, hits: Sequence[Hit], prior: str, lexicon: Lexicon) -> str:
    """The language to answer in. A single word changes it only when it is a greeting; numbers never do."""
    spoken = [word for word in reading.words if word.folded.isalpha()]
    greeting = {hit.language for hit in hits if hit.kind == "greeting"}
    if not spoken or (len(spoken) == 1 and (len(greeting) != 1)):
        return prior
    if _only_courtesy(reading, hits):
        return prior
    scores = _scores(reading.text.lower(), hits)
    scores[prior] = scores.get(prior, 0.0) + _PRIOR
    best, most = max(scores.items(), key=lambda item: (item[1], item[0] == prior))
    if best not in lexicon.tongues or most - scores[prior] < 0.5:
        return prior
    return best


def _only_courtesy(reading: Reading, hits: Sequence[Hit]) -> bool:
    polite = {at for hit in hits if hit.kind in _COURTESY for at in range(hit.start, hit.end)}
    return all(at in polite for at, word in enumerate(reading.words) if word.folded.isalpha())


def _scores(text: str, hits: Sequence[Hit]) -> dict[str, float]:
    scores: dict[str, float] = {}

    def add(language: str, weight: float) -> None:
        scores[language] = scores.get(language, 0.0) + weight

    for letter, count in Counter(text).items():
        for language, weight in _LETTERS.get(letter, {}).items():
            add(language, weight * min(count, _MOST_OF_A_LETTER))
    for (start, end), languages in _by_span(hits).items():
        for language in languages:  # a word that many languages share tells little
            add(language, (end - start) * 1.6 / len(languages))
    if "kk" in scores and not _KAZAKH.intersection(text):
        # Folded, Kazakh looks like Kyrgyz. Kyrgyz does without these letters, Kazakh rarely: never, where
        # the writer's keyboard has the others.
        scores["kk"] -= 1.8 if _KAZAKH_OR_KYRGYZ.intersection(text) else 0.6
    return scores


def _by_span(hits: Sequence[Hit]) -> dict[tuple[int, int], set[str]]:
    spans: dict[tuple[int, int], set[str]] = {}
    for hit in hits:
        spans.setdefault((hit.start, hit.end), set()).add(hit.language)
    return spans
