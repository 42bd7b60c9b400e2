"""What a message asks to find: its words of meaning, whether it is after goods, and for how much at most."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain

from parley.concepts.head_noun import modifiers, unknown_head
from parley.concepts.keyboard_layout import otherwise
from parley.concepts.matcher import BRANDS, GOODS, IDLE, SERVICES, TERMS, Meant, meant
from parley.concepts.superlatives import Extreme, extreme
from parley.concepts.token import Token, numeral, same, token
from parley.concepts.units import Measure, measured
from parley.domain.understanding import Heard
from parley.text.tokenize import skeleton, words

Synonyms = Sequence[Sequence[str]]

# the meaning of a number that counts what follows: "2 ноутбука"
COUNT = "count"
# of words that ask how things differ
COMPARE = "compare"

THOUSAND = r"тыс\w*|тис\w*|мың\w*|миң\w*|мин[гғ]\w*|ming\w*|мянга\w*|к\b|k\b|thousand"
MILLION = r"млн\.?|миллион\w*|мільйон\w*|million\w*|сая\w*"
MONEY = (
    r"₸|₽|₴|₮|\$|€|тг\b|тенге\w*|tenge|теңге\w*|руб\w*|р\b|грн\w*|гривен\w*|гривень|сом\w*|so['ʻ’]?m\w*|төгрөг\w*|usd|"
    r"dollar\w*|доллар\w*"
)
_NUMBER = r"(?:\d{1,3}(?:[\s.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
_AMOUNT = (
    r"(?P<{0}sign>[$€₸₽₴₮])?\s?(?P<{0}number>" + _NUMBER.replace("{", "{{").replace("}", "}}") + r")\s*"
    rf"(?:(?P<{{0}}thousand>{THOUSAND})|(?P<{{0}}million>{MILLION}))?\s*(?P<{{0}}money>{MONEY})?"
)
_BEFORE = (
    r"(?<!\w)(?:до|to|and|не\s+дороже|не\s+больше|не\s+более|дешевле|дешевше|в\s+пределах|максимум|"
    r"бюджет(?:\s+(?:до|у\s+меня|около))?|budget(?:\s+(?:is|of))?(?:\s+(?:about|around))?|under|below|up\s+to|"
    r"less\s+than|at\s+most|cheaper\s+than|within|max)\s+(?:чем\s+)?"
)
_FROM = (
    r"(?:(?<!\w)(?:от|від|from|between)\s+\$?(?P<aleast>" + _NUMBER + r")\s*"
    rf"(?P<a_unit>{THOUSAND})?\s*(?:{MONEY})?\s+(?=до|to|and))?"
)
_AFTER = r"\s*(?:-?\s*(?:ге|ке|га|ка|гача|gacha|қа|ға))?\s*(?:дейін|чейин|gacha|гача|хүртэл|доош|аспайтын|ашпаган)"
_AT_MOST = re.compile(
    rf"{_FROM}{_BEFORE}{_AMOUNT.format('a')}(?![\d\w])|(?<!\w){_AMOUNT.format('b')}{_AFTER}",
    re.IGNORECASE,
)
# A bare number is money only when it is large enough to be a price; "до 18", "до 55 дюймов" are none.
_SMALLEST = {"USD": 100, "EUR": 100, "GBP": 100}

# Words that say nothing of what is wanted, beside those the language files list; folded.
_IDLE = frozenset(
    words(
        "something anything ең эң eng хамгийн найбільш найдешевший найдешевша найдешевше самого самую нибудь будь "
        "либо то щось магазин магазине store shop дүкен дүкөн do'kon дэлгүүр "
        "самый самая самое самые найди дайте дай покажи покажите хочу хотел хотела бы надо нужен нужна нужно "
        "нужны ищу ищем есть мне нам вас вам ваш ваши какой какая какие что как где когда сколько почем цена "
        "цены стоит стоят будет можно ли или скольки для под про это этот эта еще уже тоже вообще купить "
        "заказать взять подобрать интересует интересуют посоветуйте подскажите скажите пожалуйста вариант "
        "варианты модель модели штук товар товары куплю возьму кажется наверное the and for with your you "
        "have has any some show find want need looking buy get give does much cost price please sell cheap "
        "cheapest cheaper how what which where when there tell about can could would like good best work бар барма "
        "сізде маған керек алғым келеді қандай қайсы қанша тұрады көрсет көрсетіңіз жүрмін сатып алу болады "
        "бола туралы барбы сизде мага кандай канча турат алгым келет көрсөтүңүз бересизби жана болот болобу "
        "bormi bor menga kerak qancha turadi narxi qanday sizda sotib olmoqchiman olish berish mumkinmi "
        "mumkin ko'rsating чи маєте у мені треба потрібен потрібна яка яке які скільки коштує покажіть купити "
        "працюєте працює байна байгаа байнауу танайд надад хэрэгтэй ямар хэд хэдэн хэр вэ уу үү авах авмаар "
        "үнэ үнэтэй дешевый дешевая дешевле недорогой недорогая дорогой бюджетный хямд арзан арзон arzon "
        "дешевий подешевле подешевше удаан"
    )
)
_SAYING_NOTHING = frozenset(
    map(skeleton, _IDLE | frozenset(words("ма ме ба бе па пе ли возможен возможна возможно")))
)
# What is asked of anything there is; it does not say of what.
OF_ANYTHING = IDLE | {"price", "stock", "order", COMPARE}
# Whether goods are included is a question of its own; of a service, what it costs answers it.
INCLUDED = "included"
_SERVED = (TERMS | SERVICES) - {INCLUDED}
NAMES = GOODS | BRANDS
# White in Uzbek, "оқ" and "oq", and to everybody else assent.
_WHITE, _OKAY = "uz", frozenset(words("ok ок"))
_PIECES = frozenset(words("шт штук штуки штука pcs pieces piece units дана даана dona ширхэг"))
_CHEAPEST = tuple(words("дешев подешев найдешев недорог бюджетн арзан арзон arzon cheap хямд affordab"))
_HAVE = frozenset(
    words(
        "есть имеется имеются продаете продаются торгуете покажи покажите нужен нужна нужно нужны ищу have "
        "sell got show need бар барма барбы сатасыз ба керек сатасызбы bor bormi sotasizmi kerak маєте є "
        "продаєте потрібен потрібна байгаа байна байнауу зардаг хэрэгтэй"
    )
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`tokens`: what to search for; `also`: other words this company has for some of them. `beside`: those of the
    tokens that only say more of what is asked for; `head`: the word for that where nobody knows it. `models`:
    numbers that are part of a name ("iphone 15"). `measures`: numbers with units; `spent`: the words they were read
    from.
    `goods`, `service`: it names goods, what a shop does with them ("delivery"). `have`: it asks whether there is
    something. `cheapest`: the cheap ones first; `extreme`: the fastest, the largest."""

    tokens: Sequence[Token]
    goods: bool
    service: bool
    have: bool
    cheapest: bool
    at_least: Decimal | None
    at_most: Decimal | None
    extreme: Extreme | None = None
    also: Mapping[Token, Sequence[Token]] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()
    head: str = ""
    models: frozenset[str] = frozenset()
    measures: tuple[Measure, ...] = ()
    spent: frozenset[str] = frozenset()


