"""The super administrator's buttons (contract §4.4)."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
COMPANIES, LEADS, STATUS, WIDGET, INTEGRATIONS, MENU = (
    "📊 Компании", "📋 Лиды", "⚙️ Статус", "🌐 Виджет", "🔌 Интеграции", "🏠 Меню",
)  # fmt: skip
#: older clients' labels
ALIASES = {"🏢 Компании": COMPANIES, "📈 Статус": STATUS}
CREATE, EDIT, LIST, BACK = "➕ Создать компанию", "✏️ Редактировать компанию", "📋 Список компаний", "◀️ Назад"
SAVE, CANCEL = "💾 Сохранить", "❌ Отмена"
CURRENCIES = ("KZT", "USD", "RUB", "EUR")


def main_keyboard() -> Json:
    """Returns the main keyboard."""
    return _reply([[COMPANIES, LEADS], [STATUS, WIDGET], [INTEGRATIONS, MENU]])


def companies_keyboard() -> Json:
    """Returns the keyboard of companies."""
    return _reply([[CREATE, EDIT], [LIST, BACK]])


def step_keyboard() -> Json:
    """Returns the keyboard of a question."""
    return _reply([[BACK, CANCEL]])


def summary_keyboard() -> Json:
    """Returns the keyboard below a summary."""
    return _reply([[SAVE], [BACK, CANCEL]])


def inline(rows: Sequence[Sequence[tuple[str, str]]]) -> Json:
    """Returns buttons under a message, each of a label and what it carries."""
    return {"inline_keyboard": [[{"text": text[:64], "callback_data": data} for text, data in row] for row in rows]}


def _reply(rows: Sequence[Sequence[str]]) -> Json:
    return {"keyboard": [[{"text": label} for label in row] for row in rows], "resize_keyboard": True}
