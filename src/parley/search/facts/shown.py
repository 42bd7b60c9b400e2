"""Questions about what was shown last: "а сколько весит?", "does it have bluetooth?", "а второй?"."""

from collections.abc import Sequence
from dataclasses import replace

from parley.concepts.matcher import GOODS
from parley.concepts.token import concept_tokens
from parley.domain.search_results import ProductHit, SearchResults
from parley.search.catalogue_rows import fetch_by_ids
from parley.search.facts.asked import AskedFact, read_asked
from parley.search.facts.find import add_facts
from parley.search.facts.named import name_words
from parley.search.question import Question
from parley.services import Services

# A question about what was shown says little else.
_MAX_TOPIC_WORDS = 6


async def answer_about_shown(rt: Services, question: Question, shown: Sequence[str]) -> SearchResults | None:
    """Returns the facts that answer a question about products shown before, and these products; None where it asks
    of something else, or the cards do not say. `shown`: their ids."""
    asked = read_asked(question)
    # "В наличии?" is asked of what was shown, "а Lenovo есть?" of another.
    asks_availability = asked.asks_availability and not question.query.tokens
    if not shown or not (asked.is_about_attributes or asked.words or asks_availability):
        return None
    if len(question.understanding.content_words) > _MAX_TOPIC_WORDS:
        return None
    async with rt.db.direct(question.company.id) as connection:
        hits = await fetch_by_ids(connection, question.company, shown)
    if not hits or _names_other_goods(question, asked, hits):
        return None
    results = add_facts(SearchResults(products=hits, is_product_query=True), question, are_meant=True)
    known = [fact for fact in results.facts if getattr(fact, "verdict", "") != "unknown"]
    if not known and not (results.facts and asked.is_about_attributes):
        return None
    return replace(results, facts=tuple(known or results.facts))


def _names_other_goods(question: Question, asked: AskedFact, hits: Sequence[ProductHit]) -> bool:
    """Tells whether the question names goods that none of the products is; what is asked of them is none: the
    "camera" of a phone."""
    own = {token.concept for hit in hits for token in (*name_words(hit), *concept_tokens(hit.category))}
    return any(
        token.concept in GOODS
        and not any(_is_kind_of(token.concept, kind) for kind in own)
        and asked.latin_words.isdisjoint(token.latin.split(" "))
        for token in question.query.tokens
    )


def _is_kind_of(concept: str, other: str) -> bool:
    return concept == other or concept.endswith(f"-{other}") or other.endswith(f"-{concept}")
