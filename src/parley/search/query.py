"""Query understanding: what a message asks to find, for how much, and in which order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from parley.concepts.head_noun import find_unknown_head, modifier_positions
from parley.concepts.keyboard_layout import layout_corrections
from parley.concepts.matcher import BRANDS, FILLERS, GOODS, SALE_TERMS, SERVICES, Annotation, annotate
from parley.concepts.superlatives import Superlative, find_superlative
from parley.concepts.token import ConceptToken, is_same_word, token_from_annotation
from parley.concepts.units import Measure, ParsedMeasures, parse_measures
from parley.domain.understanding import Understanding
from parley.nlu.message import MessageText, UnderstoodMessage
from parley.search.price_limits import PriceLimits, extract_price_limits
from parley.search.query_words import (
    AVAILABILITY_WORDS,
    CHEAP_STEMS,
    LATIN_STOP_WORDS,
    OKAY_WORDS,
    PIECE_WORDS,
    STOP_WORDS,
)
from parley.text.digits import only_digits
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

# A company's own groups of words that mean one thing.
SearchSynonyms = Sequence[Sequence[str]]

# The concept of a number that counts what follows: "2 ноутбука".
COUNT_CONCEPT = "count"
# The concept of words that ask how things differ.
COMPARE_CONCEPT = "compare"
# Whether goods are included is a question of its own; of a service, what it costs answers it.
INCLUDED_CONCEPT = "included"
# What is asked of anything there is; it does not say of what.
GENERIC_CONCEPTS = FILLERS | {"price", "stock", "order", COMPARE_CONCEPT}
GOODS_AND_BRANDS = GOODS | BRANDS
_SERVICE_CONCEPTS = (SALE_TERMS | SERVICES) - {INCLUDED_CONCEPT}
_UZBEK = "uz"
# A word may stand in every group of a company: so many others are searched for with it.
_MAX_SYNONYMS = 60
# A word typed with the wrong keyboard layout is only recognized when it is longer than this.
_MAX_CHANCE_LETTERS = 3


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a message asks to find."""

    #: what to search for, each word or phrase once
    tokens: Sequence[ConceptToken]
    #: it names goods or a maker of them
    names_goods: bool
    #: it names what a shop does with goods ("delivery")
    names_service: bool
    #: it asks whether there is something
    asks_availability: bool
    #: the cheap ones first
    cheapest_first: bool
    #: inclusive; None where there is no limit
    min_price: Decimal | None
    #: inclusive; None where there is no limit
    max_price: Decimal | None
    #: the fastest or the largest first; None where that is not asked for
    superlative: Superlative | None = None
    #: other words that this company uses for some of the tokens
    synonyms: Mapping[ConceptToken, Sequence[ConceptToken]] = field(default_factory=dict)
    #: `latin` of those of the tokens that only say more of what is asked for ("for a laptop")
    modifiers: frozenset[str] = frozenset()
    #: `latin` of the word for what is asked for, where nobody knows it; else empty
    unknown_head: str = ""
    #: `latin` of the numbers that are part of a name ("iphone 15")
    model_numbers: frozenset[str] = frozenset()
    #: numbers with units
    measures: tuple[Measure, ...] = ()
    #: `latin` of the words that the measures were read from
    measure_words: frozenset[str] = frozenset()


class _QuestionText(NamedTuple):
    """The words of a question as its query is read from them."""

    #: normalised, in order
    words: Sequence[str]
    #: the words with their concepts, phrases together
    annotations: Sequence[Annotation]
    #: those that the rules of the language found worth searching for
    topic_words: frozenset[str]
    understanding: Understanding
    #: those that count, behind a number: "пачки"
    counting_words: frozenset[str] = PIECE_WORDS


def parse_query(message: UnderstoodMessage, currency: str, synonyms: SearchSynonyms = ()) -> SearchQuery:
    """Returns what a message asks to find: reads its price limits, in what is left its measures, then its words.
    Numbers in words count as those in digits. `currency`: ISO, what a bare number is likely to mean."""
    text = message.source.in_digits(message.understanding.language)
    limits = extract_price_limits(text.text, currency)
    return _parse_words(message, limits, parse_measures(limits.rest), synonyms)


