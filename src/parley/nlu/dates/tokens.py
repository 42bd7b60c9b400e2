"""A message as items of time, with what rules for dates and for the clock both ask of it: numbers, neighbours."""

import re
from collections.abc import Sequence

from parley.nlu.dates.vocabulary import NO_KINDS, DateToken, DateValue

_GROUP_SEPARATORS = " \t\n()+-‐‑–—"
_DASH = re.compile(r"\s*[-‐‑–—]\s*")
# Beside a figure they make it an amount, an address, a number of something.
_SIGNS_BEFORE_AMOUNT = frozenset("#+$€£₸₽₴₮@_=/\\*%")
_SIGNS_AFTER_AMOUNT = frozenset("%°$€£₸₽₴₮@_=\\*×/")
_DIMENSION = re.compile(r"([0-9]{1,2})[.,][0-9]{1,2}")
_MIN_SURNAME_LETTERS = 5
_MAX_DIMENSION_METERS = 7  # in metres; from eight on it may be an hour
_DATE_PREFIX_KINDS = ("at", "on", "since", "until", "relative_days", "weekdays")
_MAX_SHORT_GROUPS = 2
_ENDING_KINDS = ("ending_number", "ending_at", "ending_from", "ending_until", "ending_on")
_TIME_UNIT_KINDS = ("months", "minute_units", "hour_units", "day_units", "week_units", "month_units")
# A bare number is an hour or a day when one of these follows it, or nothing does.
CLOSING_KINDS = frozenset(
    (
        *(
            "relative_days",
            "weekdays",
            "ambiguous_weekdays",
            "day_nouns",
            "this",
            "next",
            "nearest",
            "weekend",
            "next_week",
        ),
        *(
            "months",
            "at",
            "on",
            "about",
            "after",
            "since",
            "until",
            "until_postpositions",
            "to",
            "later",
            "clock_prefixes",
        ),
        *(
            "day_parts",
            "hour_day_parts",
            "am",
            "pm",
            "hour_continuations",
            "booking_verbs",
            "negations",
            "refusals",
            "year_nouns",
            "half_suffixes",
            "month_connectors",
        ),
        *("clock_suffixes", "clock_suffixes_at", "month_nouns", "noon", "greeting_adjectives", "fixed_durations"),
    )
)
NUMBER_KINDS = ("numbers", "number_at", "number_from", "number_until")


class DateTokens:
    """`items` can be asked beyond its ends: there is an item without a meaning."""

    def __init__(self, text: str, items: Sequence[DateToken]) -> None:
        self.text = text
        self.items = _remove_amounts(text, items)
        self._end = DateToken(NO_KINDS, "", len(text), len(text), -1, False)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> DateToken:
        return self.items[index] if 0 <= index < len(self.items) else self._end

    def has(self, index: int, *kinds: str) -> bool:
        token_kinds = self.items[index].kinds if 0 <= index < len(self.items) else NO_KINDS
        return bool(token_kinds) and not token_kinds.keys().isdisjoint(kinds)

    def continues_clause(self, index: int) -> bool:
        """Whether the item stands in one clause with the one before it."""
        return self[index].clause == self[index - 1].clause

    def follows_dash(self, index: int) -> bool:
        """Whether only a dash stands between the item and the one before it."""
        return index > 0 and bool(_DASH.fullmatch(self.text, self[index - 1].end, self[index].start))

    def has_colon_after(self, index: int) -> bool:
        """Whether a colon and nothing else stands between the item and the next one."""
        return self.text[self[index].end : self[index + 1].start].strip() == ":"

    def is_boundary(self, index: int) -> bool:
        """Whether what was said before this item is complete without it."""
        item = self[index]
        return not self.continues_clause(index) or bool(item.numeral) or item.has_any(CLOSING_KINDS)

    def has_ending(self, index: int, *kinds: str) -> bool:
        return self[index].glued and self.has(index, *kinds)

    def is_surname(self, index: int) -> bool:
        """ "Олена Середа": with a capital beside another word with one that no list knows."""
        item = self[index]
        if (
            not self._is_capitalized_cyrillic(item)
            or item.kinds.keys() - {"weekdays"}
            or item.end - item.start < _MIN_SURNAME_LETTERS
        ):
            return False
        if self.text[item.end - 1] not in "ая":
            return False
        neighbors = [self[index - 1]] * self.continues_clause(index) + [self[index + 1]] * self.continues_clause(
            index + 1
        )
        return any(
            not other.kinds and not other.numeral and self._is_capitalized_cyrillic(other) for other in neighbors
        )

    def _is_capitalized_cyrillic(self, item: DateToken) -> bool:
        """A Cyrillic word with a capital and small letters: English days always have one."""
        word = self.text[item.start : item.end]
        return word[:1].isupper() and not word.isascii() and word[1:].islower()

    def numeral_value(self, index: int, maximum: int = 99) -> int | None:
        """A whole figure of one or two digits."""
        text = self[index].numeral
        return int(text) if text.isdecimal() and len(text) <= 2 and int(text) <= maximum else None

    def parse_number(
        self, index: int, kinds: Sequence[str] = NUMBER_KINDS, closing_kinds: Sequence[str] = ()
    ) -> tuple[int, int] | None:
        """A number in a figure or in words, and where it ends; `last`: what may close it ("двадцать пятого")."""
        value = self.numeral_value(index)
        if value is not None:
            return value, index + 1
        all_kinds = (*kinds, *closing_kinds)
        first = _values_of_kinds(self[index], all_kinds)
        if not first:
            return None
        if self.has(index, "tens") and self.continues_clause(index + 1):
            for tens in self[index].kinds["tens"]:
                for ones in _values_of_kinds(self[index + 1], all_kinds):
                    if _can_add(tens, ones):
                        return tens.value + ones.value, index + 2
        return first[0].value, index + 1


