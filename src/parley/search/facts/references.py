"""Which of the goods that were shown a message means: one reader for orders and for what is asked of goods.

Goods are meant by name ("the Bosch"), by size, by their place in the list that the customer saw last ("the
second"), all together ("both"), by what their card says ("the black one") or by the place in an order ("the cheaper
one").
What is left out ("not the blue one") is never meant."""

from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from parley.concepts.matcher import QUALITIES, SALE_TERMS, SERVICES
from parley.concepts.token import (
    MISSPELT_MATCH,
    ConceptToken,
    concept_tokens,
    token_from_annotation,
    token_similarity,
)
from parley.concepts.units import Measure, match_measure, stated_values
from parley.domain.search_results import ProductHit
from parley.nlu.choices import MIDDLE
from parley.nlu.message import UnderstoodMessage
from parley.search.facts.mentions import Mention, find_named_goods, name_numbers
from parley.search.facts.order import PRICE, RankRequest, is_superlative, read_ordinal, read_rank, read_relative
from parley.search.facts.ranking import rank_products
from parley.search.query import GENERIC_CONCEPTS
from parley.search.query_words import LATIN_STOP_WORDS, OKAY_WORDS
from parley.text.normalize import latinize
from parley.text.tokenize import latinized_words, normalized_words

ReferenceKind = Literal["", "name", "size", "place", "all", "card", "degree"]

#: they point to what was shown
THIS_WORDS = latinized_words(
    "таких такими такі этот эта это эти этого этой эту этих этим тот та ту того той те тех его ее их нее "
    "него ней нему такой такую такие такого данный this that these those them it one ones осы осыны "
    "осыдан осындай осыған мына мынаны мынадан мынау сол соны содан соған бұл бұны оны оның одан оған "
    "ушул ушуну ушундан ушундай бул муну мунун мындан мунусун буга тигил тигини ошол ошону ошондон ошого "
    "аны анын андан ага shu shuni shundan shunday shunga bu buni bundan bunga o'sha o'shani uni undan "
    "unga шу шуни бу буни уни цей ця це ці цього цю цих той ту того ту його її їх неї нього таку такий "
    "энэ энийг үүнийг энүүнийг үүнээс үүнд тэр тэрийг түүнийг тэрнийг тэрнээс түүнд"
)
_BOTH_WORDS = latinized_words("оба обе обоих обеих обеими both обидва обидві обох обоє")
_BOTH_STEMS = tuple(map(latinize, normalized_words("екеу экөө ikkala ikkov иккала иккови хоёул")))
_ALL_WORDS = latinized_words("все всех all усі всі бәрін бәрі барлығын баарын баары hammasini hammasi бүгдийг")
_MIDDLE_OF = 3
# Who takes one by its number says little beside it.
_MAX_NUMBER_WORDS = 4
_TERMS = (SALE_TERMS | SERVICES) - {"price"}
# A shorter word says nothing of a card.
_MIN_CARD_LETTERS = 4
# What a customer finds dear is not what they take: "дорого, но беру".
_PRICE_OBJECTIONS = frozenset({"object_price", "bargain"})


class Reference(NamedTuple):
    """The goods that a message means, and by what."""

    hits: tuple[ProductHit, ...] = ()
    by: ReferenceKind = ""


