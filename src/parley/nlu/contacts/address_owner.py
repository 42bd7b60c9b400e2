"""Whose an e-mail address or a @handle is said to be."""

import re
from collections.abc import Sequence
from itertools import pairwise

from parley.domain.understanding import ContactKind, ContactOwner
from parley.nlu.contacts.phone_owner import (
    gaps_around,
    is_company_number,
    is_dialled_number,
    names_other_person,
    words_of_first_piece,
    words_of_last_piece,
)
from parley.nlu.contacts.vocabulary import ContactTerms

_ENDS_SENTENCE = re.compile(r"[,;.!?\n]\s*$")


def classify_address_owners(
    text: str, spans: Sequence[tuple[int, int]], kind: ContactKind, terms: ContactTerms, *, is_requested: bool
) -> list[ContactOwner]:
    """Returns whose each address is. `text`: with all numbers and addresses hidden; `spans`: those of one kind.

    Of an e-mail address that nobody calls somebody else's, the customer is the owner. A handle needs a word for it:
    "пишите в телеграм @kate"; `is_requested`: or the question for a contact.
    """
    if not spans:
        return []
    return [
        _owner_of(before, behind, kind, terms, is_requested=is_requested)
        for before, behind in pairwise(gaps_around(text, spans))
    ]


def _owner_of(
    before: str, behind: str, kind: ContactKind, terms: ContactTerms, *, is_requested: bool
) -> ContactOwner:
    words = [] if _ENDS_SENTENCE.search(before) else words_of_last_piece(before)
    words_behind = words_of_first_piece(behind)
    is_own = any(word in terms.my_words or word in terms.to_me_words for word in words)
    other = _last_index(words, terms)
    if other is not None and not any(word in terms.to_me_words for word in words[other:]):
        return "other"
    if not is_own and _is_companys(before, behind, words, kind, terms):
        return "company"
    if names_other_person(words_behind, terms):
        return "other"
    if kind == "email" or is_own or is_requested:
        return "customer"
    near = (*words, *words_behind)
    return "customer" if any(word in terms.messenger_words for word in near) else "unknown"


def _last_index(words: Sequence[str], terms: ContactTerms) -> int | None:
    """Returns where the last person stands that an address may belong to; None for nobody."""
    people = (terms.third_party_words, terms.kinship_words, terms.other_person_words)
    found = [index for index, word in enumerate(words) if any(word in group for group in people)]
    return found[-1] if found and not any(word in terms.self_pronouns for word in words[: found[-1]]) else None


def _is_companys(before: str, behind: str, words: Sequence[str], kind: ContactKind, terms: ContactTerms) -> bool:
    if is_company_number(before, terms) or is_dialled_number(before, behind, terms):
        return True
    is_yours = any(word in terms.your_words for word in words[-2:])
    return is_yours or (kind == "handle" and any(word in terms.at_you_words for word in words))
