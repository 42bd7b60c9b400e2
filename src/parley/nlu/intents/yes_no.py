"""Assent, refusal, neither, correction: relative to what was just asked."""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from parley.domain.understanding import Answer, Asked
from parley.nlu.phrase_matcher import Beside, Hit, words_of
from parley.text.tokenize import Clause, Reading

# Beyond so many words an assent must open the message or be a clause of its own: "хорошо" in the middle of a
# story is none.
_SHORT = 4
_OPENING = 2
# "мм жоқ" is a no, "уақытым жоқ" is none.
_SHORTEST_THING = 4
# Understood from everybody, whatever they write in.
_EVERYWHERE = ("ru", "en")
_ANSWERS = frozenset({"yes", "no", "wrong", "right"})
_SAID = _ANSWERS | {"later", "correction"}
# What may stand beside an assent in a clause of its own.
_AROUND = _SAID | {"marks", "not_before", "not_after"}
_CONTACT = frozenset({"phone_words", "name_before", "name_after"})
_DENIALS = frozenset({"no", "wrong", "not_before", "not_after"})
_BESIDE = _SAID | {"thanks", "greeting", "goodbye"}
_CORRECTED = frozenset({"phone", "confirm", "correction"})
# "Не 78, а 87", "у кінці 87": so far apart may what belongs together stand.
_NEAR = 3


class Verdict(NamedTuple):
    """`later`: put off, or left open. `slip`: a no only because something is said to be wrong, as who gives the
    right value says too."""

    answer: Answer = ""
    correction: bool = False
    later: bool = False
    slip: bool = False


def judge(reading: Reading, hits: Sequence[Hit], language: str, asked: Asked) -> Verdict:
    """What the message says to the last question. A question of the customer's is no answer."""
    beside = Beside(hits, _AROUND)
    meant = [_meant(hit, beside, reading, language) for hit in _said(reading, hits, beside, language)]
    kinds = set(meant)
    correction = "correction" in kinds or (asked in _CORRECTED and digits_corrected(reading, hits, asked))
    if asked == "confirm" and _contact_denied(reading, hits):
        return Verdict("no", correction=True)
    taken_back: Answer = "no" if correction and asked == "confirm" else ""
    if "wrong" in kinds:
        return Verdict("no", correction, slip="no" not in kinds)
    # "нет, всё верно", but "имя верно, а номер нет"
    if "right" in kinds and not correction and "no" not in meant[meant.index("right") :]:
        return Verdict("yes")
    if "no" in kinds:
        return Verdict("no", correction)
    if asked == "confirm" and not correction and _contact_affirmed(reading, hits, beside, language):
        return Verdict("yes")
    if "later" in kinds:
        return Verdict("", correction, later=True)
    if not kinds and _only_not(reading, hits, language):
        return Verdict("no")
    return Verdict(taken_back or ("yes" if "yes" in kinds else ""), correction)


def negated(hit: Hit, beside: Beside, reading: Reading, languages: Container[str] = ()) -> bool:
    """Whether the word before it ("не") or after it ("емес") turns it into its opposite.

    `languages`: whose negations count; all when empty.
    """
    clause = _clause(reading, hit)
    before = (each for each in beside.ending.get(hit.start, ()) if each.kind == "not_before")
    after = (each for each in beside.starting.get(hit.end, ()) if each.kind == "not_after")
    return any(
        clause.start <= each.start < clause.end and (not languages or each.language in languages)
        for each in (*before, *after)
    )


def _meant(hit: Hit, beside: Beside, reading: Reading, language: str) -> str:
    if hit.kind in ("yes", "right"):
        return "no" if negated(hit, beside, reading, (hit.language, language)) else hit.kind
    return hit.kind


def _contact_denied(reading: Reading, hits: Sequence[Hit]) -> bool:
    """ "The name is right, the phone isn't": a clause that names one of the two and ends with a no."""
    named: dict[int, int] = {}
    for hit in hits:
        clause = reading.words[hit.start].clause
        if hit.kind in _CONTACT:
            named.setdefault(clause, hit.end)
    return bool(named) and any(
        hit.kind in _DENIALS
        and hit.end == _clause(reading, hit).end
        and hit.start >= named.get(reading.words[hit.start].clause, hit.end)
        and not _clause(reading, hit).asking
        for hit in hits
    )


def _contact_affirmed(reading: Reading, hits: Sequence[Hit], beside: Beside, language: str) -> bool:
    """ "Raqam ham ism ham to'g'ri": a clause that names one of the two and ends with a yes."""
    named = {reading.words[hit.start].clause for hit in hits if hit.kind in _CONTACT}
    return bool(named) and any(
        _meant(hit, beside, reading, language) in ("yes", "right")
        and hit.language in (language, *_EVERYWHERE)
        and reading.words[hit.start].clause in named
        and hit.end == _clause(reading, hit).end
        and not _clause(reading, hit).asking
        for hit in hits
    )


