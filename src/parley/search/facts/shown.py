"""Questions about what was shown last: "а сколько весит?", "does it have bluetooth?", "and for 50?"."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from parley.concepts.matcher import BRANDS, GOODS, PRODUCT_LINES
from parley.concepts.token import ConceptToken, concept_tokens, token_similarity
from parley.domain.search_results import ProductHit, SearchResults
from parley.search.catalogue_rows import fetch_by_ids
from parley.search.comparison import is_comparison
from parley.search.facts.advice import compare
from parley.search.facts.alternatives import with_alternatives
from parley.search.facts.asked import AskedFact, read_asked
from parley.search.facts.basket import basket_facts, counts_several
from parley.search.facts.card import cards_of
from parley.search.facts.choice import answer_choice, takes_goods
from parley.search.facts.find import add_facts, is_known, with_facts
from parley.search.facts.fitting import keep_fitting
from parley.search.facts.named import name_words
from parley.search.facts.order import is_superlative, read_rank
from parley.search.facts.pointing import asks_total, find_pointed, points_to_shown
from parley.search.facts.prices import several_facts
from parley.search.facts.ranking import fetch_kind, rank_facts
from parley.search.question import Question
from parley.services import Services

SearchPiece = Callable[[Question], Awaitable[SearchResults]]


class ShownProducts(NamedTuple):
    """The ids of what was shown."""

    #: by the last answer about goods, in its order
    ids: Sequence[str] = ()
    #: by those before it, the newest first
    earlier_ids: Sequence[str] = ()

    def followed_by(self, hits: Sequence[ProductHit]) -> "ShownProducts":
        """Returns what was shown after these products are; the same where they are none."""
        if not hits:
            return self
        ids = [hit.id for hit in hits]
        return ShownProducts(ids, [each for each in (*self.ids, *self.earlier_ids) if each not in ids])

    async def fetch(self, rt: Services, question: Question) -> tuple[list[ProductHit], list[ProductHit]]:
        """Returns the products shown last, and those before."""
        async with rt.db.direct(question.company.id) as connection:
            hits = await fetch_by_ids(connection, question.company, [*self.ids, *self.earlier_ids])
        last = [hit for hit in hits if hit.id in self.ids]
        return last, [hit for hit in hits if hit.id not in self.ids]


# A question about what was shown says little else.
_MAX_TOPIC_WORDS = 6


async def answer_about_shown(
    rt: Services, question: Question, shown: ShownProducts, search_piece: SearchPiece
) -> SearchResults | None:
    """Returns the facts that answer a question about products shown before, and these products; None where it asks
    of something else, or the cards do not say. `search_piece`: searches for a piece."""
    asked = read_asked(question)
    if not shown.ids or not _may_be_about_shown(question, asked):
        return None
    hits, earlier = await shown.fetch(rt, question)
    if not hits or _names_other_goods(question, asked, hits):
        return None
    pointed = find_pointed(question, asked, hits, earlier) if points_to_shown(question) else ()
    results = SearchResults(products=pointed or hits, is_product_query=True)
    if chosen := await answer_choice(question, asked, hits, earlier, search_piece):
        return await with_alternatives(rt, question, chosen)
    ordered = await _answer_order(rt, question, asked, results)
    if answered := ordered or _answer_comparison(question, asked, results):
        return answered
    if facts := await several_facts(question, hits, search_piece):
        return with_facts(results, facts)
    return _answer_attributes(question, asked, results)


async def answer_basket(
    rt: Services, question: Question, shown: ShownProducts, search_piece: SearchPiece
) -> SearchResults | None:
    """Returns what the different goods cost together that a message counts; None where it counts none."""
    if not counts_several(question):
        return None
    hits, _ = await shown.fetch(rt, question) if shown.ids else ([], [])
    found = await basket_facts(question, hits, search_piece)
    return SearchResults(products=found[1], is_product_query=True, facts=(found[0],)) if found else None


async def keep_fitting_shown(
    rt: Services, question: Question, results: SearchResults, shown: ShownProducts
) -> SearchResults:
    """Returns the results with only those products that go with the one shown, where that is asked for."""
    if len(shown.ids) != 1 or not results.products or not points_to_shown(question):
        return results
    hits, _ = await shown.fetch(rt, question)
    return await keep_fitting(rt, question, results, hits)


def _may_be_about_shown(question: Question, asked: AskedFact) -> bool:
    if len(question.understanding.content_words) > _MAX_TOPIC_WORDS:
        return False
    # "В наличии?" is asked of what was shown, "а Lenovo есть?" of another.
    asks_availability = asked.asks_stock and not question.query.tokens
    return bool(
        takes_goods(question)
        or (question.query.measures and question.understanding.asks_price)
        or asks_total(question)
        or points_to_shown(question)
        or asked.is_about_attributes
        or asked.words
        or asks_availability
        or read_rank(question.message.words)
        or is_comparison(question.message.annotations)
        or any(map(str.isdecimal, question.message.words))
    )


async def _answer_order(
    rt: Services, question: Question, asked: AskedFact, results: SearchResults
) -> SearchResults | None:
    """Returns the place asked for: among those shown, or among all of their kind where the most of all is wanted,
    or only one was shown."""
    request = read_rank(question.message.words)
    if request is None or question.query.names_service:
        return None  # "the second" that is cheaper is no place in an order
    hits = results.products
    if len(hits) == 1 or is_superlative(question.message.words):
        hits = await fetch_kind(rt, question, results, request)
    return rank_facts(hits, request)


def _answer_comparison(question: Question, asked: AskedFact, results: SearchResults) -> SearchResults | None:
    compares = is_comparison(question.message.annotations) and not asked.is_about_attributes
    if len(results.products) < 2 or not compares:
        return None
    if any(not token.concept for token in question.query.tokens):
        return None
    return replace(results, is_comparison=True, facts=(compare(cards_of(results.products)),))


def _answer_attributes(question: Question, asked: AskedFact, results: SearchResults) -> SearchResults | None:
    answered = add_facts(results, question, are_meant=True)
    if is_known(answered.facts):
        known = tuple(fact for fact in answered.facts if getattr(fact, "verdict", "") != "unknown")
        return replace(answered, facts=known)
    return answered if answered.facts and asked.is_about_attributes else None


def _names_other_goods(question: Question, asked: AskedFact, hits: Sequence[ProductHit]) -> bool:
    """Tells whether the question names goods, or a maker, that none of the products is of; what is asked of them is
    none: the "camera" of a phone."""
    names = [token for hit in hits for token in name_words(hit)]
    categories = [token for hit in hits for token in concept_tokens(hit.category)]
    own_kinds = {token.concept for token in (*names, *categories)}
    return any(
        _is_other_line(token, names) or (_is_other_kind(token, own_kinds) and not _is_asked_part(token, asked))
        for token in question.query.tokens
    )


def _is_other_line(token: ConceptToken, names: Sequence[ConceptToken]) -> bool:
    return token.concept in BRANDS | PRODUCT_LINES and not any(token_similarity(token, name) for name in names)


def _is_other_kind(token: ConceptToken, kinds: set[str]) -> bool:
    return token.concept in GOODS and not any(_is_kind_of(token.concept, kind) for kind in kinds)


def _is_asked_part(token: ConceptToken, asked: AskedFact) -> bool:
    """Tells whether goods are asked for as a part: "матрас входит?" of a bed, but not "какой матрас к ней?"."""
    is_attribute = not asked.latin_words.isdisjoint(token.latin.split(" ")) and not asked.is_wanted
    return is_attribute and not (asked.asks_value and asked.measures == (token.concept,))


def _is_kind_of(concept: str, other: str) -> bool:
    return concept == other or concept.endswith(f"-{other}") or other.endswith(f"-{concept}")
