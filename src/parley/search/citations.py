"""Which of the company's passages an answer rests on."""

import re
from collections.abc import Iterable

import msgspec

from parley.concepts.token import plains
from parley.domain.prompt_context import PassageHit

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_FEW, _SHARE = 3, 0.34


def named(answer: str, passages: Iterable[PassageHit]) -> tuple[dict[str, object], ...]:
    """The sources of an answer as clients get them, each place once: the passages it quotes, and where it quotes
    none, those whose words it says again."""
    own = [hit for hit in passages if hit.document]
    said, numbers = plains(answer), set(_NUMBER.findall(answer))
    quoted = [hit for hit in own if hit.answer and hit.answer in answer]
    found = (hit.source() for hit in quoted or own if quoted or _rests_on(said, numbers, hit.text))
    unique = {(source["document"], source["page"], source["heading"]): source for source in found}
    return tuple(unique.values())


def _rests_on(said: frozenset[str], numbers: set[str], text: str) -> bool:
    there = plains(text)
    both = len(said & there)
    enough = both >= _FEW and (both >= _SHARE * len(there) or both >= 2 * _FEW)
    return enough or (both >= min(2, len(there)) and not numbers.isdisjoint(_NUMBER.findall(text)))


def of_tool(result: str) -> list[PassageHit]:
    """The passages in what the tool search_knowledge gave; none in what others did."""
    try:
        return msgspec.json.decode(result, type=list[PassageHit])
    except msgspec.MsgspecError:
        return []
