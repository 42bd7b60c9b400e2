"""A notice in words, the same for every way of telling (contract §4.6, §4.7)."""

from parley.domain.lead import IN_CONTACT
from parley.domain.notice import Notice

REPEATED = "⚠️ Возможный повтор: неизвестно, дошло ли это сообщение в прошлый раз."
CORRECTED = "✏️ Клиент исправил контакт."
_SPEAKERS = {"user": "Клиент", "assistant": "Бот"}


def head(notice: Notice) -> list[str]:
    """The fixed lines, one each whatever the customer wrote. Missing values are said to be missing."""
    return [
        "🔥 НОВЫЙ ЛИД!",
        f"👤 Имя: {one_line(notice.name) or 'не указано'}",
        f"📱 Телефон: {one_line(notice.phone) or 'не указан'}",
        *([f"✉️ E-mail: {one_line(notice.email)}"] if notice.email else []),
        *(f"▫️ {one_line(label)}: {one_line(words)}" for label, words in notice.lines),
        f"💼 Область: {one_line(notice.summary)[:120] or 'не указана'}",
        f"🌡 Температура: {IN_CONTACT.get(notice.temperature, IN_CONTACT['warm'])}",
    ]


def one_line(words: str) -> str:
    return " ".join(words.split())


def remarks(notice: Notice) -> list[str]:
    return [text for text, on in ((REPEATED, notice.uncertain), (CORRECTED, notice.corrected)) if on]


def dialogue(notice: Notice) -> list[str]:
    return [f"{_SPEAKERS.get(role, role)}: {text}" for role, text in notice.dialogue]


def analysis(notice: Notice) -> str:
    return f"📊 Анализ: {notice.analysis}" if notice.analysis else ""


def plain(notice: Notice) -> str:
    """The whole notice as plain text."""
    lines = [*remarks(notice), *head(notice), "📝 Диалог:", *dialogue(notice), "", analysis(notice)]
    return "\n".join(lines).strip()
