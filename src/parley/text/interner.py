"""Stores equal values once: the word lists of seven languages make the same few small tuples thousands of times."""

from collections.abc import Hashable
from typing import TypeVar, cast

T = TypeVar("T", bound=Hashable)


class Interner:
    """Returns, for each value, the first equal one that it was given. Dropped when everything is built."""

    def __init__(self) -> None:
        self._first: dict[Hashable, Hashable] = {}

    def __call__(self, value: T) -> T:
        return cast(T, self._first.setdefault(value, value))
