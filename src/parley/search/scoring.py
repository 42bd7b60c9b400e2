"""How well a row answers a question, so that the number means something: 0.7 and more is an obvious fit.

Of goods, what is asked for decides whether a product fits, and the other words in which order: who asks for a
lightweight laptop for travel is shown laptops even where nobody speaks of travel, the light ones first.
"""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from parley.concepts.superlatives import Superlative
from parley.concepts.token import ConceptToken, find_correction, is_same_word
from parley.concepts.units import Measure, largest_value, match_measure
from parley.search.features import decode_token
from parley.search.matching import RowVocabulary, match_rows, words_in_order
from parley.search.product_kind import discount_other_kinds
from parley.search.query import SearchQuery, replace_query_tokens
from parley.search.rows import CATEGORY_WEIGHT, TEXT_WEIGHT, PassageRow, ProductRow
from parley.search.token_weights import (
    DECISIVE_CONCEPTS,
    NUMBER_WEIGHT,
    WeightedToken,
    weigh_for_passages,
    weigh_for_products,
)

MIN_FIT_SCORE = 0.7

# How much all words that only decide the order count beside what is asked for.
_OPTIONAL_SHARE = 0.25
# What is worth a measure nobody tells of the product.
_UNSTATED_MEASURE_SCORE = 0.6
# Two words of a question that names no goods are worth this wherever they stand.
_ANYWHERE_SCORE = 0.95

RowT = TypeVar("RowT", ProductRow, PassageRow)


class ScoredRow(NamedTuple, Generic[RowT]):
    """A row that fits, and how well."""

    row: RowT
    #: 0…1; 0.7 and more is an obvious fit
    score: float


def correct_query_spelling(query: SearchQuery, rows: Sequence[ProductRow]) -> SearchQuery:
    """Returns the query with its unknown words read as words of these products that they are misspelt for."""
    if all(token.concept or token.is_number for token in query.tokens):
        return query
    row_tokens = {token.latin: token for token in map(decode_token, words_in_order(rows))}

    def correct(token: ConceptToken) -> ConceptToken:
        if token.concept or token.latin in row_tokens or token.latin in query.measure_words:
            return token
        return find_correction(token, row_tokens.values()) or token

    return replace_query_tokens(query, list(map(correct, query.tokens)))


def score_passages(
    query: SearchQuery, rows: Sequence[PassageRow], vocabulary: RowVocabulary
) -> list[ScoredRow[PassageRow]]:
    """Returns those of the rows that fit with their scores, best first. `vocabulary`: all words of the rows."""
    row_matches = match_rows(query, query.tokens, rows, vocabulary)
    weights = weigh_for_passages(query, query.tokens, row_matches)
    total = sum(weights) or 1.0
    return _keep_fitting(rows, [sum(map(float.__mul__, weights, matches)) / total for matches in row_matches])


def score_products(
    query: SearchQuery, rows: Sequence[ProductRow], vocabulary: RowVocabulary
) -> list[ScoredRow[ProductRow]]:
    """Returns those of the rows that fit with their scores, best first. `vocabulary`: all words of the rows."""
    tokens = [token for token in query.tokens if not _is_measure_word(token, query)]
    row_matches = match_rows(query, tokens, rows, vocabulary)
    category_words = frozenset[str]() if query.names_goods else _find_category_words(query, tokens, rows)
    weighted_tokens = weigh_for_products(query, tokens, row_matches, category_words)
    score_row = _choose_row_score(query, weighted_tokens, category_words)
    scores = [score_row(weighted_tokens, matches) for matches in row_matches]
    if query.measures:
        has_words = len(tokens) > 0
        scores = [
            _with_measure_scores(query, row, score, has_words) for row, score in zip(rows, scores, strict=True)
        ]
    fitting = _keep_fitting(rows, discount_other_kinds(query, tokens, rows, scores))
    return fitting or [ScoredRow(row, CATEGORY_WEIGHT) for row in rows if _is_called(row, tokens)]


def _is_called(row: ProductRow, tokens: Sequence[ConceptToken]) -> bool:
    """Returns whether a product's name has all of several words, whatever they mean elsewhere: "Kitten Turkey" is
    neither a cat nor a country."""
    words = _words_of(tokens)
    return len(words) > 1 and words <= _words_of(row.words.field_tokens(0))


