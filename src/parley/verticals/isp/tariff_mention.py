"""Which tariff a message names: "премиум", "безлимитище давайте", "за 1490", "250 мбит", "самый дешёвый"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from parley.text.edit_distance import edits
from parley.text.tokenize import Word, is_latin, read, skeleton
from parley.verticals.isp.tariff import Segment, Tariff, Tariffs

# They are in many names, and in talk about anything.
_GENERIC = frozenset(["пакет", "тариф", "тарифный", "план", "интернет", "для", "и", "package", "plan", "tariff"])
_SEGMENT_LIKE = re.compile(r"(домашн|офисн|квартирн)\w*")
# "домашний интернет" is a kind of thing, not one of them.
_THINGS = frozenset(
    ["интернет", "тарифы", "тарифов", "адрес", "телефон", "роутер", "номер", "пакеты", "пакетов", "кинотеатр"]
)
_PLURAL = ("ие", "ые", "их", "ых", "ими", "ыми", "им", "ым")
_ADJECTIVE = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ыи", "ии", "ои")
_NOT = frozenset(["не", "кроме", "вместо"])
_WANTED = frozenset(["хочу", "нужен", "надо", "буду", "подходит", "нравится"])
_OFFICE = re.compile(r"офис\w*|бизнес\w*|юрлиц\w*|организаци\w*|office|business")
_HOME = re.compile(r"дом|дома|домой|домашн\w*|квартир\w*|home")
_CHEAP = re.compile(r"дешев\w*|недорог\w*|бюджетн\w*|минимальн\w*|эконом\w*|cheapest")
_FAST = re.compile(r"быстр\w*|скоростн\w*|максимальн\w*|шустр\w*|fastest")
_DEAR = re.compile(r"дорог\w*|expensive")
_MOST = frozenset(["самый", "самая", "самое", "самого", "самую", "самой", "наиболее", "most"])
_SUPERLATIVE = frozenset(["подешевле", "побыстрее", "cheapest", "fastest"])
_OURS = re.compile(r"тариф\w*|пакет\w*|план\w*|plan|tariff|internet|интернет\w*")
_TALK = """а и ну да мне нам тогда давай давайте хочу хотим нужен нужно надо возьму беру берем пожалуйста есть у вас
    что то из них который какой вариант для в на всех бы же подключите можно the one please"""
_BESIDE = frozenset(_TALK.split())
_SPEED_UNIT = re.compile(r"мбит\w*|мб|мбс|мбps|мегабит\w*|мега|мегов|mbit\w*|mbps|mb|скорост\w*")
_MONEY = frozenset(["р", "руб", "рублей", "рубля", "рубль", "рублеи", "₽", "тг", "тенге", "rub"])
_PREFIX = 6


def recognised(text: str, tariffs: Tariffs | Sequence[Tariff], segment: Segment | str = "") -> Tariff | None:
    """The one active tariff a message names; None where it names none, or more than one.

    `segment`: what is known of the customer ("home", "office"); a message that says another wins.
    """
    offered = tariffs.active if isinstance(tariffs, Tariffs) else [one for one in tariffs if one.active]
    message = read(text).words
    said = _segment_of(message) or segment
    own = [tariff for tariff in offered if said in ("", tariff.segment)]
    numbers = _by_number(message, offered)
    named = _by_name(message, offered)
    if named and numbers:
        both = [tariff for tariff in named if tariff in numbers]
        return _one(both, said)
    if named or numbers:
        return _one(named or numbers, said)
    return _extreme(message, own)


def _one(found: Sequence[Tariff], segment: str) -> Tariff | None:
    if len(found) > 1 and segment:
        found = [tariff for tariff in found if tariff.segment == segment]
    return found[0] if len(found) == 1 else None


def _segment_of(message: Sequence[Word]) -> Segment | None:
    office = any(_OFFICE.fullmatch(word.folded) for word in message)
    home = any(_HOME.fullmatch(word.folded) for word in message)
    return None if office == home else "office" if office else "home"


def _by_name(message: Sequence[Word], tariffs: Sequence[Tariff]) -> list[Tariff]:
    """Those of which most is said. A word said of several counts for each."""
    spoken = [word.folded for at, word in enumerate(message) if not word.number and not _passed_over(message, at)]
    scores = {id(tariff): _score(spoken, tariff) for tariff in tariffs}
    best = max(scores.values(), default=0.0)
    found = [tariff for tariff in tariffs if best and scores[id(tariff)] == best]
    if len(found) != 1:
        return found
    # "премиум или оптимальный": another, named by words this one has not, makes it no choice.
    mine = [word for word in spoken if not any(_alike(word, name) for name in _words(found[0].name))]
    rivals = [tariff for tariff in tariffs if tariff is not found[0] and _tells(mine, tariff, tariffs)]
    return found + rivals


def _tells(spoken: Sequence[str], tariff: Tariff, tariffs: Sequence[Tariff]) -> bool:
    """Whether a word names this tariff and no other."""
    return any(
        any(_alike(word, name) for name in _words(tariff.name))
        and sum(any(_alike(word, name) for name in _words(one.name)) for one in tariffs) == 1
        for word in spoken
    )


def _passed_over(message: Sequence[Word], at: int) -> bool:
    word = message[at].folded
    before = [message[back].folded for back in range(max(at - 2, 0), at)]
    if before and (before[-1] in _NOT or (before[0] in _NOT and before[-1] in _WANTED)):
        return True
    if not _SEGMENT_LIKE.fullmatch(word):
        return False
    following = message[at + 1].folded if at + 1 < len(message) else ""
    return word.endswith(_PLURAL) or following in _THINGS


@lru_cache(maxsize=1000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in read(name).words if word.folded not in _GENERIC and not word.number)


def _score(spoken: Sequence[str], tariff: Tariff) -> float:
    return sum(max((_alike(word, name) for word in spoken), default=0.0) for name in _words(tariff.name))


def _alike(word: str, name: str) -> float:
    """1 for the very word, less for another case of it or a slip, 0 for another word."""
    if word in _GENERIC:
        return 0.0
    if is_latin(word) != is_latin(name):
        word, name = skeleton(word), skeleton(name)
    if word == name:
        return 1.0
    shared = next(
        (at for at, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name))
    )
    if shared >= max(4, len(name) - _changing(name)) and len(word) - shared <= 3:
        return 0.9
    if len(word) >= _PREFIX and name.startswith(word):
        return 0.8
    # Of shorter words another word is one slip away.
    allowed = 2 if min(len(word), len(name)) >= 9 else 1 if min(len(word), len(name)) >= 6 else 0
    near = abs(len(word) - len(name)) <= allowed and word[:1] == name[:1]
    return 0.7 if allowed and near and edits(word, name, allowed) <= allowed else 0.0


def _changing(name: str) -> int:
    """How many letters at its end another case may change."""
    return 2 if name.endswith(_ADJECTIVE) else 1 if name[-1] in "аеёиоуыэюяь" else 0


def _by_number(message: Sequence[Word], tariffs: Sequence[Tariff]) -> list[Tariff]:
    """Those whose price or speed is said, as a price or a speed."""
    found: list[Tariff] = []
    for at, word in enumerate(message):
        if not word.number or not word.folded.isdecimal() or len(word.folded) > 6:
            continue
        number, length = _joined(message, at)
        before = message[at - 1].folded if at else ""
        after = message[at + length].folded if at + length < len(message) else ""
        speed = bool(_SPEED_UNIT.fullmatch(after) or _SPEED_UNIT.fullmatch(before))
        money = after in _MONEY or (before == "за" and not speed)
        alone = len(message) == length or (before == "на" and len(message) == length + 1)
        found += [
            tariff
            for tariff in tariffs
            if ((speed or alone) and tariff.speed_mbps == number)
            or ((money or alone) and tariff.price == Decimal(number))
        ]
    if not found:
        found = _by_number_beside_plan(message, tariffs)
    return list(dict.fromkeys(found))


def _by_number_beside_plan(message: Sequence[Word], tariffs: Sequence[Tariff]) -> list[Tariff]:
    """ "тариф 1490", "пакет на 250": the number stands for the tariff."""
    for at, word in enumerate(message):
        if not word.folded.startswith(("тариф", "пакет")):
            continue
        rest = [one for one in message[at + 1 : at + 3] if one.folded not in ("на", "за")]
        if rest and rest[0].folded.isdecimal() and len(rest[0].folded) <= 6:
            number = int(rest[0].folded)
            return [one for one in tariffs if number in (one.speed_mbps, one.price)]
    return []


def _joined(message: Sequence[Word], at: int) -> tuple[int, int]:
    """ "1 490" is one number of two words."""
    first = message[at].folded
    if len(first) <= 3 and at + 1 < len(message) and re.fullmatch(r"[0-9]{3}", message[at + 1].folded):
        return int(first + message[at + 1].folded), 2
    return int(first), 1


def _extreme(message: Sequence[Word], tariffs: Sequence[Tariff]) -> Tariff | None:
    folded = [word.folded for word in message]
    most = not _MOST.isdisjoint(folded) or not _SUPERLATIVE.isdisjoint(folded)
    # "самый дешёвый телефон" is none of them.
    ours = any(_OURS.fullmatch(word) for word in folded) or all(_beside_most(word) for word in folded)
    if not most or not ours or not tariffs:
        return None
    if any(_CHEAP.fullmatch(word) or word == "подешевле" for word in folded):
        return _only(tariffs, min(tariff.price for tariff in tariffs))
    if any(_FAST.fullmatch(word) or word == "побыстрее" for word in folded):
        fastest = max(tariff.speed_mbps for tariff in tariffs)
        found = [tariff for tariff in tariffs if tariff.speed_mbps == fastest and fastest]
        return found[0] if len(found) == 1 else None
    if any(_DEAR.fullmatch(word) for word in folded):
        return _only(tariffs, max(tariff.price for tariff in tariffs))
    return None


def _beside_most(word: str) -> bool:
    patterns = (_CHEAP, _FAST, _DEAR, _HOME, _OFFICE)
    return (
        word in _BESIDE or word in _MOST or word in _SUPERLATIVE or any(each.fullmatch(word) for each in patterns)
    )


def _only(tariffs: Sequence[Tariff], price: Decimal) -> Tariff | None:
    found = [tariff for tariff in tariffs if tariff.price == price]
    return found[0] if len(found) == 1 else None
