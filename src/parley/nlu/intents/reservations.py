"""What an assent to a read-back holds back: exceptions, conditions, doubt, denial and irony are no yes."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from parley.nlu.intents.reply_phrases import SHARED_LANGUAGES, clause_of
from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import Match, PhraseIndex, PhraseMatcher, keep_longest, token_indices
from parley.nlu.vocabulary import Vocabulary, reservation_entries
from parley.text.normalize import normalize
from parley.text.tokenize import Clause, TokenizedText

#: "exception": a part is wrong, and has to be corrected; "denial": it is not right; "doubt": the customer does not
#: say whether it is; "": nothing is held back
Reservation = Literal["", "exception", "denial", "doubt"]

_PLAIN_KINDS = ("yes", "right")
# A phrase of these kinds is understood as a whole: "менять ничего не надо" asks for no change.
_WHOLE_KINDS = frozenset({"right", "yes", "idioms"})
_CONTACT_KINDS = ("phone_words", "name_cue_before", "name_cue_after")
# A clause with one of these is no riddle: what it says beside the assent is known.
_EXPLAINED_KINDS = frozenset(
    [
        "yes", "right", "no", "wrong", "thanks", "greeting", "goodbye", "human", "staff_words",
        "connect_verbs", "price", "question", "ready_to_order", "later", "catalogue", "discount_words",
        "when_words", "weak_name_cue",
        "idioms", "reach_verbs", "contact_parts", "harmless", *_CONTACT_KINDS,
    ]
)  # fmt: skip
# Speakers of one of them often write words of the other.
_NEIGHBOURS: Mapping[str, tuple[str, ...]] = {"kk": ("ky",), "ky": ("kk",)}
# So many words may stand between what belongs together.
_MAX_PARTICLE_GAP, _MAX_NEGATION_GAP, _MAX_EDIT_NEGATION_GAP = 1, 6, 3
# Shorter words end so by chance.
_MIN_INFLECTED_CHARS = 5
# A clause with one of these says of the contact that it is right, or how to use it.
_ASSERTED_KINDS = (*_PLAIN_KINDS, "reach_verbs", "thanks", "harmless", "question", "human", "name_cue_before")
# Fewer words beside an assent are small talk.
_MIN_RIDDLE_WORDS = 3


class ReservationTerms(NamedTuple):
    """The vocabularies of reservations of several languages, compiled."""

    phrases: PhraseIndex
    #: by language, normalised
    condition_endings: Mapping[str, tuple[str, ...]]
    negated_verb_endings: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def compile_reservation_terms(matcher: PhraseMatcher | None) -> ReservationTerms:
    """Returns the terms of all languages of a matcher, compiled once for each; None makes the empty ones."""
    vocabularies: Mapping[str, Vocabulary] = matcher.vocabularies if matcher else {}
    reservations = {code: vocabulary.reservations for code, vocabulary in sorted(vocabularies.items())}
    return ReservationTerms(
        PhraseIndex(
            (kind, code, entry)
            for code, vocabulary in reservations.items()
            for kind, entry in reservation_entries(vocabulary)
        ),
        {code: _normalized(vocabulary.condition_endings) for code, vocabulary in reservations.items()},
        {code: _normalized(vocabulary.negated_verb_endings) for code, vocabulary in reservations.items()},
    )


def says_when_to_call(tokenized: TokenizedText, matches: MatchList, language: str, terms: ReservationTerms) -> bool:
    """Returns whether what sounds like putting off is the time of a call: "да, алтыдан кейін қоңырау шалыңыз"."""
    assent = _Assent(tokenized, matches, language, terms)
    return all(
        any(plain.end <= later.start for plain in assent.plain)
        and assent.has_word_between(assent.clause(later).start, assent.clause(later).end, "reach_verbs")
        for later in matches.of_kind("later")
    )


def find_reservation(
    tokenized: TokenizedText, matches: MatchList, language: str, terms: ReservationTerms
) -> Reservation:
    """Returns what a message holds back that assents to a read-back. `language`: the message's own."""
    assent = _Assent(tokenized, matches, language, terms)
    return next((kind for kind, holds in _RULES if holds(assent)), "")


