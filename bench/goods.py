"""Invented catalogues of any size, the same ones in every run, and what customers would ask of them."""

import random
from collections.abc import Iterator
from typing import Any, NamedTuple


class Kind(NamedTuple):
    """One sort of goods: its name, what a customer may call it, its category, price and traits."""

    name: str
    called: tuple[str, ...]
    category: str
    price: tuple[int, int]
    brands: str
    traits: tuple[str, ...]


_ELECTRONIC = "Samsung LG Xiaomi Sony Philips Haier Artel Hisense TCL Panasonic Huawei Honor"
_COMPUTER = "Lenovo HP Asus Acer Dell MSI Huawei Apple Gigabyte Honor"
_HOME = "Bosch Beko Indesit Gorenje Electrolux Candy Midea Artel Haier LG Samsung Tefal Braun"
_FURNITURE = "Askona Nordik Ormatek Shatura Velvet Lumio Karagand Dombyra Steppe"
_TOOLS = "Makita Bosch DeWalt Zubr Interskol Metabo Stanley Vihr Resanta"
_SPORT = "Stels Merida Giant Demix Torneo Nordway Kettler Outventure"

KINDS = (
    Kind("Ноутбук", ("laptop", "noutbuk", "нотбук"), "Ноутбуки", (150_000, 1_200_000), _COMPUTER,
         ("8 ГБ", "16 ГБ", "32 ГБ", "512 ГБ SSD", "1 ТБ SSD", "14 дюймов", "15.6 дюйма", "Core i5", "Ryzen 7")),
    Kind("Смартфон", ("phone", "telefon", "телефон"), "Смартфоны", (40_000, 800_000), _ELECTRONIC,
         ("128 ГБ", "256 ГБ", "512 ГБ", "5G", "6.7 дюйма", "120 Гц", "NFC", "две SIM")),
    Kind("Телевизор", ("tv", "televizor", "теледидар"), "Телевизоры", (70_000, 900_000), _ELECTRONIC,
         ("32 дюйма", "43 дюйма", "55 дюймов", "65 дюймов", "4K", "OLED", "QLED", "Smart TV")),
    Kind("Холодильник", ("fridge", "muzlatgich", "тоңазытқыш"), "Холодильники", (90_000, 700_000), _HOME,
         ("No Frost", "двухкамерный", "однокамерный", "300 литров", "360 литров", "инвертор", "класс A++")),
    Kind("Стиральная машина", ("washing machine", "кіржуғыш"), "Стиральные машины", (80_000, 450_000), _HOME,
         ("6 кг", "8 кг", "10 кг", "1200 об/мин", "1400 об/мин", "узкая", "с сушкой", "инвертор")),
    Kind("Пылесос", ("vacuum cleaner", "шаңсорғыш"), "Пылесосы", (20_000, 250_000), _HOME,
         ("вертикальный", "робот", "моющий", "2000 Вт", "аквафильтр", "контейнер 2 л")),
    Kind("Чайник", ("kettle", "шәйнек"), "Малая техника", (5_000, 40_000), _HOME,
         ("1.7 л", "1.5 л", "стеклянный", "стальной", "2200 Вт", "термоконтроль")),
    Kind("Микроволновая печь", ("microwave",), "Малая техника", (25_000, 120_000), _HOME,
         ("20 л", "23 л", "гриль", "700 Вт", "800 Вт", "встраиваемая")),
    Kind("Кондиционер", ("conditioner", "салқындатқыш"), "Климат", (110_000, 500_000), _ELECTRONIC,
         ("инвертор", "9000 BTU", "12000 BTU", "до 25 м²", "до 35 м²", "Wi-Fi")),
    Kind("Наушники", ("headphones", "құлаққап"), "Аудио", (5_000, 200_000), _ELECTRONIC,
         ("беспроводные", "накладные", "с шумоподавлением", "30 часов", "Bluetooth 5.3", "проводные")),
    Kind("Колонка", ("speaker",), "Аудио", (8_000, 180_000), _ELECTRONIC,
         ("20 Вт", "40 Вт", "портативная", "влагозащита IPX7", "Bluetooth", "с подсветкой")),
    Kind("Монитор", ("monitor display",), "Мониторы", (45_000, 400_000), _COMPUTER,
         ("24 дюйма", "27 дюймов", "32 дюйма", "144 Гц", "IPS", "VA", "изогнутый", "4K")),
    Kind("Принтер", ("printer",), "Офисная техника", (40_000, 300_000), "HP Canon Epson Brother Xerox Pantum",
         ("лазерный", "струйный", "цветной", "двусторонняя печать", "Wi-Fi", "A4", "A3")),
    Kind("Планшет", ("tablet",), "Планшеты", (50_000, 600_000), _ELECTRONIC,
         ("10 дюймов", "11 дюймов", "64 ГБ", "128 ГБ", "LTE", "стилус")),
    Kind("Роутер", ("router", "маршрутизатор"), "Сетевое оборудование", (10_000, 120_000),
         "Keenetic Mikrotik Tenda Huawei Xiaomi Zyxel", ("Wi-Fi 6", "Wi-Fi 5", "гигабитный", "4 антенны", "LTE")),
    Kind("Диван", ("sofa", "divan"), "Мебель", (90_000, 700_000), _FURNITURE,
         ("угловой", "прямой", "раскладной", "велюр", "рогожка", "экокожа", "с ящиком")),
    Kind("Шкаф", ("wardrobe",), "Мебель", (60_000, 400_000), _FURNITURE,
         ("купе", "распашной", "двухдверный", "трёхдверный", "с зеркалом", "дуб", "белый глянец")),
    Kind("Матрас", ("mattress",), "Мебель", (40_000, 350_000), _FURNITURE,
         ("160 × 200", "140 × 200", "пружинный", "ортопедический", "жёсткий", "латекс")),
    Kind("Стол", ("table desk",), "Мебель", (15_000, 250_000), _FURNITURE,
         ("письменный", "обеденный", "раскладной", "120 см", "140 см", "стекло", "дуб")),
    Kind("Дрель", ("drill",), "Инструменты", (15_000, 150_000), _TOOLS,
         ("ударная", "аккумуляторная", "18 В", "750 Вт", "в кейсе", "два аккумулятора")),
    Kind("Перфоратор", ("rotary hammer",), "Инструменты", (30_000, 250_000), _TOOLS,
         ("SDS-plus", "SDS-max", "3 Дж", "800 Вт", "1100 Вт", "в кейсе")),
    Kind("Велосипед", ("bicycle", "велик"), "Спорт", (60_000, 500_000), _SPORT,
         ("горный", "городской", "детский", "26 дюймов", "29 дюймов", "21 скорость", "алюминий")),
    Kind("Палатка", ("tent",), "Туризм", (20_000, 200_000), _SPORT,
         ("двухместная", "четырёхместная", "с тамбуром", "лёгкая", "зимняя")),
    Kind("Чехол для телефона", ("phone case", "қап"), "Аксессуары", (2_000, 20_000), "Spigen Nillkin UAG Baseus",
         ("силикон", "кожа", "прозрачный", "с кольцом", "MagSafe")),
)  # fmt: skip
_COLOURS = ("чёрный", "белый", "серый", "серебристый", "синий", "красный", "бежевый", "зелёный")
_SYLLABLES = "ve no ri ka lu mo ta zen dar pro ix ar sol nek tri bal vor lin gro sta mi kel ran dex fo pul".split()  # noqa: SIM905
_SAID = (
    "Надёжная вещь на каждый день: {a}, {b}. Гарантия 12 месяцев.",
    "Подойдёт для дома и работы, {a}. Тихая работа и простой уход.",
    "Новинка сезона. {a}, {b}, доставка по городу в день заказа.",
    "Проверенная модель с хорошими отзывами: {a} и {b}.",
    "Для тех, кто ценит качество. В комплекте инструкция и всё нужное для начала. {b}.",
)
_SLIPS = 0.25


