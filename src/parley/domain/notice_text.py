"""Words a notice, the same for every way it is delivered (contract §4.6, §4.7)."""

from parley.domain.handover import HandoverReason
from parley.domain.lead import CONTACT_TEMPERATURE_LABELS
from parley.domain.notice import HandoverFacts, Notice

REPETITION_REMARK = "⚠️ Возможный повтор: неизвестно, дошло ли это сообщение в прошлый раз."
CORRECTION_REMARK = "✏️ Клиент исправил контакт или заказ."
ASKED_AGAIN_REMARK = "🔁 Клиент ждёт и обращается снова."
ESCALATED_REMARK = "⏰ Клиент ждёт, ему ещё никто не ответил."
ASSIGNED_REMARK = "👉 Отвечает {name}."
TAKEN_REMARK = "✋ Взял(а) {name}."
_SPEAKERS = {"user": "Клиент", "assistant": "Бот", "note": "Клиент менеджеру"}
_REASONS = {
    HandoverReason.NOT_UNDERSTOOD: "бот дважды не понял ответ",
    HandoverReason.FAILED_TURN: "бот не смог ответить",
    HandoverReason.ASKED: "просит человека",
    HandoverReason.REFUSES_BOT: "не хочет говорить с ботом",
    HandoverReason.DATA_DELETED: "просит удалить свои контакты (в parley уже удалены)",
    HandoverReason.MESSAGE_LEFT: "сообщение менеджеру",
    HandoverReason.PROBLEM: "проблема с покупкой",
    HandoverReason.COMPLAINT: "жалоба",
    HandoverReason.OUTAGE: "не работает услуга",
}
_MAX_WORDS = 300
_MAX_NAME_CHARS = 100


def header_lines(notice: Notice) -> list[str]:
    """Returns the contract's lines, one each whatever the customer wrote; a missing value is said to be missing."""
    if notice.handover:
        return _handover_lines(notice, notice.handover)
    return [
        "🔥 НОВЫЙ ЛИД!",
        f"👤 Имя: {to_one_line(notice.name) or 'не указано'}",
        f"📱 Телефон: {to_one_line(notice.phone) or 'не указан'}",
        *_address_lines(notice),
        *(f"▫️ {to_one_line(label)}: {to_one_line(words)}" for label, words in notice.lines),
        f"💼 Область: {to_one_line(notice.summary)[:120] or 'не указана'}",
        f"🌡 Температура: {CONTACT_TEMPERATURE_LABELS.get(notice.temperature, CONTACT_TEMPERATURE_LABELS['warm'])}",
    ]


def digest_line(notice: Notice) -> str:
    """Returns a notice as one line among others."""
    reason = f" · {_REASONS[notice.handover.reason]}" if notice.handover else ""
    name, contact = to_one_line(notice.name)[:_MAX_NAME_CHARS], to_one_line(notice.main_contact)[:_MAX_NAME_CHARS]
    who = " · ".join(filter(None, (name, contact))) or "не указано"
    return f"{'🙋' if notice.handover else '🔥'} {who}{reason}"


def _handover_lines(notice: Notice, handover: HandoverFacts) -> list[str]:
    """Returns what is known of who waits for a person, and how they are reached."""
    words = to_one_line(handover.words)[:_MAX_WORDS]
    return [
        "🙋 КЛИЕНТ ЖДЁТ ЧЕЛОВЕКА",
        f"❗ Причина: {_REASONS[handover.reason]}",
        *([f"🗣 Слова клиента: {words}"] if words else []),
        f"👤 Имя: {to_one_line(notice.name) or 'не указано'}",
        f"📱 Телефон: {to_one_line(notice.phone) or 'не указан'}",
        *_address_lines(notice),
        f"💬 Канал: {handover.channel}" + (f", {to_one_line(handover.handle)}" if handover.handle else ""),
        *([] if _can_be_reached(notice, handover) else ["⚠️ Контакта нет, только этот разговор."]),
        *(f"▫️ {to_one_line(label)}: {to_one_line(words)}" for label, words in notice.lines),
    ]


def _address_lines(notice: Notice) -> list[str]:
    """Returns the e-mail and the handle, each where there is one."""
    addresses = (("✉️ E-mail", notice.email), ("💬 Мессенджер", notice.handle))
    return [f"{label}: {to_one_line(address)}" for label, address in addresses if address]


def _can_be_reached(notice: Notice, handover: HandoverFacts) -> bool:
    return bool(notice.main_contact or handover.handle)


def to_one_line(text: str) -> str:
    """Returns the text with single spaces for all its white space."""
    return " ".join(text.split())


def remark_lines(notice: Notice) -> list[str]:
    """Returns what is to be read before everything else: that it may be a repetition, that it is a correction,
    who took it."""
    anew, assigned = CORRECTION_REMARK, ""
    if notice.handover:
        anew = ESCALATED_REMARK if notice.handover.is_escalated else ASKED_AGAIN_REMARK
        assigned = to_one_line(notice.handover.assigned_to)[:_MAX_NAME_CHARS]
    taken = TAKEN_REMARK.format(name=to_one_line(notice.taken_by)[:_MAX_NAME_CHARS])
    remarks = (
        (REPETITION_REMARK, notice.uncertain),
        (anew, notice.corrected),
        (taken, bool(notice.taken_by)),
        (ASSIGNED_REMARK.format(name=assigned), bool(assigned) and not notice.taken_by),
    )
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