def _parse_words(
    message: UnderstoodMessage, limits: PriceLimits, parsed_measures: ParsedMeasures, synonyms: SearchSynonyms
) -> SearchQuery:
    question = _annotate_question(message.source.read_piece(limits.rest), message.understanding)
    tokens, annotations = _tokens_by_position(question), question.annotations
    modifying_positions = modifier_positions(annotations)
    return _with_kinds(
        SearchQuery(
            tokens=list(dict.fromkeys(tokens.values())),
            names_goods=False,
            names_service=False,
            asks_availability=not AVAILABILITY_WORDS.isdisjoint(question.words),
            cheapest_first=any(word.startswith(CHEAP_STEMS) for word in question.words),
            min_price=limits.min_price,
            max_price=limits.max_price,
            superlative=find_superlative(question.words),
            synonyms=_find_synonyms(list(tokens.values()), synonyms) if synonyms else {},
            modifiers=frozenset(tokens[position].latin for position in tokens.keys() & modifying_positions),
            unknown_head=find_unknown_head(annotations, LATIN_STOP_WORDS),
            model_numbers=frozenset(
                tokens[position].latin
                for position in tokens.keys() - modifying_positions
                if _is_model_number(annotations, position)
            ),
            measures=parsed_measures.measures,
            measure_words=frozenset(
                map(latinize, chain.from_iterable(map(normalized_words, parsed_measures.source_texts)))
            ),
        )
    )


def _annotate_question(text: MessageText, understanding: Understanding) -> _QuestionText:
    """Returns the words of a question as they were typed, or as the other keyboard layout has them where that names
    goods and what was typed means nothing."""
    if text.annotations and not any(annotation.concept for annotation in text.annotations):
        for retyped in map(text.read_piece, layout_corrections(text.text)):
            if any(map(_names_goods_clearly, retyped.annotations)):
                topic_words = frozenset(retyped.words) - STOP_WORDS
                return _QuestionText(retyped.words, retyped.annotations, topic_words, understanding)
    phone = only_digits(understanding.phone.raw) if understanding.phone else understanding.invalid_phone
    numbers = (word for word in text.words if word[0].isdigit() and word not in phone)
    topic_words = frozenset((*understanding.content_words, *numbers)) - STOP_WORDS
    counting = (text.words[index] for index in text.ordering.of("counting_words"))
    return _QuestionText(text.words, text.annotations, topic_words, understanding, PIECE_WORDS.union(counting))


def _names_goods_clearly(annotation: Annotation) -> bool:
    return annotation.concept in GOODS_AND_BRANDS and len(annotation.words[0]) > _MAX_CHANCE_LETTERS


def _tokens_by_position(question: _QuestionText) -> dict[int, ConceptToken]:
    """Returns what to search for by its place among the annotations."""
    tokens = {}
    for position, annotation in enumerate(question.annotations):
        if _is_generic(annotation):
            continue
        token = _read_token(question, position)
        if not any(is_ignored(token, annotation, question) for is_ignored in _IGNORE_RULES):
            tokens[position] = token
    if any(token.concept in _SERVICE_CONCEPTS for token in tokens.values()):
        return {position: token for position, token in tokens.items() if token.concept != INCLUDED_CONCEPT}
    return tokens


def _is_generic(annotation: Annotation) -> bool:
    """Returns whether a word says nothing of what is wanted."""
    return annotation.concept in GENERIC_CONCEPTS or LATIN_STOP_WORDS.issuperset(map(latinize, annotation.words))


def _is_off_topic(token: ConceptToken, annotation: Annotation, question: _QuestionText) -> bool:
    """Returns whether the token has no concept and its words are not worth searching for in their language."""
    return not token.concept and question.topic_words.isdisjoint(annotation.words)


def _is_number_to_call(token: ConceptToken, annotation: Annotation, question: _QuestionText) -> bool:
    """Returns whether "телефон" is a number to call ("телефон дам позже") and no phone for sale."""
    return token.concept == "phone" and _means_phone_number(question.words, question.understanding)


def _is_assent(token: ConceptToken, annotation: Annotation, question: _QuestionText) -> bool:
    """Returns whether "ok" is assent and not the Uzbek word for white."""
    return question.understanding.language != _UZBEK and not OKAY_WORDS.isdisjoint(annotation.words)


