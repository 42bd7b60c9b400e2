"""A customer's name: after "меня зовут", before "гэдэг", beside a phone, or alone when it was asked for.

Somebody else's name ("записать сына Тимура", "сына зовут Тимур") is none, unless a name was asked for.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from parley.domain.understanding import MessageContext, YesNo
from parley.nlu.contacts.extract import ContactEntities
from parley.nlu.contacts.vocabulary import ContactTerms, compile_contact_terms, is_first_name
from parley.nlu.names.booked_for import (
    name_before_pronoun,
    name_booked_for,
    name_from_possessive,
    name_of_representative,
)
from parley.nlu.names.cases import to_nominative
from parley.nlu.names.format import capitalize_name, format_name, token_texts
from parley.nlu.names.hints import name_after_hint, strip_known_name_ending, strip_name_ending
from parley.nlu.names.surname import add_surname, continues_after, lacks_name_evidence
from parley.nlu.names.tokens import (
    MAX_NAME_WORDS,
    NAME_START_CLASSES,
    NameClass,
    NameContext,
    classify_name_tokens,
    collect_name_indices,
    is_closing_particle,
)
from parley.nlu.phrase_matcher import Match, PhraseMatcher
from parley.text.normalize import normalize
from parley.text.tokenize import TokenizedText, normalized_words

_MAX_REPLACEMENT_WORDS = 6
# "my name is": from so many words on a cue says nothing else.
_SENTENCE_CUE_WORDS = 3
_NEGATION_KINDS = frozenset({"no", "wrong", "negation_after"})
_MAX_DENIAL_WORDS = 10
# A wall of "меня зовут" costs no more than this many looks.
_MAX_CUES = 10
# "Имя надо бы поменять на …"
_RENAME_REACH_WORDS = 5
_SENTENCE_ENDS = frozenset(".!?\n")
_DATIVE_ENDINGS = ("га", "ге", "ка", "ке", "го", "ко", "ga", "ka", "qa")
# What surrounds a bare name and is none of it: "да, Айдар", "это Айдар, тел 8701…".
_FILLER_KINDS = frozenset(
    {"greeting", "phone_words", "yes", "no", "wrong", "correction", "weak_name_cue", "thanks", "right"}
)


def extract_name(
    tokenized: TokenizedText,
    matches: Sequence[Match],
    contacts: ContactEntities,
    context: MessageContext,
    phrase_matcher: PhraseMatcher,
    *,
    answer: YesNo,
    language: str = "",
) -> str:
    """The customer's name as a person would write it; empty when none was given."""
    if not tokenized.tokens:
        return ""
    terms = compile_contact_terms(phrase_matcher)
    message = NameContext(
        tokenized,
        matches,
        contacts,
        context,
        terms,
        classify_name_tokens(tokenized, matches, contacts, context, terms),
    )
    return (
        _name_after_denial(message, phrase_matcher)
        or _name_after_rename(message, language)
        or _replacement_name(message, answer)
        or name_from_possessive(message)
        or _name_after_cue(message, language)
        or _name_before_cue(message, language)
        or name_of_representative(message)
        or name_after_hint(message, phrase_matcher)
        or name_booked_for(message, language)
        or name_before_pronoun(message)
        or strip_known_name_ending(_bare_name(message), phrase_matcher, terms)
        or _first_name_in_answer(message)
    )


def _name_after_denial(message: NameContext, phrase_matcher: PhraseMatcher) -> str:
    """ "Не Сакен, а Айдар", "меня зовут не Сакен, а Айдар", "Сакен емес, Айдар": the other of the two."""
    tokens, terms = message.tokenized.tokens, message.terms
    if len(tokens) > _MAX_DENIAL_WORDS:
        return ""
    for index, word in enumerate(tokens):
        if word.normalized in terms.not_words:
            denied = collect_name_indices(message, index + 1, allow_lowercase=True)
        elif (
            word.normalized in terms.not_words_after and index and message.classes[index - 1] in NAME_START_CLASSES
        ):
            denied = [index - 1]
        else:
            continue
        start = max(denied[-1], index) + 1 if denied else len(tokens)
        while start < len(tokens) and (
            tokens[start].normalized in terms.but_words or tokens[start].normalized in terms.name_hints
        ):
            start += 1
        corrected = collect_name_indices(message, start, allow_lowercase=True) or _indices_before_denial(
            message, min([index, *denied])
        )
        if corrected and _are_contrasted_names(message, denied, corrected):
            name = format_name(message, corrected)
            hinted = (
                corrected[0] and tokens[corrected[0] - 1].normalized in terms.name_hints
            )  # "мен Алмаспын, Алмат емес"
            return strip_name_ending(name, phrase_matcher, terms) if hinted else name
    return ""


