"""Which of the company's passages an answer rests on."""

import re
from collections.abc import Iterable

import msgspec

from parley.concepts.token import latin_words
from parley.domain.search_results import PassageHit

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MIN_SHARED_WORDS, _MIN_SHARED_SHARE = 3, 0.34


def cite_sources(answer: str, passages: Iterable[PassageHit]) -> tuple[dict[str, object], ...]:
    """Returns the sources of an answer as clients get them, each place once: the passages it quotes; where it
    quotes none, those whose words it repeats."""
    company_hits = [hit for hit in passages if hit.document]
    if not company_hits:
        return ()
    answer_words, numbers = latin_words(answer), set(_NUMBER.findall(answer))
    quoted = [hit for hit in company_hits if hit.answer and hit.answer in answer]
    citations = (
        hit.citation() for hit in quoted or company_hits if quoted or _is_based_on(answer_words, numbers, hit.text)
    )
    unique = {(source["document"], source["page"], source["heading"]): source for source in citations}
    return tuple(unique.values())


def _is_based_on(answer_words: frozenset[str], numbers: set[str], text: str) -> bool:
    passage_words = latin_words(text)
    shared = len(answer_words & passage_words)
    enough = shared >= _MIN_SHARED_WORDS and (
        shared >= _MIN_SHARED_SHARE * len(passage_words) or shared >= 2 * _MIN_SHARED_WORDS
    )
    return enough or (shared >= min(2, len(passage_words)) and not numbers.isdisjoint(_NUMBER.findall(text)))


def parse_tool_passages(result: str) -> list[PassageHit]:
    """Returns the passages in the JSON result of the tool search_knowledge; none for the result of another tool."""
    try:
        return msgspec.json.decode(result, type=list[PassageHit])
    except msgspec.MsgspecError:
        return []
