"""Answers "are you open now?" by a company's opening hours and its clock."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from parley.domain.search_results import Opening, SearchResults
from parley.nlu.dates.matcher import DateMatcher
from parley.search.opening_days import hours_by_days
from parley.text.tokenize import TokenizedText
from parley.text.word_list import WordList, split_entries

_MINUTES_OF_DAY = 24 * 60
_NOON_HOUR = 12
# "сейчас", and what else asks for this moment.
_NOW_WORDS = WordList(
    split_entries(
        "сейчас, щас, щяс, ща, прямо сейчас, уже, еще, now, rn, right now, atm, at the moment, currently, "
        "still, already, қазір, азыр, азыркы, али, hozir, hali, ҳозир, ҳали, зараз, наразі, уже, вже, ще, одоо, "
        "яг одоо, одоохондоо, odoo, qazir, kazir, azyr"
    )
)
# Says of a shop that it is open or closed.
_STATE_WORDS = WordList(
    split_entries(
        "открыт*, закрыт*, открылись, закрылись, работаете, open, opened, closed, ашық*, жабық*, ачык*, "
        "ачыксыз*, жабык*, ochiq*, yopiq*, очиқ*, ёпиқ*, відкрит*, відчинен*, закрит*, зачинен*, працюєте, "
        "нээлттэй*, онгорхой*, өнгөрхий*, хаалттай*, нээсэн үү, онгойсон уу, neelttei*, ongorhoi*, haalttai*"
    )
)
# … where it asks for this moment alone.
_WORK_WORDS = WordList(
    split_entries(
        "работа*, жұмыс іст*, жумыс ист*, иштеп*, ишт*, ishla*, ишла*, працю*, ажилла*, ажиллаж*, working, "
        "available"
    )
)
_WHEN_WORDS = WordList(
    split_entries(
        "когда, до скольки, со скольки, во сколько, сколько, скольки, до какого, с какого, какие, какой, "
        "график, режим, when, what time, how late, how long, what, which, until, till, from, қашан, нешеге, "
        "нешеде, нешеден, қай, сағат, качан, канча*, саат, qachon, nech*, soat*, qaysi, қачон, неча*, соат, "
        "коли, котрої, скільки, до якої, о котрій, графік, хэзээ, хэдэн, хэд*, хэдээс, хэдийг, ямар, аль"
    )
)
_MAX_WORDS_WITHOUT_NOW = 5
_ROUND_THE_CLOCK = re.compile(
    r"24\s?/\s?7|круглосуточн|around the clock|24 hours|тәулік бойы|күнү-түнү|kecha-yu kunduz|цілодобов|24 цаг",
    re.IGNORECASE,
)
_HOUR = r"(\d{1,2})(?:[:.](\d\d))?\s?(am|pm|a\.m\.?|p\.m\.?)?"
# "9:00–18:00", "с 9 до 18", "8:00дөн 20:00гө", "9 am to 6 pm".
_SPAN = re.compile(
    rf"(?<![\d:.]){_HOUR}(?:\s?[-–—]\s?|\s?(?:to|till|until|до|по)\s|-?[^\W\d]{{2,4}}\s(?:бастап\s)?){_HOUR}(?![:\d])",
    re.IGNORECASE,
)


class OpenSpan(NamedTuple):
    """From when until when, in minutes of the day; beyond midnight the end is more than a day."""

    start: int
    end: int


# By day of the week, 0 is Monday.
Week = Mapping[int, Sequence[OpenSpan]]


def asks_open_now(tokenized: TokenizedText) -> bool:
    """Returns whether a text asks whether the company is open at this moment: "are you open?" does, "are you open
    until six?" does not."""
    if _WHEN_WORDS.matches(tokenized):
        return False
    if _NOW_WORDS.matches(tokenized):
        return _STATE_WORDS.matches(tokenized) or _WORK_WORDS.matches(tokenized)
    return _STATE_WORDS.matches(tokenized) and len(tokenized.tokens) <= _MAX_WORDS_WITHOUT_NOW