def _indices_before_denial(message: NameContext, denial: int) -> list[int]:
    """ "Станислав, а не Стас": the name that stands before the denial of another."""
    end = denial
    while end and message.tokenized.tokens[end - 1].normalized in message.terms.but_words:
        end -= 1
    start, tokens = end, message.tokenized.tokens
    while start and message.classes[start - 1] in NAME_START_CLASSES and end - start < MAX_NAME_WORDS:
        if start < end and tokens[start - 1].clause_index != tokens[start].clause_index:
            break
        start -= 1
    return list(range(start, end))


def _are_contrasted_names(message: NameContext, denied: Sequence[int], corrected: Sequence[int]) -> bool:
    """Two names, not two goods ("не Samsung, а LG")."""
    known_words = set(normalized_words(message.context.known_name))
    tokens = message.tokenized.tokens
    has_known_name = any(
        message.classes[index] is NameClass.FIRST_NAME or tokens[index].normalized in known_words
        for index in (*denied, *corrected)
    )
    is_about_name = message.context.requested_slot in ("name", "confirm", "correction") or any(
        match.kind == "name_cue_before" for match in message.matches
    )
    is_name_like = message.is_capitalized(corrected[0]) or message.classes[corrected[0]] in (
        NameClass.FIRST_NAME,
        NameClass.AMBIGUOUS,
    )
    return is_name_like and (
        has_known_name or (is_about_name and bool(denied) and message.is_capitalized(denied[0]))
    )


def _name_after_rename(message: NameContext, language: str) -> str:
    """ "Имя поменяйте на Салтанат", "change the name to Stella", "атымды Асанга өзгөртүңүз"."""
    tokens, terms = message.tokenized.tokens, message.terms
    verb_indices = [index for index, word in enumerate(tokens) if word.normalized in terms.rename_verbs][:_MAX_CUES]
    cues = list(_matches_of_kind(message, "name_cue_before")) if verb_indices else []
    is_correction = message.context.requested_slot in ("confirm", "correction")
    if not verb_indices or not (cues or is_correction):
        return ""
    anchors = [*verb_indices, *(match.end - 1 for match in cues)]
    for index in sorted(
        {
            position
            for anchor in anchors
            for position in range(anchor, min(anchor + _RENAME_REACH_WORDS, len(tokens) - 1))
        }
    ):
        if tokens[index].normalized not in terms.rename_prepositions or not any(
            tokens[index].clause_index == tokens[anchor].clause_index for anchor in anchors
        ):
            continue
        indices = collect_name_indices(message, index + 1, allow_lowercase=True)
        parts = to_nominative(token_texts(message, indices), terms, language)
        name = format_name(message, indices, parts) if indices else ""
        is_near_cue = any(match.end - 1 <= index < match.end + _RENAME_REACH_WORDS for match in cues)
        if name and (_has_first_name(name, terms) or (is_near_cue and message.is_capitalized(indices[0]))):
            return name
    for match in cues:
        if (
            match.end < len(tokens)
            and match.end < verb_indices[-1]
            and message.classes[match.end] in NAME_START_CLASSES
        ):
            bare = _strip_dative(tokens[match.end].text, terms)
            if bare:
                return capitalize_name(bare)
    return ""


def _has_first_name(name: str, terms: ContactTerms) -> bool:
    return any(is_first_name(normalize(part), terms) for part in name.split())


def _strip_dative(name: str, terms: ContactTerms) -> str:
    """ "Асанга" is Асан, where that is certain."""
    for ending in _DATIVE_ENDINGS:
        if normalize(name).endswith(ending) and is_first_name(normalize(name[: -len(ending)]), terms):
            return name[: -len(ending)]
    return ""


