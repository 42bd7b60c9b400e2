"""What a message asks to find: its words of meaning, whether it is after goods, and for how much at most."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from parley.core.heard import Heard
from parley.core.text import words
from parley.knowledge.concepts import BRANDS, GOODS, SERVICES
from parley.knowledge.words import Token, token

# the meaning of a number that counts what follows: "2 ноутбука"
COUNT = "count"

_THOUSAND = r"тыс\w*|тис\w*|мың\w*|миң\w*|мин[гғ]\w*|ming\w*|мянга\w*|к\b|k\b|thousand"
_MILLION = r"млн\.?|миллион\w*|мільйон\w*|million\w*|сая\w*"
_MONEY = (
    r"₸|₽|₴|₮|\$|€|тг\b|тенге\w*|теңге\w*|руб\w*|р\b|грн\w*|гривен\w*|гривень|сом\w*|so['ʻ’]?m\w*|төгрөг\w*|usd|"
    r"dollar\w*|доллар\w*"
)
_NUMBER = r"(?:\d{1,3}(?:[\s.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
_AMOUNT = (
    r"(?P<{0}sign>[$€₸₽₴₮])?\s?(?P<{0}number>" + _NUMBER.replace("{", "{{").replace("}", "}}") + r")\s*"
    rf"(?:(?P<{{0}}thousand>{_THOUSAND})|(?P<{{0}}million>{_MILLION}))?\s*(?P<{{0}}money>{_MONEY})?"
)
_BEFORE = (
    r"(?<!\w)(?:до|to|and|не\s+дороже|не\s+больше|не\s+более|дешевле|дешевше|в\s+пределах|бюджет|максимум|under|below|up\s+to|"
    r"less\s+than|at\s+most|cheaper\s+than|within|max)\s+(?:чем\s+)?"
)
_FROM = (
    r"(?:(?<!\w)(?:от|від|from|between)\s+\$?(?P<aleast>" + _NUMBER + r")\s*"
    rf"(?P<a_unit>{_THOUSAND})?\s*(?:{_MONEY})?\s+(?=до|to|and))?"
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
        "something anything магазин магазине store shop дүкен дүкөн do'kon дэлгүүр "
        "самый самая самое самые найди дайте дай покажи покажите хочу хотел хотела бы надо нужен нужна нужно "
        "нужны ищу ищем есть мне нам вас вам ваш ваши какой какая какие что как где когда сколько почем цена "
        "цены стоит стоят будет можно ли или скольки для под про это этот эта еще уже тоже вообще купить "
        "заказать взять подобрать интересует интересуют посоветуйте подскажите скажите пожалуйста вариант "
        "варианты модель модели штук товар товары куплю возьму кажется наверное the and for with your you "
        "have has any some show find want need looking buy get give does much cost price please sell cheap "
        "cheapest how what which where when there tell about can could would like good best work бар барма "
        "сізде маған керек алғым келеді қандай қайсы қанша тұрады көрсет көрсетіңіз жүрмін сатып алу болады "
        "бола туралы барбы сизде мага кандай канча турат алгым келет көрсөтүңүз бересизби жана болот болобу "
        "bormi bor menga kerak qancha turadi narxi qanday sizda sotib olmoqchiman olish berish mumkinmi "
        "mumkin ko'rsating чи маєте у мені треба потрібен потрібна яка яке які скільки коштує покажіть купити "
        "працюєте працює байна байгаа байнауу танайд надад хэрэгтэй ямар хэд хэдэн хэр вэ уу үү авах авмаар "
        "үнэ үнэтэй дешевый дешевая дешевле недорогой недорогая дорогой бюджетный хямд арзан арзон arzon "
        "дешевий удаан"
    )
)
_CHEAPEST = ("дешев", "недорог", "бюджетн", "арзан", "арзон", "arzon", "cheap", "хямд", "affordab")
_HAVE = frozenset(
    words(
        "есть имеется имеются продаете продаются торгуете покажи покажите нужен нужна нужно нужны ищу have "
        "sell got show need бар барма барбы сатасыз ба керек сатасызбы bor bormi sotasizmi kerak маєте є "
        "продаєте потрібен потрібна байгаа байна байнауу зардаг хэрэгтэй"
    )
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`tokens`: what to search for. `goods`, `service`: it names goods, a service ("delivery"). `have`: it asks
    whether there is something. `cheapest`: the cheap ones first."""

    tokens: Sequence[Token]
    goods: bool
    service: bool
    have: bool
    cheapest: bool
    at_least: Decimal | None
    at_most: Decimal | None


def wanted(heard: Heard, text: str, currency: str) -> Wanted:
    """Read a message for what it asks to find. `currency`: ISO, what a bare number is likely to mean."""
    at_least, at_most, rest = without_limits(text, currency)
    said = words(rest)
    topic = set(heard.topic)
    tokens = [
        each
        for at, word in enumerate(said)
        if (each := _read(said, at)).meaning or (word in topic and word not in _IDLE)
        if each.meaning != "phone" or not _to_call(said, heard)
    ]
    meanings = {each.meaning for each in tokens}
    if "laptop" in meanings:  # "зөөврийн компьютер" is one thing
        tokens = [each for each in tokens if each.meaning != "computer"]
    return Wanted(
        tokens=list(dict.fromkeys(tokens)),
        goods=bool(meanings & (GOODS | BRANDS)),
        service=bool(meanings & SERVICES),
        have=not _HAVE.isdisjoint(said),
        cheapest=any(word.startswith(_CHEAPEST) for word in said),
        at_least=at_least,
        at_most=at_most,
    )


def _read(said: Sequence[str], at: int) -> Token:
    each = token(said[at])
    if each.number and len(each.plain) == 1 and at + 1 < len(said) and token(said[at + 1]).meaning in GOODS:
        return replace(each, meaning=COUNT)
    return each


def _to_call(said: Sequence[str], heard: Heard) -> bool:
    """The message speaks of a number to call, not of phones for sale."""
    return heard.phone is not None or any(word.startswith(("номер", "nomer", "number")) for word in said)


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