def find_reference(
    message: UnderstoodMessage,
    shown: Sequence[ProductHit],
    *,
    earlier: Sequence[ProductHit] = (),
    mentions: Sequence[Mention] | None = None,
    ordered: Collection[str] = (),
    measures: Sequence[Measure] = (),
) -> Reference:
    """Returns which goods a message means; none where it does not say.

    `shown`: by the last answer about goods, in its order; `earlier`: before it, the newest first; `mentions`: the
    names in the message, found where they are not given; `ordered`: ids of what is ordered; `measures`: the sizes
    that it names.
    """
    if mentions is None:
        within = _not_excluded(message)
        mentions = find_named_goods(message, [*shown, *earlier], within=within)
    if measures and len(sized := _of_size(measures, [*shown, *earlier])) == 1:
        return Reference(tuple(sized), "size")
    if named := resolve_mentions(mentions, shown, ordered):
        return Reference(named, "name")
    if hit := _of_number(message, shown):
        return Reference((hit,), "name")
    if places_of(message) and not _names_terms(message):
        return Reference(_at_places(message, shown), "place")
    if says_both(message):
        return Reference(_both(mentions, shown, earlier), "all")
    if len(shown) > 1 and says_all(message):
        return Reference(tuple(shown), "all")
    if hit := _at_degree(message, shown):
        return Reference((hit,), "degree")
    described = _described(message, shown)
    return Reference(described, "card") if len(described) == 1 else Reference()


def resolve_mentions(
    mentions: Sequence[Mention], shown: Sequence[ProductHit], ordered: Collection[str] = ()
) -> tuple[ProductHit, ...]:
    """Returns the products that names mean, each once."""
    found = (resolve_mention(mention, shown, ordered) for mention in mentions)
    return tuple({hit.id: hit for hit in found if hit}.values())


def resolve_mention(
    mention: Mention, shown: Sequence[ProductHit], ordered: Collection[str] = ()
) -> ProductHit | None:
    """Returns the product of a name: of several the one that is ordered, or that alone was shown."""
    if mention.hit:
        return mention.hit
    for ids in (ordered, {hit.id for hit in shown}):
        likely = [hit for hit in mention.hits if hit.id in ids]
        if len(likely) == 1:
            return likely[0]
    return None


def points_to_shown(message: UnderstoodMessage) -> bool:
    """Tells whether a message has a word that points to what was shown: a place, "both", "this"."""
    return bool(places_of(message)) or says_both(message) or not THIS_WORDS.isdisjoint(map(latinize, message.words))


def says_both(message: UnderstoodMessage) -> bool:
    """Tells whether a message means two together: "both", "екеуін"."""
    latin = list(map(latinize, message.words))
    return not _BOTH_WORDS.isdisjoint(latin) or any(word.startswith(_BOTH_STEMS) for word in latin)


def says_all(message: UnderstoodMessage) -> bool:
    """Tells whether a message means everything together."""
    return not _ALL_WORDS.isdisjoint(map(latinize, message.words))


def places_of(message: UnderstoodMessage) -> tuple[int, ...]:
    """Returns the places in a list that a message names: 1 is the first, -1 the last, MIDDLE the one between."""
    if message.choices.places:
        return message.choices.places
    place = read_ordinal(list(map(latinize, message.words)))
    return (place,) if place else ()


def _not_excluded(message: UnderstoodMessage) -> list[int]:
    excluded = message.choices.excluded
    return [index for index in range(len(message.tokenized.tokens)) if index not in excluded]


def _of_size(measures: Sequence[Measure], hits: Sequence[ProductHit]) -> list[ProductHit]:
    """Returns those that have the size that is named: "the 32-inch one"."""
    return [hit for hit in hits if all(match_measure(size, stated_values(_stated_texts(hit))) for size in measures)]


def _stated_texts(hit: ProductHit) -> list[str]:
    specifications = hit.card.get("specifications")
    values = specifications.values() if isinstance(specifications, dict) else ()
    return [hit.name, *map(str, values)]


def _of_number(message: UnderstoodMessage, shown: Sequence[ProductHit]) -> ProductHit | None:
    """Returns the one of several shown that has the number of a short message in its name: "беру 500"."""
    numbers = [
        token.normalized
        for index, token in enumerate(message.tokenized.tokens)
        if token.is_number and index not in message.choices.excluded and len(token.normalized) > 1
    ]
    if len(numbers) != 1 or len(shown) < 2 or len(message.words) > _MAX_NUMBER_WORDS:
        return None
    called = [hit for hit in shown if numbers[0] in name_numbers(hit)]
    return called[0] if len(called) == 1 else None


