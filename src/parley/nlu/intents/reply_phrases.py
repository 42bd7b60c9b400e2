"""Which phrases of assent and refusal in a message answer the last question, and what each of them says there."""

from collections.abc import Container

from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import Match, MatchIndex, token_indices
from parley.text.tokenize import Clause, TokenizedText

# Beyond so many words an assent must open the message or be a clause of its own: "хорошо" in the middle of a
# story is none.
MAX_SHORT_WORDS = 4
_OPENING_WORDS = 2
# "мм жоқ" is a no, "уақытым жоқ" is none.
_MIN_THING_CHARS = 4
# Understood from everybody, whatever they write in.
SHARED_LANGUAGES = ("ru", "en")
_REPLY_KINDS = frozenset({"yes", "no", "wrong", "right", "later", "correction"})
_PLAIN_KINDS = frozenset({"yes", "right"})
# What is rarely said in passing: it counts anywhere in a long message.
_EXPLICIT_KINDS = frozenset({"wrong", "right", "correction", "later"})
_NEGATION_KINDS = frozenset({"negation_before", "negation_after"})
# What may stand beside an assent, or in its place in another language.
_INDEXED_KINDS = _REPLY_KINDS | _NEGATION_KINDS | {"language_markers"}
_POLITE_KINDS = _REPLY_KINDS | {"thanks", "greeting", "goodbye"}


def clause_of(tokenized: TokenizedText, match: Match) -> Clause:
    """Returns the clause in which a phrase stands."""
    return tokenized.clauses[tokenized.tokens[match.start].clause_index]


def is_negated(
    match: Match, match_index: MatchIndex, tokenized: TokenizedText, languages: Container[str] = ()
) -> bool:
    """Returns whether the word before a phrase ("не") or after it ("емес") turns it into its opposite.

    `languages`: whose negations count; all when empty. `match_index` must hold the negations.
    """
    clause = clause_of(tokenized, match)
    before = (each for each in match_index.by_end.get(match.start, ()) if each.kind == "negation_before")
    after = (each for each in match_index.by_start.get(match.end, ()) if each.kind == "negation_after")
    return any(
        clause.start <= each.start < clause.end and (not languages or each.language in languages)
        for each in (*before, *after)
    )


class ReplyPhrases:
    """The phrases of assent and refusal in one message, and which of them count as an answer."""

    def __init__(
        self, tokenized: TokenizedText, matches: MatchList, language: str, *, answers_step: bool = False
    ) -> None:
        self._tokenized, self._language, self._answers_step = tokenized, language, answers_step
        #: what each phrase that counts says, in order: "yes", "no", "wrong", "right", "later" or "correction"
        self.kinds: list[str] = []
        if _REPLY_KINDS.isdisjoint(matches.by_kind):
            return
        self._index = MatchIndex(matches, _INDEXED_KINDS)
        self._polite_indices = token_indices(matches, _POLITE_KINDS)
        self._conjunction_by_clause = {
            tokenized.tokens[match.start].clause_index: match.start for match in matches.of_kind("conjunctions")
        }
        self.kinds = [
            self.effective_kind(match)
            for match in matches
            if match.kind in _REPLY_KINDS and self._counts(match) and not self._asks_for_no_change(match)
        ]

    def effective_kind(self, match: Match) -> str:
        """Returns the kind of a phrase, and "no" for an assent that is negated."""
        if match.kind not in _PLAIN_KINDS:
            return match.kind
        is_refusal = is_negated(match, self._index, self._tokenized, (match.language, self._language))
        return "no" if is_refusal else match.kind

    def _asks_for_no_change(self, match: Match) -> bool:
        """Returns whether a correction is denied: "юу ч бүү өөрчил"."""
        return match.kind == "correction" and is_negated(
            match, self._index, self._tokenized, (match.language, self._language)
        )

    def _counts(self, match: Match) -> bool:
        return not (
            self._is_in_question(match)
            or self._is_homograph(match)
            or self._states_absence(match)
            or self._is_number_sign(match)
        ) and (self._may_count_alone(match) or self._is_in_polite_clause(match))

    def _is_in_question(self, match: Match) -> bool:
        """Returns whether a phrase is part of a question.

        In "да, верно, а когда позвоните?" it is an answer before one.
        """
        if not clause_of(self._tokenized, match).is_question:
            return False
        clause_index = self._tokenized.tokens[match.start].clause_index
        return match.end > self._conjunction_by_clause.get(clause_index, 0)

    def _is_homograph(self, match: Match) -> bool:
        """Returns whether a word only looks like the assent of another language.

        A frequent word of the message's language does ("за", "так" in Russian), and what sounds like one in Latin
        letters ("Kate"), unless it is the whole message. To a question of a flow "так" alone is a yes whatever was
        written before.
        """
        if match.language == self._language:
            return False
        is_whole_message = match.end - match.start == len(self._tokenized.tokens)
        if is_whole_message and match.language in SHARED_LANGUAGES:
            return False
        if match.latinized or match.misspelled:
            return not is_whole_message
        if is_whole_message and self._answers_step:
            return False
        # Those that begin together end together, for only the longest is kept.
        same_span = self._index.by_start[match.start]
        if any(other.kind == match.kind and other.language == self._language for other in same_span):
            return False
        return any(
            other.kind == "language_markers"
            and other.language in (self._language, *SHARED_LANGUAGES)
            and other.language != match.language
            for other in same_span
        )

    def _states_absence(self, match: Match) -> bool:
        """Returns whether a no refuses nothing: "уақытым жоқ" says that there is none of what stands before it."""
        return (
            clause_of(self._tokenized, match).start < match.start
            and match.start - 1 not in self._polite_indices
            and len(self._tokenized.tokens[match.start - 1].normalized) >= _MIN_THING_CHARS
            and any(other.kind == "negation_after" for other in self._index.by_start[match.start])
        )

    def _is_number_sign(self, match: Match) -> bool:
        """Returns whether a no stands for "number": "No. 5 Abay street" does, "no, 5" does not."""
        tokens = self._tokenized.tokens
        if match.end >= len(tokens) or not tokens[match.end].is_number:
            return False
        between = self._tokenized.text[tokens[match.start].end : tokens[match.end].start]
        return tokens[match.start].normalized == "no" and not between.strip(". ")

    def _may_count_alone(self, match: Match) -> bool:
        """Returns whether a phrase answers whatever else its clause says."""
        count = len(self._tokenized.tokens)
        if count < MAX_SHORT_WORDS:
            return True
        if match.language not in (self._language, *SHARED_LANGUAGES):
            return False
        return match.kind in _EXPLICIT_KINDS or count <= MAX_SHORT_WORDS or match.start < _OPENING_WORDS

    def _is_in_polite_clause(self, match: Match) -> bool:
        """Returns whether the clause holds assent, refusal and courtesy alone."""
        clause = clause_of(self._tokenized, match)
        return self._polite_indices.issuperset(range(clause.start, clause.end))
