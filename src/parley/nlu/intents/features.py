"""What the classifier of intents looks at in a piece of a message: words, pairs of words and pieces of words, all
in Latin letters, and the kinds of phrases and cues that the languages' vocabularies know in it.

Pieces find a word in every inflection and spelling; kinds carry what is learned in one language to the others, and
so do pairs of them: what goes wrong (cue) with what was bought (cue), or together with a wish.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from itertools import combinations

from parley.nlu.intent_cues import IntentCues
from parley.nlu.phrase_matcher import Match, PhraseIndex, PhraseMatcher
from parley.text.normalize import latinize
from parley.text.tokenize import Token

_PIECE_CHARS = 4
# Digits as a phone has them, and fewer.
_MANY_DIGITS, _FEW_DIGITS = "9999999", "99"
_MIN_PHONE_DIGITS = 7
# Longer words, and more of them, say nothing more about what is wanted.
_MAX_WORD_CHARS, _MAX_WORDS = 24, 40
# From so many words on, one more makes no difference.
_MAX_COUNTED_WORDS = 6


@lru_cache(maxsize=8)
def compile_cues(matcher: PhraseMatcher) -> PhraseIndex:
    """Returns the index that finds the cues of all languages of a matcher, compiled once for each."""
    names = [field.name for field in fields(IntentCues)]
    return PhraseIndex(
        (name, code, entry)
        for code, vocabulary in matcher.vocabularies.items()
        for name in names
        for entry in getattr(vocabulary.intent_cues, name)
    )


def intent_features(
    tokens: Sequence[Token], matches: Iterable[Match], cues: Iterable[Match], *, is_question: bool
) -> list[str]:
    """Returns the distinct features of a piece. `matches`, `cues`: the phrases and the cues in it; `is_question`: a
    question mark closes it."""
    words = [_fold(token) for token in tokens[:_MAX_WORDS]]
    features = dict.fromkeys([f"={word}" for word in words])
    features.update(dict.fromkeys(map(" ".join, zip(["^", *words], [*words, "$"], strict=True))))
    for word in words:
        padded = f"^{word}$"
        features.update(
            dict.fromkeys([padded[start : start + _PIECE_CHARS] for start in range(len(padded) - _PIECE_CHARS + 1)])
        )
    features.update(dict.fromkeys(_kind_features(matches, cues, is_question=is_question)))
    features[f"#{min(len(words), _MAX_COUNTED_WORDS)}"] = None
    if is_question:
        features["?"] = None
    return list(features)


def _kind_features(matches: Iterable[Match], cues: Iterable[Match], *, is_question: bool) -> Iterator[str]:
    """Yields the kinds of phrases and cues, and pairs of them."""
    kinds = sorted({match.kind for match in matches})
    cue_kinds = sorted({match.kind for match in cues})
    for kind in kinds:
        yield f"kind:{kind}"
    for cue in cue_kinds:
        yield f"cue:{cue}"
        if is_question:
            yield f"?cue:{cue}"
        for kind in kinds:
            yield f"cue:{cue}|{kind}"
    for first, second in combinations(cue_kinds, 2):
        yield f"cue:{first}+{second}"


def _fold(token: Token) -> str:
    if token.is_number:
        digits = sum(map(str.isdecimal, token.normalized))
        return _MANY_DIGITS if digits >= _MIN_PHONE_DIGITS else _FEW_DIGITS
    return latinize(token.normalized)[:_MAX_WORD_CHARS]
