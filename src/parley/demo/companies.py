"""The demo companies' data. Everybody and everything in here is invented; techpro and aida follow the contract
(§0.3, §5.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DemoCompany:
    slug: str
    name: str
    description: str
    language: str
    country: str
    timezone: str
    currency: str
    welcome: str
    greeting: str = ""
    info: Mapping[str, Any] = field(default_factory=dict)
    appearance: Mapping[str, str] = field(
        default_factory=lambda: {"primary_color": "#007bff", "secondary_color": "#6c757d"}
    )
    products: Sequence[Row] = ()
    documents: Sequence[tuple[str, str]] = ()


def _rows(prefix: str, table: str) -> tuple[Row, ...]:
    """`category | name | price | description | feature, feature` a line."""
    rows = []
    for number, line in enumerate(filter(str.strip, table.splitlines()), 1):
        category, name, price, description, features = (part.strip() for part in line.split("|"))
        rows.append(
            {
                "id": f"{prefix}-{number}",
                "name": name,
                "category": category,
                "price": price or None,
                "description": description,
                "features": features,
            }
        )
    return tuple(rows)


_STORE = _rows(
    "demo",
    """
    Смартфоны | iPhone 15 128 ГБ | 379990 | Экран 6,1 дюйма, камера 48 Мп. | eSIM, USB-C
    Смартфоны | Samsung Galaxy A55 256 ГБ | 209990 | Яркий экран 120 Гц и батарея на весь день. | 5G, NFC
    Смартфоны | Xiaomi Redmi Note 13 | 99990 | Недорогой телефон с камерой 108 Мп. | NFC, быстрая зарядка
    Ноутбуки | ASUS VivoBook 15 | 259990 | Ноутбук для учёбы и работы: 16 ГБ памяти, SSD 512 ГБ. | 1,7 кг, Windows 11
    Ноутбуки | Lenovo IdeaPad Slim 3 | 219990 | Лёгкий ноутбук на каждый день, 8 ГБ памяти. | 1,6 кг
    Ноутбуки | Apple MacBook Air M3 | 599990 | Тихий ноутбук, до 18 часов без розетки. | 1,2 кг, 16 ГБ
    Ноутбуки | Acer Nitro V15 | 449990 | Игровой ноутбук с видеокартой RTX 4050. | 144 Гц
    Планшеты | Samsung Galaxy Tab S9 FE | 199990 | Планшет с пером в комплекте. | 10,9 дюйма
    Холодильники | LG DoorCooling 384 л | 289990 | Двухкамерный холодильник без инея. | No Frost, A++
    Холодильники | Samsung RB33 328 л | 249990 | Тихий холодильник на 328 литров. | No Frost
    Холодильники | Artel HD 276 | 129990 | Компактный холодильник для небольшой кухни. | 206 л
    Стиральные машины | LG F2J3 6 кг | 179990 | Узкая стиральная машина с паром. | 1200 об/мин
    Стиральные машины | Samsung EcoBubble 8 кг | 219990 | Стирает в холодной воде не хуже, чем в тёплой. | 1400 об/мин
    Телевизоры | Samsung Crystal 55 дюймов | 239990 | Телевизор 4K с умными приложениями. | Smart TV, Wi-Fi
    Телевизоры | LG OLED C3 48 дюймов | 499990 | Телевизор OLED с глубоким чёрным цветом. | 120 Гц
    Наушники | Apple AirPods Pro 2 | 109990 | Беспроводные наушники с шумоподавлением. | USB-C
    Наушники | JBL Tune 520BT | 24990 | Накладные беспроводные наушники, 57 часов. | Bluetooth 5.3
    Пылесосы | Dyson V12 | 329990 | Беспроводной пылесос с подсветкой пыли. | 60 минут
    Пылесосы | Xiaomi Robot Vacuum S20 | 89990 | Робот-пылесос с влажной уборкой. | Wi-Fi
    Микроволновые печи | Samsung MS23 | 44990 | Микроволновка на 23 литра. | 800 Вт
    Чайники | Philips HD9350 | 17990 | Стальной чайник на 1,7 литра. | 2200 Вт
    Умные часы | Apple Watch SE | 139990 | Умные часы с датчиком пульса. | 44 мм
    Услуги | Установка стиральной машины | 12000 | Подключим и проверим в день доставки. | Алматы
    Услуги | Ремонт телефонов | | Замена экрана и батареи, срок и цена после осмотра. | гарантия 3 месяца
    """,
)

_STORE_RULES = """# Доставка
Доставка по Алматы бесплатна от 20 000 ₸, при меньшей сумме — 1 500 ₸. Привозим на следующий день с 10 до 20 часов.
По Казахстану отправляем за 3–5 дней, от 2 500 ₸.

