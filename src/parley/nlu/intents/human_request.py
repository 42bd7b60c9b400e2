"""Whether a message asks for a person."""

from collections.abc import Callable

from parley.nlu.intents.reply_phrases import is_negated
from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import Match, MatchIndex, token_indices
from parley.text.tokenize import TokenizedText

# In a message no longer than this, "connect" and "manager" may stand in two clauses.
_MAX_SHORT_WORDS = 8
# "Оператор!", "можно менеджера?": a person and hardly anything else.
_MAX_BARE_WORDS = 2
# Words that may stand between a person and what is said of him: "не надо мне менеджера".
_MAX_GAP_WORDS = 2
_INDEXED_KINDS = frozenset({"connect_verbs", "negation_before", "negation_after"})
_BARE_REQUEST_KINDS = frozenset({"staff_words", "language_markers", "yes"})


def wants_human(tokenized: TokenizedText, matches: MatchList, *, gives_name: bool) -> bool:
    """Returns whether the customer asks for a person.

    `gives_name`: the message gives a name, so that "call me Bob" asks for no call.
    """
    if not matches.has("human", "staff_words"):
        return False
    request = _HumanRequest(tokenized, matches, gives_name=gives_name)
    return not request.is_declined() and any(row(request) for row in _GRAMMAR)


class _HumanRequest:
    """A message that speaks of people, with what the rows of the grammar below ask of it."""

    def __init__(self, tokenized: TokenizedText, matches: MatchList, *, gives_name: bool) -> None:
        self.tokenized, self.matches, self.gives_name = tokenized, matches, gives_name
        self.index = MatchIndex(matches, _INDEXED_KINDS)
        #: where "real", "live" ends
        self.real_ends = {match.end for match in matches.of_kind("real_words")}
        #: the words for staff that are not declined
        self.staff = [match for match in matches.of_kind("staff_words") if not self._is_unwanted(match)]

    def is_declined(self) -> bool:
        """Returns whether the message is about people who are no request: "я сам менеджер"."""
        return any(match.start not in self.real_ends for match in self.matches.of_kind("not_human"))

    def _is_unwanted(self, staff: Match) -> bool:
        """Returns whether a person is declined: "без менеджера", "не надо мне менеджера", "менеджер не нужен"."""
        return any(
            self._is_negated_after(staff, distance) or self._is_negated_before(staff, distance)
            for distance in range(_MAX_GAP_WORDS)
        )

    def _is_negated_after(self, staff: Match, distance: int) -> bool:
        """ "Менеджер керек емес"; "a consultant, not a machine" says no to the machine."""
        tokens = self.tokenized.tokens
        return any(
            match.kind != "connect_verbs" and tokens[match.start].clause_index == tokens[staff.start].clause_index
            for match in self.index.by_start.get(staff.end + distance, ())
        )

    def _is_negated_before(self, staff: Match, distance: int) -> bool:
        """ "Не надо менеджера"; in "не могу позвать менеджера" the request stands between."""
        before = self.index.by_end.get(staff.start - distance, ())
        if not any(match.kind == "negation_before" for match in before):
            return False
        return not distance or not any(
            match.kind == "connect_verbs" for match in self.index.by_end.get(staff.start, ())
        )

    def clauses_of(self, matches: list[Match]) -> set[int]:
        """Returns the indices of the clauses in which phrases stand."""
        return {self.tokenized.tokens[match.start].clause_index for match in matches}


def _asks_in_set_phrase(request: _HumanRequest) -> bool:
    """ "Позовите человека", "перезвоните мне"; in "call me Bob" the phrase introduces a name."""
    cues = request.matches.of_kind("name_cue_before") if request.gives_name else ()
    name_spans = {(match.start, match.end) for match in cues}
    return any(
        (match.start, match.end) not in name_spans and not is_negated(match, request.index, request.tokenized)
        for match in request.matches.of_kind("human")
    )


def _asks_for_real_person(request: _HumanRequest) -> bool:
    """ "Дайте справжнього працівника": whoever wants a real one wants a person."""
    return any(match.start in request.real_ends for match in request.staff)


def _asks_to_be_connected(request: _HumanRequest) -> bool:
    """ "Соедините с менеджером": a person and a verb, in one clause of a long message."""
    verbs = [
        match
        for match in request.matches.of_kind("connect_verbs")
        if not is_negated(match, request.index, request.tokenized)
    ]
    if not verbs or not request.staff:
        return False
    if len(request.tokenized.tokens) <= _MAX_SHORT_WORDS:
        return True
    return not request.clauses_of(verbs).isdisjoint(request.clauses_of(request.staff))


def _names_person_alone(request: _HumanRequest) -> bool:
    """ "Оператор!", "можно менеджера?": nothing else is said."""
    count = len(request.tokenized.tokens)
    if not request.staff or count > _MAX_BARE_WORDS:
        return False
    return len(token_indices(request.matches, _BARE_REQUEST_KINDS)) == count


# Ways to ask for a person; one is enough.
_GRAMMAR: tuple[Callable[[_HumanRequest], bool], ...] = (
    _asks_in_set_phrase,
    _asks_for_real_person,
    _asks_to_be_connected,
    _names_person_alone,
)
