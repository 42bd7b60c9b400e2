"""Whose a number is said to be: "мой", "номер жены", or nothing."""

import re
from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

from parley.nlu.contacts.vocabulary import ContactTerms, WordSet, is_first_name
from parley.text.tokenize import normalized_words

_PAUSE = re.compile(r"[,;\n.!?]|\s[—–-]\s")
_SENTENCE = re.compile(r"[.!?;\n]")
_PAUSE_MARKS = tuple(",;.\n")
# Words near a number that tell whose it is; characters of a longer text beside it that are looked at.
_MAX_CUE_WORDS, _MAX_GAP_CHARS = 3, 60
# "ваш рабочий номер": so many words before the noun may say whose it is.
_OWNER_REACH_WORDS = 2
# "is the site foreman": so many words behind a number may name who is there, all but the last of them small.
_OTHER_REACH_WORDS, _MAX_SMALL_WORD_CHARS = 4, 4


class PhoneOwner(IntEnum):
    """Whose a number is said to be; the greater is the likelier to be the customer's."""

    COMPANY = 0
    THIRD_PARTY = 1
    OUTDATED = 2
    UNKNOWN = 3
    IN_USE = 4
    CUSTOMER = 5


def classify_phone_owners(text: str, spans: Sequence[tuple[int, int]], terms: ContactTerms) -> list[PhoneOwner]:
    """Returns whose each number is, by what is said before it or, where nothing is, behind it.

    `spans`: where the numbers stand in the text, in order.
    """
    if not spans:
        return []
    gaps = gaps_around(text, spans)
    first_owner = _owner_said_before(gaps[0], terms)
    owners = []
    for index, (before, behind) in enumerate(pairwise(gaps)):
        owner = first_owner
        if index:
            is_told = _describes_next(before, first_owner)
            owner = _owner_said_before(before, terms) if is_told else PhoneOwner.UNKNOWN
        is_shared = index < len(spans) - 1 and not _has_pause(behind)
        if owner is PhoneOwner.UNKNOWN and not (is_shared and _describes_next(behind, first_owner)):
            owner = _owner_said_behind(behind, terms)
        owner = _with_work(owner, before, behind, terms, is_last=index == len(spans) - 1)
        if owner in (PhoneOwner.UNKNOWN, PhoneOwner.CUSTOMER) and len(spans) > 1:
            owner = _with_use(owner, before, "" if is_shared else behind, terms)
        owners.append(owner)
    return owners


def _with_work(owner: PhoneOwner, before: str, behind: str, terms: ContactTerms, *, is_last: bool) -> PhoneOwner:
    """Returns whether a number is the company's, or of somebody at work; one called "мой" is neither."""
    if owner is PhoneOwner.CUSTOMER:
        return owner
    reach = behind if is_last else _first_piece(behind)
    if _calls_it_companys(before, behind, terms) or is_dialled_number(before, reach, terms):
        return PhoneOwner.COMPANY
    is_at_work = owner is PhoneOwner.UNKNOWN and names_other_person(words_of_first_piece(behind), terms)
    return PhoneOwner.THIRD_PARTY if is_at_work else owner