def digits_corrected(reading: Reading, hits: Sequence[Hit], asked: Asked) -> bool:
    """ "78 емес 87", "не 78, а 87", "87, not 78"; and "у кінці 87" where something was read back."""

    if not any(word.number for word in reading.words):
        return False

    def number(start: int, end: int) -> bool:
        return any(word.number for word in reading.words[max(0, start) : max(0, end)])

    for hit in hits:
        if _clause(reading, hit).asking:
            continue
        if hit.kind == "not_after" and number(hit.start - 1, hit.start):
            if number(hit.end, hit.end + _NEAR) or number(hit.start - 1 - _NEAR, hit.start - 1):
                return True
        elif hit.kind == "not_before" and number(hit.end, hit.end + 1):
            if number(hit.end + 1, hit.end + 1 + _NEAR) or number(hit.start - _NEAR, hit.start):
                return True
        elif hit.kind == "number_parts" and asked != "phone" and number(hit.end, hit.end + _NEAR):
            return True
    return False


def _only_not(reading: Reading, hits: Sequence[Hit], language: str) -> bool:
    """ "Емес", "не": the whole message."""
    return len(reading.words) < _SHORT and any(
        hit.kind in ("not_before", "not_after")
        and hit.end - hit.start == len(reading.words)
        and hit.language == language
        and not reading.clauses[0].asking
        for hit in hits
    )


def _said(reading: Reading, hits: Sequence[Hit], beside: Beside, language: str) -> list[Hit]:
    candidates = [hit for hit in hits if hit.kind in _SAID]
    if not candidates:
        return []
    covered = words_of(hits, _BESIDE)
    polite = {
        at
        for at, clause in enumerate(reading.clauses)
        if all(word in covered for word in range(clause.start, clause.end))
    }
    turned = {reading.words[hit.start].clause: hit.start for hit in hits if hit.kind == "turns"}
    return [
        hit
        for hit in candidates
        if not _asking(reading, hit, turned)
        and not _homograph(hit, beside, reading, language)
        and not _missing(hit, beside, reading, covered)
        and not _numbering(hit, reading)
        and (reading.words[hit.start].clause in polite or _counts(hit, reading, language))
    ]


def _clause(reading: Reading, hit: Hit) -> Clause:
    return reading.clauses[reading.words[hit.start].clause]


def _asking(reading: Reading, hit: Hit, turned: Mapping[int, int]) -> bool:
    """It is part of a question, and not an answer before one: "да, верно, а когда позвоните?" """
    return _clause(reading, hit).asking and hit.end > turned.get(reading.words[hit.start].clause, 0)


def _missing(hit: Hit, beside: Beside, reading: Reading, covered: Container[int]) -> bool:
    """ "Уақытым жоқ": there is none of what stands before it, which refuses nothing."""
    return (
        hit.kind == "no"
        and _clause(reading, hit).start < hit.start
        and hit.start - 1 not in covered
        and len(reading.words[hit.start - 1].folded) >= _SHORTEST_THING
        and any(each.kind == "not_after" and each.end == hit.end for each in beside.starting.get(hit.start, ()))
    )


def _numbering(hit: Hit, reading: Reading) -> bool:
    """ "No. 5 Abay street" is a number, "no, 5" is none."""
    if hit.kind != "no" or hit.end >= len(reading.words) or not reading.words[hit.end].number:
        return False
    between = reading.text[reading.words[hit.start].end : reading.words[hit.end].start]
    return reading.words[hit.start].folded == "no" and not between.strip(". ")


def _homograph(hit: Hit, beside: Beside, reading: Reading, language: str) -> bool:
    """A frequent word of the message's language is no assent of another ("за", "так" in Russian), nor is what only
    sounds like one ("Kate"), unless it is the whole message."""
    if hit.language == language:
        return False
    whole = hit.end - hit.start == len(reading.words)
    if whole and hit.language in _EVERYWHERE:
        return False
    if hit.transliterated or hit.guessed:
        return not whole
    here = [other for other in beside.starting.get(hit.start, ()) if other.end == hit.end]
    if any(other.kind == hit.kind and other.language == language for other in here):
        return False
    return any(
        other.kind == "marks" and other.language in (language, *_EVERYWHERE) and other.language != hit.language
        for other in here
    )


def _counts(hit: Hit, reading: Reading, language: str) -> bool:
    count = len(reading.words)
    if count < _SHORT:
        return True
    if hit.language not in (language, *_EVERYWHERE):
        return False
    if hit.kind in ("wrong", "right", "correction", "later"):
        return True
    return count <= _SHORT or hit.start < _OPENING