def tell_opening(results: SearchResults, matcher: DateMatcher, now: datetime) -> SearchResults:
    """Returns what was found with whether the company is open now, where its hours were found and say so. `now`: by
    the company's clock."""
    for index, hit in enumerate(results.passages):
        if opening := find_opening(hit.text, matcher, now):
            passages = [*results.passages[:index], replace(hit, opening=opening)]
            return replace(results, passages=passages)
    return results


def find_opening(text: str, matcher: DateMatcher, now: datetime) -> Opening | None:
    """Returns whether a company with these hours is open; None where the text cannot be read so."""
    week = read_week(text, matcher)
    if not any(week.values()):
        return None
    today, minute = now.weekday(), now.hour * 60 + now.minute
    for day, spans in ((today, week[today]), (today - 1, week[(today - 1) % 7])):
        at = minute if day == today else minute + _MINUTES_OF_DAY
        for span in spans:
            if span.start <= at < span.end:
                is_always = span.end - span.start >= _MINUTES_OF_DAY
                return Opening(is_open=True, time="" if is_always else _format(span.end))
    return _next_opening(week, today, minute)


def _next_opening(week: Week, today: int, minute: int) -> Opening | None:
    for ahead in range(8):
        weekday = (today + ahead) % 7
        for span in sorted(week[weekday]):
            if ahead or span.start > minute:
                return Opening(is_open=False, time=_format(span.start), days_ahead=ahead, weekday=weekday)
    return None


@lru_cache(maxsize=512)  # a company's hours are the same for every question
def read_week(text: str, matcher: DateMatcher) -> Week:
    """Returns the hours of each day of the week; none of a day on which it is closed. Hours that name no day are
    those of every day."""
    week: dict[int, Sequence[OpenSpan]] = dict.fromkeys(range(7), ())
    groups = [(days, _read_spans(piece)) for piece, days in hours_by_days(text, matcher)]
    if not any(days for days, _ in groups):
        spans = next((spans for _, spans in groups if spans), ())
        return dict.fromkeys(range(7), spans)
    # "Every day 9–21, on Sunday 10–19": what is said of fewer days counts.
    for days, spans in sorted(groups, key=lambda group: -len(group[0])):
        week.update(dict.fromkeys(days, spans))
    return week


def _read_spans(text: str) -> Sequence[OpenSpan]:
    """Returns the open hours of a piece of text; a break within them is cut out."""
    found = [span for match in _SPAN.finditer(text) if (span := _read_span(match)) is not None]
    if not found:
        return (OpenSpan(0, _MINUTES_OF_DAY),) if _ROUND_THE_CLOCK.search(text) else ()
    spans: list[OpenSpan] = []
    for span in found:
        around = next((each for each in spans if each.start < span.start and span.end < each.end), None)
        if around is None:
            spans.append(span)
        else:
            spans.remove(around)
            spans += [OpenSpan(around.start, span.start), OpenSpan(span.end, around.end)]
    return tuple(sorted(spans))


def _read_span(match: re.Match[str]) -> OpenSpan | None:
    groups = match.groups()
    start, end = _read_minute(*groups[:3]), _read_minute(*groups[3:])
    if start is None or end is None:
        return None
    return OpenSpan(start, end if end > start else end + _MINUTES_OF_DAY)


def _read_minute(hour: str, minute: str | None, half: str | None) -> int | None:
    """Returns a time as minutes of the day; None for what is none. `half`: "am", "pm"."""
    hours, minutes = int(hour), int(minute or 0)
    if hours > 24 or minutes > 59:
        return None
    if half:
        hours = hours % _NOON_HOUR + (_NOON_HOUR if half[0] in "pP" else 0)
    return hours * 60 + minutes


def _format(minute: int) -> str:
    hours, minutes = divmod(minute % _MINUTES_OF_DAY, 60)
    return f"{hours}:{minutes:02}" if minute != _MINUTES_OF_DAY else "24:00"