def products(number: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """So many products as a shop would send them, all different."""
    dice = random.Random(seed)
    for at in range(number):
        kind = dice.choice(KINDS)
        brand, traits, colour = dice.choice(kind.brands.split()), dice.sample(kind.traits, 3), dice.choice(_COLOURS)
        series = "".join(dice.choice(_SYLLABLES) for _ in range(dice.choice((2, 3)))).capitalize()
        model = f"{series} {dice.choice('ABCDEGKLMNPRSTVXZ')}{dice.randrange(10, 9990)}"
        yield {
            "id": f"p-{at}",
            "name": f"{kind.name} {brand} {model} {traits[0]} {colour}",
            "description": dice.choice(_SAID).format(a=traits[0], b=traits[1]),
            "category": kind.category,
            "price": dice.randrange(*kind.price, 10),
            "currency": "KZT",
            "features": traits,
            "specifications": {"Цвет": colour, "Производитель": brand, "Страна": dice.choice(("Китай", "Корея"))},
            "stock": dice.randrange(0, 40),
        }


def questions(catalogue: list[dict[str, Any]], number: int, seed: int = 2) -> Iterator[tuple[str, str]]:
    """(what a customer asks, the id of the product they have in mind): its model by name, half of it by traits, a
    quarter with a slip of the pen, a third with a price limit."""
    dice = random.Random(seed)
    kinds = {kind.category + kind.name.split()[0]: kind for kind in KINDS}
    for _ in range(number):
        product = dice.choice(catalogue)
        kind = kinds[product["category"] + product["name"].split()[0]]
        rest = product["name"].removeprefix(kind.name).split()
        called = dice.choice((kind.name.lower(), *kind.called))
        words = [called, rest[0], dice.choice((rest[1], f"{rest[1]} {rest[2]}"))]
        if dice.random() < 0.5:
            words.append(dice.choice(product["features"]))
        if dice.random() < _SLIPS:
            words[2] = slipped(words[2], dice)
        if dice.random() < 0.3:
            words.append(f"до {(product['price'] // 1000 + 1)} тысяч")
        yield f"{dice.choice(('', 'есть ', 'ищу ', 'покажите '))}{' '.join(words)}", product["id"]


def slipped(word: str, dice: random.Random) -> str:
    """The word with one letter missing, doubled or changed places with its neighbour."""
    at = dice.randrange(1, max(2, len(word.split()[0]) - 1))
    return dice.choice((word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:],
                        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]))  # fmt: skip
