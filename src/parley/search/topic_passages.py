"""The passage that is best on a topic, and what of it is told: in the customer's language where there is one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from parley.concepts.token import ConceptToken, concept_tokens, token_similarity
from parley.domain.search_results import PassageHit, SearchResults
from parley.search.answer_sentences import answer_sentences, asked_details
from parley.search.company_info import find_info
from parley.search.opening_days import in_week_order
from parley.search.passage_language import passage_language
from parley.search.question import Question
from parley.search.rank import SearchOptions
from parley.search.retrieve import retrieve_text
from parley.search.topics import (
    GENERIC_TIME_CONCEPT,
    TOPIC_QUERIES,
    concept_topic,
    fits_topic,
    is_about_topic,
    named_topics,
)
from parley.services import Services

# A word of a passage is one of the question from here on.
_MIN_SIMILARITY = 0.8
# With a lift and without one: half of the rule would mislead.
_WHOLE_RULE_TOPIC = "floor-delivery"
# The policies of ranking leave little: on a topic all that speaks of it is looked at.
_ALL_PASSAGES = SearchOptions(limit=8)


async def search_topic(rt: Services, question: Question, topic: str, results: SearchResults) -> SearchResults:
    """Returns the results with the passage that is best on the topic, in this order: one under its heading, the
    company's profile, one that speaks of it."""
    own = [hit for hit in results.passages if fits_topic(topic, hit.text)]
    best: Sequence[PassageHit]
    if own and is_about_topic(own[0].title, topic) and is_in_own_language(rt, own[0], question):
        best = own
    else:
        best = await _find_best(rt, question, topic, own, has_products=bool(results.products))
    if not best:
        return replace(results, passages=own)
    if own and not _is_named_itself(question, topic) and _meets_more(question, topic, own[0], best[0]):
        best = own
    return replace(results, products=(), facts=(), is_product_query=False, passages=best[:1])


async def _find_best(
    rt: Services, question: Question, topic: str, own: Sequence[PassageHit], *, has_products: bool
) -> Sequence[PassageHit]:
    """Returns the passages on a topic, the best first. `own`: those that the question's words found."""
    found = await retrieve_text(rt, question.company, TOPIC_QUERIES[topic], "en", _ALL_PASSAGES)
    fitting = [hit for hit in found.passages if fits_topic(topic, hit.text)]
    passages = own_language_first(rt, [*own, *fitting], question)
    return (
        [hit for hit in passages if is_about_topic(hit.title, topic)]
        or _profile_passages(rt, question, topic)
        or [hit for hit in passages if is_about_topic(hit.text, topic)]
        or ([] if has_products else passages)
    )


def _is_named_itself(question: Question, topic: str) -> bool:
    """Returns whether words name the topic, and do not only ask how many days something takes."""
    annotations = question.message.annotations
    return topic in named_topics(part for part in annotations if part.concept != GENERIC_TIME_CONCEPT)


def _meets_more(question: Question, topic: str, own: PassageHit, best: PassageHit) -> bool:
    """Returns whether a passage that was found by the words of the question has more of what it asks about: "how
    long does your check take?" is about the check, "do you come to the office?" about the office."""
    asked = [
        token for token in question.query.tokens if not token.is_number and concept_topic(token.concept) != topic
    ]
    return _count_met(asked, own) > _count_met(asked, best)


def _count_met(asked: Iterable[ConceptToken], hit: PassageHit) -> int:
    told = (*concept_tokens(hit.title), *concept_tokens(hit.text))
    return sum(any(token_similarity(token, other) >= _MIN_SIMILARITY for other in told) for token in asked)


def own_language_first(rt: Services, passages: Iterable[PassageHit], question: Question) -> list[PassageHit]:
    """Returns the passages with those in the customer's language first, else in their order."""
    return sorted(passages, key=lambda hit: not is_in_own_language(rt, hit, question))


def is_in_own_language(rt: Services, hit: PassageHit, question: Question) -> bool:
    """Returns whether a passage is written in the customer's language."""
    return passage_language(rt, hit.text, question.company.language) == question.understanding.language


def cut_passage(rt: Services, hit: PassageHit, question: Question, topic: str, today: date) -> PassageHit:
    """Returns a passage with the sentences that answer the question, and its language. `topic`: the question's, or
    empty; `today`: the company's day."""
    if topic == _WHOLE_RULE_TOPIC:
        return whole_passage(rt, hit, question)
    details = asked_details(question, rt.date_matcher, today)
    if topic and not is_about_topic(hit.title, topic):
        details = replace(details, tokens=(*details.tokens, *concept_tokens(TOPIC_QUERIES[topic])))
    return replace(
        hit,
        answer=answer_sentences(hit.text, hit.title, details, rt.date_matcher, keeps_rule=topic == "returns"),
        language=_told_language(rt, hit, question),
    )


def whole_passage(rt: Services, hit: PassageHit, question: Question) -> PassageHit:
    """Returns a passage whole, up to what an answer holds, with its language."""
    return replace(hit, answer=hit.answer or hit.text, language=_told_language(rt, hit, question))


def is_foreign(hit: PassageHit, question: Question) -> bool:
    """Returns whether a passage as it is told is not in the customer's language."""
    return bool(hit.language) and hit.language != question.understanding.language


def _told_language(rt: Services, hit: PassageHit, question: Question) -> str:
    """Returns the language of a passage; empty for what templates word."""
    return "" if hit.info_topic else passage_language(rt, hit.text, question.company.language)


def _profile_passages(rt: Services, question: Question, topic: str) -> list[PassageHit]:
    """Returns what the company's profile says on the topic, as one passage; none where it says nothing."""
    info = find_info(question.company, topic, question.understanding.language)
    if info and topic == "hours":
        info = replace(info, text=in_week_order(info.text, rt.date_matcher))
    return [info] if info else []
