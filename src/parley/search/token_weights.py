"""How much each word of a question counts, and whether it decides what fits or only the order."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from parley.concepts.matcher import BRANDS, GOODS, SALE_TERMS, SERVICES
from parley.concepts.token import ConceptToken
from parley.search.matching import best_matches
from parley.search.query import COUNT_CONCEPT, SearchQuery
from parley.search.rows import CATEGORY_WEIGHT, DETAIL_WEIGHT

# What is asked about counts wholly, a number half, an adjective less, what nobody here has heard of hardly when the
# rest is clear, and what the other kind of data answers next to nothing.
FULL_WEIGHT, NUMBER_WEIGHT = 1.0, 0.5
_MODIFIER_WEIGHT, _UNKNOWN_WEIGHT, _UNKNOWN_MODIFIER_WEIGHT = 0.35, 0.6, 0.15
_OTHER_SOURCE_WEIGHT, _COUNT_WEIGHT = 0.05, 0.1
# A word that only decides the order, where it is in a name; and a name of the company's own.
_IN_NAME_WEIGHT, _OWN_NAME_WEIGHT = 0.6, 0.4
# A word that is in every row tells that much less than one that is in few.
_COMMON_WORD_DISCOUNT = 0.6

DECISIVE_CONCEPTS = GOODS | SERVICES | BRANDS
SOLD_CONCEPTS = GOODS | SERVICES | SALE_TERMS
_SUBJECT_CONCEPTS = DECISIVE_CONCEPTS | SALE_TERMS
_TERMS_AND_SERVICES = SALE_TERMS | SERVICES
_KNOWN_TO_DOCUMENTS = SOLD_CONCEPTS - DECISIVE_CONCEPTS
_NOTHING = frozenset[str]()


class WeightedToken(NamedTuple):
    """A word of the question with its weight."""

    token: ConceptToken
    #: 0…1
    weight: float
    #: it decides whether a row fits, and not only the order
    required: bool


class _QueryWord(NamedTuple):
    """What is known of a word of the question when it is weighed."""

    token: ConceptToken
    query: SearchQuery
    #: how well the best row answers it
    best_match: float
    #: the share of the rows that answer it
    row_share: float
    #: a row has what the question is about
    has_known_subject: bool
    #: a category is called so
    is_category: bool
    #: concepts that the other kind of data answers: documents, where products are weighed
    other_source_concepts: frozenset[str]

    @property
    def is_modifier(self) -> bool:
        """Whether it only says more of what is asked for."""
        return self.token.latin in self.query.modifiers

    @property
    def is_in_name(self) -> bool:
        """Whether a row has it in its name or category."""
        return self.best_match > DETAIL_WEIGHT

    def basic_weight(self) -> float:
        """Returns its weight by what kind of word it is and whether a row answers it, 0…1."""
        return _basic_weight(self.token, self.best_match, self.has_known_subject, self.other_source_concepts)

    def order_weight(self) -> float:
        """Returns its weight as a word that only says more: the rarer it is among the rows, the more."""
        rarity = 1 - _COMMON_WORD_DISCOUNT * self.row_share
        return rarity * (_IN_NAME_WEIGHT if self.is_in_name else _MODIFIER_WEIGHT)


class _Rule(NamedTuple):
    """A row of the table that weighs words: the first rule that applies decides."""

    applies: Callable[[_QueryWord], bool]
    weight: Callable[[_QueryWord], float]
    required: bool


def _is_subject(word: _QueryWord) -> bool:
    """Returns whether this is what is asked for: "чехол" of "чехол для айфона", and any maker."""
    concept = word.token.concept
    return concept in BRANDS or (concept in _SUBJECT_CONCEPTS and not word.is_modifier)


def _is_for_other_source(word: _QueryWord) -> bool:
    """Returns whether documents, not products, answer this: "доставка" of "есть диваны и доставка?"."""
    return (
        word.token.concept in word.other_source_concepts
        and word.best_match < CATEGORY_WEIGHT
        and not word.is_modifier
    )


def _is_own_name(word: _QueryWord) -> bool:
    """Returns whether a product is called so, in a word that no lexicon knows."""
    return word.is_in_name and not (word.is_modifier or word.token.concept or word.token.is_number)


# The first rule that applies decides.
_PRODUCT_RULES = (
    _Rule(lambda word: word.is_category, lambda word: FULL_WEIGHT, required=True),
    _Rule(lambda word: word.token.latin == word.query.unknown_head, lambda word: FULL_WEIGHT, required=True),
    _Rule(lambda word: word.token.concept == COUNT_CONCEPT, _QueryWord.basic_weight, required=False),
    _Rule(_is_for_other_source, _QueryWord.basic_weight, required=False),
    _Rule(_is_subject, lambda word: FULL_WEIGHT, required=True),
    _Rule(lambda word: word.token.latin in word.query.model_numbers, lambda word: NUMBER_WEIGHT, required=True),
    _Rule(
        lambda word: not (word.has_known_subject or word.query.unknown_head),
        _QueryWord.basic_weight,
        required=False,
    ),
    _Rule(lambda word: not word.best_match, lambda word: _UNKNOWN_MODIFIER_WEIGHT, required=False),
    _Rule(_is_own_name, lambda word: _OWN_NAME_WEIGHT, required=True),
    _Rule(lambda word: True, _QueryWord.order_weight, required=False),
)


def weigh_for_products(
    query: SearchQuery,
    tokens: Sequence[ConceptToken],
    row_matches: Sequence[Sequence[float]],
    category_words: frozenset[str],
) -> list[WeightedToken]:
    """Returns the tokens with what each counts for products. `row_matches`: how well each row answers each token.
    `category_words`: `latin` of those that are what categories are called."""
    best = best_matches(row_matches, len(tokens))
    has_known_goods = query.names_goods and any(
        match and token.concept in DECISIVE_CONCEPTS and token.latin not in query.modifiers
        for token, match in zip(tokens, best, strict=True)
    )
    return [
        _weigh(
            _QueryWord(
                token=token,
                query=query,
                best_match=best[index],
                row_share=sum(1 for matches in row_matches if matches[index]) / max(len(row_matches), 1),
                has_known_subject=has_known_goods or bool(category_words),
                is_category=token.latin in category_words,
                other_source_concepts=_TERMS_AND_SERVICES if query.names_goods else _NOTHING,
            )
        )
        for index, token in enumerate(tokens)
    ]


def _weigh(word: _QueryWord) -> WeightedToken:
    rule = next(rule for rule in _PRODUCT_RULES if rule.applies(word))
    return WeightedToken(word.token, rule.weight(word), rule.required)


def weigh_for_passages(
    query: SearchQuery, tokens: Sequence[ConceptToken], row_matches: Sequence[Sequence[float]]
) -> list[float]:
    """Returns what each of the tokens counts for passages."""
    best = best_matches(row_matches, len(tokens))
    other_source_concepts = DECISIVE_CONCEPTS if query.names_service else _NOTHING
    own_concepts = _KNOWN_TO_DOCUMENTS if query.names_service else SOLD_CONCEPTS
    has_known_subject = any(
        match and token.concept in own_concepts for token, match in zip(tokens, best, strict=True)
    )
    return [
        _basic_weight(token, match, has_known_subject, other_source_concepts)
        for token, match in zip(tokens, best, strict=True)
    ]


def _basic_weight(
    token: ConceptToken, best_match: float, has_known_subject: bool, other_source_concepts: frozenset[str]
) -> float:
    if token.concept == COUNT_CONCEPT:
        return _COUNT_WEIGHT
    if token.concept in other_source_concepts and best_match < CATEGORY_WEIGHT:
        return _OTHER_SOURCE_WEIGHT
    if token.concept in _SUBJECT_CONCEPTS:
        return FULL_WEIGHT
    if token.is_number:
        return NUMBER_WEIGHT
    if not best_match:
        return _UNKNOWN_MODIFIER_WEIGHT if has_known_subject else _UNKNOWN_WEIGHT
    return _MODIFIER_WEIGHT if has_known_subject and best_match <= DETAIL_WEIGHT else FULL_WEIGHT
