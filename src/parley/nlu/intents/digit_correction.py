"""Digits of a number set against others: "78 емес 87", "не 78, а 87", "у кінці 87"."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

from parley.domain.understanding import ExpectedReply
from parley.nlu.intents.reply_phrases import clause_of
from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import Match
from parley.text.tokenize import TokenizedText

# So many words may stand between what belongs together: "не 78, а 87", "у кінці 87".
_MAX_GAP_WORDS = 3


def corrects_digits(tokenized: TokenizedText, matches: MatchList, requested_slot: ExpectedReply) -> bool:
    """Returns whether the customer corrects digits of a number given before.

    Where a number was asked for ("phone"), its end said alone ("у кінці 87") is the answer.
    """
    if _CONSTRUCTIONS.keys().isdisjoint(matches.by_kind):
        return False
    numbers = {index for index, token in enumerate(tokenized.tokens) if token.is_number}
    return bool(numbers) and any(
        is_correction(match, numbers) and not clause_of(tokenized, match).is_question
        for kind, is_correction in _CONSTRUCTIONS.items()
        if kind != "number_positions" or requested_slot != "phone"
        for match in matches.of_kind(kind)
    )


def _denies_number_before(match: Match, numbers: AbstractSet[int]) -> bool:
    """ "78 емес 87", "87, 78 биш": the number before is denied, another one stands behind or before it."""
    denied = match.start - 1
    return denied in numbers and (
        _any_in(numbers, match.end, match.end + _MAX_GAP_WORDS) or _any_in(numbers, denied - _MAX_GAP_WORDS, denied)
    )


def _denies_number_after(match: Match, numbers: AbstractSet[int]) -> bool:
    """ "не 78, а 87", "87, not 78": the number behind is denied, another one stands behind or before it."""
    denied = match.end
    return denied in numbers and (
        _any_in(numbers, denied + 1, denied + 1 + _MAX_GAP_WORDS)
        or _any_in(numbers, match.start - _MAX_GAP_WORDS, match.start)
    )


def _places_number(match: Match, numbers: AbstractSet[int]) -> bool:
    """ "у кінці 87": where in the number the digits belong."""
    return _any_in(numbers, match.end, match.end + _MAX_GAP_WORDS)


def _any_in(numbers: AbstractSet[int], start: int, end: int) -> bool:
    return not numbers.isdisjoint(range(start, end))


_CONSTRUCTIONS: Mapping[str, Callable[[Match, AbstractSet[int]], bool]] = {
    "negation_after": _denies_number_before,
    "negation_before": _denies_number_after,
    "number_positions": _places_number,
}
