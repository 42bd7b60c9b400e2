"""What a question asks of goods: a value, a feature, whether there is one, and how it is asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from parley.concepts.attributes import AttributeMention, attribute_kind, find_attributes, ids_of_kind
from parley.concepts.matcher import BRANDS, GOODS, QUALITIES, SALE_TERMS
from parley.concepts.token import ConceptToken
from parley.concepts.units import Measure
from parley.search.facts.card import wants_none
from parley.search.facts.sizes import read_size_words
from parley.search.query import COMPARE_CONCEPT, COUNT_CONCEPT
from parley.search.question import Question
from parley.text.normalize import latinize
from parley.text.tokenize import latinized_words

# They ask for a value, not for a yes.
_VALUE_WORDS = latinized_words(
    "сколько какой какая какое какие каков какова каковы какую каком какого каких чем чего насколько "
    "what which how whats "
    "қандай қанша неше қай қайсы неден кандай канча нече кайсы эмнеден "
    "qanday qancha necha nechta nechchi qaysi qanaqa nimadan "
    "скільки який яка яке які яку якого якій наскільки чого "
    "ямар хэд хэдэн хэр юугаар юунаас аль"
)
# They ask whether something is there.
_HAVING_WORDS = latinized_words(
    "есть имеется ли бывает поддерживает идет has have does is do got can support supports come comes with "
    "бар барма бола болады барбы болобу bor bormi є має чи підтримує байгаа бий байна"
)
# They want goods of a kind, and ask nothing of them.
_WANTING_WORDS = latinized_words(
    "нужен нужна нужно нужны ищу хочу хотел хотела need want looking searching керек керекпыз іздеп издеп kerak "
    "потрібен потрібна потрібно потрібні шукаю хочу хэрэгтэй хайж авмаар"
)
_STOCK_CONCEPT, _PRICE_CONCEPT = "stock", "price"
_ATTRIBUTE_KINDS = frozenset({"measure", "feature"})
_ENGLISH_AUXILIARIES = frozenset({"can", "does", "do", "is", "are", "has", "will", "did"})
# Words behind a noun that make a question of it in languages without a mark: "бар ма", "жууйбу".
_QUESTION_PARTICLES = latinized_words("ма ме ба бе па пе мы ми бы би mi чи уу үү ли")
_QUESTION_ENDINGS = tuple(map(latinize, ("йбу", "йбы", "дымы", "mi", "тойу", "дагуу")))
# What asks for something that no card tells.
_OTHER_TOPICS = SALE_TERMS - {"included", "stock", "order", "price", COMPARE_CONCEPT, "time-of-delivery"}


@dataclass(frozen=True, slots=True)
class AskedFact:
    """What a question asks of goods."""

    #: ids of attributes that are told by a value
    measures: tuple[str, ...]
    #: ids of features
    features: tuple[str, ...]
    #: … those of them that are wanted not to be there: "without grain"
    unwanted: frozenset[str]
    #: what the goods are wanted for
    needs: tuple[str, ...]
    #: what is wanted on top of them
    services: tuple[str, ...]
    #: other words that may stand on a card: "card reader", "grey"
    words: tuple[ConceptToken, ...]
    #: the numbers with units that are asked about
    sizes: tuple[Measure, ...]
    #: `latin` of the words that name what is asked, and not of what
    latin_words: frozenset[str]
    #: `latin` of the words that name each attribute, by its id
    mentioned_by: Mapping[str, frozenset[str]]
    #: sizes of clothes and shoes that are asked for: "46", "xl"
    size_words: tuple[str, ...]
    #: a yes or no is wanted
    is_yes_no: bool
    #: a value is asked for, or which one
    asks_value: bool
    #: it is asked whether the product has something
    asks_having: bool
    #: it is asked for by name whether the product is in stock
    asks_stock: bool
    #: it is asked whether the product can be had
    asks_availability: bool
    #: goods of a kind are said to be wanted
    is_wanted: bool

    @property
    def is_about_attributes(self) -> bool:
        """Whether an attribute or a feature is asked for by name."""
        return bool(self.measures or self.features)


def read_asked(question: Question) -> AskedFact:
    """Returns what the question asks of goods; nothing where it is no question, or asks how they are sold."""
    return question.derive("asked", lambda: _read(question))


def _read(question: Question) -> AskedFact:
    words = question.message.words
    latin = list(map(latinize, words))
    is_value_question = not _VALUE_WORDS.isdisjoint(latin)
    is_question = is_value_question or _is_question(question, latin)
    mentions = find_attributes(words)
    measures, features = ids_of_kind(mentions, "measure"), ids_of_kind(mentions, "feature")
    mentioned = _attribute_words(mentions, latin)
    concepts = {annotation.concept for annotation in question.message.annotations}
    other_topic = not _OTHER_TOPICS.isdisjoint(concepts)
    return AskedFact(
        measures=measures if is_question or not features else (),
        features=features if is_question else (),
        unwanted=_unwanted(mentions, latin),
        needs=ids_of_kind(mentions, "need"),
        services=ids_of_kind(mentions, "service"),
        words=_asked_words(question, mentioned, concepts) if is_question else (),
        sizes=question.query.measures,
        latin_words=mentioned,
        mentioned_by=_words_by_attribute(mentions, latin),
        size_words=read_size_words(latin) if "size" in measures else (),
        is_yes_no=is_question and not is_value_question,
        asks_value=is_value_question,
        asks_having=not _HAVING_WORDS.isdisjoint(latin),
        asks_stock=_STOCK_CONCEPT in concepts,
        asks_availability=not other_topic and _asks_availability(question, concepts),
        is_wanted=not is_question and wants_goods(question),
    )


def _asked_words(
    question: Question, mentioned: frozenset[str], concepts: Collection[str]
) -> tuple[ConceptToken, ...]:
    """Returns the words that may stand on a card; beside a price only colours and the like: "is there a brown one,
    and how much is it"."""
    topics = _OTHER_TOPICS.intersection(concepts)
    words = _card_words(question, mentioned) if topics <= {_PRICE_CONCEPT} else []
    return tuple(word for word in words if not topics or word.concept in QUALITIES)