def _values_of_kinds(item: DateToken, kinds: Sequence[str]) -> list[DateValue]:
    return [meaning for kind in kinds for meaning in item.kinds.get(kind, ())] if item.kinds else []


def _can_add(tens: DateValue, ones: DateValue) -> bool:
    return tens.language == ones.language and 1 <= ones.value <= 9


def _remove_amounts(text: str, items: Sequence[DateToken]) -> list[DateToken]:
    """The figures of phones, prices, sizes and models become items without a figure."""
    result = list(items)
    for index in range(len(result)):
        if result[index].kinds and "dimension_separators" in result[index].kinds and _are_dimensions(result, index):
            result[index - 1], result[index + 1] = (
                result[index - 1]._replace(numeral=""),
                result[index + 1]._replace(numeral=""),
            )
    index = 0
    while index < len(result):
        end = index
        while (
            end < len(result)
            and result[end].numeral.isdecimal()
            and (end == index or _is_grouped_with_previous(text, result, end))
        ):
            end += 1
        if end == index:
            if result[index].numeral and _is_amount(text, result, index):
                _clear_numerals(result, index, index + 1)
            index += 1
            continue
        numerals = [item.numeral for item in result[index:end]]
        if _is_long_number(numerals):
            _clear_numerals(result, index, end)
        else:
            for position in range(index, end):
                if _is_amount(text, result, position):
                    _clear_numerals(result, position, position + 1)
        index = end
    return result


def _are_dimensions(items: Sequence[DateToken], index: int) -> bool:
    """ "2.10 на 1.60"; "с 2.10 на 3.10" moves a date, "2.10 на 14.30" gives its hour."""
    if not 0 < index < len(items) - 1 or (index > 1 and items[index - 2].has_any(_DATE_PREFIX_KINDS)):
        return False
    dimensions = [_DIMENSION.fullmatch(items[side].numeral) for side in (index - 1, index + 1)]
    return all(side and int(side[1]) <= _MAX_DIMENSION_METERS for side in dimensions)


def _is_grouped_with_previous(text: str, items: Sequence[DateToken], index: int) -> bool:
    between = text[items[index - 1].end : items[index].start]
    return all(char in _GROUP_SEPARATORS for char in between)


def _is_long_number(numerals: Sequence[str]) -> bool:
    """A phone or an amount in groups: "8 701 234 56 78", "1 500"; not "25 11 2025"."""
    if len(numerals) == 3:
        sizes = [len(figure) for figure in numerals]
        dated = (sizes[2] == 4 and max(sizes[:2]) <= 2) or (sizes[0] == 4 and max(sizes[1:]) <= 2)
        return not (dated and "20" in (numerals[2][:2], numerals[0][:2]))
    if len(numerals) == _MAX_SHORT_GROUPS:
        year = numerals[0][:2] == "20" or numerals[1][:2] == "20"
        return len(numerals[1]) == 3 or (max(map(len, numerals)) >= 4 and not year)
    return len(numerals) > _MAX_SHORT_GROUPS


def _clear_numerals(items: list[DateToken], start: int, end: int) -> None:
    """The figures of an amount; and what it is measured in is nothing else: "1500 вт" are watts."""
    items[start:end] = [item._replace(numeral="") for item in items[start:end]]
    if end < len(items) and items[end].clause == items[end - 1].clause and items[end].has_any(("measure_units",)):
        unit = items[end]
        if unit.has_any(("weekdays", "ambiguous_weekdays")):
            items[end] = unit._replace(kinds={"measure_units": unit.kinds["measure_units"]})


def _is_amount(text: str, items: Sequence[DateToken], index: int) -> bool:
    item = items[index]
    before, after = text[item.start - 1 : item.start], text[item.end : item.end + 1]
    in_word = before.isalpha() and not items[index - 1].has_any(("clock_suffixes",))
    if in_word or (before and before in _SIGNS_BEFORE_AMOUNT) or (after and after in _SIGNS_AFTER_AMOUNT):
        return True
    if item.glued and index and not items[index - 1].numeral and not items[index - 1].kinds:
        return True
    if index + 1 >= len(items):
        return False
    following = items[index + 1]
    is_unit = "measure_units" in following.kinds
    if following.glued and not following.numeral and (not following.kinds or is_unit):
        is_touching = (
            is_unit and item.end == following.start and following.end == following.start + 1
        )  # "5т", not "15-т"
        return is_touching or not following.has_any(_ENDING_KINDS)
    # a clock time is no amount: "15:30 м. Абая"
    is_measured = is_unit and not following.has_any(_TIME_UNIT_KINDS) and not _is_time_behind_hour(items, index)
    return is_measured and following.clause == item.clause and ":" not in item.numeral


def _is_time_behind_hour(items: Sequence[DateToken], index: int) -> bool:
    """A word that is a measure and an ending or a day as well, behind an hour: "эртага 11 га", "в 18 вт"."""
    following, before = items[index + 1], items[index - 1] if index else None
    if before is None or before.clause != items[index].clause:
        return False
    if following.has_any(("weekdays",)):
        return before.has_any(("at", "clock_prefixes"))
    return following.has_any(_ENDING_KINDS) and before.has_any(
        ("relative_days", "weekdays", "day_nouns", "clock_prefixes", "hour_day_parts")
    )