def _names_terms(message: UnderstoodMessage) -> bool:
    """Tells whether a message speaks of delivery, fitting and the like: "на второй этаж" is no place in a list."""
    return any(annotation.concept in _TERMS for annotation in message.annotations)


def _at_places(message: UnderstoodMessage, shown: Sequence[ProductHit]) -> tuple[ProductHit, ...]:
    found = (_at_place(shown, place) for place in places_of(message))
    return tuple({hit.id: hit for hit in found if hit}.values())


def _at_place(shown: Sequence[ProductHit], place: int) -> ProductHit | None:
    if place == MIDDLE:
        return shown[1] if len(shown) == _MIDDLE_OF else None
    index = place - 1 if place > 0 else len(shown) + place
    return shown[index] if 0 <= index < len(shown) else None


def _both(
    mentions: Sequence[Mention], shown: Sequence[ProductHit], earlier: Sequence[ProductHit]
) -> tuple[ProductHit, ...]:
    if pair := next((mention.hits for mention in mentions if len(mention.hits) == 2), ()):
        return pair
    if len(shown) == 1:
        return (shown[0], *earlier[:1])
    return tuple(shown[:2]) if len(shown) == 2 else ()


def _described(message: UnderstoodMessage, shown: Sequence[ProductHit]) -> tuple[ProductHit, ...]:
    """Returns those whose cards say most of what the message says: "the black one", "беспроводную"."""
    if len(shown) < 2:
        return ()
    words = list(_describing_words(message))
    worths = [sum(_is_stated(word, hit) for word in words) for hit in shown] if words else []
    best = max(worths, default=0)
    return tuple(hit for hit, worth in zip(shown, worths, strict=True) if worth == best) if best else ()


def _describing_words(message: UnderstoodMessage) -> Iterator[ConceptToken]:
    said, start = message.ordering.said | message.choices.excluded | message.choices.degree_tokens, 0
    content = set(message.understanding.content_words)
    for annotation in message.annotations:
        indices = range(start, start + len(annotation.words))
        start = indices.stop
        token = token_from_annotation(annotation)
        if not said.isdisjoint(indices) or token.is_number or not OKAY_WORDS.isdisjoint(annotation.words):
            continue
        is_quality = annotation.concept in QUALITIES
        is_word = not annotation.concept and len(token.latin) >= _MIN_CARD_LETTERS
        is_content = not content.isdisjoint(annotation.words) and token.latin not in LATIN_STOP_WORDS
        if is_quality or (is_word and is_content and annotation.concept not in GENERIC_CONCEPTS):
            yield token


def _is_stated(word: ConceptToken, hit: ProductHit) -> bool:
    text = f"{hit.name} {hit.description} {hit.feature_text()}"
    return any(token_similarity(word, each) > MISSPELT_MATCH for each in concept_tokens(text))


def _at_degree(message: UnderstoodMessage, shown: Sequence[ProductHit]) -> ProductHit | None:
    """Returns the cheapest, the dearest, the lightest of what was shown, where that is meant."""
    request = _read_degree(message) if len(shown) > 1 else None
    ranked = rank_products(shown, request) if request else []
    return ranked[request.place - 1].hit if request and len(ranked) >= max(request.place, 2) else None


def _read_degree(message: UnderstoodMessage) -> RankRequest | None:
    degree, words = message.choices.degree, message.words
    if degree in ("cheapest", "dearest"):
        return RankRequest((PRICE,), largest_first=degree == "dearest")
    if _names_terms(message):
        return None
    if is_superlative(words):
        return read_rank(words)
    if relative := read_relative(words):
        return relative
    takes, intents = message.ordering.of("taking_words"), message.understanding.intents
    objects = not takes and not _PRICE_OBJECTIONS.isdisjoint(intents)
    return None if objects else read_rank([*words, "самый"])