def _replacement_name(message: NameContext, answer: YesNo) -> str:
    """A short message that says the known name and another one."""
    tokens = message.tokenized.tokens
    known_words = set(normalized_words(message.context.known_name))
    if not known_words or answer == "yes" or len(tokens) > _MAX_REPLACEMENT_WORDS:
        return ""
    known_indices = [index for index, word in enumerate(tokens) if word.normalized in known_words]
    new_indices = [
        index
        for index, word in enumerate(tokens)
        if known_indices
        and message.classes[index] in NAME_START_CLASSES
        and index not in known_indices
        and message.is_capitalized(index)
        and not word.text.isupper()
    ]
    # "Сакен Ахметов" is one name, said in full
    is_adjacent = any(
        tokens[index].clause_index == tokens[known_index].clause_index
        for index in new_indices
        for known_index in known_indices
        if abs(index - known_index) == 1
    )
    return "" if is_adjacent else format_name(message, new_indices[:MAX_NAME_WORDS])


def _matches_of_kind(message: NameContext, kind: str) -> Iterator[Match]:
    return islice((match for match in message.matches if match.kind == kind), _MAX_CUES)


def _name_after_cue(message: NameContext, language: str) -> str:
    tokens, terms = message.tokenized.tokens, message.terms
    for match in _matches_of_kind(message, "name_cue_before"):
        previous_word = tokens[match.start - 1].normalized if match.start else ""
        if (
            previous_word in terms.third_party_words
            and not message.is_name_requested
            and not _is_to_be_recorded(message)
        ):
            continue
        indices = collect_name_indices(message, match.end, allow_lowercase=True) or _indices_after_colon(
            message, match.end - 1
        )
        # "имя файла какое": one word before small letters that go on introduces nothing
        if (
            match.end - match.start == 1
            and indices
            and lacks_name_evidence(message, indices)
            and continues_after(message, indices[-1])
        ):
            continue
        if indices:
            cue_words = [tokens[index].normalized for index in range(match.start, match.end)]
            is_sentence = match.end - match.start >= _SENTENCE_CUE_WORDS
            indices = add_surname(message, indices, is_sentence=is_sentence)
            instrumental_only = not any(word in terms.oblique_cues for word in cue_words)
            name = format_name(
                message,
                indices,
                to_nominative(token_texts(message, indices), terms, language, instrumental_only=instrumental_only),
            )
            # "запишите на чистку", "имя на коробке"
            is_object = (
                cue_words[-1] in terms.rename_prepositions
                and lacks_name_evidence(message, indices)
                and not message.is_name_requested
            )
            if not is_object or _has_first_name(name, terms) or message.looks_like_name(indices[0]):
                return name
    return ""


def _is_to_be_recorded(message: NameContext) -> bool:
    """ "Қызымның аты Томирис, соны жазыңыз": said to be written down, it is the name given."""
    tokens, terms = message.tokenized.tokens, message.terms
    positions = [index for index, word in enumerate(tokens) if word.normalized in terms.that_one_words]
    return any(
        word.normalized in terms.booking_verbs
        for index in positions
        for word in tokens[max(0, index - 2) : index + 3]
    )


def _indices_after_colon(message: NameContext, cue_index: int) -> list[int]:
    """ "Имя с мягким знаком: Асель": what is said of the name, then the name, and nothing with it."""
    tokens, clauses = message.tokenized.tokens, message.tokenized.clauses
    next_clause = tokens[cue_index].clause_index + 1
    if not message.context.requested_slot or next_clause >= len(clauses):
        return []
    start, end = clauses[next_clause].start, clauses[next_clause].end
    if ":" not in message.tokenized.text[tokens[start - 1].end : tokens[start].start]:
        return []
    indices = collect_name_indices(message, start, allow_lowercase=False)
    return indices if indices and indices[-1] + 1 == end else []


def _name_before_cue(message: NameContext, language: str) -> str:
    """ "Болд гэдэг", "Michael here". Without a question or a "my name" before it, only a capital makes a name."""
    tokens = message.tokenized.tokens
    for match in _matches_of_kind(message, "name_cue_after"):
        clause, start = tokens[match.start].clause_index, match.start
        while start > 0 and _is_name_part(message, start - 1) and tokens[start - 1].clause_index == clause:
            start -= 1
        if start and start < match.start and message.classes[start - 1] is NameClass.INITIAL:
            start -= 1  # its dot ended a clause
        indices = list(range(max(start, match.start - MAX_NAME_WORDS), match.start))
        has_cue = any(
            other.kind in ("name_cue_before", "weak_name_cue") and tokens[other.start].clause_index == clause
            for other in message.matches
        )
        if not (message.is_name_requested or has_cue):
            indices = [
                index
                for index in indices
                if message.is_capitalized(index) or message.classes[index] is NameClass.FIRST_NAME
            ]
        if indices:
            return format_name(
                message,
                indices,
                to_nominative(token_texts(message, indices), message.terms, language, instrumental_only=True),
            )
    return ""


