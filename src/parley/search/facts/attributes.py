"""Answers what a product has, does or is, by its card: the value that was asked for, or yes, no, or that the card
does not say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from parley.concepts.matcher import GOODS, broader_concepts
from parley.concepts.token import ConceptToken, concept_tokens, is_same_word
from parley.concepts.units import Measure, match_measure, stated_values
from parley.domain.product_facts import AttributeFact, Verdict
from parley.search.facts.asked import AskedFact
from parley.search.facts.card import DIMENSIONS, Evidence, ProductCard
from parley.search.facts.named import name_words
from parley.search.facts.sizes import size_verdict

# So many facts of one product answer a question; more would be its whole card.
_MAX_FACTS = 3
# An attribute without a dimension of its own is compared by sides and lengths.
_LENGTH = "length"
_OPPOSITE: Mapping[Verdict, Verdict] = {"yes": "no", "no": "yes", "": "", "unknown": "unknown"}
_NONE: frozenset[str] = frozenset({""})


def attribute_facts(asked: AskedFact, card: ProductCard, *, is_specific: bool) -> list[AttributeFact]:
    """Returns what the card answers. Where it does not say, that is a fact only of a product that was asked for by
    name (`is_specific`)."""
    facts = list(_measure_facts(asked, card))
    if asked.asks_value and not any(fact.verdict != "unknown" for fact in facts):
        facts = [*_labelled_facts(asked, card), *facts]
    if not any(fact.verdict != "unknown" for fact in facts):
        facts += _feature_facts(asked, card)
    known = [fact for fact in facts if fact.verdict != "unknown"]
    if known:
        return list(dict.fromkeys(known))[:_MAX_FACTS]
    facts += _word_facts(asked, card)
    known = [fact for fact in facts if fact.verdict != "unknown"]
    return (known or (facts if is_specific else []))[: _MAX_FACTS if known else 1]


def _measure_facts(asked: AskedFact, card: ProductCard) -> Iterator[AttributeFact]:
    for attribute in _own_measures(asked, card):
        if (asked.is_yes_no or asked.asks_having) and (quality := _asked_quality(asked, card, attribute)):
            yield quality
            continue
        found = card.values_of(attribute)
        if not found:
            yield AttributeFact(card.hit.name, attribute, "", "unknown")
        for evidence in found:
            yield _value_fact(asked, card, evidence)


def _asked_quality(asked: AskedFact, card: ProductCard, attribute: str) -> AttributeFact | None:
    """Returns whether a product has the colour or the material that is asked for: "сұр түсі бар ма"."""
    for token in asked.words:
        if token.concept and attribute in broader_concepts(token.concept) and (evidence := card.word(token)):
            return AttributeFact(card.hit.name, evidence.attribute, evidence.text, evidence.verdict)
    return None


def _labelled_facts(asked: AskedFact, card: ProductCard) -> Iterator[AttributeFact]:
    """Yields the specifications that are called by words of the question."""
    for token in _foreign_words(asked.words, card):
        if evidence := card.labelled(token):
            yield AttributeFact(card.hit.name, evidence.attribute, evidence.text)


def _own_measures(asked: AskedFact, card: ProductCard) -> list[str]:
    """Returns the measures that are asked of this product: "матрас" is one of a bed, and what a mattress is. Where
    words stand for several, those that the card states."""
    kinds = {token.concept for token in name_words(card.hit) if token.concept in GOODS}
    kinds.update(token.concept for token in concept_tokens(card.hit.category))
    called = {word for token in name_words(card.hit) for word in token.latin.split(" ")}
    measures = [
        each for each in asked.measures if each not in kinds and not asked.mentioned_by.get(each, _NONE) <= called
    ] or [each for each in asked.measures if each not in kinds]
    stated = [each for each in measures if card.values_of(each)]
    return stated or measures


def _value_fact(asked: AskedFact, card: ProductCard, evidence: Evidence) -> AttributeFact:
    if asked.is_yes_no and (verdict := size_verdict(asked.size_words, evidence.text)):
        return AttributeFact(card.hit.name, evidence.attribute, evidence.text, verdict)
    size = _asked_size(asked.sizes, evidence.attribute)
    if asked.is_yes_no and size:
        match = match_measure(size, stated_values([evidence.text]))
        if match is not None:
            return AttributeFact(card.hit.name, evidence.attribute, evidence.text, "yes" if match else "no")
    return AttributeFact(card.hit.name, evidence.attribute, evidence.text)


def _asked_size(sizes: Sequence[Measure], attribute: str) -> Measure | None:
    dimension = DIMENSIONS.get(attribute, _LENGTH)
    return next((size for size in sizes if size.dimension == dimension), None)


def _feature_facts(asked: AskedFact, card: ProductCard) -> Iterator[AttributeFact]:
    for feature in asked.features:
        evidence = card.feature(feature)
        if evidence:
            verdict = _OPPOSITE[evidence.verdict] if feature in asked.unwanted else evidence.verdict
            yield AttributeFact(card.hit.name, evidence.attribute, evidence.text, verdict)
        else:
            yield AttributeFact(card.hit.name, "", "", "unknown")


def _word_facts(asked: AskedFact, card: ProductCard) -> Iterator[AttributeFact]:
    if not asked.is_yes_no:
        return
    for token in _foreign_words(asked.words, card):
        if evidence := card.word(token):
            yield AttributeFact(card.hit.name, evidence.attribute, evidence.text, evidence.verdict)


def _foreign_words(words: Iterable[ConceptToken], card: ProductCard) -> Iterator[ConceptToken]:
    """Yields the words that are not part of the product's own name and kind."""
    own = [*name_words(card.hit), *concept_tokens(card.hit.category)]
    for token in words:
        if not any(is_same_word(token, name) or (token.concept and token.concept == name.concept) for name in own):
            yield token