def _unwanted(mentions: Sequence[AttributeMention], latin: Sequence[str]) -> frozenset[str]:
    """Returns the features that are to be left out; "gluten-free" says so by itself."""
    return frozenset(
        each
        for mention in mentions
        if wants_none(latin, mention.start, mention.end)
        for each in mention.ids
        if attribute_kind(each) == "feature" and not each.endswith("-free")
    )


def wants_goods(question: Question) -> bool:
    """Returns whether a message says that something is wanted: "i want", "керек"."""
    return not _WANTING_WORDS.isdisjoint(map(latinize, question.message.words))


def _attribute_words(mentions: Sequence[AttributeMention], latin: Sequence[str]) -> frozenset[str]:
    return frozenset(
        word
        for mention in mentions
        if not _ATTRIBUTE_KINDS.isdisjoint(map(attribute_kind, mention.ids))
        for word in latin[mention.start : mention.end]
    )


def _words_by_attribute(mentions: Sequence[AttributeMention], latin: Sequence[str]) -> dict[str, frozenset[str]]:
    return {each: frozenset(latin[mention.start : mention.end]) for mention in mentions for each in mention.ids}


def _is_question(question: Question, latin: Sequence[str]) -> bool:
    understanding = question.understanding
    if latin and latin[0] in _ENGLISH_AUXILIARIES:
        return True  # "does it need a power supply"
    if "?" not in question.message.text and not _WANTING_WORDS.isdisjoint(latin):
        return False
    if understanding.question or "?" in question.message.text or not _QUESTION_PARTICLES.isdisjoint(latin):
        return True
    return any(len(word) > 4 and word.endswith(_QUESTION_ENDINGS) for word in latin)


def _asks_availability(question: Question, concepts: set[str]) -> bool:
    return (
        question.query.asks_availability
        or _STOCK_CONCEPT in concepts
        or "ask_availability" in question.understanding.intents
    )


def _card_words(question: Question, mentioned: frozenset[str]) -> list[ConceptToken]:
    """Returns the words that are neither attributes nor the names of goods, makers and quantities."""
    return [
        token
        for token in question.query.tokens
        if not token.is_number
        and token.concept != COUNT_CONCEPT
        and token.concept not in BRANDS
        and (token.concept in QUALITIES or token.concept in GOODS or not token.concept)
        and (not _is_mentioned(token, mentioned) or token.concept in QUALITIES)
        and not (_VALUE_WORDS | _HAVING_WORDS | _QUESTION_PARTICLES).issuperset(token.latin.split(" "))
    ]


def _is_mentioned(token: ConceptToken, mentioned: frozenset[str]) -> bool:
    """Returns whether a word names an attribute; of a phrase that says more ("power supply") not all words do."""
    words = token.latin.split(" ")
    return mentioned.issuperset(words) if len(words) > 1 else not mentioned.isdisjoint(words)
