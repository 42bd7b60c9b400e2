"""A time of the clock as it was said, and the time of day it means.

A bare hour from 1 to 7 is in the afternoon: shops are open then ("завтра в 5" is 17:00, "7:00" is 19:00); a leading
zero, the word for the morning or the night, "am", say otherwise. 8 and later hours are taken as they are said.
"""

from dataclasses import dataclass
from datetime import time

MORNING_HOUR, AFTERNOON_HOUR, EVENING_HOUR, NIGHT_HOUR = 9, 14, 18, 21
LAST_HOUR, LAST_MINUTE, NOON_HOUR = 24, 59, 12
_MIDNIGHT = time(0)
# An hour of twelve means that one of the twelve hours of the day that begin here.
_FIRST_HOURS = {MORNING_HOUR: 1, EVENING_HOUR: 13, NIGHT_HOUR: 20}
_FIRST_OPENING_HOUR = 8


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time, or a range of two, with the tokens it was said with."""

    #: index of the first token, and of the one behind the last
    start: int
    end: int
    #: as said: 0 to 24
    hour: int
    minute: int
    #: no day has to stand beside it
    is_certain: bool
    #: hour at which the part of the day begins that was said with it; 0 when none was
    day_part: int = 0
    #: the hour may be that of the morning or of the evening; not for 15:30, 05:00, 5 pm
    is_ambiguous: bool = True
    #: the other end of a range
    range_end: "ClockTime | None" = None
    #: only the latest time was said: "до 18:00"
    is_deadline: bool = False
    #: has the ending of the first, or of the second, time of a range
    opens_range: bool = False
    closes_range: bool = False

    def start_time(self, day_part: int) -> time | None:
        """Returns the time of day, in the given part of it unless one was said with it; None for 24:30."""
        hour = _hour_in_day_part(self.hour, self.day_part or day_part) if self.is_ambiguous else self.hour
        return time(hour % LAST_HOUR, self.minute) if hour < LAST_HOUR or not self.minute else None

    def end_time(self, day_part: int) -> time | None:
        """Returns the end of the range: the first such hour after its beginning. None when there is none."""
        if self.range_end is None:
            return None
        start, end = self.start_time(day_part), self.range_end.start_time(self.day_part or day_part)
        if start is None or end is None:
            return None
        if end <= start and end.hour < NOON_HOUR and self.range_end.is_ambiguous:
            end = end.replace(hour=end.hour + NOON_HOUR)
        return end if end > start or end == _MIDNIGHT else None


def is_ambiguous_hour(hour: int, numeral: str) -> bool:
    """Tells whether an hour may be one of the morning or the evening. `numeral`: its figure, empty for words."""
    return 0 < hour <= NOON_HOUR and not numeral.startswith("0")


def _hour_in_day_part(hour: int, day_part: int) -> int:
    if not 0 < hour <= NOON_HOUR:
        return hour
    first = _FIRST_HOURS.get(day_part, _FIRST_OPENING_HOUR)
    return (first + (hour - first) % NOON_HOUR) % LAST_HOUR