class _Assent:
    """An assent, and the words beside it that may hold something back."""

    def __init__(
        self, tokenized: TokenizedText, matches: MatchList, language: str, terms: ReservationTerms
    ) -> None:
        languages = {language, *SHARED_LANGUAGES, *_NEIGHBOURS.get(language, ())}
        self.tokenized, self._languages = tokenized, languages
        # "Moon" sounds like a Mongolian yes.
        self.matches = MatchList(match for match in matches if not match.latinized or match.language == language)
        self.plain = [match for kind in _PLAIN_KINDS for match in self.matches.of_kind(kind)]
        words = [
            match
            for match in keep_longest(terms.phrases.find_matches(tokenized.tokens))
            if match.language in languages and not self._is_in_whole_phrase(match)
        ]
        self._harmless = token_indices(words, {"harmless"})
        self.words = MatchList(
            match for match in words if match.kind == "harmless" or match.start not in self._harmless
        )
        self._condition_endings = tuple(terms.condition_endings.get(language, ()))
        self._negated_verb_endings = tuple(terms.negated_verb_endings.get(language, ()))
        self._join = self._joined_clauses()

    def asserted(self, kind: str) -> Iterable[Match]:
        """Yields the words of a kind that stand in no question."""
        return (match for match in self.words.of_kind(kind) if not self.clause(match).is_question)

    def clause(self, match: Match) -> Clause:
        """Returns the clause in which a phrase stands."""
        return clause_of(self.tokenized, match)

    def is_joined(self, match: Match, other: Match) -> bool:
        """Returns whether two phrases stand in one clause: "не думаю, что верно" counts as one."""
        return self._join[self._clause_index(match)] == self._join[self._clause_index(other)]

    def has_word_between(self, start: int, end: int, *kinds: str) -> bool:
        """Returns whether a word of one of these kinds begins between two tokens."""
        return any(
            start <= match.start < end
            for kind in kinds
            for match in (*self.words.of_kind(kind), *self.matches.of_kind(kind))
        )

    def is_conditional(self, index: int) -> bool:
        """Returns whether a word has the ending of a condition: "алып тастасаңыз"."""
        return self._ends_with(index, self._condition_endings)

    def is_negated_verb(self, index: int) -> bool:
        """Returns whether a word is a denied verb: "келмейді"."""
        return self._ends_with(index, self._negated_verb_endings)

    def is_followed_by_question(self, index: int) -> bool:
        """Returns whether the customer asks something at this word or behind it."""
        asks = any(clause.is_question and clause.end > index for clause in self.tokenized.clauses)
        return asks or any(
            match.start >= index and match.language in self._languages for match in self.matches.of_kind("question")
        )

    def _ends_with(self, index: int, endings: tuple[str, ...]) -> bool:
        token = self.tokenized.tokens[index]
        may_be_inflected = len(token.normalized) >= _MIN_INFLECTED_CHARS and index not in self._harmless
        return may_be_inflected and token.normalized.endswith(endings) and not token.text.istitle()

    def _clause_index(self, match: Match) -> int:
        return self.tokenized.tokens[match.start].clause_index

    def _is_in_whole_phrase(self, match: Match) -> bool:
        return match.kind != "question_particles" and any(
            other.start <= match.start
            and match.end <= other.end
            and other.end - other.start > match.end - match.start
            for kind in _WHOLE_KINDS
            for other in self.matches.of_kind(kind)
        )

    def _joined_clauses(self) -> list[int]:
        """Returns for each clause the first of those that it continues."""
        openings = {match.start for match in self.words.of_kind("complementizers")}
        joined: list[int] = []
        for index, clause in enumerate(self.tokenized.clauses):
            joined.append(joined[-1] if joined and clause.start in openings else index)
        return joined


def _is_ironic(assent: _Assent) -> bool:
    """ "Sure, when pigs fly"."""
    return assent.words.has("ironies")


def _is_doubted(assent: _Assent) -> bool:
    """ "Не уверена, что всё верно"."""
    return any(assent.asserted("doubts"))


def _is_asked(assent: _Assent) -> bool:
    """ "Үнэхээр зөв үү", without a question mark."""
    return any(
        (
            assent.is_joined(particle, plain)
            and -_MAX_PARTICLE_GAP <= particle.start - plain.end <= _MAX_PARTICLE_GAP
        )
        or (0 <= plain.start - particle.end <= _MAX_PARTICLE_GAP and assent.is_joined(particle, plain))
        for particle in assent.words.of_kind("question_particles")
        for plain in assent.plain
    )


def _is_excepted(assent: _Assent) -> bool:
    """ "Всё верно, кроме имени"."""
    return any(assent.asserted("exceptions"))


def _is_partial(assent: _Assent) -> bool:
    """ "Наполовину верно"."""
    return any(assent.asserted("degrees"))


def _is_restricted(assent: _Assent) -> bool:
    """ "Верно только имя", but not "всё верно только перезвоните"."""
    return any(
        assent.is_joined(only, plain)
        and not assent.has_word_between(assent.clause(only).start, assent.clause(only).end, "reach_verbs")
        and not assent.is_followed_by_question(only.start)
        for only in assent.asserted("only_words")
        for plain in assent.plain
    )


def _is_conditional(assent: _Assent) -> bool:
    """ "Верно, если убрать семёрку", but not "да, если не отвечу, пишите"."""
    count = len(assent.tokenized.tokens)
    if assent.has_word_between(0, count, "reach_verbs"):
        return False
    return any(assent.asserted("conditions")) or any(
        assent.is_conditional(index)
        for clause in assent.tokenized.clauses
        if not clause.is_question
        for index in range(clause.start, clause.end)
    )


def _is_contrasted(assent: _Assent) -> bool:
    """ "Да, но там лишняя буква": what is neither a question nor a way to reach the customer is an objection."""
    count = len(assent.tokenized.tokens)
    return any(
        any(plain.end <= contrast.start for plain in assent.plain)
        and contrast.end < count
        and not any(plain.start >= contrast.end for plain in assent.plain)
        and not assent.is_followed_by_question(contrast.start)
        and not assent.has_word_between(contrast.end, count, "reach_verbs", "thanks", "goodbye")
        for contrast in assent.words.of_kind("contrasts")
    )


