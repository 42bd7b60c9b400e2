"""What one message of a customer says, understood without a model.

`Hears` is what a language file lists to be listened for; `Heard` is what was found. `hear` is the one
entry; it asks the specialists (`find`, `yesno`, `tongue`) and holds no word of any language itself.
"""

from collections.abc import Sequence

from parley.domain.understanding import ExpectedReply, MessageContext, Phone, Understanding, YesNo
from parley.nlu.contacts.extract import (
    ContactEntities,
    extract_contacts,
    is_partial_phone,
    parse_phone,
    wrong_length_phone,
)
from parley.nlu.contacts.phone_correction import apply_correction
from parley.nlu.contacts.vocabulary import ContactTerms, compile_contact_terms
from parley.nlu.intents.human_request import wants_human
from parley.nlu.intents.opt_out import OPT_OUT_KINDS, wants_opt_out
from parley.nlu.intents.yes_no import ReplyIntent, classify_reply
from parley.nlu.language.detect import detect_language
from parley.nlu.names.extract import extract_name
from parley.nlu.phrase_matcher import Match, PhraseMatcher, keep_longest, token_indices
from parley.nlu.vocabulary import Vocabulary
from parley.text.tokenize import TokenizedText, normalized_words, tokenize

# Four thousand characters are some six hundred words as people write; a wall of one-letter words has three times as
# many. Only so many at the beginning and at the end are looked at: no message costs more than a long real one.
_MAX_HEAD_AND_TAIL_WORDS = (600, 100)

__all__ = ["ExpectedReply", "MessageContext", "Phone", "Understanding", "Vocabulary", "YesNo", "understand"]


def understand(text: str, context: MessageContext, matcher: PhraseMatcher) -> Understanding:
    """Understand one message. `lexicon`: the words of all languages, compiled once for the process."""
    tokenized = tokenize(text, head_and_tail=_MAX_HEAD_AND_TAIL_WORDS)
    all_matches = matcher.find_matches(tokenized.tokens)
    matches = _drop_false_greetings(tokenized, keep_longest(all_matches))
    opt_out = wants_opt_out(tokenized, matches)
    terms = compile_contact_terms(matcher)
    contacts = extract_contacts(tokenized.text, context.country, context.requested_slot, terms, tokenized)
    phone = contacts.phone or (apply_correction(tokenized, context, terms) if context.known_phone else None)
    partial_phone = contacts.partial_phone if not contacts.phone else ""
    if partial_phone and context.requested_slot != "phone" and not is_partial_phone(tokenized, contacts, terms):
        partial_phone = ""
    wrong_length = wrong_length_phone(contacts.phone, context.country) if context.requested_slot == "phone" else ""
    language = detect_language(tokenized, matches, context.language, matcher)
    matches = [match for match in matches if match.kind not in OPT_OUT_KINDS]
    reply = classify_reply(tokenized, matches, language, context.requested_slot)
    name_matches = _matches_for_names(matches, language)
    name = extract_name(tokenized, name_matches, contacts, context, matcher, answer=reply.answer, language=language)
    kinds = {match.kind for match in matches}
    gives_contact = bool(name or phone)
    has_question = any(clause.is_question for clause in tokenized.clauses)
    differs_from_known = _differs_from_known(name, phone, context)
    is_contrasted = bool(name) and not set(normalized_words(context.known_name)).isdisjoint(
        word.normalized for word in tokenized.tokens
    )
    is_contrasted = is_contrasted or (bool(name) and _confirms_only_number(tokenized, matches, terms))
    correction = _is_correction(
        reply, matches, context, gives_contact, differs_from_known=differs_from_known, is_contrasted=is_contrasted
    )
    is_slip = reply.is_slip and gives_contact and context.requested_slot in _SLIP_SLOTS
    concerns_contact = (
        gives_contact or bool(partial_phone) or reply.postponed or context.requested_slot in _CONTACT_SLOTS
    )
    search_text = _remaining_text(tokenized, matches, contacts, name, terms=None if concerns_contact else terms)
    return Understanding(
        language=language,
        phone=None if wrong_length else phone,
        invalid_phone=wrong_length or partial_phone,
        email=contacts.email,
        name=name,
        answer="no" if correction and context.requested_slot == "confirm" else "" if is_slip else reply.answer,
        correction=correction or is_slip,
        postponed=reply.postponed,
        greeting="greeting" in kinds,
        thanks=_has_thanks(all_matches, matches),
        goodbye="goodbye" in kinds and _says_goodbye(tokenized, matches),
        wants_human=not opt_out and wants_human(tokenized, matches, gives_name=bool(name)),
        opt_out=opt_out,
        refuses_contact="refuses_contact" in kinds,
        asks_why_contact=not gives_contact and _asks_why_contact(tokenized, matches, context),
        asks_price="price" in kinds or ("discount_words" in kinds and _asks_for_discount(tokenized, matches)),
        ready_to_order="ready_to_order" in kinds,
        question=(has_question or "question" in kinds) and not name,
        asks_identity="who_are_you" in kinds,
        asks_catalogue="catalogue" in kinds,
        search_text=search_text,
        content_words=_content_words(tokenized, matches, contacts, name),
    )


