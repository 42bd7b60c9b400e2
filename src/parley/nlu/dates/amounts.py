"""Tells the figures of phones, prices, sizes and models from those of a day or an hour."""

import re
from collections.abc import Sequence

from parley.nlu.dates.matcher import DateToken

_GROUP_SEPARATORS = frozenset(" \t\n()+-‐‑–—")
# Beside a figure they make it an amount, an address, a number of something.
_SIGNS_BEFORE_AMOUNT = frozenset("#+$€£₸₽₴₮@_=/\\*%")
_SIGNS_AFTER_AMOUNT = frozenset("%°$€£₸₽₴₮@_=\\*×/")
_DIMENSION = re.compile(r"([0-9]{1,2})[.,][0-9]{1,2}")
# In metres; from eight on it may be an hour.
_MAX_DIMENSION = 7
_SHORT_GROUPS = 2
_DATE_GROUPS = 3
_DATE_PREFIX_KINDS = frozenset(("at", "on", "since", "until", "relative_days", "weekdays"))
_ENDING_KINDS = frozenset(("ending_number", "ending_at", "ending_from", "ending_until", "ending_on"))
_TIME_UNIT_KINDS = frozenset(("months", "minute_units", "hour_units", "day_units", "week_units", "month_units"))
_HOUR_CONTEXT_KINDS = frozenset(("relative_days", "weekdays", "day_nouns", "clock_prefixes", "hour_day_parts"))


def remove_amounts(text: str, tokens: Sequence[DateToken]) -> list[DateToken]:
    """Returns the tokens, those that are an amount without their figure. `text`: what the tokens were made of."""
    result = list(tokens)
    _remove_dimensions(result)
    index = 0
    while index < len(result):
        if not result[index].numeral:
            index += 1
            continue
        end = _end_of_group(text, result, index)
        if _is_long_number([token.numeral for token in result[index:end]]):
            _remove_figures(result, index, end)
        else:
            for position in range(index, end):
                if _is_amount(text, result, position):
                    _remove_figures(result, position, position + 1)
        index = end
    return result


def _remove_figures(tokens: list[DateToken], start: int, end: int) -> None:
    """Takes the figures away; what they are measured in is nothing else then: "1500 вт" are watts, no Tuesday."""
    tokens[start:end] = [token._replace(numeral="") for token in tokens[start:end]]
    if end == len(tokens) or tokens[end].clause != tokens[end - 1].clause:
        return
    unit = tokens[end]
    if "measure_units" in unit.kinds and unit.has_any(("weekdays", "ambiguous_weekdays")):
        tokens[end] = unit._replace(kinds={"measure_units": unit.kinds["measure_units"]})


# ── sizes: "2.10 на 1.60"


def _remove_dimensions(tokens: list[DateToken]) -> None:
    for index, token in enumerate(tokens):
        if "dimension_separators" in token.kinds and _separates_dimensions(tokens, index):
            for side in (index - 1, index + 1):
                tokens[side] = tokens[side]._replace(numeral="")


def _separates_dimensions(tokens: Sequence[DateToken], index: int) -> bool:
    """ "2.10 на 1.60"; but "с 2.10 на 3.10" moves a date, and "2.10 на 14.30" gives its hour."""
    if not 0 < index < len(tokens) - 1 or (index > 1 and tokens[index - 2].has_any(_DATE_PREFIX_KINDS)):
        return False
    sides = [_DIMENSION.fullmatch(tokens[side].numeral) for side in (index - 1, index + 1)]
    return all(side and int(side[1]) <= _MAX_DIMENSION for side in sides)


# ── numbers in groups: "8 701 234 56 78"


def _end_of_group(text: str, tokens: Sequence[DateToken], index: int) -> int:
    """Returns the end of the whole figures that only spaces, hyphens and brackets divide; at least one token is
    in the group."""
    end = index
    while end < len(tokens) and tokens[end].numeral.isdecimal():
        if end > index and not _GROUP_SEPARATORS.issuperset(text[tokens[end - 1].end : tokens[end].start]):
            break
        end += 1
    return max(end, index + 1)


def _is_long_number(groups: Sequence[str]) -> bool:
    """A phone or an amount: "8 701 234 56 78", "1 500"; a date in three groups is none."""
    if len(groups) < _SHORT_GROUPS:
        return False
    sizes = [len(group) for group in groups]
    has_year = groups[0].startswith("20") or groups[-1].startswith("20")
    if len(groups) == _SHORT_GROUPS:
        return sizes[1] == 3 or (max(sizes) >= 4 and not has_year)
    return not (len(groups) == _DATE_GROUPS and has_year and _has_sizes_of_date(sizes))


def _has_sizes_of_date(sizes: Sequence[int]) -> bool:
    """ "25 11 2025", "2025 11 25"."""
    return (sizes[2] == 4 and max(sizes[:2]) <= 2) or (sizes[0] == 4 and max(sizes[1:]) <= 2)


# ── one figure


def _is_amount(text: str, tokens: Sequence[DateToken], index: int) -> bool:
    return (
        _is_part_of_word(text, tokens, index)
        or _touches_sign(text, tokens[index])
        or _is_glued_to_word(tokens, index)
        or _has_unit(tokens, index)
    )


def _is_part_of_word(text: str, tokens: Sequence[DateToken], index: int) -> bool:
    """ "A4"; but "17ч30" is an hour."""
    start = tokens[index].start
    return text[start - 1 : start].isalpha() and not tokens[index - 1].has_any(("clock_suffixes",))


def _touches_sign(text: str, token: DateToken) -> bool:
    """ "$5", "#12", "5%"."""
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    return before in _SIGNS_BEFORE_AMOUNT or after in _SIGNS_AFTER_AMOUNT


def _is_glued_to_word(tokens: Sequence[DateToken], index: int) -> bool:
    """ "Т-34": a word that no list knows stands before the hyphen."""
    before = tokens[index - 1]
    return index > 0 and tokens[index].glued and not before.numeral and not before.kinds


def _has_unit(tokens: Sequence[DateToken], index: int) -> bool:
    """ "5 км", "16GB", "3км"; but "15:30 м. Абая" is a time, "15-т" an hour in Mongolian."""
    if index + 1 == len(tokens):
        return False
    token, following = tokens[index], tokens[index + 1]
    is_unit = "measure_units" in following.kinds
    if following.glued and not following.numeral and (is_unit or not following.kinds):
        is_letter = is_unit and token.end == following.start and following.end == following.start + 1  # "5т"
        return is_letter or not following.has_any(_ENDING_KINDS)
    return (
        is_unit
        and following.clause == token.clause
        and ":" not in token.numeral
        and not following.has_any(_TIME_UNIT_KINDS)
        and not _is_time_behind_hour(tokens, index)
    )


def _is_time_behind_hour(tokens: Sequence[DateToken], index: int) -> bool:
    """Tells whether a unit is an ending or a day here, because the figure is an hour: "эртага 11 га", "в 18 вт"."""
    following = tokens[index + 1]
    if index == 0 or tokens[index - 1].clause != tokens[index].clause:
        return False
    before = tokens[index - 1]
    if "weekdays" in following.kinds:
        return before.has_any(("at", "clock_prefixes"))
    return following.has_any(_ENDING_KINDS) and before.has_any(_HOUR_CONTEXT_KINDS)
