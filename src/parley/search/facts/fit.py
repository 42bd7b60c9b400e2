"""Advises by what a customer tells of who, or what, the goods are for: "рост 122 см", "my dog is 22 kg", "newborn".

Goods that state a range are held against it: those whose range holds the measure are advised, with the words that
state it; those whose range does not are left out."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from parley.concepts.matcher import GOODS, SALE_TERMS
from parley.concepts.ranges import OwnMeasure, Range, find_own_measures, find_ranges
from parley.domain.product_facts import AttributeFact, ProductFact, RecommendationFact
from parley.domain.search_results import MAX_CARDS, ProductHit, SearchResults
from parley.search.catalogue_rows import as_hits, fetch_categories
from parley.search.facts.asked import AskedFact
from parley.search.facts.card import CardPiece, ProductCard
from parley.search.facts.named import find_named
from parley.search.facts.order import read_rank
from parley.search.facts.ranking import fetch_same_category, rows_of_kind
from parley.search.price_limits import extract_price_limits
from parley.search.query_words import LATIN_STOP_WORDS
from parley.search.question import Question, SearchPiece
from parley.services import Services
from parley.text.tokenize import normalized_words

# These ask of a sale, and "6 months" in them is no age.
_SALE_INTENTS = frozenset(
    {"ask_instalments", "ask_warranty", "ask_returns", "ask_delivery", "ask_payment", "ask_lead_time"}
)
_SALE_CONCEPTS = SALE_TERMS - {
    *(
        "price",
        "discount",
        "consultation",
        "stock",
        "order",
        "compare",
        "bestseller",
        "new-arrivals",
        "showcase-inspect",
    ),
    *("catalogue", "included", "pets-allowed", "try-on", "manager", "support"),
}
# A shorter word names no kind of goods.
_MIN_KIND_LETTERS, _MAX_KINDS = 4, 4


class Fit(NamedTuple):
    """How a product's ranges hold the measures that were told."""

    hit: ProductHit
    #: the words of its card that hold them
    reasons: tuple[str, ...]
    #: … that do not
    against: tuple[str, ...]
    #: 0…1: in the middle of its ranges is best
    closeness: float

    @property
    def holds(self) -> bool:
        """Whether one of its ranges holds a measure, and none leaves one out."""
        return bool(self.reasons) and not self.against


def read_own_measures(question: Question) -> tuple[OwnMeasure, ...]:
    """Returns the measures that a message tells of who, or what, goods are wanted for; none where it asks how they
    are sold."""
    return question.derive("own-measures", lambda: _read_own_measures(question))


def _read_own_measures(question: Question) -> tuple[OwnMeasure, ...]:
    understanding = question.understanding
    concepts = {annotation.concept for annotation in question.message.annotations}
    if not (_SALE_INTENTS.isdisjoint(understanding.intents) and _SALE_CONCEPTS.isdisjoint(concepts)):
        return ()
    if understanding.reports_trouble or understanding.phone or understanding.invalid_phone:
        return ()
    return find_own_measures(_measured_text(question))


def _measured_text(question: Question) -> str:
    """Returns the message in digits, without its price limits."""
    text = question.message.source.in_digits(question.understanding.language).text
    return extract_price_limits(text, question.company.currency).rest


async def advise_fitting(
    rt: Services,
    question: Question,
    own: Question,
    asked: AskedFact,
    results: SearchResults,
    search_piece: SearchPiece,
) -> SearchResults | None:
    """Returns the goods of the kind asked for whose ranges hold the measures that the message tells, best first,
    and why; None where it tells none, or no such goods state a range. `results`: what a search for all of it
    brought."""
    measures = read_own_measures(own)
    if not measures or read_rank(own.message.words):
        return None
    async for hits in _kinds(rt, question, own, measures, results, search_piece):
        fits = hold_against(measures, hits)
        if not any(fit.reasons or fit.against for fit in fits):
            continue
        named = find_named(own, asked, hits)
        if named.is_specific and named.is_one and asked.is_yes_no:
            return _answer_of_one(next(fit for fit in fits if fit.hit.id == named.hits[0].id), fits)
        advice = advice_of(fits, is_yes_no=asked.is_yes_no)
        return advice or _without_excluded(results, fits)
    return None


async def fit_of_shown(
    rt: Services,
    question: Question,
    asked: AskedFact,
    shown: Sequence[ProductHit],
    earlier: Sequence[ProductHit],
) -> SearchResults | None:
    """Returns which of the goods shown the measures speak for that a message tells: of several shown last, of those
    of their kind before, else of what else there is of the kind; None where they speak for none. Whether one that
    is named fits is answered of that one."""
    measures = read_own_measures(question)
    if not (measures and shown):
        return None
    category = await fetch_same_category(rt, question, shown[0])
    named = find_named(question, asked, category)
    if named.is_specific and named.is_one and asked.is_yes_no:
        fits = hold_against(measures, category)
        return _answer_of_one(next(fit for fit in fits if fit.hit.id == named.hits[0].id), fits)
    is_yes_no = asked.is_yes_no
    likes = [*shown, *(hit for hit in earlier if hit.category == shown[0].category)]
    for hits in (shown, likes):
        advice = advice_of(hold_against(measures, hits), is_yes_no=is_yes_no) if len(hits) > 1 else None
        if advice:
            return advice
    return advice_of(hold_against(measures, category), is_yes_no=is_yes_no)


