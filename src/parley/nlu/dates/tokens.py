"""A message as items of time, with what rules for dates and for the clock both ask of it: numbers, neighbours."""

import re
from collections.abc import Sequence

from parley.nlu.dates.vocabulary import NOTHING, Item, Meaning

_SEPARATORS = " \t\n()+-‐‑–—"
_DASH = re.compile(r"\s*[-‐‑–—]\s*")
# Beside a figure they make it an amount, an address, a number of something.
_BEFORE = frozenset("#+$€£₸₽₴₮@_=/\\*%")
_AFTER = frozenset("%°$€£₸₽₴₮@_=\\*×/")
_SIDE = re.compile(r"([0-9]{1,2})[.,][0-9]{1,2}")
_SHORTEST_SURNAME = 5
_LONGEST_SIDE = 7  # in metres; from eight on it may be an hour
_BEFORE_A_DATE = ("at", "on", "since", "until", "days", "weekdays")
_LONGEST_PHRASE = 2
_ENDINGS = ("ending_number", "ending_at", "ending_from", "ending_until", "ending_on")
_UNITS_OF_TIME = ("months", "minutes", "hours", "span_days", "span_weeks", "span_months")
# A bare number is an hour or a day when one of these follows it, or nothing does.
ENDS = frozenset(
    (
        *("days", "weekdays", "weekday_hints", "day_words", "this", "next", "nearest", "weekend", "next_week"),
        *("months", "at", "on", "about", "after", "since", "until", "until_behind", "to", "later", "clock_before"),
        *(
            "parts",
            "part_of",
            "am",
            "pm",
            "follows",
            "arranged",
            "refused",
            "impossible",
            "year_words",
            "half_behind",
            "of_month",
        ),
        *("clock_after", "clock_at", "numbered_month", "noon", "wishes", "spans"),
    )
)
NUMBERS = ("numbers", "number_at", "number_from", "number_until")


class Line:
    """`items` can be asked beyond its ends: there is an item without a meaning."""

    def __init__(self, text: str, items: Sequence[Item]) -> None:
        self.text = text
        self.items = _without_amounts(text, items)
        self._end = Item(NOTHING, "", len(text), len(text), -1, False)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, at: int) -> Item:
        return self.items[at] if 0 <= at < len(self.items) else self._end

    def has(self, at: int, *kinds: str) -> bool:
        said = self.items[at].kinds if 0 <= at < len(self.items) else NOTHING
        return bool(said) and not said.keys().isdisjoint(kinds)

    def beside(self, at: int) -> bool:
        """Whether the item stands in one clause with the one before it."""
        return self[at].clause == self[at - 1].clause

    def dashed(self, at: int) -> bool:
        """Whether only a dash stands between the item and the one before it."""
        return at > 0 and bool(_DASH.fullmatch(self.text, self[at - 1].end, self[at].start))

    def labels(self, at: int) -> bool:
        """Whether a colon and nothing else stands between the item and the next one."""
        return self.text[self[at].end : self[at + 1].start].strip() == ":"

    def ends(self, at: int) -> bool:
        """Whether what was said before this item is complete without it."""
        item = self[at]
        return not self.beside(at) or bool(item.figure) or item.any(ENDS)

    def ending(self, at: int, *kinds: str) -> bool:
        return self[at].glued and self.has(at, *kinds)

    def is_surname(self, at: int) -> bool:
        """ "Олена Середа": with a capital beside another word with one that no list knows."""
        item = self[at]
        if not self._capital(item) or item.kinds.keys() - {"weekdays"} or item.end - item.start < _SHORTEST_SURNAME:
            return False
        if self.text[item.end - 1] not in "ая":
            return False
        beside = [self[at - 1]] * self.beside(at) + [self[at + 1]] * self.beside(at + 1)
        return any(not other.kinds and not other.figure and self._capital(other) for other in beside)

    def _capital(self, item: Item) -> bool:
        """A Cyrillic word with a capital and small letters: English days always have one."""
        word = self.text[item.start : item.end]
        return word[:1].isupper() and not word.isascii() and word[1:].islower()

    def figure(self, at: int, most: int = 99) -> int | None:
        """A whole figure of one or two digits."""
        text = self[at].figure
        return int(text) if text.isdecimal() and len(text) <= 2 and int(text) <= most else None

    def number(self, at: int, kinds: Sequence[str] = NUMBERS, last: Sequence[str] = ()) -> tuple[int, int] | None:
        """A number in a figure or in words, and where it ends; `last`: what may close it ("двадцать пятого")."""
        value = self.figure(at)
        if value is not None:
            return value, at + 1
        closing = (*kinds, *last)
        first = _meanings(self[at], closing)
        if not first:
            return None
        if self.has(at, "tens") and self.beside(at + 1):
            for tens in self[at].kinds["tens"]:
                for ones in _meanings(self[at + 1], closing):
                    if _joins(tens, ones):
                        return tens.value + ones.value, at + 2
        return first[0].value, at + 1


