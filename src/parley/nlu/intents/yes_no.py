"""Assent, refusal, neither, correction: relative to what was just asked."""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from parley.domain.understanding import ExpectedReply, YesNo
from parley.nlu.phrase_matcher import Match, MatchIndex, token_indices
from parley.text.tokenize import Clause, TokenizedText

# Beyond so many words an assent must open the message or be a clause of its own: "хорошо" in the middle of a
# story is none.
_MAX_SHORT_WORDS = 4
_OPENING_WORDS = 2
# "мм жоқ" is a no, "уақытым жоқ" is none.
_MIN_THING_CHARS = 4
# Understood from everybody, whatever they write in.
_SHARED_LANGUAGES = ("ru", "en")
_ANSWER_KINDS = frozenset({"yes", "no", "wrong", "right"})
_REPLY_KINDS = _ANSWER_KINDS | {"later", "correction"}
# What may stand beside an assent in a clause of its own.
_INDEXED_KINDS = _REPLY_KINDS | {"language_markers", "negation_before", "negation_after"}
_CONTACT_KINDS = frozenset({"phone_words", "name_cue_before", "name_cue_after"})
_DENIAL_KINDS = frozenset({"no", "wrong", "negation_before", "negation_after"})
_POLITE_KINDS = _REPLY_KINDS | {"thanks", "greeting", "goodbye"}
_CORRECTABLE_SLOTS = frozenset({"phone", "confirm", "correction"})
# "Не 78, а 87", "у кінці 87": so far apart may what belongs together stand.
_MAX_GAP_WORDS = 3


class ReplyIntent(NamedTuple):
    """`later`: put off, or left open. `slip`: a no only because something is said to be wrong, as who gives the
    right value says too."""

    answer: YesNo = ""
    correction: bool = False
    postponed: bool = False
    is_slip: bool = False


def classify_reply(
    tokenized: TokenizedText, matches: Sequence[Match], language: str, requested_slot: ExpectedReply
) -> ReplyIntent:
    """What the message says to the last question. A question of the customer's is no answer."""
    match_index = MatchIndex(matches, _INDEXED_KINDS)
    reply_kinds = [
        _effective_kind(match, match_index, tokenized, language)
        for match in _reply_matches(tokenized, matches, match_index, language)
    ]
    kinds = set(reply_kinds)
    correction = "correction" in kinds or (
        requested_slot in _CORRECTABLE_SLOTS and corrects_digits(tokenized, matches, requested_slot)
    )
    if requested_slot == "confirm" and _denies_contact(tokenized, matches):
        return ReplyIntent("no", correction=True)
    implied: YesNo = "no" if correction and requested_slot == "confirm" else ""
    if "wrong" in kinds:
        return ReplyIntent("no", correction, is_slip="no" not in kinds)
    # "нет, всё верно", but "имя верно, а номер нет"
    if "right" in kinds and not correction and "no" not in reply_kinds[reply_kinds.index("right") :]:
        return ReplyIntent("yes")
    if "no" in kinds:
        return ReplyIntent("no", correction)
    if (
        requested_slot == "confirm"
        and not correction
        and _affirms_contact(tokenized, matches, match_index, language)
    ):
        return ReplyIntent("yes")
    if "later" in kinds:
        return ReplyIntent("", correction, postponed=True)
    if not kinds and _is_bare_negation(tokenized, matches, language):
        return ReplyIntent("no")
    return ReplyIntent(implied or ("yes" if "yes" in kinds else ""), correction)


def is_negated(
    match: Match, match_index: MatchIndex, tokenized: TokenizedText, languages: Container[str] = ()
) -> bool:
    """Whether the word before it ("не") or after it ("емес") turns it into its opposite.

    `languages`: whose negations count; all when empty.
    """
    clause = _clause_of(tokenized, match)
    before = (each for each in match_index.by_end.get(match.start, ()) if each.kind == "negation_before")
    after = (each for each in match_index.by_start.get(match.end, ()) if each.kind == "negation_after")
    return any(
        clause.start <= each.start < clause.end and (not languages or each.language in languages)
        for each in (*before, *after)
    )


def _effective_kind(match: Match, match_index: MatchIndex, tokenized: TokenizedText, language: str) -> str:
    if match.kind in ("yes", "right"):
        return "no" if is_negated(match, match_index, tokenized, (match.language, language)) else match.kind
    return match.kind


def _denies_contact(tokenized: TokenizedText, matches: Sequence[Match]) -> bool:
    """ "The name is right, the phone isn't": a clause that names one of the two and ends with a no."""
    ends_by_clause: dict[int, int] = {}
    for match in matches:
        clause = tokenized.tokens[match.start].clause_index
        if match.kind in _CONTACT_KINDS:
            ends_by_clause.setdefault(clause, match.end)
    return bool(ends_by_clause) and any(
        match.kind in _DENIAL_KINDS
        and match.end == _clause_of(tokenized, match).end
        and match.start >= ends_by_clause.get(tokenized.tokens[match.start].clause_index, match.end)
        and not _clause_of(tokenized, match).is_question
        for match in matches
    )


def _affirms_contact(
    tokenized: TokenizedText, matches: Sequence[Match], match_index: MatchIndex, language: str
) -> bool:
    """ "Raqam ham ism ham to'g'ri": a clause that names one of the two and ends with a yes."""
    contact_clauses = {
        tokenized.tokens[match.start].clause_index for match in matches if match.kind in _CONTACT_KINDS
    }
    return bool(contact_clauses) and any(
        _effective_kind(match, match_index, tokenized, language) in ("yes", "right")
        and match.language in (language, *_SHARED_LANGUAGES)
        and tokenized.tokens[match.start].clause_index in contact_clauses
        and match.end == _clause_of(tokenized, match).end
        and not _clause_of(tokenized, match).is_question
        for match in matches
    )


