"""Names that stand alone: as the answer to a question, beside a phone, or under an order.

What makes a clause a name depends on what was asked; without a question more must speak for it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from parley.domain.understanding import ExpectedReply
from parley.nlu.names.format import format_name
from parley.nlu.names.hints import strip_known_name_ending
from parley.nlu.names.surname import lacks_name_evidence
from parley.nlu.names.tokens import NameContext, collect_name_indices
from parley.nlu.names.traits import FIRST_NAME_CLASSES, NameClass

_MAX_ANSWER_WORDS = 6
_SENTENCE_ENDS = frozenset(".!?\n")
_NEGATION_KINDS = ("no", "wrong", "negation_after")
_CORRECTION_KINDS = ("no", "wrong", "correction")
# What surrounds a bare name and is none of it: "да, Айдар", "это Айдар, тел 8701…".
_FILLER_KINDS = (
    "greeting", "phone_words", "yes", "no", "wrong", "correction", "weak_name_cue", "thanks", "right",
    "ready_to_order",
)  # fmt: skip


class _Clause(NamedTuple):
    """The words of a clause that are neither phones, numbers nor fillers."""

    message: NameContext
    indices: Sequence[int]
    #: nothing else is said
    is_whole_message: bool

    @property
    def classes(self) -> list[NameClass]:
        return [self.message.classes[index] for index in self.indices]

    @property
    def is_capitalized(self) -> bool:
        """Whether the first and the last word begin with a capital letter; "қызы" and "-Мария" need none."""
        message, last = self.message, self.indices[-1]
        return message.is_capitalized(self.indices[0]) and (
            message.is_capitalized(last) or message.tokens[last].after_hyphen or message.is_closing_particle(last)
        )

    @property
    def is_name_like(self) -> bool:
        """Whether each word is a first name, a surname or a patronymic."""
        return all(self.message.looks_like_name(index) for index in self.indices)

    @property
    def is_certain(self) -> bool:
        """Whether it holds a first name that is no other word, and nothing but names."""
        return NameClass.FIRST_NAME in self.classes and self.is_name_like


def bare_name(message: NameContext) -> str:
    """Returns the first clause that is a name and nothing else; "" where nothing makes a name likely."""
    is_name = _predicate(message)
    if is_name is None:
        return ""
    for clause in _content_clauses(message):
        is_possible = not _is_something_else(clause) and not message.in_question(clause.indices[-1])
        if is_possible and _is_one_name(clause) and is_name(clause):
            return strip_known_name_ending(format_name(message, clause.indices), message)
    return ""


def _predicate(message: NameContext) -> Callable[[_Clause], bool] | None:
    """Returns what decides whether a clause is a name; None where none is to be expected."""
    if by_slot := _BY_SLOT.get(message.context.requested_slot):
        return by_slot
    if message.contacts.gives_own:
        return _stands_beside_phone
    if message.matches.has("ready_to_order"):
        return _signs_order
    return _is_certain_message if message.context.requested_slot == "phone" else None


def _answers_name_question(clause: _Clause) -> bool:
    """ "айдар", "Айдар", "мила, а сколько стоит доставка?"."""
    if clause.is_capitalized or clause.is_certain:
        return True
    has_first_name = not FIRST_NAME_CLASSES.isdisjoint(clause.classes)
    if clause.is_whole_message and (len(clause.indices) == 1 or has_first_name or clause.is_name_like):
        return True
    return has_first_name and list(clause.indices) == [0] and not clause.message.in_same_clause(0, 1)


def _corrects_read_back(clause: _Clause) -> bool:
    """ "Нет, Сакын" where a name was read back; "Бакыт" is happiness too, but hardly the answer to "is this your
    number?"."""
    if clause.is_certain:
        return True
    if not clause.is_capitalized:
        return False
    is_first_given = clause.is_whole_message and not clause.message.context.known_name and clause.is_name_like
    return is_first_given or clause.message.matches.has(*_CORRECTION_KINDS)


def _stands_beside_phone(clause: _Clause) -> bool:
    """ "Антон 87012345678", "роза 87012345678"."""
    return (
        clause.is_capitalized
        or clause.is_certain
        or (clause.is_whole_message and clause.classes == [NameClass.AMBIGUOUS])
    )


def _signs_order(clause: _Clause) -> bool:
    """ "Хочу замовити. Олена", "Марат, хочу заказать".

    A clause of its own, and a sentence where goods are named: "пиццу, Маргарита". "Здравствуйте, Марат" is
    somebody else.
    """
    message, first = clause.message, clause.indices[0]
    if not (clause.is_capitalized and clause.is_certain) or not _is_clause_of_its_own(clause):
        return False
    if any(match.end == first for match in message.matches.of_kind("greeting")):
        return False
    before = message.tokenized.text[message.tokens[first - 1].end : message.tokens[first].start] if first else ""
    return clause.is_whole_message or not _SENTENCE_ENDS.isdisjoint(before)


def _is_certain_message(clause: _Clause) -> bool:
    """ "Антон" or "DEREK SIMMONS" instead of a phone."""
    if not clause.is_whole_message or not clause.is_capitalized:
        return False
    has_first_name = not FIRST_NAME_CLASSES.isdisjoint(clause.classes)
    is_known_word = NameClass.KNOWN_WORD in clause.classes
    return clause.is_certain or (len(clause.indices) > 1 and has_first_name and not is_known_word)


_BY_SLOT: Mapping[ExpectedReply, Callable[[_Clause], bool]] = {
    "name": _answers_name_question,
    "correction": _answers_name_question,
    "confirm": _corrects_read_back,
}


