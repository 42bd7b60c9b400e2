"""A notice in words, the same for every way of telling (contract §4.6, §4.7)."""

from parley.domain.lead import CONTACT_TEMPERATURE_LABELS
from parley.domain.notice import Notice

REPETITION_REMARK = "⚠️ Возможный повтор: неизвестно, дошло ли это сообщение в прошлый раз."
CORRECTION_REMARK = "✏️ Клиент исправил контакт."
_SPEAKERS = {"user": "Клиент", "assistant": "Бот"}


def header_lines(notice: Notice) -> list[str]:
    """The fixed lines, one each whatever the customer wrote. Missing values are said to be missing."""
    return [
        "🔥 НОВЫЙ ЛИД!",
        f"👤 Имя: {to_one_line(notice.name) or 'не указано'}",
        f"📱 Телефон: {to_one_line(notice.phone) or 'не указан'}",
        *([f"✉️ E-mail: {to_one_line(notice.email)}"] if notice.email else []),
        *(f"▫️ {to_one_line(label)}: {to_one_line(words)}" for label, words in notice.lines),
        f"💼 Область: {to_one_line(notice.summary)[:120] or 'не указана'}",
        f"🌡 Температура: {CONTACT_TEMPERATURE_LABELS.get(notice.temperature, CONTACT_TEMPERATURE_LABELS['warm'])}",
    ]


def to_one_line(text: str) -> str:
    return " ".join(text.split())


def remark_lines(notice: Notice) -> list[str]:
    return [
        text for text, on in ((REPETITION_REMARK, notice.uncertain), (CORRECTION_REMARK, notice.corrected)) if on
    ]


def dialogue_lines(notice: Notice) -> list[str]:
    return [f"{_SPEAKERS.get(role, role)}: {text}" for role, text in notice.dialogue]


def summary_line(notice: Notice) -> str:
    return f"📊 Анализ: {notice.unlisted_summary}" if notice.unlisted_summary else ""


def notice_plain_text(notice: Notice) -> str:
    """The whole notice as plain text."""
    lines = [
        *remark_lines(notice),
        *header_lines(notice),
        "📝 Диалог:",
        *dialogue_lines(notice),
        "",
        summary_line(notice),
    ]
    return "\n".join(lines).strip()
