"""Words the buttons under a notice in the language of the company, in the order that its staff reads them (contract
§4.6). What a button carries is a lead's number: it counts in the chats of that company's staff only."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from parley.domain.notice import Notice
from parley.domain.notice_text import to_one_line

#: what the buttons carry: "take:41"
NEW_LEAD, TAKE, NUMBER, RETURN = "new_lead", "take", "number", "return"
#: who knows what a button does asks for it by these
ACTIONS = frozenset({NEW_LEAD, TAKE, NUMBER, RETURN})
_MAX_LABEL_CHARS = 64


class _Labels(NamedTuple):
    take: str
    number: str
    open: str
    give_back: str
    nameless: str


_LABELS: Mapping[str, _Labels] = {
    "ru": _Labels("✋ Беру", "📞 Номер", "🔗 Открыть", "🤖 Вернуть боту", "не указано"),
    "en": _Labels("✋ Take", "📞 Number", "🔗 Open", "🤖 Return to the bot", "no name"),
    "kk": _Labels("✋ Аламын", "📞 Нөмір", "🔗 Ашу", "🤖 Ботқа қайтару", "көрсетілмеген"),
    "ky": _Labels("✋ Алам", "📞 Номер", "🔗 Ачуу", "🤖 Ботко кайтаруу", "көрсөтүлгөн эмес"),
    "uz": _Labels("✋ Olaman", "📞 Raqam", "🔗 Ochish", "🤖 Botga qaytarish", "ko'rsatilmagan"),
    "uk": _Labels("✋ Беру", "📞 Номер", "🔗 Відкрити", "🤖 Повернути боту", "не вказано"),
    "mn": _Labels("✋ Би авъя", "📞 Дугаар", "🔗 Нээх", "🤖 Ботод буцаах", "заагаагүй"),
}


def notice_keyboard(notice: Notice, language: str, base_url: str) -> dict[str, Any]:
    """Returns the buttons of a notice: the lead, then what can be done about it. Without a phone there is none to
    send; without an address that the staff's phones could open, none to open."""
    labels = _LABELS.get(language, _LABELS["ru"])
    name = to_one_line(notice.name or notice.main_contact) or labels.nameless
    actions = [_button(labels.take, TAKE, notice)]
    if notice.phone:
        actions.append(_button(labels.number, NUMBER, notice))
    others: list[dict[str, Any]] = [_button(labels.give_back, RETURN, notice)]
    if url := public_link(base_url, f"/leads#lead-{notice.lead_id}"):
        others.insert(0, {"text": labels.open, "url": url})
    return {"inline_keyboard": [[_button(f"🆕 {name}"[:_MAX_LABEL_CHARS], NEW_LEAD, notice)], actions, others]}


def digest_keyboard(notices: Sequence[Notice], language: str) -> dict[str, Any]:
    """Returns a button for each of several leads, which shows it."""
    labels = _LABELS.get(language, _LABELS["ru"])
    names = [to_one_line(notice.name or notice.main_contact) or labels.nameless for notice in notices]
    buttons = [
        _button(f"🆕 {name}"[:_MAX_LABEL_CHARS], NEW_LEAD, notice)
        for name, notice in zip(names, notices, strict=True)
    ]
    return {"inline_keyboard": [[button] for button in buttons]}


def public_link(base_url: str, path: str) -> str:
    """Returns the whole address of a page of ours; empty where only this machine could open it: messengers refuse
    such a link."""
    try:
        parts = urlsplit(base_url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return base_url.rstrip("/") + path if parts.scheme in ("http", "https") and "." in host else ""


def _button(text: str, action: str, notice: Notice) -> dict[str, Any]:
    return {"text": text, "callback_data": f"{action}:{notice.lead_id}"}
