"""Words a notice, the same for every way it is delivered (contract §4.6, §4.7)."""

from parley.domain.lead import CONTACT_TEMPERATURE_LABELS
from parley.domain.notice import Notice

REPETITION_REMARK = "⚠️ Возможный повтор: неизвестно, дошло ли это сообщение в прошлый раз."
CORRECTION_REMARK = "✏️ Клиент исправил контакт."
_SPEAKERS = {"user": "Клиент", "assistant": "Бот"}


def header_lines(notice: Notice) -> list[str]:
    """Returns the contract's lines, one each whatever the customer wrote; a missing value is said to be missing."""
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
    """Returns the text with single spaces for all its white space."""
    return " ".join(text.split())


def remark_lines(notice: Notice) -> list[str]:
    """Returns what is to be read before everything else: that it may be a repetition, that it is a correction."""
    remarks = ((REPETITION_REMARK, notice.uncertain), (CORRECTION_REMARK, notice.corrected))
    return [remark for remark, applies in remarks if applies]


def dialogue_lines(notice: Notice) -> list[str]:
    """Returns the conversation, a message each with its speaker."""
    return [f"{_SPEAKERS.get(role, role)}: {text}" for role, text in notice.dialogue]


def summary_line(notice: Notice) -> str:
    """Returns what the customer came for; empty where the header says it already."""
    return f"📊 Анализ: {notice.unlisted_summary}" if notice.unlisted_summary else ""


def notice_plain_text(notice: Notice) -> str:
    """Returns the whole notice as plain text."""
    lines = [
        *remark_lines(notice),
        *header_lines(notice),
        "📝 Диалог:",
        *dialogue_lines(notice),
        "",
        summary_line(notice),
    ]
    return "\n".join(lines).strip()
