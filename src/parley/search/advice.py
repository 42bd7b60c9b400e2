"""What a company's documents say to somebody for whom something is wrong, or who has doubts: no goods."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from parley.domain.search_results import PassageHit, SearchResults
from parley.languages.registry import find_languages
from parley.search.passage_language import passage_language
from parley.search.question import Question
from parley.search.retrieve import retrieve, retrieve_text
from parley.services import Services

# By intent the English words that find advice in documents of every language, by concept.
_ADVICE_QUERIES: Mapping[str, str] = {"report_problem": "warranty?", "object_trust": "warranty? returns?"}
_OUTAGE = "report_outage"


async def search_documents(rt: Services, question: Question, trouble: str, *, is_new: bool = True) -> SearchResults:
    """Returns the passages that answer a message, those in the customer's language first. Where none is in that
    language, what the documents say in general of such a case comes with them. `trouble`: what went wrong, by its
    intent; empty where nothing did. `is_new`: whether it is told of for the first time."""
    found = [_with_language(rt, question, hit) for hit in (await retrieve(rt, question)).passages]
    own = [hit for hit in found if hit.language == question.understanding.language]
    if not own:
        advice = [
            _with_language(rt, question, hit) for hit in await _general_advice(rt, question, trouble, is_new=is_new)
        ]
        own = [hit for hit in advice if hit.language == question.understanding.language]
        found = found or advice
    return SearchResults(passages=[*own, *(hit for hit in found if hit not in own)])


def _with_language(rt: Services, question: Question, hit: PassageHit) -> PassageHit:
    return replace(hit, language=passage_language(rt, hit.text, question.company.language))


async def _general_advice(rt: Services, question: Question, trouble: str, *, is_new: bool) -> Sequence[PassageHit]:
    """Returns what the documents say of the case, whatever words the customer has for it."""
    company, intents = question.company, question.understanding.intents
    if trouble == _OUTAGE:
        return await _outage_advice(rt, question, is_new=is_new)
    query = next((_ADVICE_QUERIES[intent] for intent in intents if intent in _ADVICE_QUERIES), "")
    return (await retrieve_text(rt, company, query, "en")).passages if query else ()


async def _outage_advice(rt: Services, question: Question, *, is_new: bool) -> Sequence[PassageHit]:
    """Returns what to do when the service is down, or how long it takes to mend it, as documents in the customer's
    language or the company's head it."""
    languages = find_languages()
    for code in dict.fromkeys((question.understanding.language, question.company.language)):
        if code in languages:
            title = languages[code].outage_title if is_new else languages[code].repair_title
            found = await retrieve_text(rt, question.company, f"{title}?", code)
            if found.passages:
                return found.passages
    return ()
