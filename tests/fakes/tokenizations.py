"""Watches which texts are tokenised, by whomever: a part of a turn that does it by itself is seen too."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import unwrap
from types import FrameType

from parley.text.tokenize import tokenize

_TOKENIZE = unwrap(tokenize).__code__


@contextmanager
def watched_tokenizations() -> Iterator[Counter[str]]:
    """Gives how often each text is tokenised, counted while the block runs, in this thread."""
    counts = Counter[str]()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is _TOKENIZE:
            counts[frame.f_locals["text"]] += 1

    previous = sys.getprofile()
    sys.setprofile(note)
    try:
        yield counts
    finally:
        sys.setprofile(previous)
