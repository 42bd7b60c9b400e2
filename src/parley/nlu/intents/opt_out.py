"""Whether a message asks not to be written to any more."""

from collections.abc import Sequence

from parley.nlu.phrase_matcher import Match
from parley.text.tokenize import Clause, TokenizedText

# Of use for nothing else: what may be stopped, and the words around it.
OPT_OUT_KINDS = frozenset({"stop_phrases", "unsubscribe_verbs", "mailing_words", "opt_out_fillers"})
_STOP_KINDS = frozenset({"stop_phrases", "unsubscribe_verbs"})
_WHOLE_CLAUSE_KINDS = OPT_OUT_KINDS | {
    "opt_out",
    "thanks",
    "greeting",
    "yes",
    "no",
    "goodbye",
    "negation_before",
    "wrong",
}


def wants_opt_out(tokenized: TokenizedText, matches: Sequence[Match]) -> bool:
    """ "Не пишите" and "no more messages" when they are all that a clause says: "не пишите имя на торте", "where is
    the bus stop" and "не пишите, что это бесплатно" stop nothing."""
    if any(match.kind == "opt_out" for match in matches):
        return True
    if not any(match.kind in _STOP_KINDS for match in matches):
        return False
    kinds: dict[int, set[str]] = {}
    known_indices: set[int] = set()
    for match in matches:
        if match.kind in _WHOLE_CLAUSE_KINDS:
            known_indices.update(range(match.start, match.end))
            kinds.setdefault(tokenized.tokens[match.start].clause_index, set()).add(match.kind)
    question_starts = {match.start for match in matches if match.kind == "question"}
    return any(
        ("stop_phrases" in clause_kinds or {"unsubscribe_verbs", "mailing_words"} <= clause_kinds)
        and _is_whole_clause(tokenized.clauses[index], known_indices, question_starts)
        for index, clause_kinds in kinds.items()
    )


def _is_whole_clause(clause: Clause, known_indices: set[int], question_starts: set[int]) -> bool:
    """Whether nothing else is said: in the clause, or in one after it that begins like "что"."""
    return (
        not clause.is_question
        and clause.end not in question_starts
        and known_indices.issuperset(range(clause.start, clause.end))
    )