def gaps_around(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Returns what stands right before each number, and right behind the last one."""
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    gaps = [
        text[max(before, after - _MAX_GAP_CHARS) : after]
        for before, after in zip([0, *ends[:-1]], starts, strict=True)
    ]
    return [*gaps, text[ends[-1] : ends[-1] + _MAX_GAP_CHARS]]


def is_company_number(before: str, terms: ContactTerms) -> bool:
    """Returns whether what stands before a number or an address calls it the company's own.

    "Ваш номер", "the number on your website" and "нөміріңіз" do; "с вашей почты на …" leads to another.
    """
    if before.endswith("\n"):
        return False
    words = words_of_last_piece(before[-_MAX_GAP_CHARS:])
    if not words or words[-1] in terms.rename_prepositions or any(word in terms.my_words for word in words):
        return False
    is_yours = words[-1] in terms.your_words and not _has(words[:-1], terms.contact_nouns)
    return is_yours or _has(words, terms.your_contact_nouns) or _names_companys_contact(words, terms)


def _names_companys_contact(words: Sequence[str], terms: ContactTerms) -> bool:
    """Returns whether a contact is called "ваш", or said to stand on the site: "номер с сайта"."""
    noun_indices = [index for index, word in enumerate(words) if word in terms.contact_nouns]
    if not noun_indices:
        return False
    has_owner = any(
        word in terms.your_words
        for index in noun_indices
        for word in words[max(0, index - _OWNER_REACH_WORDS) : index]
    )
    return has_owner or any(word in terms.site_words for word in words)


def is_dialled_number(before: str, behind: str, terms: ContactTerms) -> bool:
    """Returns whether a number is where the customer tried to reach the company, or where it called from.

    "Набираю 8 727 …", "8 727 … не отвечает", "мне звонили с …"; not "звонил вам с …", nor "если не отвечу на …".
    """
    words_before = [] if _ends_with_pause(before) else words_of_last_piece(before)
    words_behind = _words_of_sentence(behind)
    words = (*words_before, *words_behind)
    if any(word in terms.if_words or word in terms.my_words for word in words):
        return False
    if _has(words_before, terms.incoming_words) and _has(words_before, terms.from_words):
        return True
    has_dialled = _has(words, terms.dialled_words) or _has(words, terms.incoming_words)
    if has_dialled and _has(words_before, terms.to_me_words):
        return True
    if _has(words_before, terms.from_words) or _has(words_behind[:1], terms.from_words):
        return _has(words, terms.incoming_words) and not _has(words, terms.dialled_words)
    return has_dialled or _has(words, terms.unanswered_words)


def _has(words: Sequence[str], group: WordSet) -> bool:
    return any(word in group for word in words)


def names_other_person(words: Sequence[str], terms: ContactTerms) -> bool:
    """Returns whether words behind a number name somebody at work: "это бухгалтер", "is the site foreman".

    "Нужен курьер" asks for one.
    """
    if _has(words, terms.wanted_words):
        return False
    for word in words[:_OTHER_REACH_WORDS]:
        if word in terms.other_person_words:
            return True
        if len(word) > _MAX_SMALL_WORD_CHARS:
            return False
    return False


def _first_piece(text: str) -> str:
    return _PAUSE.split(text.lstrip(" "), maxsplit=1)[0]


def _words_of_sentence(text: str) -> list[str]:
    return normalized_words(_SENTENCE.split(text.replace("|", "."), maxsplit=1)[0])


def _calls_it_companys(before: str, behind: str, terms: ContactTerms) -> bool:
    return is_company_number(before, terms) or _is_followed_by_company_cue(behind, terms)


def _is_followed_by_company_cue(behind: str, terms: ContactTerms) -> bool:
    """Returns whether "это ваш номер" stands right behind a number: "8 727 … это ваш номер"."""
    words = words_of_first_piece(behind)[:_MAX_CUE_WORDS]
    while words and words[0] in terms.name_hints:
        words = words[1:]
    return len(words) > 1 and words[0] in terms.your_words and words[1] in terms.contact_nouns


def _with_use(owner: PhoneOwner, before: str, behind: str, terms: ContactTerms) -> PhoneOwner:
    """Returns whether one of several numbers is in use; an old one is not, even where it is called "мой"."""
    use = _use_of(before, behind, terms)
    return use if owner is PhoneOwner.UNKNOWN or use is PhoneOwner.OUTDATED else owner


def _use_of(before: str, behind: str, terms: ContactTerms) -> PhoneOwner:
    """ "На старый … не звоните, новый …", "don't use … anymore"."""
    words_before = words_of_last_piece(before)
    words_behind = [] if _starts_with_pause(behind) else words_of_first_piece(behind)
    words = (*words_before, *words_behind)
    if any(word in terms.if_words for word in words):
        return PhoneOwner.UNKNOWN
    if any(word in terms.outdated_words for word in words):
        return PhoneOwner.OUTDATED
    return PhoneOwner.IN_USE if any(word in terms.in_use_words for word in words_before) else PhoneOwner.UNKNOWN


def _describes_next(gap: str, first_owner: PhoneOwner) -> bool:
    """Returns whether what stands between two numbers speaks of the second: "мой …, а это жены …"."""
    if len(_split_at_pauses(gap)) > 1 or (_starts_with_pause(gap) and gap.strip(" ,;.\n")):
        return True
    return first_owner is not PhoneOwner.UNKNOWN and not _ends_with_pause(gap)


def _has_pause(gap: str) -> bool:
    """Returns whether a gap is divided, or says nothing that two numbers could share."""
    return len(_split_at_pauses(gap)) != 1 or _ends_with_pause(gap)


def _starts_with_pause(gap: str) -> bool:
    return gap.lstrip(" ")[:1] in _PAUSE_MARKS


def _ends_with_pause(gap: str) -> bool:
    return gap.rstrip(" ")[-1:] in _PAUSE_MARKS


def _split_at_pauses(text: str) -> list[str]:
    return [piece for piece in _PAUSE.split(text.replace("|", " ")) if piece.strip(" :-—–()")]


def words_of_first_piece(text: str) -> list[str]:
    pieces = _split_at_pauses(text)
    return normalized_words(pieces[0]) if pieces else []


def words_of_last_piece(text: str) -> list[str]:
    pieces = _split_at_pauses(text)
    return normalized_words(pieces[-1]) if pieces else []


def _owner_said_before(gap: str, terms: ContactTerms) -> PhoneOwner:
    pieces = [normalized_words(piece) for piece in _split_at_pauses(gap)]
    words = pieces.pop() if pieces else []
    if _has(words, terms.self_pronouns) and all(len(word) <= _MAX_SMALL_WORD_CHARS - 1 for word in words):
        return PhoneOwner.CUSTOMER  # "…, а я на 8 701 …"
    # "the driver, Pete, is on …": the name and small words go with the piece before them
    while pieces and words and all(len(word) <= 2 or is_first_name(word, terms) for word in words):
        words = [*pieces.pop(), *words]
    return _owner_of(words, terms)


def _owner_said_behind(gap: str, terms: ContactTerms) -> PhoneOwner:
    """Returns the owner that the words behind a number name and nothing else: "87021234567 это жены"."""
    words = words_of_first_piece(gap)
    is_told = all(_is_told(word, terms) for word in words)
    return _owner_of(words, terms) if is_told else PhoneOwner.UNKNOWN


def _owner_of(words: Sequence[str], terms: ContactTerms) -> PhoneOwner:
    """ "Номер жены" is hers, "мой" the customer's; in "подарок для мамы" nobody's number is spoken of."""
    if _is_other_person(words, terms):
        return PhoneOwner.THIRD_PARTY
    third_party = next((index for index, word in enumerate(words) if word in terms.third_party_words), None)
    if third_party is not None:
        is_about_number = _is_number_of(words, third_party, terms) or all(
            _is_told(word, terms) for word in words[max(0, third_party - 1) :]
        )
        return PhoneOwner.THIRD_PARTY if is_about_number else PhoneOwner.UNKNOWN
    is_own = any(word in terms.my_words for word in words[-(_MAX_CUE_WORDS + 1) :])
    return PhoneOwner.CUSTOMER if is_own else PhoneOwner.UNKNOWN


def _is_number_of(words: Sequence[str], person: int, terms: ContactTerms) -> bool:
    """Returns whether the word behind a person speaks of a number: "інімнің нөмірін беріңіз"."""
    return person + 1 < len(words) and words[person + 1] in terms.phone_words


def _is_other_person(words: Sequence[str], terms: ContactTerms) -> bool:
    """ "Водитель Ержан 8701 …", "обсудите с бухгалтером, 8701 …": somebody at work is the last who is named."""
    roles = [index for index, word in enumerate(words) if word in terms.other_person_words]
    if not roles or _has(words[: roles[-1]], terms.wanted_words):
        return False
    return all(
        _is_told(word, terms) or is_first_name(word, terms) or word in terms.receiving_verbs
        for word in words[roles[-1] + 1 :]
    )


def _is_told(word: str, terms: ContactTerms) -> bool:
    """Returns whether a word speaks of a number and its owner: "номер", "это", "мой", "жены", or a small word."""
    return len(word) <= 2 or any(
        word in words for words in (terms.phone_words, terms.name_hints, terms.my_words, terms.third_party_words)
    )