def _words_of(tokens: Sequence[ConceptToken]) -> set[str]:
    return {word for token in tokens for word in token.latin.split(" ")}


def _is_measure_word(token: ConceptToken, query: SearchQuery) -> bool:
    return query.measure_words.issuperset(token.latin.split(" "))


def _find_category_words(
    query: SearchQuery, tokens: Sequence[ConceptToken], rows: Sequence[ProductRow]
) -> frozenset[str]:
    """Returns `latin` of the words without a concept that are what categories are called: a kitchen, in a shop that
    sells them."""
    unknown = [
        token for token in tokens if not (token.concept or token.is_number or token.latin in query.modifiers)
    ]
    if not unknown:
        return frozenset()
    category_tokens = {token for row in rows for token in row.category_tokens if not token.concept}
    return frozenset(
        token.latin for token in unknown if any(is_same_word(token, other) for other in category_tokens)
    )


def _keep_fitting(rows: Sequence[RowT], scores: Sequence[float]) -> list[ScoredRow[RowT]]:
    scored = [ScoredRow(row, round(min(score, 1.0), 3)) for row, score in zip(rows, scores, strict=True)]
    return sorted((hit for hit in scored if hit.score >= MIN_FIT_SCORE), key=lambda hit: -hit.score)


def _choose_row_score(
    query: SearchQuery, weighted_tokens: Sequence[WeightedToken], category_words: frozenset[str]
) -> Callable[[Sequence[WeightedToken], Sequence[float]], float]:
    names_goods = any(each.required and each.token.concept in DECISIVE_CONCEPTS for each in weighted_tokens)
    return _goods_score if names_goods or query.unknown_head or category_words else _word_score


def _goods_score(weighted_tokens: Sequence[WeightedToken], matches: Sequence[float]) -> float:
    """Returns how well a row answers where goods are named: what is asked for decides, the rest only orders."""
    required, optional = 0.0, 0.0
    required_total, optional_total = 0.0, 0.0
    for weighted, match in zip(weighted_tokens, matches, strict=True):
        if weighted.required:
            required += weighted.weight * match
            required_total += weighted.weight
        else:
            optional += weighted.weight * match
            optional_total += weighted.weight
    if not required_total:
        return 0.0
    optional_weight = min(optional_total, _OPTIONAL_SHARE * required_total)
    return (required + (optional_weight * optional / optional_total if optional_total else 0.0)) / (
        required_total + optional_weight
    )


def _word_score(weighted_tokens: Sequence[WeightedToken], matches: Sequence[float]) -> float:
    """Returns how well a row answers where no goods are named: every word counts; several of them in one row count
    wherever they stand."""
    if not weighted_tokens:
        return 0.0
    word_count = sum(
        1
        for weighted, match in zip(weighted_tokens, matches, strict=True)
        if match and not weighted.token.is_number
    )
    if word_count > 1:
        matches = [max(match, _ANYWHERE_SCORE * min(1.0, match / TEXT_WEIGHT)) for match in matches]
    total = sum(weighted.weight for weighted in weighted_tokens) or 1.0
    return sum(weighted.weight * match for weighted, match in zip(weighted_tokens, matches, strict=True)) / total


def _with_measure_scores(query: SearchQuery, row: ProductRow, word_score: float, has_words: bool) -> float:
    """Returns the score of a product with its numbers held against those of the question. `has_words`: the question
    has words beside its measures."""
    number_words = {token.latin for token in row.words.field_tokens(0) if token.is_number}
    measure_scores = [_measure_score(measure, row, number_words) for measure in query.measures]
    word_share = float(bool(word_score) or has_words)
    weight = NUMBER_WEIGHT * len(measure_scores)
    return (word_share * word_score + NUMBER_WEIGHT * sum(measure_scores)) / (word_share + weight)


def _measure_score(measure: Measure, row: ProductRow, number_words: set[str]) -> float:
    match = match_measure(measure, row.stated_values)
    if match is None and all(f"{value:g}" in number_words for value in measure.values):
        return CATEGORY_WEIGHT
    return _UNSTATED_MEASURE_SCORE if match is None else match


def superlative_sort_key(row: ProductRow, superlative: Superlative) -> float:
    """Returns what products are put in order by, the wanted end first; a product without a value comes last."""
    value = largest_value(row.stated_values, superlative.dimensions)
    return float("inf") if value is None else -value if superlative.largest_first else value