# Asked in one of these ways, a phone is a number.
_CONTACT_SLOTS = frozenset({"phone", "confirm", "correction"})
# Who was asked for a name or a number and gives another one owns up to a slip and refuses nothing.
_SLIP_SLOTS = frozenset({"name", "phone", "correction"})


def _has_thanks(all_matches: Sequence[Match], matches: Sequence[Match]) -> bool:
    """ "No thanks" is a no and thanks all the same; "thank you cards" are goods."""
    goods = token_indices(matches, {"idioms"})
    return any(match.kind == "thanks" and match.start not in goods for match in all_matches)


def _drop_false_greetings(tokenized: TokenizedText, matches: Sequence[Match]) -> list[Match]:
    """What asks whether there is something as well ("утас байна уу?", "кандай телефон") greets only where nothing
    else is said in its clause."""
    greeting = token_indices(matches, {"greeting"})
    if not greeting:
        return list(matches)
    question_spans = {(match.start, match.end) for match in matches if match.kind == "question"}
    return [
        match
        for match in matches
        if match.kind != "greeting"
        or (match.start, match.end) not in question_spans
        or greeting.issuperset(_clause_indices(tokenized, match))
    ]


def _clause_indices(tokenized: TokenizedText, match: Match) -> range:
    clause = tokenized.clauses[tokenized.tokens[match.start].clause_index]
    return range(clause.start, clause.end)


def _says_goodbye(tokenized: TokenizedText, matches: Sequence[Match]) -> bool:
    """A word that is frequent in other sentences ("пока") takes leave at the end of its clause only."""
    frequent = {(match.start, match.end, match.language) for match in matches if match.kind == "language_markers"}
    return any(
        match.kind == "goodbye"
        and (
            (match.start, match.end, match.language) not in frequent
            or match.end == tokenized.clauses[tokenized.tokens[match.start].clause_index].end
        )
        for match in matches
    )


def _asks_why_contact(tokenized: TokenizedText, matches: Sequence[Match], context: MessageContext) -> bool:
    """ "Зачем вам мой номер?", or just "зачем?" to who asked for it."""
    if any(match.kind == "why_contact" for match in matches):
        return True
    why_indices = token_indices(matches, {"why_words"})
    others = [
        word for index, word in enumerate(tokenized.tokens) if index not in why_indices and len(word.normalized) > 1
    ]
    return bool(why_indices) and not others and context.requested_slot in ("name", "phone", "correction")


def _asks_for_discount(tokenized: TokenizedText, matches: Sequence[Match]) -> bool:
    """ "Скидка есть?" is about the price, "когда будет скидка?" about the time."""
    clauses = {tokenized.tokens[match.start].clause_index for match in matches if match.kind == "when_words"}
    return any(
        match.kind == "discount_words" and tokenized.tokens[match.start].clause_index not in clauses
        for match in matches
    )


def _differs_from_known(name: str, phone: Phone | None, context: MessageContext) -> bool:
    """Another name or number than the one known."""
    if name and context.known_name and not set(normalized_words(context.known_name)) <= set(normalized_words(name)):
        return True
    known_phone = parse_phone(context.known_phone, context.country)
    if phone is None or known_phone is None:
        return False
    return known_phone.raw != phone.raw and (known_phone.e164 is None or known_phone.e164 != phone.e164)


def _confirms_only_number(tokenized: TokenizedText, matches: Sequence[Match], terms: ContactTerms) -> bool:
    """ "Имя с мягким знаком: Асель. Номер верный": what is right is the number."""
    right = [match for match in matches if match.kind == "right"]
    return bool(right) and all(
        any(tokenized.tokens[index].normalized in terms.phone_words for index in range(match.start, match.end))
        for match in right
    )