def _is_name_part(message: NameContext, index: int) -> bool:
    return message.classes[index] in NAME_START_CLASSES or message.classes[index] is NameClass.PARTICLE


def _bare_name(message: NameContext) -> str:
    """A clause that is a name and nothing else: as the answer to the question, or beside a phone.

    Without the question, or when more is said than the name, it must have a capital letter or be a first name.
    """
    context = message.context
    ready_kinds = {match.kind for match in message.matches} & {"ready_to_order"}
    if not (
        message.is_name_requested
        or message.contacts.phone
        or ready_kinds
        or context.requested_slot in ("confirm", "phone")
    ):
        return ""
    filler_indices = {
        index
        for match in message.matches
        if match.kind in _FILLER_KINDS | ready_kinds
        for index in range(match.start, match.end)
        if message.classes[index] is not NameClass.AMBIGUOUS or match.end - match.start > 1
    }
    content_indices = [
        index
        for index, word in enumerate(message.tokenized.tokens)
        if index not in filler_indices and not word.is_number and not message.contacts.covers(word.start)
    ]
    clauses: dict[int, list[int]] = {}
    content_set, last_key = set(content_indices), 0
    for index in content_indices:
        follows_initial = clauses and index - 1 in content_set and message.classes[index - 1] is NameClass.INITIAL
        key = last_key if follows_initial else message.tokenized.tokens[index].clause_index
        clauses.setdefault(key, []).append(index)
        last_key = key
    has_hint = any(match.kind == "weak_name_cue" for match in message.matches)
    for clause_indices in clauses.values():
        if _is_negated(message, clause_indices):
            continue
        # "мен келемін": after "I" a small word is what somebody does
        if has_hint and lacks_name_evidence(message, clause_indices):
            continue
        if not message.in_question(clause_indices[-1]) and _is_name(
            message, clause_indices, is_whole_message=len(clause_indices) == len(content_indices)
        ):
            return format_name(message, clause_indices)
    return ""


def _is_negated(message: NameContext, indices: Sequence[int]) -> bool:
    """ "мааниси жок", "farqi yo'q": what there is none of."""
    return _all_unknown(message, indices) and any(
        match.start == indices[-1] + 1
        and match.kind in _NEGATION_KINDS
        and message.tokenized.tokens[match.start].clause_index == message.tokenized.tokens[indices[-1]].clause_index
        for match in message.matches
    )


def _all_unknown(message: NameContext, indices: Sequence[int]) -> bool:
    return all(message.classes[index] is NameClass.UNKNOWN for index in indices)


def _is_name(message: NameContext, indices: Sequence[int], *, is_whole_message: bool) -> bool:
    """Whether the words of a clause are a name. `whole`: nothing else was said."""
    classes = [message.classes[index] for index in indices]
    is_first_and_last = message.is_name_requested and is_whole_message and _is_first_and_last_name(message, indices)
    if collect_name_indices(message, indices[0], allow_lowercase=True) != list(indices) and not is_first_and_last:
        # a run of small letters, which only a shape joins, may still be one
        return False
    tokens = message.tokenized.tokens
    is_capitalized = message.is_capitalized(indices[0]) and (
        tokens[indices[-1]].after_hyphen
        or message.is_capitalized(indices[-1])
        or is_closing_particle(message, indices[-1])
    )
    is_certain = NameClass.FIRST_NAME in classes and all(message.looks_like_name(index) for index in indices)
    if message.is_name_requested:
        has_first_name = any(kind in (NameClass.FIRST_NAME, NameClass.AMBIGUOUS) for kind in classes)
        all_name_like = all(message.looks_like_name(index) for index in indices)
        is_address = indices == [0] and has_first_name and _changes_subject(message)
        return (
            is_capitalized
            or is_certain
            or is_address
            or (is_whole_message and (len(indices) == 1 or has_first_name or all_name_like))
        )
    if message.context.requested_slot == "confirm":
        is_correction = any(match.kind in ("no", "wrong", "correction") for match in message.matches)
        # "Бакыт" is happiness too, but hardly the answer to "is this your number?"
        has_first_name = (
            is_whole_message
            and is_capitalized
            and not message.context.known_name
            and all(message.looks_like_name(index) for index in indices)
        )
        return is_certain or has_first_name or (is_correction and is_capitalized)
    if message.contacts.phone:
        return is_capitalized or is_certain or (is_whole_message and classes == [NameClass.AMBIGUOUS])
    if any(match.kind == "ready_to_order" for match in message.matches):
        return is_capitalized and is_certain and _is_signature(message, indices, is_whole_message=is_whole_message)
    return is_whole_message and is_capitalized and is_certain