# Оплата
Можно оплатить картой, наличными при получении или переводом Kaspi.

# Рассрочка и кредит
Рассрочка 0-0-12 и кредит до 24 месяцев: нужно только удостоверение личности, решение за 15 минут.

# Гарантия и ремонт
На всю технику гарантия 12 месяцев, на холодильники и стиральные машины — 24 месяца.

# Возврат и обмен
Товар можно вернуть или обменять в течение 14 дней, если он не был в использовании и сохранилась упаковка.

# Адрес и график работы
Магазин находится в Алматы, проспект Примерный, 1 (демо-адрес). Работаем каждый день с 10 до 20 часов.
"""

_TECHPRO = _rows(
    "tp",
    """
    Laptops | TechPro UltraBook 14 | 1299 | Thin and light laptop with 16GB RAM and a 512GB SSD. | 1.2 kg, 14 hours of battery
    Laptops | TechPro WorkBook 15 | 899 | Everyday laptop for office work with 16GB RAM. | full HD, 1.7 kg
    Laptops | TechPro GameBook 17 | 1899 | Gaming laptop with a fast graphics card and 32GB RAM. | 165 Hz display
    Laptops | TechPro StudyBook 13 | 549 | Affordable laptop for students with 8GB RAM. | 1.3 kg
    Desktops | TechPro Tower S | 999 | Quiet desktop computer for the office. | 16GB RAM
    Workstations | TechPro Station X | 2999 | Workstation for CAD and video editing with 64GB RAM. | ECC memory
    Monitors | TechPro View 27 | 329 | 27-inch 4K monitor with USB-C. | IPS
    Monitors | TechPro View 34 Ultrawide | 599 | Curved ultrawide monitor for two windows side by side. | 144 Hz
    Accessories | TechPro Silent Headphones | 199 | Wireless headphones with noise cancelling. | 30 hours
    Accessories | TechPro Keys Pro Keyboard | 129 | Mechanical keyboard with quiet switches. | backlight
    Accessories | TechPro Glide Mouse | 59 | Wireless mouse for both hands. | Bluetooth
    Servers | TechPro Rack 2U Server | 4999 | Server for small companies with two processors. | 128GB RAM
    """,
)

_TECHPRO_FAQ = """# Delivery and shipping
Standard delivery takes 3 to 5 working days and is free from $100; express delivery takes one day and costs $25.

# Payment
We accept cards, bank transfer and instalments over 12 months.

# Warranty
Every device has a two-year warranty; workstations and servers have three years on site.

# Returns and refunds
Unused goods can be returned within 30 days for a full refund.

