"""Whether a message asks not to be written to any more."""

from parley.nlu.match_list import MatchList
from parley.text.tokenize import Clause, TokenizedText

# Of use for nothing else: what may be stopped, and the words around it.
OPT_OUT_KINDS = frozenset({"stop_phrases", "unsubscribe_verbs", "mailing_words", "opt_out_fillers"})
# What may stand in a clause that says stop and nothing else.
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


def wants_opt_out(tokenized: TokenizedText, matches: MatchList) -> bool:
    """Returns whether the customer wants no more messages.

    "Не пишите" and "no more messages" say so where a clause says nothing else: "не пишите имя на торте", "where is
    the bus stop" and "не пишите, что это бесплатно" stop nothing.
    """
    if matches.has("opt_out"):
        return True
    if not matches.has("stop_phrases", "unsubscribe_verbs"):
        return False
    kinds_by_clause: dict[int, set[str]] = {}
    known_indices: set[int] = set()
    for match in matches:
        if match.kind in _WHOLE_CLAUSE_KINDS:
            known_indices.update(range(match.start, match.end))
            kinds_by_clause.setdefault(tokenized.tokens[match.start].clause_index, set()).add(match.kind)
    question_starts = {match.start for match in matches.of_kind("question")}
    return any(
        _says_stop(kinds) and _is_whole_clause(tokenized.clauses[index], known_indices, question_starts)
        for index, kinds in kinds_by_clause.items()
    )


def _says_stop(kinds: set[str]) -> bool:
    """Returns whether a clause has a phrase that says stop, or what is to be stopped beside the verb."""
    return "stop_phrases" in kinds or {"unsubscribe_verbs", "mailing_words"} <= kinds


def _is_whole_clause(clause: Clause, known_indices: set[int], question_starts: set[int]) -> bool:
    """Returns whether nothing else is said in a clause, nor in one after it that begins like "что"."""
    return (
        not clause.is_question
        and clause.end not in question_starts
        and known_indices.issuperset(range(clause.start, clause.end))
    )
