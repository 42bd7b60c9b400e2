"""Whether a message asks not to be written to any more."""

from collections.abc import Sequence

from parley.nlu.phrase_matcher import Hit
from parley.text.tokenize import Clause, Reading

# Of use for nothing else: what may be stopped, and the words around it.
ONLY_HERE = frozenset({"stops", "ends", "mailings", "pleads"})
_ENDING = frozenset({"stops", "ends"})
_AROUND = ONLY_HERE | {"opt_out", "thanks", "greeting", "yes", "no", "goodbye", "not_before", "wrong"}


def wanted(reading: Reading, hits: Sequence[Hit]) -> bool:
    """ "Не пишите" and "no more messages" when they are all that a clause says: "не пишите имя на торте", "where is
    the bus stop" and "не пишите, что это бесплатно" stop nothing."""
    if any(hit.kind == "opt_out" for hit in hits):
        return True
    if not any(hit.kind in _ENDING for hit in hits):
        return False
    kinds: dict[int, set[str]] = {}
    known: set[int] = set()
    for hit in hits:
        if hit.kind in _AROUND:
            known.update(range(hit.start, hit.end))
            kinds.setdefault(reading.words[hit.start].clause, set()).add(hit.kind)
    asking = {hit.start for hit in hits if hit.kind == "question"}
    return any(
        ("stops" in said or {"ends", "mailings"} <= said) and _all(reading.clauses[at], known, asking)
        for at, said in kinds.items()
    )


def _all(clause: Clause, known: set[int], asking: set[int]) -> bool:
    """Whether nothing else is said: in the clause, or in one after it that begins like "что"."""
    return not clause.asking and clause.end not in asking and known.issuperset(range(clause.start, clause.end))