def _meanings(item: Item, kinds: Sequence[str]) -> list[Meaning]:
    return [meaning for kind in kinds for meaning in item.kinds.get(kind, ())] if item.kinds else []


def _joins(tens: Meaning, ones: Meaning) -> bool:
    return tens.language == ones.language and 1 <= ones.value <= 9


def _without_amounts(text: str, items: Sequence[Item]) -> list[Item]:
    """The figures of phones, prices, sizes and models become items without a figure."""
    kept = list(items)
    for at in range(len(kept)):
        if kept[at].kinds and "by" in kept[at].kinds and _are_sides(kept, at):
            kept[at - 1], kept[at + 1] = kept[at - 1]._replace(figure=""), kept[at + 1]._replace(figure="")
    at = 0
    while at < len(kept):
        last = at
        while last < len(kept) and kept[last].figure.isdecimal() and (last == at or _apart(text, kept, last)):
            last += 1
        if last == at:
            if kept[at].figure and _is_amount(text, kept, at):
                _set_aside(kept, at, at + 1)
            at += 1
            continue
        whole = [item.figure for item in kept[at:last]]
        if _is_long_number(whole):
            _set_aside(kept, at, last)
        else:
            for one in range(at, last):
                if _is_amount(text, kept, one):
                    _set_aside(kept, one, one + 1)
        at = last
    return kept


def _are_sides(items: Sequence[Item], at: int) -> bool:
    """ "2.10 на 1.60"; "с 2.10 на 3.10" moves a date, "2.10 на 14.30" gives its hour."""
    if not 0 < at < len(items) - 1 or (at > 1 and items[at - 2].any(_BEFORE_A_DATE)):
        return False
    sides = [_SIDE.fullmatch(items[side].figure) for side in (at - 1, at + 1)]
    return all(side and int(side[1]) <= _LONGEST_SIDE for side in sides)


def _apart(text: str, items: Sequence[Item], at: int) -> bool:
    between = text[items[at - 1].end : items[at].start]
    return all(char in _SEPARATORS for char in between)


def _is_long_number(figures: Sequence[str]) -> bool:
    """A phone or an amount in groups: "8 701 234 56 78", "1 500"; not "25 11 2025"."""
    if len(figures) == 3:
        sizes = [len(figure) for figure in figures]
        dated = (sizes[2] == 4 and max(sizes[:2]) <= 2) or (sizes[0] == 4 and max(sizes[1:]) <= 2)
        return not (dated and "20" in (figures[2][:2], figures[0][:2]))
    if len(figures) == _LONGEST_PHRASE:
        year = figures[0][:2] == "20" or figures[1][:2] == "20"
        return len(figures[1]) == 3 or (max(map(len, figures)) >= 4 and not year)
    return len(figures) > _LONGEST_PHRASE


def _set_aside(kept: list[Item], start: int, end: int) -> None:
    """The figures of an amount; and what it is measured in is nothing else: "1500 вт" are watts."""
    kept[start:end] = [item._replace(figure="") for item in kept[start:end]]
    if end < len(kept) and kept[end].clause == kept[end - 1].clause and kept[end].any(("measures",)):
        unit = kept[end]
        if unit.any(("weekdays", "weekday_hints")):
            kept[end] = unit._replace(kinds={"measures": unit.kinds["measures"]})


def _is_amount(text: str, items: Sequence[Item], at: int) -> bool:
    item = items[at]
    before, after = text[item.start - 1 : item.start], text[item.end : item.end + 1]
    in_word = before.isalpha() and not items[at - 1].any(("clock_after",))
    if in_word or (before and before in _BEFORE) or (after and after in _AFTER):
        return True
    if item.glued and at and not items[at - 1].figure and not items[at - 1].kinds:
        return True
    if at + 1 >= len(items):
        return False
    following = items[at + 1]
    unit = "measures" in following.kinds
    if following.glued and not following.figure and (not following.kinds or unit):
        touching = unit and item.end == following.start and following.end == following.start + 1  # "5т", not "15-т"
        return touching or not following.any(_ENDINGS)
    # a clock time is no amount: "15:30 м. Абая"
    measured = unit and not following.any(_UNITS_OF_TIME) and not _told(items, at)
    return measured and following.clause == item.clause and ":" not in item.figure


def _told(items: Sequence[Item], at: int) -> bool:
    """A word that is a measure and an ending or a day as well, behind an hour: "эртага 11 га", "в 18 вт"."""
    following, before = items[at + 1], items[at - 1] if at else None
    if before is None or before.clause != items[at].clause:
        return False
    if following.any(("weekdays",)):
        return before.any(("at", "clock_before"))
    return following.any(_ENDINGS) and before.any(("days", "weekdays", "day_words", "clock_before", "part_of"))