def wanted(heard: Heard, text: str, currency: str, synonyms: Synonyms = ()) -> Wanted:
    """Read a message for what it asks to find. `currency`: ISO, what a bare number is likely to mean. `synonyms`:
    the company's own groups of words that mean one thing."""
    at_least, at_most, rest = without_limits(text, currency)
    numbers = measured(rest)
    said, parts, retyped = _said(rest)
    topic = frozenset(said if retyped else heard.topic) - _IDLE
    tokens = {
        at: each
        for at, part in enumerate(parts)
        if not _SAYING_NOTHING.issuperset(map(skeleton, part.words))
        if part.meaning not in OF_ANYTHING
        if (each := _read(parts, at)).meaning or not topic.isdisjoint(part.words)
        if each.meaning != "phone" or not _to_call(said, heard)
        if heard.language == _WHITE or _OKAY.isdisjoint(part.words)
    }
    if any(each.meaning in _SERVED for each in tokens.values()):
        tokens = {at: each for at, each in tokens.items() if each.meaning != INCLUDED}
    further = modifiers(parts)
    return _kinds(
        Wanted(
            tokens=list(dict.fromkeys(tokens.values())),
            goods=False,
            service=False,
            have=not _HAVE.isdisjoint(said),
            cheapest=any(word.startswith(_CHEAPEST) for word in said),
            at_least=at_least,
            at_most=at_most,
            extreme=extreme(said),
            also=_also(list(tokens.values()), synonyms) if synonyms else {},
            beside=frozenset(each.plain for at, each in tokens.items() if at in further),
            head=unknown_head(parts, _SAYING_NOTHING),
            models=frozenset(
                each.plain for at, each in tokens.items() if at not in further and _of_a_name(parts, at)
            ),
            measures=numbers.measures,
            spent=frozenset(map(skeleton, chain.from_iterable(map(words, numbers.pieces)))),
        )
    )


