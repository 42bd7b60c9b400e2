"""Reads which order of products a question asks for, and which place in it: "самый дешёвый", "second cheapest",
"which has the most memory"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from parley.concepts.attributes import find_attributes, ids_of_kind
from parley.concepts.token import number_digits
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

PRICE = "price"
# Large and small, of whatever tells the size of such a product.
SIZE = "size"


def _latin(listed: str) -> tuple[str, ...]:
    return tuple(map(latinize, normalized_words(listed)))


class RankRequest(NamedTuple):
    """An order of products, and a place in it."""

    #: "price", or ids of attributes of which the first that the products state counts
    by: tuple[str, ...]
    largest_first: bool
    #: from 1
    place: int = 1


_ONE = latinize("нэг")
_MOST_WORDS = frozenset(
    _latin(
        "самый самая самое самые самого самую самой наиболее ең эң eng хамгийн most найбільш всего всех всіх усього"
    )
)
_MOST_PREFIXES = _latin("най наи")
_CHEAP_STEMS = _latin("дешев дешевш недорог бюджетн доступн арзан arzon хямд cheap inexpensiv affordab")
_DEAR_STEMS = _latin("дорог дорож қымбат кымбат qimmat үнэтэй expensiv pric dear")
_CHEAPEST_STEMS = _latin(
    "подешев cheapest найдеш наидеш дешевле дешевш арзанырақ арзаныраак arzonroq хямдхан cheaper"
)
_DEAREST_STEMS = _latin("priciest dearest найдорож наидорож дороже дорожч қымбатырақ кымбатыраак qimmatroq pricier")
_LEAST_WORDS = frozenset(_latin("least меньше наименее найменше"))
_PRICE_STEMS = _latin("цен стоимост цін варт баға баа narx үнэ price cost")
_CHOICE_WORDS = frozenset(
    _latin("какой какая какое какие который которая что which what қайсы қайсысы кайсы кайсынысы qaysi qaysisi")
    + _latin("який яка яке які котрий аль")
)
_MORE_STEMS = _latin("больш мног көп ko'p більш багат их олон more most biggest largest highest longest max")
_FEWER_STEMS = _latin("меньш мал аз кем kam менш бага цөөн less least smallest lowest shortest min")
# The words for a large value of an attribute, and for a small one.
_ADJECTIVES: tuple[tuple[tuple[str, ...], bool, tuple[str, ...]], ...] = (
    (("weight",), False, _latin("легк легч легш жеңіл жеңил yengil хөнгөн light lightest")),
    (("weight",), True, _latin("тяжел тяжёл важк важч ауыр оор og'ir хүнд heav")),
    (("speed", "refresh-rate"), True, _latin("быстр скорост швидк швидш жылдам тез ылдам tez хурдан fast fastest")),
    (
        ("power", "brightness"),
        True,
        _latin("мощн потужн қуатты кубаттуу quvvatli kuchli хүчтэй powerful strongest"),
    ),
    (("brightness",), True, _latin("ярк яскрав жарық жарык yorqin гэрэлтэй bright brightest")),
    (("width", "depth"), False, _latin("узк уже вузьк вужч тар ensiz нарийн narrow slimmest")),
    (("width",), True, _latin("широк широч ширш кең кенен keng өргөн wide widest")),
    (("height",), True, _latin("высок выше висок вищ биік бийик baland өндөр tall tallest highest")),
    (("height",), False, _latin("низк низьк нижч аласа жапыз past намхан low lowest")),
    (("noise",), False, _latin("тих тиш тыныш тынч jim sokin чимээгүй quiet quietest silent")),
    (("length",), True, _latin("длинн довг довш ұзын узун uzun урт longest")),
    (("thickness", "weight"), False, _latin("тонк тонш жұқа жука yupqa нимгэн thin thinnest")),
    (("capacity",), True, _latin("вместит місткіш сыйымды сыйымдуу sig'imli багтаамж roomiest")),
    ((SIZE,), True, _latin("больш більш крупн велик үлкен чоң katta том large largest big biggest")),
    (
        (SIZE,),
        False,
        _latin(
            "маленьк мелк мал меньш менш кіші кішкентай кичинекей кичи kichik kichkina жижиг small smallest tini "
            "tiniest"
        ),
    ),
)
# Places in a list: words, and beginnings of words where endings are put behind them; -1 is the last.
_ORDINALS: tuple[tuple[int, frozenset[str], tuple[str, ...]], ...] = (
    (
        1,
        frozenset(_latin("первый первая первое первую первого первой first перший перша перше першу першого")),
        _latin("бірінші биринчи birinchi нэгдүгээр эхнийх эхний"),
    ),
    (
        2,
        frozenset(_latin("второй вторая второе вторую второго вторые second другий друга друге другу хоёрдугаар")),
        _latin("екінші экинчи ikkinchi хоёрдугаар"),
    ),
    (
        3,
        frozenset(_latin("третий третья третье третью третьего third третій третя третє третю третього")),
        _latin("үшінші үчүнчү uchinchi гуравдугаар"),
    ),
    (
        4,
        frozenset(_latin("четвертый четвертая четвертое четвертую fourth четвертий четверта четверте")),
        _latin("төртінші төртүнчү to'rtinchi дөрөвдүгээр"),
    ),
    (
        -1,
        frozenset(_latin("последний последняя последнее последнюю last останній остання останнє останню")),
        _latin("соңғы акыркы oxirgi сүүлчийн"),
    ),
)
# How words say "more": endings of Slavic and English words, and of Turkic ones with what may follow.
_COMPARATIVE_ENDINGS = _latin("ее ей ше че же ший ша er")
_MORE_SUFFIX = re.compile(r".{0,3}(?:raak|reek|rook|rak|rek|rok|raag|reeg|roog|rag|reg|rog).{0,4}$")
_STEMS = tuple(
    sorted(
        {*_CHEAP_STEMS, *_DEAR_STEMS, *(stem for _, _, stems in _ADJECTIVES for stem in stems)},
        key=len,
        reverse=True,
    )
)
# "үнэтэй", "хүчтэй": with a price, with strength; no ending of "more".
_WITH_ENDING = latinize("тэй")
_RATHER_WORDS = frozenset(_latin("илүү арай more"))
_MAX_BARE_WORDS, _MAX_CHOICE_WORDS = 3, 4
_ORDINAL_ENDINGS = _latin("дахь дах дэх инчи нші ші inchi чи")
_ORDINAL_SUFFIXES = frozenset(_latin("й я е ю го nd rd th st"))


def read_rank(words: Sequence[str]) -> RankRequest | None:
    """Returns the order and the place that a question asks for; None where it asks for none. `words`: normalised
    ones."""
    latin = list(map(latinize, words))
    place = _read_place(latin)
    superlative = place > 1 or _has_superlative(latin)
    by_price = _read_price_order(latin, superlative=superlative, place=place)
    if by_price:
        return by_price
    # "кайсынысы жеңил", "which is lighter": a choice among a few.
    is_choice = len(latin) <= _MAX_CHOICE_WORDS and not _CHOICE_WORDS.isdisjoint(latin)
    if not superlative:
        return _read_adjective_order(latin, place) if is_choice else None
    by_attribute = _read_attribute_order(words, latin, place)
    return by_attribute or _read_adjective_order(latin, place)


def read_relative(words: Sequence[str]) -> RankRequest | None:
    """Returns the order in which more, or less, is wanted than there was: "bigger", "подешевле", "кичирээк"; None
    where a message compares nothing so. `words`: normalised."""
    latin = [_strip_rather(word) for word in map(latinize, words)]
    comparatives = [word for word in latin if _is_comparative(word)]
    if not _RATHER_WORDS.isdisjoint(latin):
        comparatives = latin
    if _any_begins(comparatives, _CHEAP_STEMS + _CHEAPEST_STEMS):
        return RankRequest((PRICE,), largest_first=False)
    if _any_begins(comparatives, _DEAR_STEMS + _DEAREST_STEMS):
        return RankRequest((PRICE,), largest_first=True)
    return _read_adjective_order(comparatives, 1)


def _is_comparative(word: str) -> bool:
    is_slavic = word.endswith(_COMPARATIVE_ENDINGS) and not word.endswith(_WITH_ENDING)
    is_more = is_slavic or _has_more_suffix(word)
    return is_more or word.startswith((*_CHEAPEST_STEMS, *_DEAREST_STEMS))


def _has_more_suffix(word: str) -> bool:
    """Returns whether "more" is said behind the stem; "дорого" and "широкий" only sound like it."""
    stem = next((stem for stem in _STEMS if word.startswith(stem)), None)
    return stem is not None and bool(_MORE_SUFFIX.match(word, len(stem)))


def _strip_rather(word: str) -> str:
    return word[2:] if word.startswith("po") and word.endswith(_COMPARATIVE_ENDINGS) and len(word) > 5 else word


def is_superlative(words: Sequence[str]) -> bool:
    """Returns whether the most of all is asked for, and not only more. `words`: normalised."""
    return _has_superlative(list(map(latinize, words)))


def _has_superlative(latin: Sequence[str]) -> bool:
    if not _MOST_WORDS.isdisjoint(latin) or not _LEAST_WORDS.isdisjoint(latin):
        return True
    return any(word.startswith(_MOST_PREFIXES) and len(word) > 5 for word in latin) or any(
        word.endswith("est") and len(word) > 4 for word in latin
    )


def _read_place(latin: Sequence[str]) -> int:
    """Returns the place in an order of which the first is no more than the most: from 1."""
    return max(read_ordinal(latin), 1)


def read_ordinal(latin: Sequence[str]) -> int:
    """Returns the place in a list that words name: "second", "2-й", "хоёр дахь"; -1 for the last, 0 for none.
    `latin`: latinised."""
    for place, words, stems in _ORDINALS:
        if any(word in words or word.startswith(stems) for word in latin):
            return place
    for position, word in enumerate(latin):
        if is_ordinal_number(latin, position):
            return int(number_digits(word) or "1")
    return 0


def is_ordinal_number(latin: Sequence[str], position: int) -> bool:
    """Returns whether a number says a place and counts nothing: "2-й", "хоёр дахийг"."""
    number, following = latin[position], latin[position + 1 : position + 2]
    digits = number_digits(number) or ("1" if number == _ONE else "")
    if digits not in ("1", "2", "3", "4") or not following:
        return False
    return following[0] in _ORDINAL_SUFFIXES or following[0].startswith(_ORDINAL_ENDINGS)


def _read_price_order(latin: Sequence[str], *, superlative: bool, place: int) -> RankRequest | None:
    asks_choice = superlative or not _CHOICE_WORDS.isdisjoint(latin)
    if asks_choice and _any_begins(latin, _CHEAPEST_STEMS):
        return RankRequest((PRICE,), largest_first=False, place=place)
    if asks_choice and _any_begins(latin, _DEAREST_STEMS):
        return RankRequest((PRICE,), largest_first=True, place=place)
    if superlative:
        return _read_superlative_price(latin, place)
    # "қайсысы арзан": the choice among a few is one of the cheapest.
    is_bare = asks_choice and len(latin) <= _MAX_BARE_WORDS and _any_begins(latin, _CHEAP_STEMS)
    return RankRequest((PRICE,), largest_first=False) if is_bare else None


def _read_superlative_price(latin: Sequence[str], place: int) -> RankRequest | None:
    if _any_begins(latin, _CHEAP_STEMS):
        return RankRequest((PRICE,), largest_first=False, place=place)
    if _any_begins(latin, _DEAR_STEMS):
        return RankRequest((PRICE,), largest_first=_LEAST_WORDS.isdisjoint(latin), place=place)
    if place > 1 and _any_begins(latin, _PRICE_STEMS):
        return RankRequest((PRICE,), largest_first=True, place=place)
    return None


def _any_begins(latin: Sequence[str], stems: tuple[str, ...]) -> bool:
    return any(word.startswith(stems) for word in latin)


def _read_attribute_order(words: Sequence[str], latin: Sequence[str], place: int) -> RankRequest | None:
    measures = ids_of_kind(find_attributes(words), "measure")
    if not measures:
        return None
    is_least = _any_begins(latin, _FEWER_STEMS) and not _any_begins(latin, _MORE_STEMS)
    adjective = _read_adjective_order(latin, place)
    if adjective and adjective.by != (SIZE,):
        is_least = not adjective.largest_first
    return RankRequest(measures, largest_first=not is_least, place=place)


def _read_adjective_order(latin: Sequence[str], place: int) -> RankRequest | None:
    stripped = [_strip_most(word) for word in latin]
    for by, largest_first, stems in _ADJECTIVES:
        if any(word.startswith(stems) for word in stripped):
            return RankRequest(by, largest_first, place)
    return None


def _strip_most(word: str) -> str:
    return word[3:] if word.startswith(_MOST_PREFIXES) and len(word) > 5 else word
