"""Whether a message asks for a person."""

from collections.abc import Sequence

from parley.nlu.intents.yes_no import negated
from parley.nlu.phrase_matcher import Beside, Hit, words_of
from parley.text.tokenize import Reading

# In a message no longer than this, "connect" and "manager" may stand in two clauses.
_SHORT = 8
# "Оператор!", "можно менеджера?": a person and hardly anything else.
_BARE = 2
_NEAR = 2
_AROUND = frozenset({"wish", "not_before", "not_after"})
_WITH_A_PERSON = frozenset({"person", "marks", "yes"})


def for_person(reading: Reading, hits: Sequence[Hit], *, introduced: bool) -> bool:
    """`introduced`: the message gives a name, so that "call me Bob" asks for no call."""
    kinds = {hit.kind for hit in hits}
    real = {hit.end for hit in hits if hit.kind == "real"}
    refused = any(hit.kind == "not_human" and hit.start not in real for hit in hits)
    if refused or not kinds & {"human", "person"}:
        return False
    beside = Beside(hits, _AROUND)
    names = {(hit.start, hit.end) for hit in hits if hit.kind == "name_before"} if introduced else set()
    for hit in hits:
        if hit.kind == "human" and (hit.start, hit.end) not in names and not negated(hit, beside, reading):
            return True
    # "дайте справжнього працівника": whoever wants a real one wants a person
    if any(hit.kind == "person" and hit.start in real and not _unwanted(hit, beside, reading) for hit in hits):
        return True
    persons = [hit for hit in hits if hit.kind == "person" and not _unwanted(hit, beside, reading)]
    wishes = [hit for hit in hits if hit.kind == "wish" and not negated(hit, beside, reading)]
    return bool(persons) and (_together(reading, persons, wishes) or _bare(reading, hits))


def _unwanted(person: Hit, beside: Beside, reading: Reading) -> bool:
    """ "Без менеджера", "не надо мне менеджера", "менеджер не нужен", "менеджер керек емес"."""
    clause = reading.words[person.start].clause
    for near in range(_NEAR):
        # "a consultant, not a machine" says no to the machine
        after = [
            hit for hit in beside.starting.get(person.end + near, ()) if reading.words[hit.start].clause == clause
        ]
        before = beside.ending.get(person.start - near, ())
        if any(hit.kind != "wish" for hit in after):
            return True
        # in "не могу позвать менеджера" the wish stands between
        if any(hit.kind == "not_before" for hit in before) and not (near and _wished_at(person.start, beside)):
            return True
    return False


def _wished_at(end: int, beside: Beside) -> bool:
    return any(hit.kind == "wish" for hit in beside.ending.get(end, ()))


def _together(reading: Reading, persons: Sequence[Hit], wishes: Sequence[Hit]) -> bool:
    if wishes and len(reading.words) <= _SHORT:
        return True
    clauses = {reading.words[person.start].clause for person in persons}
    return any(reading.words[wish.start].clause in clauses for wish in wishes)


def _bare(reading: Reading, hits: Sequence[Hit]) -> bool:
    known = words_of(hits, _WITH_A_PERSON)
    return len(reading.words) <= _BARE and len(known) == len(reading.words)