def _is_correction(
    reply: ReplyIntent,
    matches: Sequence[Match],
    context: MessageContext,
    gives_contact: bool,
    *,
    differs_from_known: bool,
    is_contrasted: bool,
) -> bool:
    """Something said before is taken back: "no" and a new name, "wrong" and the word number. "Other" alone may be
    another colour."""
    kinds = {match.kind for match in matches}
    is_read_back = context.requested_slot in ("confirm", "correction")
    concerns_contact = gives_contact or bool(kinds & {"phone_words", "name_cue_before"})
    if reply.correction:
        return is_read_back or concerns_contact
    has_known_contact = bool(context.known_name or context.known_phone)
    if reply.answer == "no" and (is_read_back or has_known_contact):
        return gives_contact or ("wrong" in kinds and concerns_contact)
    # "Yes, my name is Tom, everything is right" takes nothing back; "the number is right, not Tom but Tim" does.
    return is_read_back and gives_contact and differs_from_known and (is_contrasted or "right" not in kinds)


# Kinds in which a name may stand: "от друзей", "Анна из соцсетей".
_NON_NAME_KINDS = frozenset({"staff_words", "connect_verbs", "negation_before", "negation_after", "conjunctions"})


_NAME_CUES = frozenset({"name_cue_before", "weak_name_cue"})


def _matches_for_names(matches: Sequence[Match], language: str) -> list[Match]:
    """What was understood as something else is no name; what was only guessed at may be one. A frequent word of the
    message's language is no "my name is" of another ("мені" is Ukrainian, and folded a Kazakh "мені … деп")."""
    own_starts = {(match.start, match.kind in _NAME_CUES) for match in matches if match.language == language}
    kept = [match for match in matches if not match.misspelled]
    kept = [
        match
        for match in kept
        if match.kind not in _NAME_CUES
        or match.end - match.start > 1
        or (match.start, True) in own_starts
        or (match.start, False) not in own_starts
    ]
    return [match._replace(kind="not_names") if match.kind in _NON_NAME_KINDS else match for match in kept]


# What was understood already is nothing to search for.
_UNDERSTOOD_KINDS = frozenset(
    [
        "yes",
        "no",
        "wrong",
        "right",
        "later",
        "correction",
        "name_cue_before",
        "weak_name_cue",
        "name_cue_after",
        "phone_words",
        "greeting",
        "thanks",
        "goodbye",
        "human",
        "connect_verbs",
        "opt_out",
        "refuses_contact",
        "why_contact",
        "who_are_you",
        "catalogue",
    ]
)


def _remaining_text(
    tokenized: TokenizedText,
    matches: Sequence[Match],
    contacts: ContactEntities,
    name: str,
    *,
    terms: ContactTerms | None,
) -> str:
    """`known`: where nothing of a contact is said, so that phones may be goods ("хочу телефон")."""
    covered = {
        index
        for match in matches
        if match.kind in _UNDERSTOOD_KINDS
        for index in range(match.start, match.end)
        if terms is None or match.kind != "phone_words" or _is_somebodys_phone(tokenized, terms)
    }
    name_words = set(normalized_words(name))
    remaining = [
        word.text
        for index, word in enumerate(tokenized.tokens)
        if index not in covered and word.normalized not in name_words and not contacts.covers(word.start)
    ]
    return " ".join(remaining) if any(len(word) > 2 or _is_acronym(word) for word in remaining) else ""


def _is_acronym(word: str) -> bool:
    """ "LG", "HP", "ТВ"."""
    return len(word) == 2 and word.isupper()


def _is_somebodys_phone(tokenized: TokenizedText, terms: ContactTerms) -> bool:
    """ "Ваш телефон", "мой номер": no goods."""
    return any(
        word.normalized in terms.my_words
        or word.normalized in terms.your_words
        or word.normalized in terms.your_contact_nouns
        for word in tokenized.tokens
    )


_CONTENT_WORD_KINDS = frozenset({"not_names", "language_markers", "real_words", "number_positions"})
_MAX_SMALL_WORD_CHARS = 4


def _content_words(
    tokenized: TokenizedText, matches: Sequence[Match], contacts: ContactEntities, name: str
) -> tuple[str, ...]:
    """Words no list knows are what the message is about; prices and amounts are understood elsewhere.

    A word that only marks a language says something all the same, unless it is a small one."""
    covered = {
        index
        for match in matches
        if match.kind not in _CONTENT_WORD_KINDS
        for index in range(match.start, match.end)
    }
    small_markers = {
        match.start
        for match in matches
        if match.kind == "language_markers"
        and len(tokenized.tokens[match.start].normalized) <= _MAX_SMALL_WORD_CHARS
    }
    covered |= small_markers
    name_words = set(normalized_words(name))
    return tuple(
        word.normalized
        for index, word in enumerate(tokenized.tokens)
        if index not in covered
        and word.normalized not in name_words
        and not contacts.covers(word.start)
        and (len(word.normalized) > 2 or word.is_number)
    )