def corrects_digits(tokenized: TokenizedText, matches: Sequence[Match], requested_slot: ExpectedReply) -> bool:
    """ "78 емес 87", "не 78, а 87", "87, not 78"; and "у кінці 87" where something was read back."""

    if not any(word.is_number for word in tokenized.tokens):
        return False

    def has_number(start: int, end: int) -> bool:
        return any(word.is_number for word in tokenized.tokens[max(0, start) : max(0, end)])

    for match in matches:
        if _clause_of(tokenized, match).is_question:
            continue
        if match.kind == "negation_after" and has_number(match.start - 1, match.start):
            if has_number(match.end, match.end + _MAX_GAP_WORDS) or has_number(
                match.start - 1 - _MAX_GAP_WORDS, match.start - 1
            ):
                return True
        elif match.kind == "negation_before" and has_number(match.end, match.end + 1):
            if has_number(match.end + 1, match.end + 1 + _MAX_GAP_WORDS) or has_number(
                match.start - _MAX_GAP_WORDS, match.start
            ):
                return True
        elif (
            match.kind == "number_positions"
            and requested_slot != "phone"
            and has_number(match.end, match.end + _MAX_GAP_WORDS)
        ):
            return True
    return False


def _is_bare_negation(tokenized: TokenizedText, matches: Sequence[Match], language: str) -> bool:
    """ "Емес", "не": the whole message."""
    return len(tokenized.tokens) < _MAX_SHORT_WORDS and any(
        match.kind in ("negation_before", "negation_after")
        and match.end - match.start == len(tokenized.tokens)
        and match.language == language
        and not tokenized.clauses[0].is_question
        for match in matches
    )


def _reply_matches(
    tokenized: TokenizedText, matches: Sequence[Match], match_index: MatchIndex, language: str
) -> list[Match]:
    candidates = [match for match in matches if match.kind in _REPLY_KINDS]
    if not candidates:
        return []
    covered = token_indices(matches, _POLITE_KINDS)
    polite_clauses = {
        index
        for index, clause in enumerate(tokenized.clauses)
        if all(word in covered for word in range(clause.start, clause.end))
    }
    conjunction_by_clause = {
        tokenized.tokens[match.start].clause_index: match.start for match in matches if match.kind == "conjunctions"
    }
    return [
        match
        for match in candidates
        if not _is_in_question(tokenized, match, conjunction_by_clause)
        and not _is_homograph(match, match_index, tokenized, language)
        and not _states_absence(match, match_index, tokenized, covered)
        and not _is_number_sign(match, tokenized)
        and (tokenized.tokens[match.start].clause_index in polite_clauses or _may_count(match, tokenized, language))
    ]


def _clause_of(tokenized: TokenizedText, match: Match) -> Clause:
    return tokenized.clauses[tokenized.tokens[match.start].clause_index]


def _is_in_question(tokenized: TokenizedText, match: Match, conjunction_by_clause: Mapping[int, int]) -> bool:
    """It is part of a question, and not an answer before one: "да, верно, а когда позвоните?" """
    return _clause_of(tokenized, match).is_question and match.end > conjunction_by_clause.get(
        tokenized.tokens[match.start].clause_index, 0
    )


def _states_absence(
    match: Match, match_index: MatchIndex, tokenized: TokenizedText, covered: Container[int]
) -> bool:
    """ "Уақытым жоқ": there is none of what stands before it, which refuses nothing."""
    return (
        match.kind == "no"
        and _clause_of(tokenized, match).start < match.start
        and match.start - 1 not in covered
        and len(tokenized.tokens[match.start - 1].normalized) >= _MIN_THING_CHARS
        and any(
            each.kind == "negation_after" and each.end == match.end
            for each in match_index.by_start.get(match.start, ())
        )
    )


def _is_number_sign(match: Match, tokenized: TokenizedText) -> bool:
    """ "No. 5 Abay street" is a number, "no, 5" is none."""
    if match.kind != "no" or match.end >= len(tokenized.tokens) or not tokenized.tokens[match.end].is_number:
        return False
    between = tokenized.text[tokenized.tokens[match.start].end : tokenized.tokens[match.end].start]
    return tokenized.tokens[match.start].normalized == "no" and not between.strip(". ")


def _is_homograph(match: Match, match_index: MatchIndex, tokenized: TokenizedText, language: str) -> bool:
    """A frequent word of the message's language is no assent of another ("за", "так" in Russian), nor is what only
    sounds like one ("Kate"), unless it is the whole message."""
    if match.language == language:
        return False
    is_whole_message = match.end - match.start == len(tokenized.tokens)
    if is_whole_message and match.language in _SHARED_LANGUAGES:
        return False
    if match.latinized or match.misspelled:
        return not is_whole_message
    same_span = [other for other in match_index.by_start.get(match.start, ()) if other.end == match.end]
    if any(other.kind == match.kind and other.language == language for other in same_span):
        return False
    return any(
        other.kind == "language_markers"
        and other.language in (language, *_SHARED_LANGUAGES)
        and other.language != match.language
        for other in same_span
    )


def _may_count(match: Match, tokenized: TokenizedText, language: str) -> bool:
    count = len(tokenized.tokens)
    if count < _MAX_SHORT_WORDS:
        return True
    if match.language not in (language, *_SHARED_LANGUAGES):
        return False
    if match.kind in ("wrong", "right", "correction", "later"):
        return True
    return count <= _MAX_SHORT_WORDS or match.start < _OPENING_WORDS
