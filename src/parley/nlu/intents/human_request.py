"""Whether a message asks for a person."""

from collections.abc import Sequence

from parley.nlu.intents.yes_no import is_negated
from parley.nlu.phrase_matcher import Match, MatchIndex, token_indices
from parley.text.tokenize import TokenizedText

# In a message no longer than this, "connect" and "manager" may stand in two clauses.
_MAX_SHORT_WORDS = 8
# "Оператор!", "можно менеджера?": a person and hardly anything else.
_MAX_BARE_WORDS = 2
_MAX_GAP_WORDS = 2
_INDEXED_KINDS = frozenset({"connect_verbs", "negation_before", "negation_after"})
_BARE_REQUEST_KINDS = frozenset({"staff_words", "language_markers", "yes"})


def wants_human(tokenized: TokenizedText, matches: Sequence[Match], *, gives_name: bool) -> bool:
    """`introduced`: the message gives a name, so that "call me Bob" asks for no call."""
    kinds = {match.kind for match in matches}
    real_ends = {match.end for match in matches if match.kind == "real_words"}
    is_refused = any(match.kind == "not_human" and match.start not in real_ends for match in matches)
    if is_refused or not kinds & {"human", "staff_words"}:
        return False
    match_index = MatchIndex(matches, _INDEXED_KINDS)
    name_spans = (
        {(match.start, match.end) for match in matches if match.kind == "name_cue_before"} if gives_name else set()
    )
    for match in matches:
        if (
            match.kind == "human"
            and (match.start, match.end) not in name_spans
            and not is_negated(match, match_index, tokenized)
        ):
            return True
    # "дайте справжнього працівника": whoever wants a real one wants a person
    if any(
        match.kind == "staff_words" and match.start in real_ends and not _is_unwanted(match, match_index, tokenized)
        for match in matches
    ):
        return True
    staff = [
        match
        for match in matches
        if match.kind == "staff_words" and not _is_unwanted(match, match_index, tokenized)
    ]
    requests = [
        match
        for match in matches
        if match.kind == "connect_verbs" and not is_negated(match, match_index, tokenized)
    ]
    return bool(staff) and (_is_staff_requested(tokenized, staff, requests) or _is_bare_request(tokenized, matches))


def _is_unwanted(staff: Match, match_index: MatchIndex, tokenized: TokenizedText) -> bool:
    """ "Без менеджера", "не надо мне менеджера", "менеджер не нужен", "менеджер керек емес"."""
    clause = tokenized.tokens[staff.start].clause_index
    for distance in range(_MAX_GAP_WORDS):
        # "a consultant, not a machine" says no to the machine
        after = [
            match
            for match in match_index.by_start.get(staff.end + distance, ())
            if tokenized.tokens[match.start].clause_index == clause
        ]
        before = match_index.by_end.get(staff.start - distance, ())
        if any(match.kind != "connect_verbs" for match in after):
            return True
        # in "не могу позвать менеджера" the wish stands between
        if any(match.kind == "negation_before" for match in before) and not (
            distance and _request_ends_at(staff.start, match_index)
        ):
            return True
    return False


def _request_ends_at(end: int, match_index: MatchIndex) -> bool:
    return any(match.kind == "connect_verbs" for match in match_index.by_end.get(end, ()))


def _is_staff_requested(tokenized: TokenizedText, staff: Sequence[Match], requests: Sequence[Match]) -> bool:
    if requests and len(tokenized.tokens) <= _MAX_SHORT_WORDS:
        return True
    clauses = {tokenized.tokens[person.start].clause_index for person in staff}
    return any(tokenized.tokens[wish.start].clause_index in clauses for wish in requests)


def _is_bare_request(tokenized: TokenizedText, matches: Sequence[Match]) -> bool:
    known_indices = token_indices(matches, _BARE_REQUEST_KINDS)
    return len(tokenized.tokens) <= _MAX_BARE_WORDS and len(known_indices) == len(tokenized.tokens)
