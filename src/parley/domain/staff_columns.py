"""Knows the columns of a price list that are a company's own affair: what goods cost it, its margin, its supplier.

What they hold never leaves staff: not in answers, prompts or search, not in public lists of products. A heading is
compared in Latin letters, whatever its script, case, accents and abbreviation ("Закуп.цена", "ZAKUP CENA").
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from parley.text.normalize import latinize, normalize


@dataclass(frozen=True, slots=True)
class StaffColumns:
    """One language's words. A word that ends in * stands for all that begin so."""

    #: one of these anywhere in a heading makes it the company's own
    anywhere: str = ""
    #: so do these, one after the other, separated by commas
    phrases: str = ""
    #: whole headings, in their own script only: abbreviations that mean something else in another
    whole: str = ""
    #: with nothing but `purchase`, `price` and `fillers` beside them: "unit cost" is, "cost of delivery" is not
    costs: str = ""
    #: only together with a word of `price`, and with nothing but fillers beside them
    purchase: str = ""
    price: str = ""
    #: what says nothing of whose the figure is
    fillers: str = ""


# One for each language of languages/, and for Indonesian, in which files come as well.
STAFF_COLUMNS: Mapping[str, StaffColumns] = {
    "ru": StaffColumns(
        anywhere="закуп* себест* наценк* нацен поставщик* маржа маржи маржу маржинал* рентабельн*",
        phrases="торгов* надбавк*, торгов* наценк*",
        whole="с с, с ст, зц, ц зак, зак",
        costs="прибыл* надбавк*",
        purchase="приход* входн* входящ* вход вх учетн* дилер* приобретен* покупки покупн* зак",
        price="цена цены цену цен ценник стоимост* стоим прайс* сумма суммы",
        fillers="""в за на по с без от шт штук* ед единиц* товар* наша средн* последн* опт оптов* базов* валов*
            чист* итого процент* проц ндс кг тг тнг тенге руб рубл* р сум* долл* евро""",
    ),
    "en": StaffColumns(
        anywhere="supplier* markup* cogs",
        phrases="mark up, cost price, price cost",
        whole="purchase, purchases, purchasing, procurement, buying, buy, wholesale buy",
        costs="cost costs costing margin margins profit profits profitability",
        purchase="""purchase purchases purchased purchasing procurement buying buy bought acquisition invoice dealer
            distributor vendor supply sourcing import inbound landed""",
        price="price prices rate value amount sum",
        fillers="""unit units item items product products our net gross average avg wholesale base actual real per
            pcs pc each piece of goods sold last latest standard std factory manufacturing manufacture production
            import fob cif ex in incl excl including excluding with without vat tax percent pct percentage
            contribution retail sales the a usd eur kzt rub uah kgs uzs mnt idr""",
    ),
    "kk": StaffColumns(
        anywhere="жеткізуші* жабдықтаушы* маржа",
        phrases="""сатып алу баға*, сатып алу құн*, сатып алынған баға*, алу баға*, өзіндік құн*, кіріс баға*,
            келу баға*, үстеме баға*, сауда үстеме*, таза пайда*, пайда пайыз*""",
        whole="сатып алу, сатып алуы",
        costs="үстеме үстемесі",
        price="баға бағасы құны",
        fillers="теңге теңгемен пайыз* дана данасы ққс",
    ),
    "ky": StaffColumns(
        anywhere="жеткирүүчү* камсыздоочу* маржа",
        phrases="""сатып алуу баа*, сатып алуу нарк*, сатып алынган баа*, алуу баа*, өздүк нарк*, өздүк баа*,
            келүү баа*, кириш баа*, кирүү баа*, жеткирип берүүчү*, соода үстөк*, таза пайда*, пайда пайыз*""",
        whole="сатып алуу",
        costs="үстөк үстөгү",
        price="баа баасы наркы",
        fillers="сом пайыз* даана даанасы",
    ),
    "uz": StaffColumns(
        anywhere="tannarx* ustama* ta'minotchi* marja",
        phrases="""sotib olish narx*, sotib olingan narx*, olish narx*, xarid narx*, xarid baho*, kirim narx*,
            kelish narx*, yetkazib beruvchi*, sof foyda*, foyda foiz*""",
        whole="sotib olish, xarid",
        price="narx narxi narhi baho",
        fillers="so'm som dona foiz* qqs",
    ),
    "uk": StaffColumns(
        anywhere="закуп* собіварт* націнк* постачальник* маржа маржі маржу маржинал* рентабельн*",
        phrases="торг* надбавк*, торг* націнк*",
        costs="прибуток прибутк* надбавк*",
        purchase="вхідн* приход* прибуткова дилерськ* облікова придбання купівлі",
        price="ціна ціни ціну вартість вартості прайс* сума суми",
        fillers="""в за на по з без від шт од одиниц* товар* наша середн* остан* опт оптов* базов* чист* пдв грн
            гривень""",
    ),
    "mn": StaffColumns(
        anywhere="нийлүүлэгч* ахиуц*",
        phrases="""худалдан авсан үн*, худалдан авалт*, татан авалт*, татан авсан үн*, авсан үнэ, авсан үнийн,
            орж ирсэн үн*, өөрийн өртөг*, үнийн нэмэгдэл*, цэвэр ашиг*, ашгийн хувь""",
        costs="өртөг өртгийн",
        price="үнэ үнийн",
        fillers="нэгж нэгжийн бараа* бүтээгдэхүүн* төгрөг* хувь ндш нөат",
    ),
    "id": StaffColumns(
        anywhere="pemasok*",
        phrases="harga pokok, harga kulak*",
        whole="hpp",
        costs="laba",
        purchase="beli pembelian pokok modal perolehan",
        price="harga biaya",
        fillers="rp rupiah per satuan unit barang produk rata",
    ),
}
_RETAIL_WORDS = "retail rrp msrp srp selling sell sale розн* ррц рц продаж* бөлшек чекана роздріб* жижиг* jual"
_MAX_HEADING_CHARS = 200
_SEPARATORS = re.compile(r"[^\w']+|_")
_CAMEL_BOUNDARY = re.compile("(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_MIN_GLUED_CHARS, _MAX_GLUED_CHARS = 3, 40
_PAIR_SEPARATORS = re.compile(r"[;|\n]")
_PAIR_KEY = re.compile(r"\s*(?:[-•*]\s+)?([^:=]{1,80}?)\s*[:=]")


class _Words:
    """Words and beginnings of words, in Latin letters."""

    def __init__(self, texts: Iterable[str]) -> None:
        words = [word for text in texts for word in text.split()]
        self._words = frozenset(_latin(word) for word in words if not word.endswith("*"))
        self._beginnings = tuple(_latin(word[:-1]) for word in words if word.endswith("*"))

    def __contains__(self, token: str) -> bool:
        return token in self._words or token.startswith(self._beginnings)


def _latin(word: str) -> str:
    return latinize(normalize(word)).replace("'", "")


_WORDS = {
    field.name: _Words(getattr(columns, field.name) for columns in STAFF_COLUMNS.values())
    for field in fields(StaffColumns)
}
_RETAIL = _Words([_RETAIL_WORDS])
_PHRASES = tuple(
    tuple(_Words([word]) for word in phrase.split())
    for columns in STAFF_COLUMNS.values()
    for phrase in columns.phrases.split(",")
    if phrase.strip()
)
_WHOLE_HEADINGS = frozenset(
    normalize(" ".join(heading.split()))
    for columns in STAFF_COLUMNS.values()
    for heading in columns.whole.split(",")
    if heading.strip()
)


def is_staff_only(heading: str) -> bool:
    """Tells whether a column or a specification of this name is for the company's staff alone."""
    return _is_staff_only(heading[:_MAX_HEADING_CHARS])


@lru_cache(maxsize=1024)
def is_price(heading: str) -> bool:
    """Tells whether a column's name speaks of a price: "Retail", "RRP", "Цена со скидкой"."""
    return any(token in _WORDS["price"] or token in _RETAIL for token in _tokens(heading))


@lru_cache(maxsize=8192)
def _is_staff_only(heading: str) -> bool:
    words = _split_words(heading)
    tokens = _tokens(heading)
    if " ".join(words) in _WHOLE_HEADINGS or _has(tokens, "anywhere"):
        return True
    return any(_has_phrase(tokens, phrase) for phrase in _PHRASES) or _is_cost(tokens)


def _is_cost(tokens: list[str]) -> bool:
    """Tells whether there is a cost, or a purchase and a price, and nothing besides but fillers."""
    if not all(map(_is_known, tokens)):
        return False
    return _has(tokens, "costs") or (_has(tokens, "purchase") and _has(tokens, "price"))


def _has(tokens: Iterable[str], kind: str) -> bool:
    return any(token in _WORDS[kind] for token in tokens)


def _split_words(heading: str) -> list[str]:
    words = _SEPARATORS.sub(" ", normalize(_CAMEL_BOUNDARY.sub(" ", heading[:_MAX_HEADING_CHARS]))).split()
    is_letter_spaced = len(words) > _MIN_GLUED_CHARS and all(len(word) == 1 for word in words)
    return ["".join(words)] if is_letter_spaced else words


def _tokens(heading: str) -> list[str]:
    return [part for word in _split_words(heading) for part in _parts(_latin(word))]


def _has_phrase(tokens: list[str], phrase: tuple[_Words, ...]) -> bool:
    last = len(tokens) - len(phrase)
    return any(all(tokens[at + i] in word for i, word in enumerate(phrase)) for at in range(last + 1))


def _is_known(token: str) -> bool:
    return token.isdigit() or any(token in _WORDS[name] for name in ("costs", "purchase", "price", "fillers"))


def _parts(token: str) -> list[str]:
    """Returns the words that one is glued of ("purchaseprice"); itself where it is of none."""
    if _is_known(token) or len(token) > _MAX_GLUED_CHARS:
        return [token]
    for end in range(_MIN_GLUED_CHARS, len(token) - _MIN_GLUED_CHARS + 1):
        if _is_known(token[:end]) and all(map(_is_known, rest := _parts(token[end:]))):
            return [token[:end], *rest]
    return [token]


def split_staff_only(values: Mapping[str, Any], parent: str = "") -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns what anybody may read of a product's specifications, and what staff alone may.

    Nested values are looked through, and so is text of pairs ("Цвет: белый; Закуп: 100"). `parent`: the name that
    the values stand under ("prices" of {"prices": {"purchase": 100}}).
    """
    public: dict[str, Any] = {}
    staff_only: dict[str, Any] = {}
    for key, value in values.items():
        if is_staff_only(str(key)) or (parent and is_staff_only(f"{parent} {key}")):
            staff_only.setdefault(key, value)
        else:
            public[key] = _public_value(value, staff_only, str(key))
    return public, staff_only


def split_staff_only_texts(texts: Iterable[str]) -> tuple[list[str], dict[str, Any]]:
    """Returns a product's features without those that are named as such a column is, and these by their names."""
    staff_only: dict[str, Any] = {}
    public = [_public_text(text, staff_only) for text in texts]
    return [text for text in public if text], staff_only


def _public_value(value: Any, staff_only: dict[str, Any], name: str) -> Any:
    if isinstance(value, Mapping):
        public, inner = split_staff_only(value, name)
        for key in inner:
            staff_only.setdefault(key, inner[key])
        return public
    if isinstance(value, list):
        return [_public_value(part, staff_only, name) for part in value]
    return _public_text(value, staff_only) if isinstance(value, str) else value


def _public_text(text: str, staff_only: dict[str, Any]) -> str:
    """Returns the text without the pieces "key: value" that are for staff; untouched where there are none."""
    if ":" not in text and "=" not in text:
        return text
    public = []
    for piece in _PAIR_SEPARATORS.split(text):
        key = _PAIR_KEY.match(piece)
        if key is not None and is_staff_only(key[1]):
            staff_only.setdefault(key[1], piece[key.end() :].strip())
        else:
            public.append(piece)
    return text if len(public) == 1 + len(_PAIR_SEPARATORS.findall(text)) else ";".join(public).strip(" ;")