# Support hours
Our support is open Monday to Friday from 9 am to 6 pm.
"""

_TARIFFS: tuple[Row, ...] = tuple(
    {
        "id": f"tariff-{number}",
        "name": name,
        "category": "Тарифы для дома" if segment == "home" else "Тарифы для офиса",
        "price": price,
        "description": f"Интернет {speed} Мбит/с для {'дома' if segment == 'home' else 'офиса'}, {price} ₽ в месяц.",
        "features": ["роутер в подарок" if segment == "home" else "роутер в аренду 200 ₽ в месяц"],
        "specifications": {"speed_mbps": speed, "segment": segment, "router_included": segment == "home"},
    }
    for number, (name, speed, price, segment) in enumerate(
        (
            ("Пакет Домашний", 70, 1090, "home"),
            ("Пакет Оптимальный", 100, 1290, "home"),
            ("Пакет Премиум", 250, 1490, "home"),
            ("Безлимитище", 500, 1690, "home"),
            ("Пакет Офисный СТАРТ", 100, 1850, "office"),
            ("Пакет Офисный СТАНДАРТ", 200, 2300, "office"),
            ("Пакет Офисный ОПТИМУМ", 500, 3500, "office"),
        ),
        1,
    )
)
_SERVICES = _rows(
    "service",
    """
    Видеонаблюдение | Видеонаблюдение, 1 камера + 1 месяц хранения | 1500 | Камера и месяц хранения записи. |
    Видеонаблюдение | Видеонаблюдение, 2 камеры + 1 месяц хранения | 2900 | Две камеры и месяц хранения записи. |
    Видеонаблюдение | Видеонаблюдение, 4 камеры + 1 месяц хранения | 5700 | Четыре камеры и месяц хранения записи. |
    Услуги | Постоянный IP-адрес | 300 | Постоянный (статический) IP-адрес, в месяц. |
    Услуги | Роутер, аренда | 200 | Аренда роутера в месяц, если он не входит в тариф. |
    Услуги | Роутер, покупка: Tenda, Xiaomi, D-Link | | Цена роутера по запросу. |
    """,
)
_AIDA_FAQ = """# Подключение
Подключение бесплатное. Монтажник приходит в удобное время, работа занимает около часа.

# Оплата
Оплатить интернет можно картой в личном кабинете или через банк; платёж вносится раз в месяц.

# Переезд
При переезде договор переносится на новый адрес, если дом подключён к нашей сети.

# Поддержка
Техническая поддержка работает круглосуточно.
"""

DEMO: tuple[DemoCompany, ...] = (
    DemoCompany(
        slug="demo",
        name="Demo Store (демо)",
        description="Демонстрационный магазин электроники и бытовой техники в Алматы.",
        language="ru",
        country="KZ",
        timezone="Asia/Almaty",
        currency="KZT",
        welcome="Здравствуйте! Это демонстрационный магазин. Что вас интересует?",
        greeting="Здравствуйте! Помогу выбрать технику, расскажу о доставке и рассрочке. Что вас интересует?",
        info={"name": "Demo Store (демо)", "demo": True},
        products=_STORE,
        documents=(("Правила магазина (демо).md", _STORE_RULES),),
    ),
    DemoCompany(
        slug="techpro",
        name="TechPro Solutions",
        description="Demo brand: computers and accessories for work and home.",
        language="en",
        country="US",
        timezone="America/New_York",
        currency="USD",
        welcome="Welcome to TechPro Solutions! How can I help you find the perfect technology solution today?",
        info={"name": "TechPro Solutions", "description": "Demo brand", "demo": True},
        products=_TECHPRO,
        documents=(("FAQ (demo).md", _TECHPRO_FAQ),),
    ),
    DemoCompany(
        slug="aida",
        name="Аида — интернет-провайдер (демо)",
        description="Демонстрационный интернет-провайдер: тарифы для дома и офиса, видеонаблюдение.",
        language="ru",
        country="RU",
        timezone="Europe/Moscow",
        currency="RUB",
        welcome="Здравствуйте! Помогу подобрать тариф. Интернет нужен для дома или для офиса?",
        greeting="Здравствуйте! Помогу подобрать тариф. Интернет нужен для дома или для офиса?",
        info={"name": "Аида (демо)", "demo": True},
        products=(*_TARIFFS, *_SERVICES),
        documents=(("Вопросы и ответы (демо).md", _AIDA_FAQ),),
    ),
)
