"""A message as tokens of time, with what the rules for days and for the clock ask of it: numbers and neighbours."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from parley.nlu.dates.amounts import remove_amounts
from parley.nlu.dates.matcher import NO_KINDS, DateToken, DateValue
from parley.text.word_list import split_entries

# The kinds of a whole number, of one that may be a day of the month, and of one that may be an hour.
NUMBER_KINDS = ("numbers", "number_at", "number_from", "number_until")
DAY_NUMBER_KINDS = (*NUMBER_KINDS, "ordinals", "number_on")
HOUR_NUMBER_KINDS = (*NUMBER_KINDS, "hour_names")
_MAX_NUMERAL = 99
# A bare number is an hour or a day when one of these follows it, or nothing does.
_CLOSING_KINDS = frozenset(
    split_entries(
        "relative_days, weekdays, ambiguous_weekdays, day_nouns, this, next, nearest, weekend, next_week, months, "
        "at, on, about, after, since, until, until_postpositions, to, later, clock_prefixes, day_parts, "
        "hour_day_parts, am, pm, hour_continuations, booking_verbs, negations, refusals, year_nouns, "
        "half_suffixes, month_connectors, clock_suffixes, clock_suffixes_at, month_nouns, noon, "
        "greeting_adjectives, fixed_durations"
    )
)
_DASH = re.compile(r"\s*[-‐‑–—]\s*")
_MIN_SURNAME_LETTERS = 5


class Number(NamedTuple):
    """A number in a figure or in words."""

    value: int
    #: index of the token behind it
    end: int


class DateTokens:
    """The tokens of a message. Any index may be asked about: beyond the ends stands a token without a kind."""

    def __init__(self, text: str, tokens: Sequence[DateToken]) -> None:
        #: sanitised; what the tokens' positions refer to
        self.text = text
        #: figures that are amounts are taken away
        self.tokens = remove_amounts(text, tokens)
        self._beyond = DateToken(NO_KINDS, "", len(text), len(text), -1, False)

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, index: int) -> DateToken:
        return self.tokens[index] if 0 <= index < len(self.tokens) else self._beyond

    # ── kinds

    def has(self, index: int, *kinds: str) -> bool:
        """Tells whether the token is of one of these kinds."""
        token_kinds = self.tokens[index].kinds if 0 <= index < len(self.tokens) else NO_KINDS
        return bool(token_kinds) and not token_kinds.keys().isdisjoint(kinds)

    def has_ending(self, index: int, *kinds: str) -> bool:
        """Tells whether the token is of one of these kinds and written together with the one before it: "5-го"."""
        return self[index].glued and self.has(index, *kinds)

    def skip(self, index: int, *kinds: str) -> int:
        """Returns the index behind the token when it is of one of these kinds, otherwise the index itself."""
        return index + self.has(index, *kinds)

    def skip_endings(self, index: int, *kinds: str) -> int:
        """Returns the index behind all endings of these kinds."""
        while self.has_ending(index, *kinds):
            index += 1
        return index

    # ── neighbours

    def continues_clause(self, index: int) -> bool:
        """Tells whether the token stands in one clause with the one before it."""
        return self[index].clause == self[index - 1].clause

    def follows_dash(self, index: int) -> bool:
        """Tells whether a dash, and nothing else, stands between the token and the one before it."""
        return index > 0 and bool(_DASH.fullmatch(self.text, self[index - 1].end, self[index].start))

    def has_colon_after(self, index: int) -> bool:
        """Tells whether a colon, and nothing else, stands between the token and the next one."""
        return self.text[self[index].end : self[index + 1].start].strip() == ":"

    def is_boundary(self, index: int) -> bool:
        """Tells whether what was said before this token is complete without it."""
        token = self[index]
        return bool(token.numeral) or not self.continues_clause(index) or token.has_any(_CLOSING_KINDS)

    def is_surname(self, index: int) -> bool:
        """Tells whether a weekday is a name: with a capital, beside an unknown word with one ("Олена Середа")."""
        token = self[index]
        if (
            token.kinds.keys() - {"weekdays"}
            or token.end - token.start < _MIN_SURNAME_LETTERS
            or self.text[token.end - 1] not in "ая"
            or not self._is_capitalized_cyrillic(token)
        ):
            return False
        return (self.continues_clause(index) and self._is_unknown_name(index - 1)) or (
            self.continues_clause(index + 1) and self._is_unknown_name(index + 1)
        )

    def _is_unknown_name(self, index: int) -> bool:
        token = self[index]
        return not token.kinds and not token.numeral and self._is_capitalized_cyrillic(token)

    def _is_capitalized_cyrillic(self, token: DateToken) -> bool:
        """One capital and small letters behind it; an English weekday always has a capital."""
        word = self.text[token.start : token.end]
        return word[:1].isupper() and not word.isascii() and word[1:].islower()

    # ── numbers

    def numeral_value(self, index: int, maximum: int = _MAX_NUMERAL) -> int | None:
        """Returns the whole figure of one or two digits that stands here, when it is not above `maximum`."""
        numeral = self[index].numeral
        if not numeral.isdecimal() or len(numeral) > 2:
            return None
        value = int(numeral)
        return value if value <= maximum else None

    def parse_number(self, index: int, kinds: Sequence[str] = NUMBER_KINDS) -> Number | None:
        """Reads a figure of one or two digits, or the one or two words of a number of these kinds.

        Of a word of several kinds the first of `kinds` counts.
        """
        value = self.numeral_value(index)
        if value is not None:
            return Number(value, index + 1)
        token = self[index]
        first = next((token.kinds[kind][0] for kind in kinds if kind in token.kinds), None)
        if first is None:
            return None
        return self._parse_tens_and_ones(index, kinds) or Number(first.value, index + 1)

    def _parse_tens_and_ones(self, index: int, kinds: Sequence[str]) -> Number | None:
        """ "двадцать пятого", "o'n birga"."""
        all_tens = self[index].kinds.get("tens")
        following = self[index + 1]
        if not all_tens or not following.kinds or not self.continues_clause(index + 1):
            return None
        all_ones = [ones for kind in kinds for ones in following.kinds.get(kind, ())]
        return next(
            (
                Number(tens.value + ones.value, index + 2)
                for tens in all_tens
                for ones in all_ones
                if _makes_one_number(tens, ones)
            ),
            None,
        )


def _makes_one_number(tens: DateValue, ones: DateValue) -> bool:
    return tens.language == ones.language and 1 <= ones.value <= 9
