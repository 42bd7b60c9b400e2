"""Assent, refusal, neither, correction: relative to what was just asked."""

from collections.abc import Sequence
from typing import NamedTuple

from parley.core.heard import Answer, Asked
from parley.core.phrases import Hit
from parley.core.text import Reading

# Beyond so many words an assent must open the message: "хорошо" in the middle of a story is none.
_SHORT = 4
_OPENING = 2
# Understood from everybody, whatever they write in.
_EVERYWHERE = ("ru", "en")
_SAID = frozenset({"yes", "no", "wrong", "right", "later", "correction"})


class Verdict(NamedTuple):
    answer: Answer = ""
    correction: bool = False


def judge(reading: Reading, hits: Sequence[Hit], language: str, asked: Asked) -> Verdict:
    """What the message says to the last question. A question of the customer's is no answer."""
    found = [hit for hit in hits if hit.kind in _SAID and not _asking(reading, hit)]
    found = [
        hit for hit in found if _counts(hit, reading, language) and not _homograph(hit, hits, reading, language)
    ]
    kinds = [hit.kind for hit in found]
    correction = "correction" in kinds
    if "wrong" in kinds:
        return Verdict("no", correction)
    if "right" in kinds and not correction:
        return Verdict("yes")
    if "later" in kinds:
        return Verdict("", correction)
    answers = [hit.kind for hit in found if hit.kind in ("yes", "no")]
    if not answers:
        return Verdict("no" if correction and asked == "confirm" else "", correction)
    answer: Answer = "no" if "no" in answers else "yes"
    return Verdict("no" if correction and asked == "confirm" else answer, correction)


def _asking(reading: Reading, hit: Hit) -> bool:
    return any(clause.asking and clause.start <= hit.start < clause.end for clause in reading.clauses)


def _homograph(hit: Hit, hits: Sequence[Hit], reading: Reading, language: str) -> bool:
    """A frequent word of the message's language is no assent of another ("за" in Russian), nor is what only
    sounds like one ("Kate"), unless it is the whole message."""
    if hit.language == language or hit.end - hit.start == len(reading.words):
        return False
    if hit.transliterated:
        return True
    own = [(other.kind, other.start, other.end) for other in hits if other.language == language]
    return ("marks", hit.start, hit.end) in own and (hit.kind, hit.start, hit.end) not in own


def _counts(hit: Hit, reading: Reading, language: str) -> bool:
    count = len(reading.words)
    if count <= _SHORT - 1:
        return True
    if hit.language not in (language, *_EVERYWHERE):
        return False
    if hit.kind in ("wrong", "right", "correction", "later"):
        return True
    return count <= _SHORT or hit.start < _OPENING
