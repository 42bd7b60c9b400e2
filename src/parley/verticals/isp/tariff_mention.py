"""Finds the tariff that a message names: "премиум", "безлимитище давайте", "за 1490", "250 мбит", "самый
дешёвый"."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from parley.text.tokenize import Token
from parley.text.word_list import split_entries
from parley.verticals.isp.tariff import CustomerSegment, Tariff, TariffCatalog
from parley.verticals.isp.tariff_name import name_word_similarity, telling_words

_OFFICE = re.compile(r"офис\w*|бизнес\w*|юрлиц\w*|организаци\w*|office|business")
_HOME = re.compile(r"дом|дома|домой|домашн\w*|квартир\w*|home")

# "домашний интернет" and "домашние тарифы" are kinds of things, not one of them.
_SEGMENT_ADJECTIVE = re.compile(r"(домашн|офисн|квартирн)\w*")
_GENERIC_NOUNS = frozenset(
    ["интернет", "тарифы", "тарифов", "адрес", "телефон", "роутер", "номер", "пакеты", "пакетов", "кинотеатр"]
)
_PLURAL_ENDINGS = ("ие", "ые", "их", "ых", "ими", "ыми", "им", "ым")
_NEGATIONS = frozenset(["не", "кроме", "вместо"])
_WISH_WORDS = frozenset(["хочу", "нужен", "надо", "буду", "подходит", "нравится"])

_MAX_DIGITS = 6
_SPEED_UNIT = re.compile(r"мбит\w*|мб|мбс|мбps|мегабит\w*|мега|мегов|mbit\w*|mbps|mb|скорост\w*")
_CURRENCY_WORDS = frozenset(["р", "руб", "рублей", "рубля", "рубль", "рублеи", "₽", "тг", "тенге", "rub"])
_NUMBER_PREPOSITIONS = frozenset(["на", "за"])
_THREE_DIGITS = re.compile(r"[0-9]{3}")

_SUPERLATIVE_WORDS = frozenset(
    split_entries(
        "самый, самая, самое, самого, самую, самой, наиболее, most, подешевле, побыстрее, cheapest, fastest"
    )
)
_PLAN_WORD = re.compile(r"тариф\w*|пакет\w*|план\w*|plan|tariff|internet|интернет\w*")
_FILLER_WORDS = frozenset(
    split_entries(
        "а, и, ну, да, мне, нам, тогда, давай, давайте, хочу, хотим, нужен, нужно, надо, возьму, беру, берем, "
        "пожалуйста, есть, у, вас, что, то, из, них, который, какой, вариант, для, в, на, всех, бы, же, "
        "подключите, можно, the, one, please"
    )
)


def find_mentioned_tariff(
    tokens: Sequence[Token], catalog: TariffCatalog, segment: CustomerSegment | str = ""
) -> Tariff | None:
    """Returns the one active tariff that the tokens of a message name; None where they name none, or more than one.

    `segment`: what is known of the customer; a message that says another wins.
    """
    offered = catalog.active_tariffs
    segment = _mentioned_segment(tokens) or segment
    by_name, by_number = _match_by_name(tokens, offered), _match_by_number(tokens, offered)
    if by_name and by_number:
        return _single_tariff([tariff for tariff in by_name if tariff in by_number], segment)
    if by_name or by_number:
        return _single_tariff(by_name or by_number, segment)
    return _match_superlative([token.normalized for token in tokens], catalog.active_in_segment(segment))


def _single_tariff(candidates: Sequence[Tariff], segment: str) -> Tariff | None:
    if len(candidates) > 1 and segment:
        candidates = [tariff for tariff in candidates if tariff.segment == segment]
    return candidates[0] if len(candidates) == 1 else None


def _mentioned_segment(tokens: Sequence[Token]) -> CustomerSegment | None:
    office = any(_OFFICE.fullmatch(token.normalized) for token in tokens)
    home = any(_HOME.fullmatch(token.normalized) for token in tokens)
    return None if office == home else "office" if office else "home"


# ── by name


def _match_by_name(tokens: Sequence[Token], tariffs: Sequence[Tariff]) -> list[Tariff]:
    """Returns the tariffs of whose names most is said; a word of several names counts for each."""
    words = [
        token.normalized
        for index, token in enumerate(tokens)
        if not token.is_number and not _is_negated(tokens, index) and not _is_kind_of_tariffs(tokens, index)
    ]
    best = _best_named(words, tariffs)
    return best + _rivals(words, best[0], tariffs) if len(best) == 1 else best


def _best_named(words: Sequence[str], tariffs: Sequence[Tariff]) -> list[Tariff]:
    scored = [(_name_score(words, tariff), tariff) for tariff in tariffs]
    best_score = max((score for score, _ in scored), default=0.0)
    return [tariff for score, tariff in scored if best_score and score == best_score]


def _rivals(words: Sequence[str], best: Tariff, tariffs: Sequence[Tariff]) -> list[Tariff]:
    """Returns the tariffs that alone have a word the best one has not: "премиум или оптимальный" is no choice."""
    others = [word for word in words if not _is_in_name(word, best)]
    named_by_word = ([tariff for tariff in tariffs if _is_in_name(word, tariff)] for word in others)
    return list(dict.fromkeys(named[0] for named in named_by_word if len(named) == 1))


def _name_score(words: Sequence[str], tariff: Tariff) -> float:
    return sum(
        max((name_word_similarity(word, name_word) for word in words), default=0.0)
        for name_word in telling_words(tariff.name)
    )


def _is_in_name(word: str, tariff: Tariff) -> bool:
    return any(name_word_similarity(word, name_word) for name_word in telling_words(tariff.name))


def _is_negated(tokens: Sequence[Token], index: int) -> bool:
    """ "не премиум", "не хочу премиум"."""
    before = [token.normalized for token in tokens[max(index - 2, 0) : index]]
    if not before:
        return False
    return before[-1] in _NEGATIONS or (before[0] in _NEGATIONS and before[-1] in _WISH_WORDS)


def _is_kind_of_tariffs(tokens: Sequence[Token], index: int) -> bool:
    """ "домашний" of "домашний интернет", "домашние" of "домашние тарифы"."""
    word = tokens[index].normalized
    if not _SEGMENT_ADJECTIVE.fullmatch(word):
        return False
    return word.endswith(_PLURAL_ENDINGS) or _word_behind(tokens, index + 1) in _GENERIC_NOUNS


def _word_behind(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].normalized if index < len(tokens) else ""


# ── by price or speed


class _Number(NamedTuple):
    value: int
    is_speed: bool
    is_price: bool
    # the whole message: it may be either
    stands_alone: bool

    def names(self, tariff: Tariff) -> bool:
        if (self.is_speed or self.stands_alone) and tariff.speed_mbps == self.value:
            return True
        return (self.is_price or self.stands_alone) and tariff.price == self.value


def _match_by_number(tokens: Sequence[Token], tariffs: Sequence[Tariff]) -> list[Tariff]:
    """Returns the tariffs whose price or speed is said as a price or a speed."""
    matched = [tariff for number in _find_numbers(tokens) for tariff in tariffs if number.names(tariff)]
    return list(dict.fromkeys(matched or _match_number_after_plan_word(tokens, tariffs)))


def _find_numbers(tokens: Sequence[Token]) -> Iterator[_Number]:
    for index, token in enumerate(tokens):
        if not _is_short_number(token):
            continue
        value, length = _join_digit_groups(tokens, index)
        before = tokens[index - 1].normalized if index else ""
        after = _word_behind(tokens, index + length)
        is_speed = bool(_SPEED_UNIT.fullmatch(after) or _SPEED_UNIT.fullmatch(before))
        yield _Number(
            value,
            is_speed=is_speed,
            is_price=after in _CURRENCY_WORDS or (before == "за" and not is_speed),
            stands_alone=len(tokens) == length + (before == "на"),
        )


def _match_number_after_plan_word(tokens: Sequence[Token], tariffs: Sequence[Tariff]) -> list[Tariff]:
    """ "тариф 1490", "пакет на 250": the number stands for the tariff."""
    for index, token in enumerate(tokens):
        if not token.normalized.startswith(("тариф", "пакет")):
            continue
        behind = [other for other in tokens[index + 1 : index + 3] if other.normalized not in _NUMBER_PREPOSITIONS]
        if behind and _is_short_number(behind[0]):
            number = int(behind[0].normalized)
            return [tariff for tariff in tariffs if number in (tariff.speed_mbps, tariff.price)]
    return []


def _is_short_number(token: Token) -> bool:
    return token.normalized.isdecimal() and len(token.normalized) <= _MAX_DIGITS


def _join_digit_groups(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """Returns a number and how many tokens it takes: "1 490" is one of two."""
    first, second = tokens[index].normalized, _word_behind(tokens, index + 1)
    if len(first) <= 3 and _THREE_DIGITS.fullmatch(second):
        return int(first + second), 2
    return int(first), 1


# ── by a superlative


class _Superlative(NamedTuple):
    words: re.Pattern[str]
    choose: Callable[[Iterable[Any]], Any]
    measure: Callable[[Tariff], Decimal | int]


_SUPERLATIVES = (
    _Superlative(
        re.compile(r"дешев\w*|подешевле|недорог\w*|бюджетн\w*|минимальн\w*|эконом\w*|cheapest"),
        min,
        lambda tariff: tariff.price,
    ),
    _Superlative(
        re.compile(r"быстр\w*|побыстрее|скоростн\w*|максимальн\w*|шустр\w*|fastest"),
        max,
        lambda tariff: tariff.speed_mbps,
    ),
    _Superlative(re.compile(r"дорог\w*|expensive"), max, lambda tariff: tariff.price),
)


def _match_superlative(words: Sequence[str], tariffs: Sequence[Tariff]) -> Tariff | None:
    """ "самый дешёвый": the only tariff that is so; None where two are."""
    if _SUPERLATIVE_WORDS.isdisjoint(words) or not _is_about_plans(words) or not tariffs:
        return None
    for superlative in _SUPERLATIVES:
        if any(map(superlative.words.fullmatch, words)):
            extreme = superlative.choose(map(superlative.measure, tariffs))
            extreme_tariffs = [tariff for tariff in tariffs if superlative.measure(tariff) == extreme]
            # a speed of 0 is one nobody told
            return extreme_tariffs[0] if extreme and len(extreme_tariffs) == 1 else None
    return None


def _is_about_plans(words: Sequence[str]) -> bool:
    """ "самый дешёвый" alone, or of a tariff; "самый дешёвый телефон" is none of them."""
    return any(map(_PLAN_WORD.fullmatch, words)) or all(map(_fits_superlative, words))


def _fits_superlative(word: str) -> bool:
    if word in _FILLER_WORDS or word in _SUPERLATIVE_WORDS:
        return True
    patterns = (*(superlative.words for superlative in _SUPERLATIVES), _HOME, _OFFICE)
    return any(pattern.fullmatch(word) for pattern in patterns)
