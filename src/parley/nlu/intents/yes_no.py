"""What a message says to the last question: assent, refusal, neither, or a correction."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from parley.domain.understanding import ExpectedReply, YesNo
from parley.nlu.intents.digit_correction import corrects_digits
from parley.nlu.intents.reply_phrases import SHARED_LANGUAGES, ReplyPhrases, clause_of
from parley.nlu.intents.reservations import Reservation, ReservationTerms, find_reservation, says_when_to_call
from parley.nlu.match_list import MatchList
from parley.text.tokenize import TokenizedText

_CONTACT_KINDS = ("phone_words", "name_cue_before", "name_cue_after")
_DENIAL_KINDS = ("no", "wrong", "negation_before", "negation_after")
_CORRECTABLE_SLOTS = frozenset({"phone", "confirm", "correction"})


class ReplyIntent(NamedTuple):
    """What a message says to the last question."""

    answer: YesNo = ""
    #: something said before is wrong or another one
    correction: bool = False
    #: put off, or left open: "потом", "подумаю"
    postponed: bool = False
    #: a no only because something is called wrong; the customer may give the right value with it
    is_slip: bool = False


class _Reply:
    """A message, with what the rules below ask of it."""

    def __init__(
        self, tokenized: TokenizedText, matches: MatchList, language: str, requested_slot: ExpectedReply
    ) -> None:
        self.tokenized, self.matches, self.language = tokenized, matches, language
        self.phrases = ReplyPhrases(tokenized, matches, language, answers_step=requested_slot == "step")
        self.kinds = self.phrases.kinds
        self.is_read_back = requested_slot == "confirm"
        self.is_correction = "correction" in self.kinds or (
            requested_slot in _CORRECTABLE_SLOTS and corrects_digits(tokenized, matches, requested_slot)
        )


def classify_reply(
    tokenized: TokenizedText,
    matches: MatchList,
    language: str,
    requested_slot: ExpectedReply,
    reservation_terms: ReservationTerms,
) -> ReplyIntent:
    """Returns what the message says to the last question. A question of the customer's is no answer.

    `language`: the message's own. `requested_slot`: what was asked last. A read-back is confirmed by a yes that
    holds nothing back; a yes that is denied ("that is not right for me" with the word for right) is a no anywhere.
    """
    reply = _Reply(tokenized, matches, language, requested_slot)
    intent = next((intent for rule in _RULES if (intent := rule(reply))), ReplyIntent("", reply.is_correction))
    if (
        reply.is_read_back
        and intent.postponed
        and says_when_to_call(tokenized, matches, language, reservation_terms)
    ):
        intent = _assented(reply) or intent
    if intent.answer != "yes":
        return intent
    reservation = find_reservation(tokenized, matches, language, reservation_terms)
    if not reply.is_read_back and reservation != "denial":
        return intent
    return _RESERVED_INTENTS.get(reservation, intent)


def _denied_contact(reply: _Reply) -> ReplyIntent | None:
    """ "The name is right, the phone isn't": a clause names one of the two and ends with a no."""
    if not reply.is_read_back or not reply.matches.has(*_CONTACT_KINDS):
        return None
    tokenized, matches = reply.tokenized, reply.matches
    ends_by_clause: dict[int, int] = {}
    for match in matches:
        if match.kind in _CONTACT_KINDS:
            ends_by_clause.setdefault(tokenized.tokens[match.start].clause_index, match.end)
    is_denied = any(
        match.end == clause.end
        and not clause.is_question
        and match.start >= ends_by_clause.get(tokenized.tokens[match.start].clause_index, match.end)
        for kind in _DENIAL_KINDS
        for match in matches.of_kind(kind)
        for clause in (clause_of(tokenized, match),)
    )
    return ReplyIntent("no", correction=True) if is_denied else None


def _called_wrong(reply: _Reply) -> ReplyIntent | None:
    """ "Неправильно", "ошиблась цифрой"."""
    if "wrong" not in reply.kinds:
        return None
    return ReplyIntent("no", reply.is_correction, is_slip="no" not in reply.kinds)


def _called_right(reply: _Reply) -> ReplyIntent | None:
    """ "Нет, всё верно", but not "имя верно, а номер нет"."""
    if reply.is_correction or "right" not in reply.kinds:
        return None
    is_last_word = "no" not in reply.kinds[reply.kinds.index("right") :]
    return ReplyIntent("yes") if is_last_word else None


def _refused(reply: _Reply) -> ReplyIntent | None:
    """ "Нет", "не надо"."""
    return ReplyIntent("no", reply.is_correction) if "no" in reply.kinds else None


def _affirmed_contact(reply: _Reply) -> ReplyIntent | None:
    """ "Raqam ham ism ham to'g'ri": a clause names one of the two and ends with a yes."""
    if not reply.is_read_back or reply.is_correction or not reply.matches.has("yes", "right"):
        return None
    tokenized, matches = reply.tokenized, reply.matches
    contact_clauses = {
        tokenized.tokens[match.start].clause_index for kind in _CONTACT_KINDS for match in matches.of_kind(kind)
    }
    is_affirmed = any(
        match.end == clause.end
        and not clause.is_question
        and tokenized.tokens[match.start].clause_index in contact_clauses
        and match.language in (reply.language, *SHARED_LANGUAGES)
        and reply.phrases.effective_kind(match) != "no"
        for kind in ("yes", "right")
        for match in matches.of_kind(kind)
        for clause in (clause_of(tokenized, match),)
    )
    return ReplyIntent("yes") if is_affirmed else None


def _put_off(reply: _Reply) -> ReplyIntent | None:
    """ "Потом", "подумаю"."""
    return ReplyIntent("", reply.is_correction, postponed=True) if "later" in reply.kinds else None


def _bare_negation(reply: _Reply) -> ReplyIntent | None:
    """ "Емес", "не": the whole message."""
    tokenized = reply.tokenized
    if reply.kinds:
        return None
    is_negation = any(
        match.end - match.start == len(tokenized.tokens)
        and match.language == reply.language
        and not tokenized.clauses[0].is_question
        for kind in ("negation_before", "negation_after")
        for match in reply.matches.of_kind(kind)
    )
    return ReplyIntent("no") if is_negation else None


def _corrected_read_back(reply: _Reply) -> ReplyIntent | None:
    """ "Номер другой" to "is this right?": what was read back is not."""
    return ReplyIntent("no", correction=True) if reply.is_correction and reply.is_read_back else None


def _assented(reply: _Reply) -> ReplyIntent | None:
    """ "Да", "хорошо"."""
    return ReplyIntent("yes", reply.is_correction) if "yes" in reply.kinds else None


_RESERVED_INTENTS: Mapping[Reservation, ReplyIntent] = {
    "exception": ReplyIntent("no", correction=True),
    "denial": ReplyIntent("no"),
    "doubt": ReplyIntent(""),
}
# The first that has something to say decides.
_RULES: tuple[Callable[[_Reply], ReplyIntent | None], ...] = (
    _denied_contact,
    _called_wrong,
    _called_right,
    _refused,
    _affirmed_contact,
    _put_off,
    _bare_negation,
    _corrected_read_back,
    _assented,
)
