"""Of a passage, the sentences that hold the answer."""

import re
from collections.abc import Sequence

from parley.concepts.token import Token, alike, tokens

PLEASANT = 320
_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def holding(text: str, asked: Sequence[Token]) -> str:
    """The text itself where it is pleasant to read; else the sentence that says most of what was asked and what
    follows it, as far as that is."""
    if len(text) <= PLEASANT:
        return text
    sentences = [piece.strip() for piece in _END.split(text) if piece.strip()]
    rated = [_rate(sentence, asked) for sentence in sentences]
    first = rated.index(max(rated)) if any(rated) else 0
    kept = sentences[first]
    for sentence in sentences[first + 1 :]:
        if len(kept) + 1 + len(sentence) > PLEASANT:
            break
        kept = f"{kept} {sentence}"
    return kept if len(kept) <= 2 * PLEASANT else kept[: 2 * PLEASANT].rsplit(" ", 1)[0] + "…"


def _rate(sentence: str, asked: Sequence[Token]) -> float:
    there = tokens(sentence)
    return sum(max((alike(each, other) for other in there), default=0.0) for each in asked)
