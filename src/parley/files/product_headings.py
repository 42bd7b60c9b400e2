"""Finds the field of a product that a column or a key stands for, however its owner called it."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from parley.domain.staff_columns import is_price, is_staff_only
from parley.text.normalize import normalize

_FIELD_HEADINGS = {
    "id": """id, product id, item id, sku, article, article number, vendor code, код, код товара, артикул, арт, ид,
        ид товара, id товара, id produk, kode, kode produk, номер товара, мақала коды, artikul, kod, код бараа""",
    "name": """name, title, product, product name, item, item name, model name, название, название товара,
        наименование, наименование товара, товар, имя, номенклатура, услуга, название услуги, тариф, nama,
        nama produk, produk, атауы, тауар атауы, тауар, назва, назва товару, nomi, nom, mahsulot, mahsulot nomi,
        аталышы, товардын аталышы, нэр, барааны нэр""",
    "description": """description, desc, details, about, short description, описание, описание товара,
        краткое описание, подробное описание, deskripsi, keterangan, сипаттама, сипаттамасы, опис, опис товару,
        tavsif, tavsifi, баяндама, сүрөттөмө, тайлбар""",
    "category": """category, categories, product category, group, section, категория, категория товара, категории,
        раздел, группа, группа товаров, рубрика, kategori, kategori produk, санат, санаты, категорія, розділ,
        kategoriya, turkum, ангилал""",
    "price": """price, product price, unit price, retail price, cost, цена, цены, стоимость,
        цена за единицу, цена за штуку, цена розничная, розничная цена, цена продажи, розница,
        цена розница, цена розн, розничная, продажная цена, ррц, цена ррц, retail, price retail, rrp,
        selling price, harga, harga jual, баға, бағасы, ціна, вартість, narx, narxi, баасы, баа, үнэ""",
    "currency": "currency, currency id, валюта, mata uang, валюта цены, valyuta, валютасы, валют",
    "features": """features, feature, key features, highlights, особенности, преимущества, функции, возможности,
        fitur, ерекшеліктері, особливості, переваги, xususiyatlar, xususiyatlari, өзгөчөлүктөрү, онцлог""",
    "specifications": """specifications, specification, specs, spec, attributes, params, parameters, характеристики,
        технические характеристики, спецификация, спецификации, параметры, свойства, spesifikasi, сипаттамалары,
        характеристика, xarakteristikalar, үзүүлэлт""",
    "availability": """availability, available, in stock, stock, quantity, qty, наличие, в наличии, наличие товара,
        доступность, доступен, есть в наличии, остаток, остатки, количество, кол-во, ketersediaan, tersedia, stok,
        қолда бар, қалдық, наявність, в наявності, mavjud, mavjudligi, бар болушу, нөөц""",
}
# Columns that other programs add for themselves.
_IGNORED_HEADINGS = frozenset(
    ["brand id", "company id", "created at", "updated at", "similarity score", "no", "п п"]
)
_CURRENCY_FORMS = {
    "KZT": "kzt, тг, тнг, тенге, теңгемен, теңге, ₸",
    "RUB": "rub, rur, руб, рубль, рубли, рублей, рублях, р, ₽",
    "UAH": "uah, грн, гривна, гривень, гривня, гривнях, ₴",
    "KGS": "kgs, сом",
    "UZS": "uzs, сум, сўм, so'm, som, sum",
    "MNT": "mnt, төгрөг, тугрик, ₮",
    "USD": "usd, $, доллар, долларах, долл, у е",
    "EUR": "eur, €, евро",
    "IDR": "idr, rp, rupiah",
}
_MAX_HEADING_CHARS = 200
_SEPARATORS = re.compile(r"[^\w$€₸₽₴₮+]+|_")
_CAMEL_BOUNDARY = re.compile("(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")


class ProductField(NamedTuple):
    """The field of a product that a heading stands for, if any."""

    #: the field of the contract; empty where it has none
    name: str
    #: whether a column without a field is worth keeping, as a specification
    is_kept: bool = True
    #: the one that a heading of prices names: KZT of "Цена, тг"
    currency: str = ""


def match_product_field(heading: str) -> ProductField:
    """Returns the field: name for "Наименование товара", price in KZT for "Цена, тг", none for "Цвет"."""
    return _match_heading(heading[:_MAX_HEADING_CHARS])


@lru_cache(maxsize=4096)
def _match_heading(heading: str) -> ProductField:
    key = _normalize_heading(heading)
    if not key or key in _IGNORED_HEADINGS:
        return ProductField("", is_kept=False)
    if name := _FIELD_BY_HEADING.get(key):
        return ProductField(name)
    return ProductField("price", currency=currency) if (currency := _price_currency(key)) else ProductField("")


def is_cost_beside_price(heading: str, headings: Iterable[str]) -> bool:
    """Tells whether a column is what goods cost the company ("Cost") rather than their price: it is where another
    column of the file is a price, or another is for staff alone."""
    return is_staff_only(heading) and any(
        other != heading and (is_staff_only(other) or match_product_field(other).name == "price" or is_price(other))
        for other in headings
    )


def _price_currency(key: str) -> str:
    """Returns the currency behind the name of a price: KZT of "цена за шт тг"; empty for anything else."""
    words = key.split()
    for size in range(len(words) - 1, 0, -1):
        rest = " ".join(word for word in words[size:] if word not in _FILLER_WORDS)
        if _FIELD_BY_HEADING.get(" ".join(words[:size])) == "price" and (currency := _CURRENCY_BY_FORM.get(rest)):
            return currency
    return ""


def _normalize_heading(heading: str) -> str:
    return " ".join(_SEPARATORS.sub(" ", normalize(_CAMEL_BOUNDARY.sub(" ", heading.replace("№", " ")))).split())


_FILLER_WORDS = frozenset([*map(_normalize_heading, ["в", "in", "за", "шт", "ед", "per", "unit", "pcs"])])
_FIELD_BY_HEADING = {
    _normalize_heading(spelling): name for name, listed in _FIELD_HEADINGS.items() for spelling in listed.split(",")
}
_CURRENCY_BY_FORM = {
    _normalize_heading(form): code for code, listed in _CURRENCY_FORMS.items() for form in listed.split(",")
}
