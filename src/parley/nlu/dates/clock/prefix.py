"""The words before an hour: "в", "примерно в", "после", "сағат", "кешкі сағат"."""

from collections.abc import Set
from dataclasses import dataclass

from parley.nlu.dates.tokens import HOUR_NUMBER_KINDS, NUMBER_KINDS, DateTokens

# Behind these a bare number may be an hour.
DAY_KINDS = frozenset(
    ("relative_days", "weekdays", "day_nouns", "months", "day_parts", "ambiguous_weekdays", "this")
)
PREFIX_KINDS = frozenset(
    (
        *("at", "on", "about", "after", "since", "until"),
        *("clock_prefixes", "hour_day_parts", "clock_suffixes"),
    )
)
_MAX_WORDS = 4


@dataclass(frozen=True, slots=True)
class Prefix:
    """The words before an hour, and what they say of it."""

    #: index of the first word, and of the token behind the last; equal when there is none
    start: int
    end: int
    #: of all words together
    kinds: Set[str]
    #: hour at which the part of the day begins that was said: "кешкі 5"; 0 when none was
    day_part: int

    def has(self, *kinds: str) -> bool:
        """Tells whether one of the words is of one of these kinds."""
        return not self.kinds.isdisjoint(kinds)


def parse_prefix(tokens: DateTokens, start: int) -> Prefix:
    """Reads the words from this token on that may stand before an hour."""
    index, day_part, kinds = start, 0, set[str]()
    while index < start + _MAX_WORDS and tokens[index].has_any(PREFIX_KINDS):
        if (index > start and not tokens.continues_clause(index)) or _belongs_to_hour(tokens, index, kinds):
            break
        kinds.update(tokens[index].kinds)
        day_part = tokens[index].value_of("hour_day_parts") or day_part
        index += 1
    return Prefix(start, index, kinds, day_part)


def _belongs_to_hour(tokens: DateTokens, index: int, kinds_before: Set[str]) -> bool:
    """Tells whether a word that may stand before an hour is the hour itself, or stands behind it."""
    return (
        _is_hour_name(tokens, index)
        or _is_number(tokens, index, kinds_before)
        or _is_unit_behind_number(tokens, index)
        or _is_day_part_behind_hour(tokens, index)
    )


def _is_hour_name(tokens: DateTokens, index: int) -> bool:
    """ "в час": the hour's own name, no number behind it."""
    return (
        tokens.has(index, "hour_names")
        and not tokens.has(index - 1, "about", "clock_suffixes")
        and not tokens.has(index + 1, "at")
        and tokens.parse_number(index + 1, HOUR_NUMBER_KINDS) is None
    )


def _is_number(tokens: DateTokens, index: int, kinds_before: Set[str]) -> bool:
    """ "сағат он", "o'n birga", although "on" is English too."""
    if not tokens.has(index, *NUMBER_KINDS):
        return False
    number = tokens.parse_number(index)
    is_compound = number is not None and number.end == index + 2
    return is_compound or not kinds_before.isdisjoint(("clock_prefixes", "hour_day_parts"))


def _is_unit_behind_number(tokens: DateTokens, index: int) -> bool:
    """ "п'ять годині"."""
    return tokens.has(index, "clock_suffixes_at") and tokens.has(index - 1, "numbers")


def _is_day_part_behind_hour(tokens: DateTokens, index: int) -> bool:
    """ "5 вечера", "пять вечера"."""
    return tokens.has(index, "hour_day_parts") and (
        bool(tokens[index - 1].numeral) or tokens.has(index - 1, *HOUR_NUMBER_KINDS)
    )