def _is_signature(message: NameContext, indices: Sequence[int], *, is_whole_message: bool) -> bool:
    """ "Хочу замовити. Олена", "Марат, хочу заказать": a clause of its own, and a sentence where goods are named:
    "пиццу, Маргарита". "Здравствуйте, Марат" is somebody else."""
    tokens, clauses = message.tokenized.tokens, message.tokenized.clauses
    clause = clauses[tokens[indices[0]].clause_index]
    text_before = (
        message.tokenized.text[tokens[indices[0] - 1].end : tokens[indices[0]].start] if indices[0] else ""
    )
    follows_greeting = any(match.kind == "greeting" and match.end == indices[0] for match in message.matches)
    is_own_clause = not follows_greeting and (clause.start, clause.end) == (indices[0], indices[-1] + 1)
    return is_own_clause and (is_whole_message or any(mark in _SENTENCE_ENDS for mark in text_before))


def _is_first_and_last_name(message: NameContext, indices: Sequence[int]) -> bool:
    """ "daniel craig", "mary-jane watts", "ганбаатарын номин": a first name and one word that may be a surname."""
    tokens, classes = message.tokenized.tokens, message.classes
    parts = [index for index in indices if not tokens[index].after_hyphen]
    if len(parts) != 2 or message.is_capitalized(parts[0]) != message.is_capitalized(parts[1]):
        return False
    surname = [index for index in indices if classes[index] in (NameClass.UNKNOWN, NameClass.AMBIGUOUS)]
    if any(classes[index] is NameClass.FIRST_NAME for index in indices):
        return bool(surname) and all(
            index in surname or classes[index] is NameClass.FIRST_NAME for index in indices
        )
    return any(classes[index] is NameClass.AMBIGUOUS for index in indices) and all(
        message.looks_like_name(index) for index in indices
    )


def _precedes_house_number(message: NameContext, index: int) -> bool:
    """ "Абай даңғылы 45": a street has a name too."""
    tokens, classes = message.tokenized.tokens, message.classes
    is_known_word = (
        index < len(tokens) - 1 and classes[index] is NameClass.KNOWN_WORD and not tokens[index].is_number
    )
    return is_known_word and tokens[index + 1].is_number and not message.contacts.covers(tokens[index + 1].start)


def _changes_subject(message: NameContext) -> bool:
    """ "мила, а сколько стоит доставка?": the answer first, then what the customer asks."""
    tokens = message.tokenized.tokens
    return len(tokens) > 1 and (
        tokens[1].clause_index != tokens[0].clause_index or tokens[1].normalized in message.terms.but_words
    )


def _first_name_in_answer(message: NameContext) -> str:
    """A known first name in a short answer to the question, beside a phone or in a correction: "ну пусть будет
    Николай", "Перезвоните 8701… Айгерим", "change the name to Stephen"."""
    tokens, classes = message.tokenized.tokens, message.classes
    has_name_cue = any(match.kind in ("name_cue_before", "correction", "wrong") for match in message.matches)
    is_correction = message.context.requested_slot == "confirm" and has_name_cue
    is_expected = message.is_name_requested or is_correction or message.contacts.phone
    if (
        not is_expected
        or len(tokens) > _MAX_REPLACEMENT_WORDS
        or any(word.normalized in message.terms.third_party_words for word in tokens)
    ):
        return ""
    for index, kind in enumerate(classes):
        if (
            kind is NameClass.FIRST_NAME
            and not message.in_question(index)
            and (message.is_name_requested or message.is_capitalized(index))
        ):
            name_indices = collect_name_indices(message, index, allow_lowercase=True)
            if _precedes_house_number(message, name_indices[-1] + 1):
                return ""
            # in the middle somebody is spoken of: "мне Тимур посоветовал"
            return format_name(message, name_indices) if index == 0 or name_indices[-1] == len(tokens) - 1 else ""
    return ""
