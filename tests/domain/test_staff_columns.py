"""Which columns of a price list are for the company's staff alone, in every language and spelling."""

import pytest

from parley.domain.staff_columns import (
    STAFF_COLUMNS,
    is_price,
    is_staff_only,
    split_staff_only,
    split_staff_only_texts,
)
from parley.languages.registry import find_languages

STAFF = [
    "Закуп.", "закуп", "ЗАКУП", "Закупка", "закупочная цена", "Закупочная Цена, тг", "Цена закупки",
    "цена закуп.", "Цена (закуп)", "Закуп.цена", "зак. цена", "Цена зак.", "З а к у п", "Зaкуп", "ОПТ закупка",
    "Сумма закупа", "себестоимость", "Себест.", "Себестоимость, руб", "С/с", "с/ст", "Наценка", "Наценка %",
    "наценка,%", "Нацен.", "Торговая наценка", "торговая надбавка", "Маржа", "Маржа %", "Маржинальность",
    "маржинальная прибыль", "Прибыль", "Чистая прибыль, тг", "Валовая прибыль", "Поставщик", "Поставщики",
    "Код поставщика", "Цена поставщика", "Артикул поставщика", "Приходная цена", "Цена прихода",
    "Входная цена", "Вх. цена", "Входящая цена", "Учётная цена", "Учетная цена", "Дилерская цена",
    "Цена дилера", "Цена покупки", "Цена приобретения", "Стоимость приобретения", "Рентабельность", "zakup",
    "Zakupka", "zakupochnaya cena", "zakupochnaja tsena", "ZAKUP_CENA", "zakupcena", "sebestoimost", "nacenka",
    "natsenka", "postavshik", "postavschik", "postavshchik", "marzha", "marja", "cost", "COST", "Cost",
    "Costs", "cost price", "Cost Price (USD)", "CostPrice", "costprice", "cost_price", "unit cost",
    "Unit Cost", "Cost per item", "cost per unit", "average cost", "avg. cost", "landed cost", "Net cost",
    "wholesale cost", "Cost of goods sold", "COGS", "cost, kzt", "buying price", "Buying Price", "buy price",
    "buyprice", "BuyPrice", "buy-in price", "purchase price", "Purchase Price (excl. VAT)", "purchase_price",
    "purchasePrice", "PURCHASEPRICE", "purchaseprice", "purchase cost", "Purchase", "procurement price",
    "acquisition cost", "invoice price", "dealer price", "vendor price", "supplier", "Supplier",
    "SUPPLIER_NAME", "supplier code", "supplier price", "suppliername", "margin", "Margin %", "gross margin",
    "profit margin", "Profit", "markup", "mark-up", "Mark Up %", "MarkUp", "wholesale buying price",
    "price (purchase)", "Supply price", "сатып алу бағасы", "Сатып алу бағасы, тг", "өзіндік құны",
    "Өзіндік құн", "үстеме", "үстеме баға", "жеткізуші", "Жеткізушінің коды", "кіріс бағасы",
    "сатып алынған бағасы", "сатып алуу баасы", "өздүк наркы", "үстөк", "жеткирүүчү", "камсыздоочу",
    "жеткирип берүүчү", "келүү баасы", "sotib olish narxi", "xarid narxi", "tannarx", "tannarxi", "ustama",
    "yetkazib beruvchi", "ta'minotchi", "ta’minotchi", "taminotchi", "сотиб олиш нархи", "таннарх",
    "етказиб берувчи", "харид нархи", "таъминотчи", "устама", "закупівельна ціна", "Закупівля",
    "ціна закупівлі", "закуп", "собівартість", "націнка", "Націнка %", "постачальник", "Вхідна ціна",
    "прибуток", "маржинальність", "zakupivelna tsina", "худалдан авсан үнэ", "өртөг", "өөрийн өртөг",
    "Нэгжийн өртөг", "нийлүүлэгч", "ахиуц", "үнийн нэмэгдэл", "татан авалтын үнэ", "harga beli", "harga modal",
    "harga pokok", "HPP", "pemasok", "Supplier", "laba",
]  # fmt: skip
PUBLIC = [
    "Цена", "цена, тг", "Стоимость", "Цена за шт", "Розничная цена", "Оптовая цена", "Цена со скидкой",
    "Старая цена", "Стоимость доставки", "Стоимость установки", "Стоимость владения", "Цена входного билета",
    "Цена при покупке от 3 шт", "Вход", "Входы", "HDMI вход", "Приход", "Дата прихода", "Цвет", "Вес",
    "Производитель", "Бренд", "Гарантия", "Срок поставки", "Комплект поставки", "Страна", "Прайс", "Сумма",
    "Средняя оценка", "Наименование товара", "Маржан", "SS", "S/S", "Закат", "Запас хода", "Покупки",
    "Способ покупки", "Налоги", "price", "Price, USD", "retail price", "wholesale price", "old price",
    "sale price", "RRP", "Cost of delivery", "Delivery cost", "shipping cost", "installation cost",
    "running costs per year", "Low cost", "cost per night", "Cost per month", "total cost of ownership",
    "Vendor", "vendor code", "Brand", "Purchase date", "Minimum purchase", "Purchase link", "Where to buy",
    "Buy now price", "Margin width", "page margins mm", "Profitable", "Value for money", "Power supply",
    "Water supply", "Supply voltage", "Import", "import country", "Unit", "item", "Product", "rating", "Rate",
    "Amount", "color", "size", "Costume size", "Costa", "Base", "Material", "Net weight", "Gross weight",
    "Input", "Surface", "Sales", "Retail", "Contribution", "Бағасы", "баға", "Жеткізу бағасы",
    "Жеткізу мерзімі", "Құны", "Сатып алу шарттары", "Түсі", "Пайдасы", "Маржан тас", "Баасы",
    "Жеткирүү баасы", "Жеткирүү", "Пайдасы", "Түсү", "Narxi", "Yetkazib berish narxi", "yetkazib berish",
    "Foyda", "Rangi", "Xarid qilish shartlari", "Нархи", "Ціна", "Вартість", "Вартість доставки", "Виробник",
    "Колір", "Постачання", "Вхід", "Потужність", "Үнэ", "Хүргэлтийн өртөг", "Хүргэлтийн үнэ", "Ашиг тус",
    "Өнгө", "Худалдан авах нөхцөл", "Нэмэгдэл", "Harga", "Harga jual", "Biaya kirim", "Modal", "Warna", "Stok",
]  # fmt: skip