def _said(text: str) -> tuple[list[str], list[Meant], bool]:
    """The words of a message and what they mean; whether they were typed with the wrong layout of the keyboard."""
    said = words(text)
    parts = meant(said)
    if parts and not any(part.meaning for part in parts):
        for other in otherwise(text):
            again = meant(words(other))
            if any(part.meaning in NAMES and len(part.words[0]) > 3 for part in again):
                return words(other), again, True
    return said, parts, False


def _kinds(asks: Wanted) -> Wanted:
    meanings = {each.meaning for each in (*asks.tokens, *chain.from_iterable(asks.also.values()))}
    return replace(asks, goods=bool(meanings & NAMES), service=bool(meanings & TERMS))


def corrected(asks: Wanted, tokens: Sequence[Token]) -> Wanted:
    """With these tokens in place of its own, one for one."""
    if list(tokens) == list(asks.tokens):
        return asks
    news = {old.plain: new.plain for old, new in zip(asks.tokens, tokens, strict=True)}
    beside = frozenset(news.get(plain, plain) for plain in asks.beside)
    return _kinds(replace(asks, tokens=list(tokens), beside=beside, head="" if asks.head in news else asks.head))


def _of_a_name(parts: Sequence[Meant], at: int) -> bool:
    """Whether a number goes with the name before it: "айфон 16", "playstation 5"."""
    each, before = parts[at], parts[at - 1] if at else None
    return before is not None and each.words[0][0].isdigit() and (before.meaning in NAMES or not before.meaning)


def _also(tokens: Sequence[Token], synonyms: Synonyms) -> dict[Token, Sequence[Token]]:
    groups = [[token(part) for word in group for part in meant(words(word))] for group in synonyms]
    found = {
        each: [other for group in groups if any(same(each, word) for word in group) for other in group]
        for each in tokens
    }
    return {each: others for each, others in found.items() if others}


def narrowed(asks: Wanted, prices: tuple[float | None, float | None]) -> Wanted:
    """Within these prices as well, both inclusive."""
    least, most = (None if each is None else Decimal(str(each)) for each in prices)
    at_least = max((each for each in (asks.at_least, least) if each is not None), default=None)
    at_most = min((each for each in (asks.at_most, most) if each is not None), default=None)
    return replace(asks, at_least=at_least, at_most=at_most)


def _read(parts: Sequence[Meant], at: int) -> Token:
    each = token(parts[at])
    number = numeral(each.plain)
    if len(number) != 1:
        return each
    counted = at + 1 < len(parts) and parts[at + 1].meaning in GOODS
    pieces = (parts[at - 1].words if at else ()) + (parts[at + 1].words if at + 1 < len(parts) else ())
    if counted or not _PIECES.isdisjoint(pieces):
        return Token(number, COUNT, each.grams)
    return each


def _to_call(said: Sequence[str], heard: Heard) -> bool:
    """The message speaks of a number to call ("телефон дам позже"), not of phones for sale."""
    return (
        heard.phone is not None
        or heard.later
        or heard.refuses_contact
        or heard.asks_why
        or any(word.startswith(("номер", "nomer", "number")) for word in said)
    )


def without_limits(text: str, currency: str = "") -> tuple[Decimal | None, Decimal | None, str]:
    """ "ноутбук от 200 до 300 тысяч" → (200000, 300000, "ноутбук"): the least and the most the customer wants to
    pay, and what is left of the text."""
    found = _AT_MOST.search(text)
    if found is None:
        return None, None, text
    part = {key[1:]: value for key, value in found.groupdict().items() if value}
    at_most = _amount(part["number"], part)
    marked = not part.keys().isdisjoint({"sign", "thousand", "million", "money"})
    if at_most is None or (not marked and at_most < _SMALLEST.get(currency, 1000)):
        return None, None, text
    at_least = None
    if "least" in part:
        at_least = _amount(part["least"], {} if "_unit" in part else part)
        if at_least is not None and "_unit" in part:
            at_least *= 1000
    return at_least, at_most, f"{text[: found.start()]} {text[found.end() :]}"


def _amount(number: str, unit: Mapping[str, str]) -> Decimal | None:
    digits = re.sub(r"[\s.,](?=\d{3}(?!\d))|\s", "", number.strip()).replace(",", ".").rstrip(".")
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        return None
    return Decimal(digits) * (1_000_000 if "million" in unit else 1000 if "thousand" in unit else 1)
