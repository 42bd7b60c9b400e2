"""Which of the products shown a message points to: "the second", "both", "this one", "the Bosch", "the cheaper
one"."""

from collections.abc import Sequence

from parley.concepts.token import is_same_word, number_digits
from parley.concepts.units import match_measure, stated_values
from parley.domain.search_results import ProductHit
from parley.search.facts.asked import AskedFact
from parley.search.facts.named import find_named, name_words
from parley.search.facts.order import is_ordinal_number, read_ordinal, read_rank
from parley.search.facts.quantities import PIECE_WORDS, units_of
from parley.search.facts.ranking import rank_facts
from parley.search.question import Question
from parley.text.normalize import latinize
from parley.text.tokenize import latinized_words, normalized_words

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
# What several things cost together.
_TOTAL_STEMS = tuple(
    map(
        latinize,
        normalized_words(
            "итог всего вместе общая сумм total altogether sum together барлы бәрі жалпы баары бардыг жалпысы jami "
            "hammasi жами разом усього всього загалом нийт нийл бүгд выйде обойд вийде обійд чыга шыға chiqadi"
        ),
    )
)
_MAX_COUNT = 999
_OBJECT_ENDINGS = ("ti", "tu", "di", "du", "ni", "nu")
_MAX_PICK_WORDS = 3
_PIECE = "single-piece"


def points_to_shown(question: Question) -> bool:
    """Returns whether a message has a word that points to what was shown: a place, "both", "this"."""
    latin = list(map(latinize, question.message.words))
    return bool(read_ordinal(latin)) or _has_both(latin) or not THIS_WORDS.isdisjoint(latin)


def asks_total(question: Question) -> bool:
    """Returns whether it is asked what several things cost together."""
    return any(latinize(word).startswith(_TOTAL_STEMS) for word in question.message.words)


def find_pointed(
    question: Question, asked: AskedFact, hits: Sequence[ProductHit], earlier: Sequence[ProductHit] = ()
) -> Sequence[ProductHit]:
    """Returns the products that a message points to; none where that cannot be told. `hits`: those shown last;
    `earlier`: those shown before them, the newest first."""
    latin = list(map(latinize, question.message.words))
    if question.query.measures and len(sized := _of_size(question, [*hits, *earlier])) == 1:
        return sized
    if (place := read_ordinal(latin)) and not question.query.names_service:
        return hits[-1:] if place < 0 else hits[place - 1 : place]
    if _has_both(latin):
        return _both(hits, earlier)
    if len(hits) > 1 and not _ALL_WORDS.isdisjoint(latin):
        return hits
    named = find_named(question, asked, hits)
    if named.is_specific and len(named.hits) < max(len(hits), 2):
        return named.hits
    if (request := read_rank([*question.message.words, "самый"])) and len(hits) > 1:
        ranked = rank_facts(hits, request)
        return ranked.products[:1] if ranked else ()
    return hits if len(hits) == 1 else ()


def _of_size(question: Question, hits: Sequence[ProductHit]) -> list[ProductHit]:
    """Returns those that have the size that is named: "the 32-inch one"."""
    return [
        hit
        for hit in hits
        if all(match_measure(size, stated_values(_stated_texts(hit))) for size in question.query.measures)
    ]


def _stated_texts(hit: ProductHit) -> list[str]:
    specifications = hit.card.get("specifications")
    values = specifications.values() if isinstance(specifications, dict) else ()
    return [hit.name, *map(str, values)]


def _both(hits: Sequence[ProductHit], earlier: Sequence[ProductHit]) -> Sequence[ProductHit]:
    if len(hits) == 1:
        return [*hits, *earlier[:1]]
    return hits[:2] if len(hits) == 2 else ()


def _has_both(latin: Sequence[str]) -> bool:
    return not _BOTH_WORDS.isdisjoint(latin) or any(word.startswith(_BOTH_STEMS) for word in latin)


def _number_of(word: str) -> str:
    """Returns the digits of a number, which may have the ending of an object: "бешти"."""
    return number_digits(word) or (number_digits(word[:-2]) if word.endswith(_OBJECT_ENDINGS) else "")


def picks_place(question: Question) -> bool:
    """Returns whether a short message only names a place in the list: "давайте вторые", "забираю последний"."""
    words = list(map(latinize, question.message.words))
    is_short = len(words) <= _MAX_PICK_WORDS and not question.understanding.question
    return is_short and bool(read_ordinal(words))


def says_only_choice(question: Question, hit: ProductHit) -> bool:
    """Returns whether a message names nothing but the product, how many of it, and words that point to it."""
    names = name_words(hit)
    return all(
        token.is_number
        or token.digits
        or token.concept == _PIECE
        or token.latin in PIECE_WORDS
        or token.latin in THIS_WORDS
        or token.latin.startswith(_TOTAL_STEMS)
        or any(is_same_word(token, name) or (token.concept and token.concept == name.concept) for name in names)
        for token in question.query.tokens
    )


def counted(question: Question, hits: Sequence[ProductHit]) -> int:
    """Returns how many of what it points to a message wants; 1 where it does not say. Numbers of a name, of a phone
    and of a place in the list count nothing."""
    if hits and (units := units_of(question, hits[0])):
        return units
    words = list(map(latinize, question.message.words))
    if len(hits) == 1 and _has_both(words):
        return 2
    counts = (_count_at(question, words, position, hits) for position in range(len(words)))
    return next((count for count in counts if 1 < count <= _MAX_COUNT), 1)


def _count_at(question: Question, words: Sequence[str], position: int, hits: Sequence[ProductHit]) -> int:
    """Returns the number of a word, 0 where it counts nothing."""
    word, digits = words[position], _number_of(words[position])
    if not digits.isdecimal() or word in question.query.measure_words or is_ordinal_number(words, position):
        return 0
    own = {token.latin for hit in hits for token in name_words(hit) if token.is_number}
    is_name = word.isdecimal() and (digits in own or _is_of_phone(question, word))
    return 0 if is_name else int(digits)


def _is_of_phone(question: Question, digits: str) -> bool:
    phone = question.understanding.phone
    return phone is not None and digits in "".join(filter(str.isdigit, phone.raw))