_IGNORE_RULES: tuple[Callable[[ConceptToken, Annotation, _QuestionText], bool], ...] = (
    _is_off_topic,
    _is_number_to_call,
    _is_assent,
)


def _with_kinds(query: SearchQuery) -> SearchQuery:
    """Returns the query with what its tokens and their synonyms name."""
    concepts = {token.concept for token in (*query.tokens, *chain.from_iterable(query.synonyms.values()))}
    return replace(query, names_goods=bool(concepts & GOODS_AND_BRANDS), names_service=bool(concepts & SALE_TERMS))


def replace_query_tokens(query: SearchQuery, tokens: Sequence[ConceptToken]) -> SearchQuery:
    """Returns the query with these tokens in place of its own, one for one."""
    if list(tokens) == list(query.tokens):
        return query
    replacements = {old.latin: new.latin for old, new in zip(query.tokens, tokens, strict=True)}
    return _with_kinds(
        replace(
            query,
            tokens=list(tokens),
            modifiers=frozenset(replacements.get(latin, latin) for latin in query.modifiers),
            unknown_head="" if query.unknown_head in replacements else query.unknown_head,
        )
    )


def limit_prices(query: SearchQuery, min_price: float | None, max_price: float | None) -> SearchQuery:
    """Returns the query held within these prices as well, both inclusive."""
    lower, upper = (None if price is None else Decimal(str(price)) for price in (min_price, max_price))
    return replace(
        query,
        min_price=max((price for price in (query.min_price, lower) if price is not None), default=None),
        max_price=min((price for price in (query.max_price, upper) if price is not None), default=None),
    )


def _is_model_number(annotations: Sequence[Annotation], position: int) -> bool:
    """Returns whether a number goes with the name before it: "айфон 16", "playstation 5"."""
    if position == 0 or not annotations[position].words[0][0].isdigit():
        return False
    previous = annotations[position - 1]
    return previous.concept in GOODS_AND_BRANDS or not previous.concept


def _find_synonyms(
    tokens: Sequence[ConceptToken], synonyms: SearchSynonyms
) -> dict[ConceptToken, Sequence[ConceptToken]]:
    """Returns for those of the tokens that stand in groups of synonyms all words of these groups."""
    groups = _read_groups(tuple(map(tuple, synonyms)))
    synonyms_by_token = {
        token: [other for group in groups if any(is_same_word(token, word) for word in group) for other in group]
        for token in tokens
    }
    return {
        token: list(dict.fromkeys(group_tokens))[:_MAX_SYNONYMS]
        for token, group_tokens in synonyms_by_token.items()
        if group_tokens
    }


@lru_cache(maxsize=128)  # a company's groups are the same for every question
def _read_groups(synonyms: tuple[tuple[str, ...], ...]) -> Sequence[Sequence[ConceptToken]]:
    return [
        [token_from_annotation(annotation) for word in group for annotation in annotate(normalized_words(word))]
        for group in synonyms
    ]


def _read_token(question: _QuestionText, position: int) -> ConceptToken:
    """Returns the token of an annotation; a single digit before goods or pieces is a count."""
    annotations = question.annotations
    token = token_from_annotation(annotations[position])
    digits = token.digits
    if len(digits) != 1:
        return token
    following = annotations[position + 1 : position + 2]
    previous = annotations[position - 1 : position] if position else ()
    counts_goods = any(annotation.concept in GOODS for annotation in following)
    counts_pieces = any(
        not question.counting_words.isdisjoint(annotation.words) for annotation in (*previous, *following)
    )
    return ConceptToken(digits, COUNT_CONCEPT, token.trigrams, digits) if counts_goods or counts_pieces else token


def _means_phone_number(words: Sequence[str], understanding: Understanding) -> bool:
    """Returns whether the message speaks of a number to call, not of phones for sale."""
    return (
        understanding.phone is not None
        or understanding.gives_address
        or understanding.postponed
        or understanding.refuses_contact
        or understanding.asks_why_contact
        or any(word.startswith(("номер", "nomer", "number")) for word in words)
    )