@pytest.mark.parametrize("heading", STAFF)
def test_what_goods_cost_and_who_sells_them_is_for_staff(heading: str) -> None:
    assert is_staff_only(heading)
    assert is_staff_only(f"  {heading.upper()} ")
    assert is_staff_only(f"{heading}:")


@pytest.mark.parametrize("heading", PUBLIC)
def test_what_a_customer_may_know_is_not(heading: str) -> None:
    assert not is_staff_only(heading)
    assert not is_staff_only(heading.upper())


def test_every_language_has_its_columns() -> None:
    assert set(find_languages()) <= set(STAFF_COLUMNS)


@pytest.mark.parametrize(
    "heading", ["", " ", "№", "%", "=", "\x00", "ё" * 10_000, "costs" * 10_000, "cost " * 10_000]
)
def test_odd_headings_are_read_too(heading: str) -> None:
    is_staff_only(heading)


@pytest.mark.parametrize("heading", ["", " ", "№", "%", "=", "\x00", "—", "😀", "12"])
def test_a_heading_without_words_is_nobodys_secret(heading: str) -> None:
    assert not is_staff_only(heading)


@pytest.mark.parametrize(
    "heading", ["Цена", "Price", "Retail", "RRP", "Розница", "Цена со скидкой", "Selling price"]
)
def test_a_price_is_known_by_its_name(heading: str) -> None:
    assert is_price(heading)


@pytest.mark.parametrize("heading", ["Цвет", "Rating plate", "Delivery", ""])
def test_other_columns_are_no_prices(heading: str) -> None:
    assert not is_price(heading)


def test_nested_values_are_looked_through() -> None:
    public, private = split_staff_only(
        {
            "Цвет": "белый",
            "Закуп": 100,
            "prices": {"purchase": 100, "retail": 200},
            "offers": [{"supplier": "Demo", "days": 3}],
        }
    )
    assert public == {"Цвет": "белый", "prices": {"retail": 200}, "offers": [{"days": 3}]}
    assert private == {"Закуп": 100, "purchase": 100, "supplier": "Demo"}


@pytest.mark.parametrize(
    ("text", "public", "private"),
    [
        ("Цвет: белый; Закуп: 100", "Цвет: белый", {"Закуп": "100"}),
        ("- Поставщик: ТОО «Демо»\n- Цвет: белый", "- Цвет: белый", {"Поставщик": "ТОО «Демо»"}),
        ("cost=5|ram=8", "ram=8", {"cost": "5"}),
        ("16:9; 4:3", "16:9; 4:3", {}),
        ("Поставщик неизвестен", "Поставщик неизвестен", {}),
    ],
)
def test_pairs_in_a_text_are_looked_through(text: str, public: str, private: dict[str, str]) -> None:
    assert split_staff_only({"details": text}) == ({"details": public}, private)


def test_features_are_looked_through() -> None:
    assert split_staff_only_texts(["Wi-Fi", "Закуп: 100", "Формат 16:9"]) == (
        ["Wi-Fi", "Формат 16:9"],
        {"Закуп": "100"},
    )
