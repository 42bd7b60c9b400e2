"""Whose a number is said to be: "мой", "номер жены", or nothing."""

import re
from collections.abc import Sequence
from enum import IntEnum

from parley.nlu.contacts.vocabulary import ContactTerms
from parley.text.tokenize import tokenize

_PAUSE = re.compile(r"[,;\n.!?]|\s[—–-]\s")
_MAX_CUE_WORDS, _MAX_GAP_CHARS = 3, 60


class PhoneOwner(IntEnum):
    """Whose a number is said to be; the greater is the likelier to be the customer's."""

    COMPANY = 0
    THIRD_PARTY = 1
    OUTDATED = 2
    UNKNOWN = 3
    IN_USE = 4
    CUSTOMER = 5


def classify_phone_owners(text: str, spans: Sequence[tuple[int, int]], terms: ContactTerms) -> list[PhoneOwner]:
    """What is said before each number or, where nothing is, behind it."""
    gaps = [
        text[max(before, after - _MAX_GAP_CHARS) : after]
        for before, after in zip([0, *(end for _, end in spans)], (start for start, _ in spans), strict=False)
    ]
    labels_before = [_label_owner(_split_at_pauses(gap)[-1:], terms) for gap in gaps]
    tail = text[spans[-1][1] : spans[-1][1] + _MAX_GAP_CHARS]
    labels = []
    for index in range(len(spans)):
        following = gaps[index + 1] if index + 1 < len(spans) else tail
        pieces = _split_at_pauses(following)
        is_shared_gap = index + 1 < len(spans) and len(pieces) == 1 and not _ends_with_pause(following)
        label = labels_before[index]
        if index and not _gap_describes_next(gaps[index], labels_before[0]):
            label = PhoneOwner.UNKNOWN
        if (
            label is PhoneOwner.UNKNOWN
            and pieces
            and (not is_shared_gap or not _gap_describes_next(following, labels_before[0]))
        ):
            label = _label_owner(pieces[:1], terms, strict=True)
        if label is not PhoneOwner.CUSTOMER and (
            is_company_number(gaps[index], terms) or _is_followed_by_company_cue(pieces, terms)
        ):
            label = PhoneOwner.COMPANY
        elif label in (PhoneOwner.UNKNOWN, PhoneOwner.CUSTOMER) and len(spans) > 1:
            use_label = _label_use(gaps[index], following if not is_shared_gap else "", terms)
            label = use_label if label is PhoneOwner.UNKNOWN or use_label is PhoneOwner.OUTDATED else label
        labels.append(label)
    return labels


def is_company_number(before: str, terms: ContactTerms) -> bool:
    """Whether what is said before a number or an address calls it the company's own: "ваш номер", "the number on
    your website", "нөміріңіз"; "с вашей почты на …" leads to another."""
    pieces = _split_at_pauses(before[-_MAX_GAP_CHARS:])
    if not pieces or "\n" in before[-1:]:
        return False
    words = [word.normalized for word in tokenize(pieces[-1]).tokens]
    if not words or words[-1] in terms.rename_prepositions or any(word in terms.my_words for word in words):
        return False
    noun_indices = [index for index, word in enumerate(words) if word in terms.contact_nouns]
    if any(word in terms.your_contact_nouns for word in words):
        return True
    has_your_word = any(
        words[index] in terms.your_words
        for noun_index in noun_indices
        for index in range(max(0, noun_index - 2), noun_index)
    )
    return has_your_word or (bool(noun_indices) and any(word in terms.site_words for word in words))


def _is_followed_by_company_cue(pieces: Sequence[str], terms: ContactTerms) -> bool:
    """ "8 727 … это ваш номер": nothing else in between."""
    words = [word.normalized for word in tokenize(pieces[0]).tokens][:_MAX_CUE_WORDS] if pieces else []
    while words and words[0] in terms.name_hints:
        words = words[1:]
    return len(words) > 1 and words[0] in terms.your_words and words[1] in terms.contact_nouns


def _label_use(before: str, following: str, terms: ContactTerms) -> PhoneOwner:
    """Of several: "на старый … не звоните, новый …", "don't use … anymore"."""
    head = [word.normalized for word in tokenize((_split_at_pauses(before) or [""])[-1]).tokens]
    tail = [] if following.lstrip(" ")[:1] in tuple(",;.\n") else _split_at_pauses(following)[:1]
    rest = [word.normalized for word in tokenize(tail[0]).tokens] if tail else []
    if any(word in terms.if_words for word in (*head, *rest)):
        return PhoneOwner.UNKNOWN
    if any(word in terms.outdated_words for word in (*head, *rest)):
        return PhoneOwner.OUTDATED
    return PhoneOwner.IN_USE if any(word in terms.in_use_words for word in head) else PhoneOwner.UNKNOWN


def _gap_describes_next(gap: str, first_label: PhoneOwner) -> bool:
    """Whether what stands between two numbers speaks of the second: "мой …, а это жены …"."""
    if len(_split_at_pauses(gap)) > 1 or (gap.lstrip(" ")[:1] in tuple(",;.\n") and gap.strip(" ,;.\n")):
        return True
    return first_label is not PhoneOwner.UNKNOWN and not _ends_with_pause(gap)


def _ends_with_pause(gap: str) -> bool:
    return gap.rstrip(" ")[-1:] in tuple(",;.\n")


def _split_at_pauses(text: str) -> list[str]:
    return [piece for piece in _PAUSE.split(text.replace("|", " ")) if piece.strip(" :-—–()")]


def _label_owner(pieces: Sequence[str], terms: ContactTerms, *, strict: bool = False) -> PhoneOwner:
    """ "Номер жены" is theirs, "мой" own; in "подарок для мамы" nobody's number is spoken of."""
    if not pieces:
        return PhoneOwner.UNKNOWN
    words = [word.normalized for word in tokenize(pieces[0]).tokens]
    is_own = [word in terms.my_words for word in words]
    is_third_party = [word in terms.third_party_words for word in words]
    is_filler = [word in terms.phone_words or word in terms.name_hints or len(word) <= 2 for word in words]
    is_known = [a or b or c for a, b, c in zip(is_own, is_third_party, is_filler, strict=True)]
    if strict and not all(is_known):
        return PhoneOwner.UNKNOWN
    if any(is_third_party):
        first = is_third_party.index(True)
        is_told = all(is_known[first:]) and (first == 0 or is_known[first - 1])
        return PhoneOwner.THIRD_PARTY if is_told else PhoneOwner.UNKNOWN
    last = max((index for index, own in enumerate(is_own) if own), default=-1)
    return PhoneOwner.CUSTOMER if last >= 0 and len(words) - last <= _MAX_CUE_WORDS + 1 else PhoneOwner.UNKNOWN