def hold_against(measures: Sequence[OwnMeasure], hits: Sequence[ProductHit]) -> list[Fit]:
    """Returns how each product's ranges hold the measures."""
    return [_hold(measures, hit) for hit in hits]


def _hold(measures: Sequence[OwnMeasure], hit: ProductHit) -> Fit:
    ranges = stated_ranges(hit)
    reasons: list[str] = []
    against: list[str] = []
    closeness: list[float] = []
    for measure in measures:
        own = [each for each in ranges if each.dimension == measure.dimension]
        holding = [each for each in own if each.holds(measure.value)]
        if holding:
            reasons.append(holding[0].text)
            closeness.append(max(each.closeness(measure.value) for each in holding))
        elif own:
            against.append(own[0].text)
    mean = sum(closeness) / len(closeness) if closeness else 0.0
    return Fit(hit, tuple(dict.fromkeys(reasons)), tuple(dict.fromkeys(against)), mean)


def stated_ranges(hit: ProductHit) -> list[Range]:
    """Returns the ranges that a product's card states, those of its specifications first."""
    card = ProductCard(hit)
    pieces = (*card.specifications, *card.features, *card.sentences, card.name)
    return [found for piece in pieces for found in _ranges_of(piece)]


def _ranges_of(piece: CardPiece) -> Sequence[Range]:
    return find_ranges(piece.text, piece.label)


def advice_of(fits: Sequence[Fit], *, is_yes_no: bool = False) -> SearchResults | None:
    """Returns the goods that fit, best first, with why; None where none does. `is_yes_no`: it was asked whether
    there are any."""
    holding = [fit for fit in fits if fit.holds]
    holding = [fit for fit in holding if fit.hit.available] or holding
    if not holding:
        return None
    most = max(len(fit.reasons) for fit in holding)
    best = sorted((fit for fit in holding if len(fit.reasons) == most), key=lambda fit: -fit.closeness)[:MAX_CARDS]
    first = best[0]
    advised = RecommendationFact(first.hit.name, first.hit.price, first.reasons)
    facts: list[ProductFact] = [replace(_also_fits(first), verdict="yes") if is_yes_no else advised]
    facts += [_also_fits(fit) for fit in best[1:]]
    return SearchResults(products=[fit.hit for fit in best], is_product_query=True, facts=tuple(facts))


def _also_fits(fit: Fit) -> AttributeFact:
    return AttributeFact(fit.hit.name, "", ", ".join(filter(None, (*fit.reasons, fit.hit.price))))


def _answer_of_one(fit: Fit, fits: Sequence[Fit]) -> SearchResults | None:
    """Returns whether the one product that was named fits, and where it does not, what does."""
    if fit.holds or not fit.against:
        return advice_of([fit], is_yes_no=True)
    no = AttributeFact(fit.hit.name, "", "; ".join(fit.against), "no")
    other = advice_of([each for each in fits if each.hit.category == fit.hit.category]) or advice_of(fits)
    if other is None:
        return SearchResults(products=[fit.hit], is_product_query=True, facts=(no,))
    return replace(other, facts=(no, *other.facts[:1]), products=other.products[:1])


def _without_excluded(results: SearchResults, fits: Sequence[Fit]) -> SearchResults:
    """Returns the results without the goods whose ranges leave a measure out."""
    excluded = {fit.hit.id for fit in fits if fit.against}
    return replace(
        results, products=[hit for hit in results.products if hit.id not in excluded], is_product_query=True
    )


async def _kinds(
    rt: Services,
    question: Question,
    own: Question,
    measures: Sequence[OwnMeasure],
    results: SearchResults,
    search_piece: SearchPiece,
) -> AsyncIterator[list[ProductHit]]:
    """Yields the goods that the message may ask for: of the kinds that it names, then of what a search brought."""
    for piece in _kind_pieces(question, own, measures):
        found = await search_piece(piece)
        if found.products:
            yield await _all_of_kind(rt, piece, found)
    if results.products:
        yield list(results.products)


async def _all_of_kind(rt: Services, piece: Question, found: SearchResults) -> list[ProductHit]:
    query = piece.query
    async with rt.db.direct(piece.company.id) as connection:
        rows = await fetch_categories(connection, (), min_price=query.min_price, max_price=query.max_price)
    kind = rows_of_kind(query, rows)
    return as_hits(kind, piece.company) if kind else list(found.products)


def _kind_pieces(question: Question, own: Question, measures: Sequence[OwnMeasure]) -> list[Question]:
    said = _measured_text(own)
    measured = {word for each in measures for word in normalized_words(said[each.start : each.end])}
    return kind_pieces(question, measured)


def kind_pieces(question: Question, leave_out: Collection[str] = ()) -> list[Question]:
    """Returns questions for the kinds of goods that a message names: for all its words of goods together, for each
    of them, and for words that nobody knows. `leave_out`: words that name none, normalised."""
    parts = [part for part in question.message.annotations if set(part.words).isdisjoint(leave_out)]
    goods = [" ".join(part.words) for part in parts if part.concept in GOODS]
    unknown = [part.words[0] for part in parts if not part.concept and _may_name_kind(part.words[0])]
    texts = list(dict.fromkeys(filter(None, (" ".join(goods), *reversed(goods), *unknown))))
    pieces = [question.about(text) for text in texts[:_MAX_KINDS]]
    return [piece for piece in pieces if piece.query.tokens]


def _may_name_kind(word: str) -> bool:
    return len(word) >= _MIN_KIND_LETTERS and word.isalpha() and word not in LATIN_STOP_WORDS
