"""What the classifier of intents looks at in a piece of a message: words, pairs of words and pieces of words, all
in Latin letters, the kinds of phrases and cues that the languages' vocabularies know in it, and what its words
mean.

Pieces find a word in every inflection and spelling; kinds and meanings carry what is learned in one language to
the others, and so do pairs of them: what goes wrong (cue) with what was bought (cue), or together with a wish.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from itertools import chain, combinations, pairwise

from parley.nlu.intent_cues import IntentCues
from parley.nlu.intents.meanings import NEGATED, word_meanings
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
# Meanings so many words apart are a pair.
_MAX_PAIR_DISTANCE = 6


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
    features = dict.fromkeys(map(" ".join, zip(["^", *words], [*words, "$"], strict=True)))
    for word in words:
        features.update(_word_features(word))
    features.update(dict.fromkeys(_kind_features(matches, cues, is_question=is_question)))
    features.update(dict.fromkeys(_meaning_features(words, is_question=is_question)))
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


@lru_cache(maxsize=4096)
def _word_features(word: str) -> dict[str, None]:
    """Returns the features of a word by itself: the whole, its pieces, what it means, and whether it is negated."""
    padded = f"^{word}$"
    pieces = [padded[start : start + _PIECE_CHARS] for start in range(len(padded) - _PIECE_CHARS + 1)]
    meanings = word_meanings(word)
    negated = [f"!m:{meaning}" for meaning in meanings] if NEGATED in meanings else []
    return dict.fromkeys([f"={word}", *pieces, *[f"m:{meaning}" for meaning in meanings], *negated])


def _meaning_features(words: Sequence[str], *, is_question: bool) -> Iterator[str]:
    """Yields what is asked, what begins and ends the piece, and pairs of the meanings of words near each other."""
    meanings = [word_meanings(word) for word in words]
    if is_question:
        yield from [f"?m:{meaning}" for meaning in chain.from_iterable(meanings)]
    for place, of_end in (("^", meanings[:1]), ("$", meanings[-1:])):
        yield from [f"m:{place}{meaning}" for meaning in chain.from_iterable(of_end)]
    for first, second in pairwise(meanings):
        yield from [f"m:{one}>{other}" for one in first for other in second]
    for position, of_word in enumerate(meanings):
        near = dict.fromkeys(chain.from_iterable(meanings[position + 1 : position + 1 + _MAX_PAIR_DISTANCE]))
        for one in of_word:
            yield from [f"m:{one}+{other}" if one < other else f"m:{other}+{one}" for other in near]


def _fold(token: Token) -> str:
    if token.is_number:
        digits = sum(map(str.isdecimal, token.normalized))
        return _MANY_DIGITS if digits >= _MIN_PHONE_DIGITS else _FEW_DIGITS
    return latinize(token.normalized)[:_MAX_WORD_CHARS]
