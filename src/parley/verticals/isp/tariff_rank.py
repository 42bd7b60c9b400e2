"""Chooses a tariff by its place among those on sale: "самый дешёвый", "второй", "до 1400 рублей"."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from parley.nlu.choices import MIDDLE, ChoiceReading, Degree
from parley.search.price_limits import extract_price_limits
from parley.verticals.isp.tariff import Tariff

# The lowest first: how a tariff is measured, and whether the highest measure is wanted.
_MEASURES: Mapping[Degree, tuple[Callable[[Tariff], Decimal | int], bool]] = {
    "cheapest": (lambda tariff: tariff.price, False),
    "dearest": (lambda tariff: tariff.price, True),
    "fastest": (lambda tariff: tariff.speed_mbps, True),
}


def find_extreme(degree: Degree, place: int | None, tariffs: Sequence[Tariff]) -> Tariff | None:
    """Returns the tariff of the highest degree, or the second or third of it; None where two are so, and where
    nobody told their speed."""
    if not degree or not tariffs:
        return None
    measure, is_descending = _MEASURES[degree]
    ordered = sorted(tariffs, key=measure, reverse=is_descending)
    index = place - 1 if place is not None and 0 < place <= len(ordered) else 0
    same = [tariff for tariff in tariffs if measure(tariff) == measure(ordered[index])]
    return same[0] if len(same) == 1 and measure(same[0]) else None


def find_by_place(choices: ChoiceReading, tariffs: Sequence[Tariff]) -> Tariff | None:
    """Returns the tariff of a place in the list as it was shown: "второй", "последний", "средний"."""
    place = choices.place
    if place is None or not tariffs or abs(place) > len(tariffs):
        return None
    if place == MIDDLE:
        return tariffs[(len(tariffs) - 1) // 2]
    return tariffs[place - 1 if place > 0 else place]


def find_within_price(text: str, tariffs: Sequence[Tariff]) -> Tariff | None:
    """Returns the best tariff for the money that a text wants to spend at most; None where it names no limit or
    nothing is so cheap."""
    limit = max_price(text, tariffs)
    affordable = [tariff for tariff in tariffs if limit is not None and tariff.price <= limit]
    return max(affordable, key=lambda tariff: tariff.price, default=None)


def max_price(text: str, tariffs: Sequence[Tariff]) -> Decimal | None:
    """Returns what a text wants to spend at most; None where it says nothing of that."""
    limit = extract_price_limits(text, tariffs[0].currency).max_price if tariffs else None
    return None if limit is None else Decimal(limit)
