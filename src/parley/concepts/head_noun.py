"""Which of the things a question names is asked for, and which only say more of it.

"чехол для айфона", "monitor for the reception desk", "iphone uchun g'ilof": a case, a monitor, a case.
"""

import re
from collections.abc import Sequence

from parley.concepts.matcher import BRANDS, GOODS, QUALITIES, SERVICES, TERMS, Meant, heads
from parley.concepts.token import Token, pieces
from parley.text.tokenize import skeleton, words

_THINGS = GOODS | SERVICES | TERMS
_NAMED = GOODS | SERVICES | BRANDS


def _plain(listed: str) -> frozenset[str]:
    return frozenset(map(skeleton, words(listed)))


# What comes after these says more of what came before.
_BEFORE = _plain(
    "для на в во с со под из от к ко при за без чтобы который которая которое которые где під із зі щоб який яка "
    "for with to of that which under behind on in at by without over from"
)
_FOR = _plain("для під for to uchun")
_WITH = _plain("with с со з із зі")
# What comes before these says more of what comes after.
_BEHIND = _plain("үшін үчүн uchun арналған арналган зориулсан зориулж")
# Letters of the languages in which what it is comes last, but for a product's own name in quotes.
_CASES = frozenset("әіңғүұқһө")
_BEGINNING = 6  # words of a description
_MADE_UP = re.compile(r"\b[A-Z]+[a-z]+[A-Z]\w*")  # "BusinessBook"
_QUOTED = re.compile('[«“"][^»”"]*[»”"]')


def modifiers(parts: Sequence[Meant]) -> frozenset[int]:
    """The places of the parts that only say more of another."""
    for at, part in enumerate(parts):
        said = tuple(map(skeleton, part.words))
        if not _BEHIND.isdisjoint(said) and any(each.meaning in GOODS for each in parts[at + 1 :]):
            return frozenset(range(at + 1))
        if said[0] in _BEFORE and _heads(parts, at, said[0]):
            return frozenset(range(at, len(parts)))
        if len(said) > 1 and said[-1] in _BEFORE and part.meaning and _heads(parts, at, said[-1]):
            return frozenset(range(at, len(parts)))
    return frozenset()


def unknown_head(parts: Sequence[Meant], idle: frozenset[str]) -> str:
    """The word nobody knows that is asked for, as in `Token.plain`: "подставка" of "подставка для ноутбука"."""
    for at in range(1, len(parts) - 1):
        before = parts[at - 1]
        if skeleton(parts[at].words[0]) in _FOR:
            goods = any(each.meaning in GOODS for each in parts[at + 1 : at + 3])
            unknown = not before.meaning and len(before.words[0]) > 2 and before.words[0].isalpha()
            if goods and unknown and skeleton(before.words[0]) not in idle:
                return skeleton(before.words[0])
    return ""


def _heads(parts: Sequence[Meant], at: int, preposition: str) -> bool:
    if preposition in _WITH and any(each.meaning in QUALITIES for each in parts[:at]):
        return True
    return any(each.meaning in _NAMED for each in parts[:at]) or (
        preposition in _FOR and bool(unknown_head(parts[: at + 3], frozenset()))
    )


def own_kinds(name: Sequence[Token], written: str) -> tuple[str, ...]:
    """The concepts of what a product of this name is. In Russian and Ukrainian that comes first ("сумка
    ноутбук"), in the other languages last ("laptop backpack"), in all before what it is for."""
    made_up = frozenset(skeleton(word.casefold()) for word in _MADE_UP.findall(written))
    plainly = [each for each in name if each.plain not in made_up]
    plain = _QUOTED.sub("", written).casefold()
    if any("а" <= letter <= "я" for letter in plain) and _CASES.isdisjoint(plain):
        return _also_alone(next((each for each in plainly if each.meaning in _THINGS), None), name, last=False)
    kind = None
    for each in plainly:
        if each.plain in _BEFORE and kind:
            break
        if each.meaning in _THINGS:
            kind = each
    return _also_alone(kind, name, last=True)


def said_to_be(description: Sequence[Token]) -> tuple[str, ...]:
    """What a description calls the product to begin with: "A managed switch that …"."""
    for each in description[:_BEGINNING]:
        if each.plain in _BEFORE:
            break
        if each.meaning in GOODS:
            return (each.meaning, *[piece.meaning for piece in pieces(each) if piece.meaning in GOODS])
    return ()


def _also_alone(kind: Token | None, name: Sequence[Token], *, last: bool) -> tuple[str, ...]:
    """What it means, and what its main word does: a "письменный стол" is a desk, and a table. And what of
    its kind the name goes on with: "наушники AirPods"."""
    if kind is None:
        return ()
    words = pieces(kind)[-1:] if last else [each for each in pieces(kind) if each.meaning in GOODS][:1]
    closer = [each for each in name if kind.meaning in heads(each.meaning)]
    return (kind.meaning, *[each.meaning for each in (*words, *closer) if each.meaning in GOODS])
