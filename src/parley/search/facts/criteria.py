"""Narrows goods down by what is asked of them beside their kind: "для індукції", "without grain".

What states it comes before what does not say; what says that it is not so ("не для индукции") is never offered for
it, and what is said to be without something fits who wants none."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from parley.concepts.attributes import AttributeMention, attribute_kind, find_attributes
from parley.concepts.matcher import BRANDS, GOODS, SALE_TERMS, SERVICES
from parley.concepts.ranges import split_clauses
from parley.concepts.token import ConceptToken, concept_tokens
from parley.domain.search_results import MAX_CARDS, ProductHit, SearchResults
from parley.search.facts.asked import AskedFact
from parley.search.facts.card import ProductCard, is_alike, stands_denied, wants_none
from parley.search.facts.named import find_named
from parley.search.facts.ranking import fetch_kind, fetch_same_category
from parley.search.query import COUNT_CONCEPT
from parley.search.query_words import LATIN_STOP_WORDS
from parley.search.question import Question
from parley.services import Services
from parley.text.normalize import latinize
from parley.text.tokenize import latinized_words, normalized_words

_Statement = Literal["yes", "no", ""]
# "Not only for induction" denies nothing.
_ONLY_WORDS = latinized_words("только лише only тек гана ғана faqat зөвхөн")
_MIN_LETTERS = 4
_NO_CRITERIA_CONCEPTS = SALE_TERMS | SERVICES | BRANDS | GOODS | {COUNT_CONCEPT}


class Criterion(NamedTuple):
    """What goods are asked to have, or not to have."""

    #: id of a feature or need (concepts/attributes.py); empty where a word stands for itself
    attribute: str
    token: ConceptToken | None
    is_wanted: bool


class _Judged(NamedTuple):
    hit: ProductHit
    #: how many criteria it meets, and how many it contradicts
    met: int
    against: int


async def narrow_down(
    rt: Services, question: Question, own: Question, asked: AskedFact, results: SearchResults
) -> SearchResults:
    """Returns the results with those goods of the kind that meet most of what is asked of them, and none that
    contradicts it; the results as they are where that tells nothing apart, or a product is asked for by name."""
    criteria = read_criteria(own)
    if not criteria or not results.products or results.facts or results.passages or results.is_comparison:
        return results
    named = find_named(own, asked, results.products)
    if named.is_specific and named.is_one:
        return results
    hits = await fetch_kind(rt, question, results, None)
    if all(_judge(criteria, hit).against for hit in results.products):
        hits = [*hits, *await fetch_same_category(rt, question, results.products[0])]
    return replace(results, products=choose_meeting(criteria, results.products, hits))


def choose_meeting(
    criteria: Sequence[Criterion], found: Sequence[ProductHit], kind: Sequence[ProductHit]
) -> Sequence[ProductHit]:
    """Returns the goods that meet most of the criteria, those found first before the others of their kind; where
    none meets any, those found that contradict none, else others of the kind, or all where every one does."""
    by_id = {hit.id: hit for hit in (*found, *kind)}
    spared = [each for each in (_judge(criteria, hit) for hit in by_id.values()) if not each.against]
    most = max((each.met for each in spared), default=0)
    if most == 0:
        return _only(found, spared) or [each.hit for each in spared][:MAX_CARDS] or found
    best = [each for each in spared if each.met == most]
    is_met_by_all = len(_only(found, best)) == len(found)
    return found if is_met_by_all else [each.hit for each in best][:MAX_CARDS]


def _only(found: Sequence[ProductHit], judged: Sequence[_Judged]) -> list[ProductHit]:
    ids = {each.hit.id for each in judged}
    return [hit for hit in found if hit.id in ids]


def _judge(criteria: Sequence[Criterion], hit: ProductHit) -> _Judged:
    card = ProductCard(hit)
    statements = [(each, _statement_of(each, card)) for each in criteria]
    met = sum(stated == ("yes" if each.is_wanted else "no") for each, stated in statements)
    against = sum(stated == ("no" if each.is_wanted else "yes") for each, stated in statements)
    return _Judged(hit, met, against)


def meets_any(criteria: Sequence[Criterion], hits: Sequence[ProductHit]) -> bool:
    """Returns whether any of the goods meets any of the criteria."""
    return any(_judge(criteria, hit).met for hit in hits)


def read_criteria(question: Question) -> tuple[Criterion, ...]:
    """Returns what a message asks goods to have, or not to have, beside their kind, makers and numbers."""
    return question.derive("criteria", lambda: tuple(_read_criteria(question)))


def _read_criteria(question: Question) -> list[Criterion]:
    latin = list(map(latinize, question.message.words))
    mentions = [each for each in find_attributes(question.message.words) if _attribute_of(each)]
    said = {word for each in mentions for word in latin[each.start : each.end]}
    found = [
        Criterion(_attribute_of(each), None, not _is_refused(latin, each.start, each.end, _attribute_of(each)))
        for each in mentions
    ]
    for token in question.query.tokens:
        words = token.latin.split(" ")
        if said.isdisjoint(words) and _may_be_criterion(token) and words[0] in latin:
            start = latin.index(words[0])
            found.append(Criterion("", token, not _is_refused(latin, start, start + len(words))))
    return found


def _is_refused(words: Sequence[str], start: int, end: int, attribute: str = "") -> bool:
    """Returns whether words deny what stands between two places; what is called "-free" says so by itself."""
    return not attribute.endswith("-free") and (stands_denied(words, start, end) or wants_none(words, start, end))


def _attribute_of(mention: AttributeMention) -> str:
    return next((each for each in mention.ids if attribute_kind(each) in ("feature", "need")), "")


def _may_be_criterion(token: ConceptToken) -> bool:
    is_word = not token.is_number and token.concept not in _NO_CRITERIA_CONCEPTS
    return is_word and len(token.latin) >= _MIN_LETTERS and token.latin not in LATIN_STOP_WORDS


def _statement_of(criterion: Criterion, card: ProductCard) -> _Statement:
    """Returns what a card says of a criterion."""
    token = criterion.token
    for piece in (card.name, *card.features, *card.specifications, *card.sentences):
        for clause in split_clauses(piece.text) or [""]:
            stated = f"{piece.label} {clause}".strip()
            position = _find_token(stated, token) if token else _find_attribute(stated, criterion.attribute)
            if position:
                return "no" if piece.denies or _is_denied_at(stated, *position, criterion.attribute) else "yes"
    return ""


def _find_token(text: str, token: ConceptToken) -> tuple[int, int] | None:
    words = [latinize(word) for word in normalized_words(text)]
    for other in concept_tokens(text):
        if is_alike(token, other):
            parts = other.latin.split(" ")
            for start in range(len(words)):
                if words[start : start + len(parts)] == parts:
                    return start, start + len(parts)
    return None


def _find_attribute(text: str, attribute: str) -> tuple[int, int] | None:
    mentions = find_attributes(normalized_words(text))
    return next(((each.start, each.end) for each in mentions if attribute in each.ids), None)


def _is_denied_at(text: str, start: int, end: int, attribute: str = "") -> bool:
    words = [latinize(word) for word in normalized_words(text)]
    is_only = not _ONLY_WORDS.isdisjoint(words[max(0, start - 2) : start])
    return not is_only and _is_refused(words, start, end, attribute)