def _is_denied_before(assent: _Assent) -> bool:
    """ "Я бы не назвал это верным", but not "не вижу ошибок всё верно"."""
    return any(
        0 <= plain.start - negation.end <= _MAX_NEGATION_GAP
        and assent.is_joined(negation, plain)
        and not assent.has_word_between(negation.end, plain.start, "edits", "wrong", "no")
        for negation in assent.words.of_kind("negations")
        for plain in assent.plain
    )


def _is_denied_behind(assent: _Assent) -> bool:
    """ "Маған дұрыс келмейді", "дұрыс жазылған емес"."""
    edits = token_indices(assent.words, {"edits"})
    negations = {match.start for match in assent.matches.of_kind("negation_after")}
    return any(
        (index in negations or assent.is_negated_verb(index))
        and index not in edits
        and not assent.has_word_between(plain.end, index, "edits", "wrong")
        for plain in assent.plain
        for index in range(plain.end, min(assent.clause(plain).end, plain.end + _MAX_NEGATION_GAP))
    )


def _is_edited(assent: _Assent) -> bool:
    """ "Верно, уберите двойку": an error, or what is to be done about it, with the part of the contact it is in."""
    return any(
        _concerns_contact(assent, assent.clause(edit)) and not _is_denied_edit(assent, edit)
        for edit in assent.asserted("edits")
    )


def _is_part_denied(assent: _Assent) -> bool:
    """ "Yes to the name, no to the number"."""
    return any(
        _concerns_contact(assent, clause)
        and assent.has_word_between(clause.start, clause.end, "no")
        and not assent.has_word_between(
            clause.start, clause.end, *_PLAIN_KINDS, "edits", "wrong", "reach_verbs", "harmless"
        )
        for clause in assent.tokenized.clauses
        if not clause.is_question
    )


def _is_described(assent: _Assent) -> bool:
    """ "Хорошо, просто номер на единицу короче": a clause of its own that says of the contact what is no assent."""
    explained = token_indices(
        (*assent.matches, *assent.words), _EXPLAINED_KINDS | {"language_markers", "not_names"}
    )
    return any(
        _names_contact(assent, clause)
        and not clause.is_question
        and not assent.has_word_between(clause.start, clause.end, *_ASSERTED_KINDS)
        and any(
            index not in explained and len(assent.tokenized.tokens[index].normalized) >= _MIN_INFLECTED_CHARS
            for index in range(clause.start, clause.end)
        )
        for clause in assent.tokenized.clauses
    )


def _names_contact(assent: _Assent, clause: Clause) -> bool:
    return assent.has_word_between(clause.start, clause.end, "contact_parts", "phone_words")


def _is_riddle(assent: _Assent) -> bool:
    """ "Sure, and the moon is made of cheese": a mere yes beside words that say nothing known.

    "Everything is right" is clear enough, whatever stands beside it.
    """
    if assent.matches.has("right"):
        return False
    explained = token_indices((*assent.matches, *assent.words), _EXPLAINED_KINDS)
    return any(
        clause.end - clause.start >= _MIN_RIDDLE_WORDS
        and not clause.is_question
        and explained.isdisjoint(range(clause.start, clause.end))
        and not any(token.is_number for token in assent.tokenized.tokens[clause.start : clause.end])
        for clause in assent.tokenized.clauses
    )


def _concerns_contact(assent: _Assent, clause: Clause) -> bool:
    has_number = any(token.is_number for token in assent.tokenized.tokens[clause.start : clause.end])
    return has_number or assent.has_word_between(clause.start, clause.end, "contact_parts", *_CONTACT_KINDS)


def _is_denied_edit(assent: _Assent, edit: Match) -> bool:
    """Returns whether nothing is to be changed: "номер менять не надо", "нөмірді өзгертпеңіз"."""
    clause = assent.clause(edit)
    start = max(clause.start, edit.start - _MAX_EDIT_NEGATION_GAP)
    end = min(clause.end, edit.end + _MAX_EDIT_NEGATION_GAP)
    return assent.is_negated_verb(edit.end - 1) or assent.has_word_between(
        start, end, "negations", "negation_before", "negation_after", "no"
    )


# The first that holds decides.
_RULES: tuple[tuple[Reservation, Callable[[_Assent], bool]], ...] = (
    ("denial", _is_ironic),
    ("exception", _is_excepted),
    ("exception", _is_edited),
    ("doubt", _is_doubted),
    ("doubt", _is_asked),
    ("denial", _is_partial),
    ("exception", _is_restricted),
    ("exception", _is_conditional),
    ("exception", _is_contrasted),
    ("denial", _is_denied_before),
    ("denial", _is_denied_behind),
    ("exception", _is_part_denied),
    ("exception", _is_described),
    ("doubt", _is_riddle),
)


def _normalized(endings: Iterable[str]) -> tuple[str, ...]:
    return tuple(normalize(ending) for ending in endings)
