"""Which tariff a message names: "премиум", "безлимитище давайте", "за 1490", "250 мбит", "самый дешёвый"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from parley.text.normalize import is_latin, latinize
from parley.text.spelling import edit_distance
from parley.text.tokenize import Token, tokenize
from parley.verticals.isp.tariff import CustomerSegment, Tariff, TariffCatalog

# They are in many names, and in talk about anything.
_GENERIC_WORDS = frozenset(
    ["пакет", "тариф", "тарифный", "план", "интернет", "для", "и", "package", "plan", "tariff"]
)
_SEGMENT_ADJECTIVE = re.compile(r"(домашн|офисн|квартирн)\w*")
# "домашний интернет" is a kind of thing, not one of them.
_GENERIC_NOUNS = frozenset(
    ["интернет", "тарифы", "тарифов", "адрес", "телефон", "роутер", "номер", "пакеты", "пакетов", "кинотеатр"]
)
_PLURAL_ENDINGS = ("ие", "ые", "их", "ых", "ими", "ыми", "им", "ым")
_ADJECTIVE_ENDINGS = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ыи", "ии", "ои")
_NEGATIONS = frozenset(["не", "кроме", "вместо"])
_WISH_WORDS = frozenset(["хочу", "нужен", "надо", "буду", "подходит", "нравится"])
_OFFICE = re.compile(r"офис\w*|бизнес\w*|юрлиц\w*|организаци\w*|office|business")
_HOME = re.compile(r"дом|дома|домой|домашн\w*|квартир\w*|home")
_CHEAP = re.compile(r"дешев\w*|недорог\w*|бюджетн\w*|минимальн\w*|эконом\w*|cheapest")
_FAST = re.compile(r"быстр\w*|скоростн\w*|максимальн\w*|шустр\w*|fastest")
_EXPENSIVE = re.compile(r"дорог\w*|expensive")
_SUPERLATIVE_WORDS = frozenset(["самый", "самая", "самое", "самого", "самую", "самой", "наиболее", "most"])
_SUPERLATIVE_FORMS = frozenset(["подешевле", "побыстрее", "cheapest", "fastest"])
_PLAN_WORD = re.compile(r"тариф\w*|пакет\w*|план\w*|plan|tariff|internet|интернет\w*")
_FILLER_TEXT = """а и ну да мне нам тогда давай давайте хочу хотим нужен нужно надо возьму беру берем пожалуйста
есть у вас
    что то из них который какой вариант для в на всех бы же подключите можно the one please"""
_FILLER_WORDS = frozenset(_FILLER_TEXT.split())
_SPEED_UNIT = re.compile(r"мбит\w*|мб|мбс|мбps|мегабит\w*|мега|мегов|mbit\w*|mbps|mb|скорост\w*")
_CURRENCY_WORDS = frozenset(["р", "руб", "рублей", "рубля", "рубль", "рублеи", "₽", "тг", "тенге", "rub"])
_MIN_PREFIX_LETTERS = 6


def find_mentioned_tariff(
    text: str, catalog: TariffCatalog | Sequence[Tariff], segment: CustomerSegment | str = ""
) -> Tariff | None:
    """The one active tariff a message names; None where it names none, or more than one.

    `segment`: what is known of the customer ("home", "office"); a message that says another wins.
    """
    offered = (
        catalog.active_tariffs if isinstance(catalog, TariffCatalog) else [one for one in catalog if one.active]
    )
    tokens = tokenize(text).tokens
    mentioned_segment = _mentioned_segment(tokens) or segment
    in_segment = [tariff for tariff in offered if mentioned_segment in ("", tariff.segment)]
    by_number = _match_by_number(tokens, offered)
    by_name = _match_by_name(tokens, offered)
    if by_name and by_number:
        both = [tariff for tariff in by_name if tariff in by_number]
        return _single_tariff(both, mentioned_segment)
    if by_name or by_number:
        return _single_tariff(by_name or by_number, mentioned_segment)
    return _match_superlative(tokens, in_segment)


def _single_tariff(candidates: Sequence[Tariff], segment: str) -> Tariff | None:
    if len(candidates) > 1 and segment:
        candidates = [tariff for tariff in candidates if tariff.segment == segment]
    return candidates[0] if len(candidates) == 1 else None


def _mentioned_segment(message: Sequence[Token]) -> CustomerSegment | None:
    office = any(_OFFICE.fullmatch(word.normalized) for word in message)
    home = any(_HOME.fullmatch(word.normalized) for word in message)
    return None if office == home else "office" if office else "home"


def _match_by_name(message: Sequence[Token], tariffs: Sequence[Tariff]) -> list[Tariff]:
    """Those of which most is said. A word said of several counts for each."""
    words = [
        word.normalized
        for index, word in enumerate(message)
        if not word.is_number and not _is_ignored(message, index)
    ]
    scores = {id(tariff): _name_score(words, tariff) for tariff in tariffs}
    best = max(scores.values(), default=0.0)
    best_tariffs = [tariff for tariff in tariffs if best and scores[id(tariff)] == best]
    if len(best_tariffs) != 1:
        return best_tariffs
    # "премиум или оптимальный": another, named by words this one has not, makes it no choice.
    unmatched_words = [
        word
        for word in words
        if not any(_word_similarity(word, name) for name in _name_words(best_tariffs[0].name))
    ]
    rivals = [
        tariff
        for tariff in tariffs
        if tariff is not best_tariffs[0] and _names_only(unmatched_words, tariff, tariffs)
    ]
    return best_tariffs + rivals


def _names_only(words: Sequence[str], tariff: Tariff, tariffs: Sequence[Tariff]) -> bool:
    """Whether a word names this tariff and no other."""
    return any(
        any(_word_similarity(word, name) for name in _name_words(tariff.name))
        and sum(any(_word_similarity(word, name) for name in _name_words(other.name)) for other in tariffs) == 1
        for word in words
    )


def _is_ignored(message: Sequence[Token], index: int) -> bool:
    word = message[index].normalized
    before = [message[back].normalized for back in range(max(index - 2, 0), index)]
    if before and (before[-1] in _NEGATIONS or (before[0] in _NEGATIONS and before[-1] in _WISH_WORDS)):
        return True
    if not _SEGMENT_ADJECTIVE.fullmatch(word):
        return False
    following = message[index + 1].normalized if index + 1 < len(message) else ""
    return word.endswith(_PLURAL_ENDINGS) or following in _GENERIC_NOUNS


@lru_cache(maxsize=1000)
def _name_words(name: str) -> tuple[str, ...]:
    return tuple(
        word.normalized
        for word in tokenize(name).tokens
        if word.normalized not in _GENERIC_WORDS and not word.is_number
    )


def _name_score(words: Sequence[str], tariff: Tariff) -> float:
    return sum(
        max((_word_similarity(word, name) for word in words), default=0.0) for name in _name_words(tariff.name)
    )


def _word_similarity(word: str, name: str) -> float:
    """1 for the very word, less for another case of it or a slip, 0 for another word."""
    if word in _GENERIC_WORDS:
        return 0.0
    if is_latin(word) != is_latin(name):
        word, name = latinize(word), latinize(name)
    if word == name:
        return 1.0
    shared_letters = next(
        (index for index, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name))
    )
    if shared_letters >= max(4, len(name) - _inflected_letters(name)) and len(word) - shared_letters <= 3:
        return 0.9
    if len(word) >= _MIN_PREFIX_LETTERS and name.startswith(word):
        return 0.8
    # Of shorter words another word is one slip away.
    max_edits = 2 if min(len(word), len(name)) >= 9 else 1 if min(len(word), len(name)) >= 6 else 0
    may_be_typo = abs(len(word) - len(name)) <= max_edits and word[:1] == name[:1]
    return 0.7 if max_edits and may_be_typo and edit_distance(word, name, max_edits) <= max_edits else 0.0


def _inflected_letters(name: str) -> int:
    """How many letters at its end another case may change."""
    return 2 if name.endswith(_ADJECTIVE_ENDINGS) else 1 if name[-1] in "аеёиоуыэюяь" else 0


def _match_by_number(message: Sequence[Token], tariffs: Sequence[Tariff]) -> list[Tariff]:
    """Those whose price or speed is said, as a price or a speed."""
    found: list[Tariff] = []
    for index, word in enumerate(message):
        if not word.is_number or not word.normalized.isdecimal() or len(word.normalized) > 6:
            continue
        number, length = _join_digit_groups(message, index)
        before = message[index - 1].normalized if index else ""
        after = message[index + length].normalized if index + length < len(message) else ""
        speed = bool(_SPEED_UNIT.fullmatch(after) or _SPEED_UNIT.fullmatch(before))
        money = after in _CURRENCY_WORDS or (before == "за" and not speed)
        alone = len(message) == length or (before == "на" and len(message) == length + 1)
        found += [
            tariff
            for tariff in tariffs
            if ((speed or alone) and tariff.speed_mbps == number)
            or ((money or alone) and tariff.price == Decimal(number))
        ]
    if not found:
        found = _match_number_after_plan_word(message, tariffs)
    return list(dict.fromkeys(found))


def _match_number_after_plan_word(message: Sequence[Token], tariffs: Sequence[Tariff]) -> list[Tariff]:
    """ "тариф 1490", "пакет на 250": the number stands for the tariff."""
    for index, word in enumerate(message):
        if not word.normalized.startswith(("тариф", "пакет")):
            continue
        rest = [
            candidate for candidate in message[index + 1 : index + 3] if candidate.normalized not in ("на", "за")
        ]
        if rest and rest[0].normalized.isdecimal() and len(rest[0].normalized) <= 6:
            number = int(rest[0].normalized)
            return [candidate for candidate in tariffs if number in (candidate.speed_mbps, candidate.price)]
    return []


def _join_digit_groups(message: Sequence[Token], index: int) -> tuple[int, int]:
    """ "1 490" is one number of two words."""
    first = message[index].normalized
    if len(first) <= 3 and index + 1 < len(message) and re.fullmatch(r"[0-9]{3}", message[index + 1].normalized):
        return int(first + message[index + 1].normalized), 2
    return int(first), 1


def _match_superlative(message: Sequence[Token], tariffs: Sequence[Tariff]) -> Tariff | None:
    folded = [word.normalized for word in message]
    is_superlative = not _SUPERLATIVE_WORDS.isdisjoint(folded) or not _SUPERLATIVE_FORMS.isdisjoint(folded)
    # "самый дешёвый телефон" is none of them.
    is_about_plans = any(_PLAN_WORD.fullmatch(word) for word in folded) or all(
        _fits_superlative(word) for word in folded
    )
    if not is_superlative or not is_about_plans or not tariffs:
        return None
    if any(_CHEAP.fullmatch(word) or word == "подешевле" for word in folded):
        return _only_tariff_at(tariffs, min(tariff.price for tariff in tariffs))
    if any(_FAST.fullmatch(word) or word == "побыстрее" for word in folded):
        fastest = max(tariff.speed_mbps for tariff in tariffs)
        found = [tariff for tariff in tariffs if tariff.speed_mbps == fastest and fastest]
        return found[0] if len(found) == 1 else None
    if any(_EXPENSIVE.fullmatch(word) for word in folded):
        return _only_tariff_at(tariffs, max(tariff.price for tariff in tariffs))
    return None


def _fits_superlative(word: str) -> bool:
    patterns = (_CHEAP, _FAST, _EXPENSIVE, _HOME, _OFFICE)
    return (
        word in _FILLER_WORDS
        or word in _SUPERLATIVE_WORDS
        or word in _SUPERLATIVE_FORMS
        or any(pattern.fullmatch(word) for pattern in patterns)
    )


def _only_tariff_at(tariffs: Sequence[Tariff], price: Decimal) -> Tariff | None:
    found = [tariff for tariff in tariffs if tariff.price == price]
    return found[0] if len(found) == 1 else None
