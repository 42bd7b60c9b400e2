"""Questions about what was shown last: "а сколько весит?", "does it have bluetooth?", "and for 50?"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from parley.concepts.matcher import BRANDS, GOODS, PRODUCT_LINES
from parley.concepts.token import ConceptToken, concept_tokens, token_similarity
from parley.domain.product_facts import AttributeFact
from parley.domain.search_results import ProductHit, SearchResults
from parley.search.catalogue_rows import fetch_by_ids
from parley.search.comparison import asks_why, comparison_sides, is_comparing_word, is_comparison
from parley.search.facts.advice import compare
from parley.search.facts.alternatives import with_alternatives
from parley.search.facts.asked import AskedFact, read_asked
from parley.search.facts.basket import basket_facts, counts_several, listed_facts, lists_several
from parley.search.facts.card import cards_of
from parley.search.facts.choice import answer_choice, takes_goods
from parley.search.facts.find import add_facts, is_known, with_facts
from parley.search.facts.fit import fit_of_shown, read_own_measures
from parley.search.facts.fitting import keep_fitting
from parley.search.facts.mentions import find_same_name, name_numbers
from parley.search.facts.named import find_named, name_words
from parley.search.facts.order import is_superlative, read_rank, read_relative
from parley.search.facts.pointing import asks_total, find_pointed
from parley.search.facts.prices import several_facts
from parley.search.facts.quantities import sum_price
from parley.search.facts.ranking import fetch_kind, fetch_same_category, rank_facts
from parley.search.facts.references import points_to_shown
from parley.search.facts.relative import relative_facts
from parley.search.question import Question, SearchPiece
from parley.services import Services
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words


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
# Who asks for another number says little beside it.
_MAX_NUMBER_WORDS = 4
# A verb is behind them, if it is called as goods are.
_SUBJECTS = frozenset({"it", "they"})
_POSSESSIVES = frozenset(
    normalized_words(
        "my our мой моя мое мою моему моего моим мои наш нашу менің біздің менин биздин mening bizning менинг мій "
        "моє мого моєму миний манай"
    )
)


async def answer_about_shown(
    rt: Services, question: Question, shown: ShownProducts, search_piece: SearchPiece
) -> SearchResults | None:
    """Returns the facts that answer a question about products shown before, and these products; None where it asks
    of something else, or the cards do not say. `search_piece`: searches for a piece."""
    asked = read_asked(question)
    if not shown.ids:
        return None
    if fitting := await _answer_fit(rt, question, asked, shown):
        return fitting
    if not _may_be_about_shown(question, asked):
        return None
    hits, earlier = await shown.fetch(rt, question)
    compares = is_comparison(question.message.annotations)
    if not hits or (_names_other_goods(question, asked, hits) and not compares):
        return None
    pointed = find_pointed(question, hits, earlier) if points_to_shown(question.message) else ()
    results = SearchResults(products=pointed or hits, is_product_query=True)
    if chosen := await answer_choice(question, asked, hits, earlier, search_piece):
        return await with_alternatives(rt, question, chosen)
    if relative := await _answer_relative(rt, question, results):
        return relative
    ordered = await _answer_order(rt, question, asked, results)
    if ordered:
        return ordered
    if compared := await _answer_comparison(question, asked, results, hits, earlier, search_piece):
        return compared
    if other := await _answer_other_number(rt, question, hits):
        return other
    if facts := await several_facts(question, hits, search_piece):
        return with_facts(results, facts)
    return _answer_attributes(question, asked, results)


async def _answer_fit(
    rt: Services, question: Question, asked: AskedFact, shown: ShownProducts
) -> SearchResults | None:
    """Returns which of the goods shown is for whom the message tells of: "my dog is 22 kg, which one?"."""
    understanding = question.understanding
    takes = understanding.ready_to_order or "order" in understanding.intents
    if not read_own_measures(question) or takes or read_rank(question.message.words):
        return None
    hits, earlier = await shown.fetch(rt, question)
    if not hits or _names_other_goods(question, asked, hits):
        return None
    return await fit_of_shown(rt, question, asked, hits, earlier)


async def answer_basket(
    rt: Services, question: Question, shown: ShownProducts, search_piece: SearchPiece
) -> SearchResults | None:
    """Returns what the different goods cost that a message counts or lists; None where it does neither."""
    asked = read_asked(question)
    asks_price = question.understanding.asks_price or (asked.asks_value and not asked.is_about_attributes)
    compares = is_comparison(question.message.annotations)
    lists = asks_price and not compares and lists_several(question.message)
    if not (lists or counts_several(question)):
        return None
    hits, _ = await shown.fetch(rt, question) if shown.ids else ([], [])
    if counts_several(question) and (counted := await basket_facts(question, hits, search_piece)):
        return SearchResults(products=counted[1], is_product_query=True, facts=(counted[0],))
    listed = await listed_facts(question, hits, search_piece) if lists else None
    return SearchResults(products=listed[1], is_product_query=True, facts=listed[0]) if listed else None


async def keep_fitting_shown(
    rt: Services, question: Question, results: SearchResults, shown: ShownProducts
) -> SearchResults:
    """Returns the results with only those products that go with the one shown, where that is asked for."""
    if len(shown.ids) != 1 or not results.products or not points_to_shown(question.message):
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
        or points_to_shown(question.message)
        or asked.is_about_attributes
        or asked.words
        or asks_availability
        or read_rank(question.message.words)
        or is_comparison(question.message.annotations)
        or asks_why(question)
        or read_relative(question.message.words)
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


async def _answer_relative(rt: Services, question: Question, results: SearchResults) -> SearchResults | None:
    """Returns what is bigger, lighter, cheaper than what was shown; None where that is not asked for."""
    request = None if is_superlative(question.message.words) else read_relative(question.message.words)
    is_other = asks_why(question) or is_comparison(question.message.annotations) or question.query.names_service
    if request is None or is_other:
        return None
    kind = _of_same_kind(await fetch_same_category(rt, question, results.products[0]), results.products)
    if ranked := relative_facts(results.products, kind, request):
        return ranked
    ids = {hit.id for hit in results.products}
    others = [hit for hit in kind if hit.id not in ids and hit.available]
    answered = add_facts(SearchResults(products=others, is_product_query=True), question)
    return answered if is_known(answered.facts) else None


def _of_same_kind(hits: Sequence[ProductHit], shown: Sequence[ProductHit]) -> list[ProductHit]:
    """Returns the products that are not said to be goods of another kind: a cartridge is no cheaper printer."""
    kinds = {token.concept for hit in shown for token in name_words(hit) if token.concept in GOODS}
    ids = {hit.id for hit in shown}
    return [hit for hit in hits if hit.id in ids or _may_be_of(hit, kinds)]


def _may_be_of(hit: ProductHit, kinds: set[str]) -> bool:
    own = {token.concept for token in name_words(hit) if token.concept in GOODS}
    return not (own and kinds) or any(_is_kind_of(each, kind) for each in own for kind in kinds)


async def _answer_comparison(
    question: Question,
    asked: AskedFact,
    results: SearchResults,
    shown: Sequence[ProductHit],
    earlier: Sequence[ProductHit],
    search_piece: SearchPiece,
) -> SearchResults | None:
    """Returns in what those shown differ, or the one shown from another that is named, or was shown before:
    "чем он лучше самсунга?", "why is it dearer?"."""
    explains = asks_why(question)
    if not (explains or (is_comparison(question.message.annotations) and not asked.is_about_attributes)):
        return None
    hits = list(shown if explains and len(shown) > 1 else results.products)
    names = _names_compared(question)
    if names and not explains:
        hits = await _with_other(question, asked, names, hits, earlier, search_piece)
    elif len(hits) == 1:
        hits += [hit for hit in earlier if hit.category == hits[0].category][:1]
    if len(hits) < 2:
        return _describe_alone(hits[0]) if hits and explains else None
    return replace(results, products=hits, is_comparison=True, facts=(compare(cards_of(hits)),))


async def _with_other(
    question: Question,
    asked: AskedFact,
    names: Sequence[ConceptToken],
    hits: Sequence[ProductHit],
    earlier: Sequence[ProductHit],
    search_piece: SearchPiece,
) -> list[ProductHit]:
    """Returns the product that was shown with the one that it is compared with by name; none where a message names
    both itself, or none can be told."""
    if len(comparison_sides(question.message.annotations)) > 1:
        return []
    named = find_named(question, asked, [*hits, *earlier])
    others = named.hits if named.is_specific else await _find_other(names, hits[0], question, search_piece)
    if len(others) != 1:
        return []
    own = next((hit for hit in hits if hit.id != others[0].id), None)
    return [own, others[0]] if own else []


def _names_compared(question: Question) -> list[ConceptToken]:
    """Returns the makers that a comparison names, else its words that nobody knows and that ask nothing."""
    tokens = question.query.tokens
    makers = [token for token in tokens if token.concept in BRANDS | PRODUCT_LINES]
    asking = {latinize(word) for word in question.message.words if is_comparing_word(word)}
    return makers or [token for token in tokens if not token.concept and token.latin not in asking]


async def _find_other(
    names: Sequence[ConceptToken], hit: ProductHit, question: Question, search_piece: SearchPiece
) -> Sequence[ProductHit]:
    """Returns the product of the same category that is called so; none without one."""
    piece = question.about(f"{hit.category} {' '.join(token.latin for token in names)}")
    found = (await search_piece(piece)).products
    return [each for each in found if each.category == hit.category and each.id != hit.id][:1]


async def _answer_other_number(
    rt: Services, question: Question, hits: Sequence[ProductHit]
) -> SearchResults | None:
    """Returns the price of the product that is called as the one shown, but for the number that is said: "а 25?" of
    a bouquet of 51."""
    numbers = [word for word in question.message.words if word.isdecimal() and len(word) > 1]
    is_short = len(question.message.words) <= _MAX_NUMBER_WORDS
    if len(numbers) != 1 or len(hits) != 1 or not is_short or not name_numbers(hits[0]) - {numbers[0]}:
        return None
    other = find_same_name(await fetch_same_category(rt, question, hits[0]), hits[0], numbers[0])
    if other is None or other.amount is None or not other.available:
        return None
    return SearchResults(products=[other], is_product_query=True, facts=(sum_price(other, 1),))


def _describe_alone(hit: ProductHit) -> SearchResults | None:
    """Returns what the card says of a product that there is nothing to compare with."""
    description = cards_of([hit])[0].description
    fact = AttributeFact(hit.name, "", description)
    return SearchResults(products=[hit], is_product_query=True, facts=(fact,)) if description else None


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
    customers = _customers_own(question)
    return any(
        _is_other_line(token, names) or (_is_other_kind(token, own_kinds) and not _is_asked_part(token, asked))
        for token in question.query.tokens
        if token.latin not in customers
    )


def _customers_own(question: Question) -> frozenset[str]:
    """Returns the words for what the customer has already, and for what the product does: "will it charge my
    laptop"."""
    return frozenset(
        " ".join(map(latinize, part.words))
        for before, part in pairwise(question.message.annotations)
        if not (_POSSESSIVES | _SUBJECTS).isdisjoint(before.words)
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
