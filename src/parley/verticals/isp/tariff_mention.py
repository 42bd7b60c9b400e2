"""Finds the tariff that a message names: "премиум", "безлимитище давайте", "за 1490", "250 мбит", "самый
дешёвый"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parley.nlu.choices import ChoiceReading
from parley.text.tokenize import Token
from parley.text.word_list import split_entries
from parley.verticals.isp.tariff import CustomerSegment, Tariff, TariffCatalog
from parley.verticals.isp.tariff_name import name_word_similarity, telling_words
from parley.verticals.isp.tariff_rank import find_extreme

_NOTHING_CHOSEN = ChoiceReading()

_OFFICE = re.compile(r"офис\w*|бизнес\w*|юрлиц\w*|организаци\w*|office|business|кенсе\w*|ofis\w*|idora\w*|оффис\w*")
_HOME = re.compile(
    r"дом|дома|дому|дим|домои|додому|домой|домашн\w*|квартир\w*|home|flat|уи|уиге|уиго|уйге|уйго|патер\w*|батир\w*|"
    r"uy|uyga|kvartira\w*|xonadon\w*|гэр\w*|баир\w*|байр\w*"
)

# "домашний интернет" and "домашние тарифы" are kinds of things, not one of them.
_SEGMENT_ADJECTIVE = re.compile(r"(домашн|офисн|квартирн)\w*")
_GENERIC_NOUNS = frozenset(
    split_entries(
        "интернет, тарифи, тарифив, тарифы, тарифов, адрес, телефон, роутер, номер, пакеты, пакетов, кинотеатр"
    )
)
_PLURAL_ENDINGS = ("ие", "ые", "их", "ых", "ими", "ыми", "им", "ым")

_MAX_DIGITS = 6
_MAX_SHORT_ANSWER_WORDS = 6
_SPEED_UNIT = re.compile(
    r"мб[иi]т\w*|мб|мбс|мбps|мегаб[иi]т\w*|мега|мегов|mbit\w*|mbps|mb|megabit\w*|mega|скорост\w*|швидк\w*"
)
_CURRENCY_WORD = re.compile(r"р|руб|рубл\w*|₽|тг|тенге\w*|rub|rubl\w*|r[ou]+bles?")
_NUMBER_PREPOSITIONS = frozenset(["на", "за", "for"])
_TARIFF_NOUNS = ("тариф", "пакет", "tarif", "paket", "package", "plan", "багц")
_THREE_DIGITS = re.compile(r"[0-9]{3}")

_PLAN_WORD = re.compile(
    r"тариф\w*|пакет\w*|план|плана|планы|plans?|tariffs?|tarif\w*|paket\w*|package|internet\w*|интернет\w*|багц\w*"
)
_FILLER_WORDS = frozenset(
    split_entries(
        "а, и, ну, да, мне, нам, тогда, давай, давайте, хочу, хотим, нужен, нужно, надо, возьму, беру, берем, "
        "пожалуйста, есть, у, вас, что, то, из, них, который, какой, вариант, для, в, на, всех, бы, же, "
        "подключите, можно, the, one, please, i, want, take, give, me, for, керек, алам, аламын, болсун, болсын, "
        "kerak, olaman, bo'lsin, авъя, нь, та, мені, нам, тоді, візьму, будь, ласка"
    )
)


def find_mentioned_tariff(
    tokens: Sequence[Token],
    catalog: TariffCatalog,
    segment: CustomerSegment | str = "",
    choices: ChoiceReading = _NOTHING_CHOSEN,
    *,
    is_requested: bool = False,
) -> Tariff | None:
    """Returns the one active tariff that the tokens of a message name; None where they name none, or more than one.

    `segment`: what is known of the customer; a message that says another wins. `choices`: what the message says of
    the things it chooses among, of these same tokens. `is_requested`: a tariff was asked for, so that a number is
    one of a tariff, and "the cheapest" is one.
    """
    offered = catalog.active_tariffs
    segment = _mentioned_segment(tokens) or segment
    meant = [token for index, token in enumerate(tokens) if index not in choices.excluded]
    by_name, by_number = _match_by_name(meant, offered), _match_by_number(meant, offered, is_requested=is_requested)
    if by_name and by_number:
        return _single_tariff([tariff for tariff in by_name if tariff in by_number], segment)
    if by_name or by_number:
        return _single_tariff(by_name or by_number, segment)
    words = [token.normalized for index, token in enumerate(tokens) if index not in choices.degree_tokens]
    return _match_superlative(words, choices, catalog.active_in_segment(segment), is_requested=is_requested)


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
        if not token.is_number and not _is_kind_of_tariffs(tokens, index)
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


def _match_by_number(tokens: Sequence[Token], tariffs: Sequence[Tariff], *, is_requested: bool) -> list[Tariff]:
    """Returns the tariffs whose price or speed is said as a price or a speed. `is_requested`: the only number of a
    short message need not be called so."""
    numbers = list(_find_numbers(tokens))
    if is_requested and len(numbers) == 1 and len(tokens) <= _MAX_SHORT_ANSWER_WORDS:
        numbers = [numbers[0]._replace(stands_alone=True)]
    matched = [tariff for number in numbers for tariff in tariffs if number.names(tariff)]
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
            is_price=bool(_CURRENCY_WORD.fullmatch(after)) or (before in ("за", "for") and not is_speed),
            stands_alone=len(tokens) == length + (before == "на"),
        )


def _match_number_after_plan_word(tokens: Sequence[Token], tariffs: Sequence[Tariff]) -> list[Tariff]:
    """ "тариф 1490", "пакет на 250": the number stands for the tariff."""
    for index, token in enumerate(tokens):
        if not token.normalized.startswith(_TARIFF_NOUNS):
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


# ── by its rank


def _match_superlative(
    words: Sequence[str], choices: ChoiceReading, tariffs: Sequence[Tariff], *, is_requested: bool
) -> Tariff | None:
    """ "самый дешёвый" alone, or of a tariff; "самый дешёвый телефон" is none of them. `words`: those that do not
    say the degree."""
    is_about_plans = is_requested or any(map(_PLAN_WORD.fullmatch, words)) or all(map(_fits_superlative, words))
    return find_extreme(choices.degree, choices.place, tariffs) if is_about_plans else None


def _fits_superlative(word: str) -> bool:
    return word in _FILLER_WORDS or bool(_HOME.fullmatch(word) or _OFFICE.fullmatch(word))
