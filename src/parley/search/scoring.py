"""How well a row answers a question, so that the number means something: 0.7 and more is an obvious fit.

Of goods, what is asked for decides whether a product fits, and the other words in which order: who asks for a
lightweight laptop for travel is shown laptops even where nobody speaks of travel, the light ones first.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from parley.concepts.head_noun import description_concepts, product_concepts
from parley.concepts.matcher import BRANDS, GOODS, SALE_TERMS, SERVICES, concept_similarity
from parley.concepts.superlatives import Superlative
from parley.concepts.token import ConceptToken, find_correction, is_same_word, match_tokens, phrase_parts
from parley.concepts.units import Measure, largest_value, match_measure
from parley.search.features import FieldTokens, decode_reading, reading_tokens
from parley.search.query import COUNT_CONCEPT, SearchQuery, replace_query_tokens

MIN_FIT_SCORE = 0.7
ScoredRows = list[tuple[Any, float]]

# How much a match in a field counts.
NAME_WEIGHT, CATEGORY_WEIGHT, DETAIL_WEIGHT, TEXT_WEIGHT = 1.0, 0.97, 0.88, 0.85
_PRODUCT_WEIGHTS, _PASSAGE_WEIGHTS = (
    (NAME_WEIGHT, CATEGORY_WEIGHT, DETAIL_WEIGHT, TEXT_WEIGHT),
    (NAME_WEIGHT, DETAIL_WEIGHT),
)
# How much a word of the question counts: what is asked about wholly, a number half, an adjective less, what nobody
# here has heard of hardly when the rest is clear, and what the other kind of data answers next to nothing.
(
    _FULL_WEIGHT,
    _NUMBER_WEIGHT,
    _MODIFIER_WEIGHT,
    _UNKNOWN_WEIGHT,
    _UNKNOWN_MODIFIER_WEIGHT,
    _OTHER_SOURCE_WEIGHT,
    _COUNT_WEIGHT,
) = 1.0, 0.5, 0.35, 0.6, 0.15, 0.05, 0.1
# A word of those that only decide the order, where it is in a name; and how much all of them count beside what is
# asked for.
_IN_NAME_WEIGHT, _OPTIONAL_SHARE, _OWN_NAME_WEIGHT = 0.6, 0.25, 0.4
# A word that is in every row tells that much less than one that is in few.
_COMMON_WORD_DISCOUNT = 0.6
# What is worth a measure nobody tells of the product.
_UNSTATED_MEASURE_SCORE = 0.6
# Two words of a question that names no goods are worth this wherever they stand.
_ANYWHERE_SCORE = 0.95
# A phrase that is answered word by word.
_WORD_BY_WORD_FACTOR = 0.95
# What is left of the score of a product that is about what was asked, but something else ("чехол для айфона"), or
# only of its category.
_OTHER_KIND_FACTOR, _CATEGORY_ONLY_FACTOR, _MENTION_FACTOR = 0.65, 0.85, 0.8
_DECISIVE_CONCEPTS = GOODS | SERVICES | BRANDS
_SOLD_CONCEPTS = GOODS | SERVICES | SALE_TERMS


class _WeightedToken(NamedTuple):
    """A word of the question. `hard`: it decides whether a row fits, and not only the order."""

    token: ConceptToken
    weight: float
    required: bool


def correct_query_spelling(query: SearchQuery, rows: Sequence[Any]) -> SearchQuery:
    """Its unknown words read as words of these rows that they are misspelt for."""
    if all(token.concept or token.is_number for token in query.tokens):
        return query
    row_tokens = _row_tokens(rows)
    return replace_query_tokens(
        query, [_correct_token(token, row_tokens, query.measure_words) for token in query.tokens]
    )


def _correct_token(
    token: ConceptToken, row_tokens: dict[str, ConceptToken], measure_words: frozenset[str]
) -> ConceptToken:
    if token.concept or token.latin in row_tokens or token.latin in measure_words:
        return token
    return find_correction(token, row_tokens.values()) or token


def score_passages(query: SearchQuery, rows: Sequence[Any]) -> ScoredRows:
    """Rows with their scores, best first, only those that fit."""
    other_source_concepts = _DECISIVE_CONCEPTS if query.names_service else frozenset[str]()
    tokens = query.tokens
    matches = _match_rows(query, tokens, rows, _PASSAGE_WEIGHTS)
    best_matches = _best_matches(matches, len(tokens))
    has_known_subject = any(
        best_match and token.concept in _SOLD_CONCEPTS and token.concept not in other_source_concepts
        for token, best_match in zip(tokens, best_matches, strict=True)
    )
    weights = [
        _token_weight(token, best_match, has_known_subject, other_source_concepts)
        for token, best_match in zip(tokens, best_matches, strict=True)
    ]
    total = sum(weights) or 1.0
    return _keep_fitting(rows, [sum(map(float.__mul__, weights, row_matches)) / total for row_matches in matches])


def score_products(query: SearchQuery, rows: Sequence[Any]) -> ScoredRows:
    """Rows with their scores, best first, only those that fit."""
    tokens = [each for each in query.tokens if not query.measure_words.issuperset(each.latin.split(" "))]
    rows_fields = list(map(_row_fields, rows))
    matches = _match_rows(query, tokens, rows, _PRODUCT_WEIGHTS)
    category_words = frozenset[str]() if query.names_goods else _category_words(query, tokens, rows_fields)
    weighted_tokens = _weigh_tokens(query, tokens, matches, category_words)
    if (
        any(each.required and each.token.concept in _DECISIVE_CONCEPTS for each in weighted_tokens)
        or query.unknown_head
        or category_words
    ):
        scores = [_goods_score(weighted_tokens, row_matches) for row_matches in matches]
    else:
        scores = [_word_score(weighted_tokens, row_matches) for row_matches in matches]
    if query.measures:
        scores = [
            _add_measure_score(query, row, texts, score)
            for row, texts, score in zip(rows, rows_fields, scores, strict=True)
        ]
    return _keep_fitting(rows, _discount_other_kinds(query, tokens, rows, rows_fields, scores))


def _category_words(
    query: SearchQuery, tokens: Sequence[ConceptToken], rows_fields: Sequence[FieldTokens]
) -> frozenset[str]:
    """The words of no known meaning that are what categories are called: a kitchen, in a shop that sells them."""
    unknown = [
        token
        for token in tokens
        if not token.concept and not token.is_number and token.latin not in query.modifiers
    ]
    category_tokens = {
        token.latin: token for texts in rows_fields for token in texts[1] if not token.concept
    }.values()
    return frozenset(
        token.latin
        for token in unknown
        if any(is_same_word(token, category_token) for category_token in category_tokens)
    )


def _row_fields(row: Any) -> FieldTokens:
    return decode_reading(row.reading)


def _row_tokens(rows: Iterable[Any]) -> dict[str, ConceptToken]:
    """All the words of these rows."""
    tokens: dict[str, ConceptToken] = {}
    for row in rows:
        tokens.update(reading_tokens(row.reading))
    return tokens


def _keep_fitting(rows: Sequence[Any], scores: Sequence[float]) -> ScoredRows:
    scored = [(row, round(min(score, 1.0), 3)) for row, score in zip(rows, scores, strict=True)]
    return sorted((pair for pair in scored if pair[1] >= MIN_FIT_SCORE), key=lambda pair: -pair[1])


def _best_matches(matches: Sequence[Sequence[float]], size: int) -> list[float]:
    return [max((row_matches[position] for row_matches in matches), default=0.0) for position in range(size)]


def _weigh_tokens(
    query: SearchQuery,
    tokens: Sequence[ConceptToken],
    matches: Sequence[Sequence[float]],
    category_words: frozenset[str],
) -> list[_WeightedToken]:
    other_source_concepts = SALE_TERMS | SERVICES if query.names_goods else frozenset[str]()
    best_matches = _best_matches(matches, len(tokens))
    has_known_goods = query.names_goods and any(
        best_match and token.concept in _DECISIVE_CONCEPTS and token.latin not in query.modifiers
        for token, best_match in zip(tokens, best_matches, strict=True)
    )
    weighted_tokens = []
    for position, (token, best_match) in enumerate(zip(tokens, best_matches, strict=True)):
        row_share = sum(1 for row_matches in matches if row_matches[position]) / max(len(matches), 1)
        if token.latin in category_words:
            weighted_tokens.append(_WeightedToken(token, _FULL_WEIGHT, True))
        else:
            weighted_tokens.append(
                _assign_weight(
                    query,
                    token,
                    best_match,
                    has_known_goods or bool(category_words),
                    1 - _COMMON_WORD_DISCOUNT * row_share,
                    other_source_concepts,
                )
            )
    return weighted_tokens


def _assign_weight(
    query: SearchQuery,
    token: ConceptToken,
    best_match: float,
    has_known_subject: bool,
    rarity: float,
    other_source_concepts: frozenset[str],
) -> _WeightedToken:
    is_modifier = token.latin in query.modifiers
    if token.latin == query.unknown_head:
        return _WeightedToken(token, _FULL_WEIGHT, True)
    if token.concept == COUNT_CONCEPT or (
        token.concept in other_source_concepts and best_match < CATEGORY_WEIGHT and not is_modifier
    ):
        return _WeightedToken(
            token, _token_weight(token, best_match, has_known_subject, other_source_concepts), False
        )
    if token.concept in BRANDS or (token.concept in _DECISIVE_CONCEPTS | SALE_TERMS and not is_modifier):
        return _WeightedToken(token, _FULL_WEIGHT, True)
    if token.latin in query.model_numbers:
        return _WeightedToken(token, _NUMBER_WEIGHT, True)
    if not has_known_subject and not query.unknown_head:
        return _WeightedToken(
            token, _token_weight(token, best_match, has_known_subject, other_source_concepts), False
        )
    if not best_match:
        return _WeightedToken(token, _UNKNOWN_MODIFIER_WEIGHT, False)
    if (
        best_match > DETAIL_WEIGHT and not is_modifier and not token.concept and not token.is_number
    ):  # a name of the company's own
        return _WeightedToken(token, _OWN_NAME_WEIGHT, True)
    return _WeightedToken(
        token, rarity * (_IN_NAME_WEIGHT if best_match > DETAIL_WEIGHT else _MODIFIER_WEIGHT), False
    )


def _token_weight(
    token: ConceptToken, best_match: float, has_known_subject: bool, other_source_concepts: frozenset[str]
) -> float:
    if token.concept == COUNT_CONCEPT:
        return _COUNT_WEIGHT
    if token.concept in other_source_concepts and best_match < CATEGORY_WEIGHT:
        return _OTHER_SOURCE_WEIGHT
    if token.concept in _DECISIVE_CONCEPTS | SALE_TERMS:
        return _FULL_WEIGHT
    if token.is_number:
        return _NUMBER_WEIGHT
    if not best_match:
        return _UNKNOWN_MODIFIER_WEIGHT if has_known_subject else _UNKNOWN_WEIGHT
    return _MODIFIER_WEIGHT if has_known_subject and best_match <= DETAIL_WEIGHT else _FULL_WEIGHT


def _goods_score(weighted_tokens: Sequence[_WeightedToken], row_matches: Sequence[float]) -> float:
    """What is asked for decides, the rest only orders."""
    required, optional = 0.0, 0.0
    required_total, optional_total = 0.0, 0.0
    for weighted, match in zip(weighted_tokens, row_matches, strict=True):
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


def _word_score(weighted_tokens: Sequence[_WeightedToken], row_matches: Sequence[float]) -> float:
    """Where no goods are named, every word counts; several of them in one row, wherever they stand."""
    if not weighted_tokens:
        return 0.0
    word_matches = [
        match
        for weighted, match in zip(weighted_tokens, row_matches, strict=True)
        if match and not weighted.token.is_number
    ]
    if len(word_matches) > 1:
        row_matches = [
            max(match, _ANYWHERE_SCORE * min(1.0, match / TEXT_WEIGHT)) if match else 0.0 for match in row_matches
        ]
    total = sum(weighted.weight for weighted in weighted_tokens) or 1.0
    return (
        sum(weighted.weight * match for weighted, match in zip(weighted_tokens, row_matches, strict=True)) / total
    )


def _add_measure_score(query: SearchQuery, row: Any, fields: FieldTokens, score: float) -> float:
    stated_texts = product_texts(row)
    numbers = {token.latin for token in fields[0] if token.is_number}
    measure_scores = [_measure_score(token, stated_texts, numbers) for token in query.measures]
    has_word_score = bool(score) or any(
        not query.measure_words.issuperset(token.latin.split(" ")) for token in query.tokens
    )
    weight = _NUMBER_WEIGHT * len(measure_scores)
    return ((score if has_word_score else 0.0) + _NUMBER_WEIGHT * sum(measure_scores)) / (
        float(has_word_score) + weight
    )


def _measure_score(measure: Measure, stated_texts: Sequence[str], numbers: set[str]) -> float:
    match = match_measure(measure, stated_texts)
    if match is None and all(f"{value:g}" in numbers for value in measure.values):
        return CATEGORY_WEIGHT
    return _UNSTATED_MEASURE_SCORE if match is None else match


def product_texts(row: Any) -> tuple[str, ...]:
    """What is said of a product, in which numbers with units stand."""
    details = "; ".join([f"{key}: {value}" for key, value in row.specifications.items() if value])
    return row.name, "; ".join(row.features), row.description, details


def superlative_sort_key(row: Any, superlative: Superlative) -> float:
    """What products are put in order by, the wanted end first; last what does not tell."""
    value = largest_value(product_texts(row), superlative.dimensions)
    return float("inf") if value is None else -value if superlative.largest_first else value


def _match_rows(
    query: SearchQuery, tokens: Sequence[ConceptToken], rows: Sequence[Any], field_weights: Sequence[float]
) -> list[list[float]]:
    """For each row, how well its best field answers each word of the question."""
    row_tokens = _row_tokens(rows).values()
    whole_matches = [match_tokens(token, row_tokens, query.synonyms.get(token, ())) for token in tokens]
    part_matches = [
        [match_tokens(part, row_tokens) for part in phrase_parts(token) if token.concept] for token in tokens
    ]
    all_parts_needed = [token.latin not in query.modifiers for token in tokens]
    return [
        [
            max(
                _best_field_match(token_matches, weight_by_word),
                _match_parts(parts, weight_by_word, all_needed) if parts else 0.0,
            )
            for token_matches, parts, all_needed in zip(whole_matches, part_matches, all_parts_needed, strict=True)
        ]
        for weight_by_word in (_word_weights(row.reading, tuple(field_weights)) for row in rows)
    ]


@lru_cache(maxsize=2048)
def _word_weights(reading: str, field_weights: Sequence[float]) -> Mapping[str, float]:
    """The words of a row with what a match there counts."""
    weight_by_word: dict[str, float] = {}
    for text, weight in zip(decode_reading(reading), field_weights, strict=True):
        for each in text:
            weight_by_word[each.latin] = max(weight_by_word.get(each.latin, 0.0), weight)
    return weight_by_word


def _best_field_match(token_matches: Mapping[str, float], weight_by_word: Mapping[str, float]) -> float:
    return max(
        [
            similarity * weight_by_word[latin]
            for latin, similarity in token_matches.items()
            if latin in weight_by_word
        ],
        default=0.0,
    )


def _match_parts(
    parts: Sequence[Mapping[str, float]], weight_by_word: Mapping[str, float], all_needed: bool
) -> float:
    """A corner sofa is also a sofa of which is said that it is for a corner. `wholly`: for every word something."""
    if len(parts) < 2:
        return 0.0
    matches = [_best_field_match(token_matches, weight_by_word) for token_matches in parts]
    return _WORD_BY_WORD_FACTOR * sum(matches) / len(matches) if all(matches) or not all_needed else 0.0


def _discount_other_kinds(
    query: SearchQuery,
    tokens: Sequence[ConceptToken],
    rows: Sequence[Any],
    rows_fields: Sequence[FieldTokens],
    scores: Sequence[float],
) -> list[float]:
    """Less for what only mentions the goods asked for: a case is no phone, setting up a laptop is no laptop."""
    head_tokens = [token for token in tokens if token.latin not in query.modifiers]
    concepts = {
        token.concept
        for token in (
            *head_tokens,
            *chain.from_iterable(map(query.synonyms.get, head_tokens, [()] * len(head_tokens))),
        )
    }
    concepts &= _SOLD_CONCEPTS
    if concepts.isdisjoint(GOODS):
        return list(scores)
    factors = [_kind_factor(row, texts, concepts) for row, texts in zip(rows, rows_fields, strict=True)]
    mention_factor = (
        _OTHER_KIND_FACTOR if any(factor > _OTHER_KIND_FACTOR for factor in factors) else _MENTION_FACTOR
    )
    return [score * (factor or mention_factor) for factor, score in zip(factors, scores, strict=True)]


def _kind_factor(row: Any, fields: FieldTokens, concepts: set[str]) -> float:
    """What is left of the score of a product that is this; 0 where nobody says what it is."""
    category, own_concepts = fields[1], _declared_concepts(row.reading, row.name)
    if any(_is_one_of(concepts, category_token) for category_token in own_concepts):
        return 1.0
    if any(_is_one_of(concepts, category_token.concept) for category_token in category):
        return _CATEGORY_ONLY_FACTOR if not GOODS.isdisjoint(own_concepts) else 1.0
    return (
        _OTHER_KIND_FACTOR
        if own_concepts or any(category_token.concept in GOODS for category_token in category)
        else 0.0
    )


@lru_cache(maxsize=2048)
def _declared_concepts(reading: str, name: str) -> tuple[str, ...]:
    """What a product says it is."""
    fields = decode_reading(reading)
    return product_concepts(fields[0], name) or description_concepts(fields[-1])


def _is_one_of(concepts: set[str], other_concept: str) -> bool:
    return any(concept_similarity(query_concept, other_concept) for query_concept in concepts)
