"""What a manager reads in the company's bot, in the company's language: the labels of the keyboard and the texts.

Russian ones are the contract's, word for word (§4.3).
"""

from collections.abc import Mapping
from typing import NamedTuple

from parley.channels.telegram.manager import texts_kk_ky_uz, texts_ru_en_uk_mn
from parley.channels.telegram.manager.text_fields import Texts


class Labels(NamedTuple):
    """The buttons of the keyboard, in its order."""

    status: str
    leads: str
    channels: str
    widget: str
    week: str
    month: str
    language: str
    help: str
    menu: str


LABELS: Mapping[str, Labels] = {
    "ru": Labels(
        "📊 Статус", "📋 Лиды", "📢 Каналы", "🌐 Виджет", "📈 Лиды за неделю", "📅 Лиды за месяц",
        "🌍 Язык", "❓ Помощь", "🏠 Меню",
    ),
    "en": Labels(
        "📊 Status", "📋 Leads", "📢 Channels", "🌐 Widget", "📈 Leads for the week", "📅 Leads for the month",
        "🌍 Language", "❓ Help", "🏠 Menu",
    ),
    "kk": Labels(
        "📊 Күйі", "📋 Лидтер", "📢 Арналар", "🌐 Виджет", "📈 Апталық лидтер", "📅 Айлық лидтер",
        "🌍 Тіл", "❓ Көмек", "🏠 Мәзір",
    ),
    "ky": Labels(
        "📊 Абалы", "📋 Лиддер", "📢 Каналдар", "🌐 Виджет", "📈 Жумалык лиддер", "📅 Айлык лиддер",
        "🌍 Тил", "❓ Жардам", "🏠 Меню",
    ),
    "uz": Labels(
        "📊 Holat", "📋 Lidlar", "📢 Kanallar", "🌐 Vidjet", "📈 Haftalik lidlar", "📅 Oylik lidlar",
        "🌍 Til", "❓ Yordam", "🏠 Menyu",
    ),
    "uk": Labels(
        "📊 Статус", "📋 Ліди", "📢 Канали", "🌐 Віджет", "📈 Ліди за тиждень", "📅 Ліди за місяць",
        "🌍 Мова", "❓ Допомога", "🏠 Меню",
    ),
    "mn": Labels(
        "📊 Төлөв", "📋 Лидүүд", "📢 Сувгууд", "🌐 Виджет", "📈 Долоо хоногийн лидүүд", "📅 Сарын лидүүд",
        "🌍 Хэл", "❓ Тусламж", "🏠 Цэс",
    ),
}  # fmt: skip

TEXTS: Mapping[str, Texts] = {**texts_ru_en_uk_mn.TEXTS, **texts_kk_ky_uz.TEXTS}


def texts_of(language: str) -> Texts:
    """Returns the texts of a language; Russian ones for one that has none."""
    return TEXTS.get(language, TEXTS["ru"])


def labels_of(language: str) -> Labels:
    """Returns the keyboard's labels in a language; Russian ones for one that has none."""
    return LABELS.get(language, LABELS["ru"])
