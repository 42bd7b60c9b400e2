"""Whose a number is said to be: "мой", "номер жены", or nothing."""

import re
from collections.abc import Sequence
from enum import IntEnum

from parley.nlu.contacts.vocabulary import Vocabulary
from parley.text.tokenize import read

_PAUSE = re.compile(r"[,;\n.!?]|\s[—–-]\s")
_NEAR, _MOST_BETWEEN = 3, 60


class Whose(IntEnum):
    """Whose a number is said to be; the greater is the likelier to be the customer's."""

    COMPANYS = 0
    THEIRS = 1
    OLD = 2
    UNSAID = 3
    NEW = 4
    OWN = 5


def whose(text: str, spans: Sequence[tuple[int, int]], known: Vocabulary) -> list[Whose]:
    """What is said before each number or, where nothing is, behind it."""
    gaps = [
        text[max(before, after - _MOST_BETWEEN) : after]
        for before, after in zip([0, *(end for _, end in spans)], (start for start, _ in spans), strict=False)
    ]
    heads = [_labelled(_pieces(gap)[-1:], known) for gap in gaps]
    tail = text[spans[-1][1] : spans[-1][1] + _MOST_BETWEEN]
    labels = []
    for at in range(len(spans)):
        behind = gaps[at + 1] if at + 1 < len(spans) else tail
        pieces = _pieces(behind)
        shared = at + 1 < len(spans) and len(pieces) == 1 and not _trailing(behind)
        label = heads[at]
        if at and not _before_it(gaps[at], heads[0]):
            label = Whose.UNSAID
        if label is Whose.UNSAID and pieces and (not shared or not _before_it(behind, heads[0])):
            label = _labelled(pieces[:1], known, strict=True)
        if label is not Whose.OWN and (companys(gaps[at], known) or _behind_companys(pieces, known)):
            label = Whose.COMPANYS
        elif label in (Whose.UNSAID, Whose.OWN) and len(spans) > 1:
            in_use = _in_use(gaps[at], behind if not shared else "", known)
            label = in_use if label is Whose.UNSAID or in_use is Whose.OLD else label
        labels.append(label)
    return labels


def companys(before: str, known: Vocabulary) -> bool:
    """Whether what is said before a number or an address calls it the company's own: "ваш номер", "the number on
    your website", "нөміріңіз"; "с вашей почты на …" leads to another."""
    pieces = _pieces(before[-_MOST_BETWEEN:])
    if not pieces or "\n" in before[-1:]:
        return False
    said = [word.folded for word in read(pieces[-1]).words]
    if not said or said[-1] in known.onto or any(word in known.own for word in said):
        return False
    lines = [at for at, word in enumerate(said) if word in known.lines]
    if any(word in known.your_lines for word in said):
        return True
    near = any(said[at] in known.yours for line in lines for at in range(max(0, line - 2), line))
    return near or (bool(lines) and any(word in known.sites for word in said))


def _behind_companys(pieces: Sequence[str], known: Vocabulary) -> bool:
    """ "8 727 … это ваш номер": nothing else in between."""
    said = [word.folded for word in read(pieces[0]).words][:_NEAR] if pieces else []
    while said and said[0] in known.hints:
        said = said[1:]
    return len(said) > 1 and said[0] in known.yours and said[1] in known.lines


def _in_use(before: str, behind: str, known: Vocabulary) -> Whose:
    """Of several: "на старый … не звоните, новый …", "don't use … anymore"."""
    head = [word.folded for word in read((_pieces(before) or [""])[-1]).words]
    tail = [] if behind.lstrip(" ")[:1] in tuple(",;.\n") else _pieces(behind)[:1]
    rest = [word.folded for word in read(tail[0]).words] if tail else []
    if any(word in known.ifs for word in (*head, *rest)):
        return Whose.UNSAID
    if any(word in known.old for word in (*head, *rest)):
        return Whose.OLD
    return Whose.NEW if any(word in known.new for word in head) else Whose.UNSAID


def _before_it(gap: str, first: Whose) -> bool:
    """Whether what stands between two numbers speaks of the second: "мой …, а это жены …"."""
    if len(_pieces(gap)) > 1 or (gap.lstrip(" ")[:1] in tuple(",;.\n") and gap.strip(" ,;.\n")):
        return True
    return first is not Whose.UNSAID and not _trailing(gap)


def _trailing(gap: str) -> bool:
    return gap.rstrip(" ")[-1:] in tuple(",;.\n")


def _pieces(text: str) -> list[str]:
    return [piece for piece in _PAUSE.split(text.replace("|", " ")) if piece.strip(" :-—–()")]


def _labelled(pieces: Sequence[str], known: Vocabulary, *, strict: bool = False) -> Whose:
    """ "Номер жены" is theirs, "мой" own; in "подарок для мамы" nobody's number is spoken of."""
    if not pieces:
        return Whose.UNSAID
    said = [word.folded for word in read(pieces[0]).words]
    ours = [word in known.own for word in said]
    kin = [word in known.theirs for word in said]
    small = [word in known.phone_words or word in known.hints or len(word) <= 2 for word in said]
    plain = [a or b or c for a, b, c in zip(ours, kin, small, strict=True)]
    if strict and not all(plain):
        return Whose.UNSAID
    if any(kin):
        first = kin.index(True)
        told = all(plain[first:]) and (first == 0 or plain[first - 1])
        return Whose.THEIRS if told else Whose.UNSAID
    last = max((at for at, own in enumerate(ours) if own), default=-1)
    return Whose.OWN if last >= 0 and len(said) - last <= _NEAR + 1 else Whose.UNSAID