def _content_clauses(message: NameContext) -> list[_Clause]:
    """Returns the clauses of a message without what surrounds a name; the dot of an initial ends none."""
    filler = _filler_indices(message)
    content = [
        index
        for index, token in enumerate(message.tokens)
        if index not in filler and not token.is_number and not message.contacts.covers(token.start)
    ]
    clauses: list[list[int]] = []
    for index in content:
        is_continued = bool(clauses) and (
            _follows_initial(message, clauses[-1][-1], index) or _in_clause_of(message, clauses[-1], index)
        )
        if is_continued:
            clauses[-1].append(index)
        else:
            clauses.append([index])
    return [_Clause(message, indices, len(indices) == len(content)) for indices in clauses]


def _filler_indices(message: NameContext) -> set[int]:
    """Returns the words around a name; a single word that may be a name is none of them."""
    return {
        index
        for kind in _FILLER_KINDS
        for match in message.matches.of_kind(kind)
        for index in range(match.start, match.end)
        if message.classes[index] is not NameClass.AMBIGUOUS or match.end - match.start > 1
    }


def _follows_initial(message: NameContext, previous: int, index: int) -> bool:
    return previous == index - 1 and message.classes[previous] is NameClass.INITIAL


def _in_clause_of(message: NameContext, indices: Sequence[int], index: int) -> bool:
    return message.in_same_clause(indices[0], index)


def _is_something_else(clause: _Clause) -> bool:
    """Returns whether words of which nothing is known are what somebody does, or what there is none of."""
    message = clause.message
    if _is_denied(clause):
        return True
    # "мен келемін": after "I" a small word is what somebody does
    # nor "возьму робомойку", nor "спасибо, выручили"
    return message.matches.has("weak_name_cue", "ready_to_order", "thanks") and lacks_name_evidence(
        message, clause.indices
    )


def _is_denied(clause: _Clause) -> bool:
    """ "мааниси жок", "farqi yo'q": there is none of it."""
    message, last = clause.message, clause.indices[-1]
    return all(name_class is NameClass.UNKNOWN for name_class in clause.classes) and any(
        match.start == last + 1 and message.in_same_clause(match.start, last)
        for kind in _NEGATION_KINDS
        for match in message.matches.of_kind(kind)
    )


def _is_one_name(clause: _Clause) -> bool:
    """Returns whether the words make one name: "Сакен Ахметов" does, "Сакен хочу" does not."""
    message, indices = clause.message, clause.indices
    if collect_name_indices(message, indices[0], allow_lowercase=True) == list(indices):
        return True
    # a run of small letters, which only a shape joins, may still be one
    return message.is_name_requested and clause.is_whole_message and _is_first_and_last_name(clause)


def _is_first_and_last_name(clause: _Clause) -> bool:
    """Returns whether a first name and one word that may be a surname stand together, in one kind of letters.

    "daniel craig", "mary-jane watts", "ганбаатарын номин".
    """
    message, classes = clause.message, clause.classes
    parts = [index for index in clause.indices if not message.tokens[index].after_hyphen]
    if len(parts) != 2 or message.is_capitalized(parts[0]) != message.is_capitalized(parts[1]):
        return False
    if NameClass.FIRST_NAME not in classes:
        return NameClass.AMBIGUOUS in classes and clause.is_name_like
    others = [name_class for name_class in classes if name_class is not NameClass.FIRST_NAME]
    return bool(others) and all(kind in (NameClass.UNKNOWN, NameClass.AMBIGUOUS) for kind in others)


def _is_clause_of_its_own(clause: _Clause) -> bool:
    """Returns whether the words are all that their clause says, fillers counted."""
    first, last = clause.indices[0], clause.indices[-1]
    whole = clause.message.tokenized.clauses[clause.message.tokens[first].clause_index]
    return (whole.start, whole.end) == (first, last + 1)


def first_name_in_answer(message: NameContext) -> str:
    """Returns a first name that opens or closes a short answer, a message with a phone or a correction.

    "Ну пусть будет Николай", "Перезвоните 8701… Айгерим", "change the name to Stephen". In the middle of it
    somebody is spoken of: "мне Тимур посоветовал".
    """
    if not _expects_first_name(message):
        return ""
    start = next((index for index in range(len(message.tokens)) if _may_be_answer(message, index)), None)
    if start is None:
        return ""
    indices = collect_name_indices(message, start, allow_lowercase=True)
    is_at_edge = start == 0 or indices[-1] == len(message.tokens) - 1
    if not is_at_edge or _is_street(message, indices[-1] + 1):
        return ""
    return format_name(message, indices)


def _expects_first_name(message: NameContext) -> bool:
    if len(message.tokens) > _MAX_ANSWER_WORDS or message.indices_of("third_party_words"):
        return False
    is_correction = message.context.requested_slot == "confirm" and message.matches.has(
        "name_cue_before", "correction", "wrong"
    )
    return message.is_name_requested or is_correction or message.contacts.gives_own


def _may_be_answer(message: NameContext, index: int) -> bool:
    return (
        message.classes[index] is NameClass.FIRST_NAME
        and not message.in_question(index)
        and (message.is_name_requested or message.is_capitalized(index))
    )


def _is_street(message: NameContext, index: int) -> bool:
    """Returns whether a word and a number follow a name, which is a street's then: "Абай даңғылы 45"."""
    tokens = message.tokens
    if index >= len(tokens) - 1 or message.classes[index] is not NameClass.KNOWN_WORD or tokens[index].is_number:
        return False
    return tokens[index + 1].is_number and not message.contacts.covers(tokens[index + 1].start)
