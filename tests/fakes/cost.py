"""What something costs as its text grows: a growth of the work, never a number of seconds."""

import gc
from collections.abc import Callable
from time import thread_time

# A slow half would hide a square, so the halves are read a few times before the first verdict;
# a busy machine only ever adds, so the verdict "a square" waits for many more.
_LEAST, _MOST = 3, 40
# Twice the text may cost this much more, and so many seconds on top that a clock's grain does not count.
_GROWTH, _GRAIN = 3.2, 0.004


def grows_with_length(do: Callable[[str], object], piece: str, length: int = 4000) -> bool:
    """Whether the whole costs hardly more than twice its half: a square would cost four times as much."""
    whole = (piece * length)[:length]
    half = whole[: length // 2]
    of_half = of_whole = float("inf")
    for tried in range(1, _MOST + 1):
        of_half, of_whole = min(of_half, _spent(do, half)), min(of_whole, _spent(do, whole))
        if tried >= _LEAST and of_whole <= _GROWTH * of_half + _GRAIN:
            return True
    return False


def _spent(do: Callable[[str], object], text: str) -> float:
    collecting = gc.isenabled()
    # A collection walks the whole test run's heap: its cost is not the text's.
    gc.disable()
    started = thread_time()
    try:
        do(text)
        return thread_time() - started
    finally:
        if collecting:
            gc.enable()
