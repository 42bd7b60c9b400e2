"""The manager's dialogues: a new channel or a site's widget, and changes of one. What was asked last is a row of
the database (staff/dialogues.py)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from parley.channels.telegram.manager.words import is_label
from parley.domain.channel import OutboundMessage
from parley.errors import Invalid
from parley.staff.dialogues import Dialogue, end_dialogue, find_dialogue, save_dialogue
from parley.text.sanitize import sanitize_message
from parley.widgets.store import DEFAULT_GREETING, add_widget, update_widget

if TYPE_CHECKING:
    from parley.channels.telegram.manager.desk import ManagerDesk

_SKIPS = frozenset({"skip", "/skip", ".", "-", "пропустить", "пропуск"})
_CANCELS = frozenset(
    {"отмена", "отменить", "cancel", "/cancel", "болдырмау", "жокко чыгаруу", "bekor", "скасувати", "болих"}
)
_MAX_NAME_CHARS, _MAX_GREETING_CHARS = 60, 600
#: what follows a step; the last one ends in a widget that is made or changed
_NEXT = {
    "channel_name": "greeting",
    "site_domain": "greeting",
    "greeting": "",
    "channel_new_name": "new_greeting",
    "new_greeting": "",
}
_FIELDS = {
    "channel_name": "channel_name",
    "site_domain": "domain",
    "greeting": "greeting_message",
    "channel_new_name": "channel_name",
    "new_greeting": "greeting_message",
}


async def ask(desk: ManagerDesk, step: str, data: Mapping[str, Any] | None = None) -> OutboundMessage:
    """Asks for the answer of a step, and remembers that it was asked."""
    data = dict(data or {})
    question = await _question(desk, step, data)
    if question is None:
        await forget(desk)
        return desk.say(desk.texts.gone)
    # A button's message is older than the answer to it, and pressed again it begins anew.
    message_id = 0 if desk.event.data else int(desk.event.message_id or 0)
    async with desk.rt.db.scoped(desk.company.id) as session:
        await save_dialogue(session, desk.person, Dialogue(step, data, message_id), desk.rt.clock())
    return desk.say(question)


async def answer(desk: ManagerDesk) -> list[OutboundMessage] | None:
    """Takes a message for the answer to what was asked last; None where nothing was asked, or the manager does
    something else."""
    async with desk.rt.db.scoped(desk.company.id) as session:
        dialogue = await find_dialogue(session, desk.person, desk.rt.clock())
    if dialogue is None or dialogue.step not in _NEXT:
        return None
    text = sanitize_message(desk.event.text).strip()
    if is_label(text):
        await forget(desk)
        return None
    if text.lower() in _CANCELS:
        await forget(desk)
        return [desk.say(desk.texts.cancelled)]
    if int(desk.event.message_id or 0) <= dialogue.message_id:
        # The same message once more, after a process died: it was the answer to the question before.
        question = await _question(desk, dialogue.step, dialogue.data)
        return [desk.say(question or desk.texts.gone)]
    return await _advance(desk, dialogue, text)


async def forget(desk: ManagerDesk) -> bool:
    """Ends a dialogue; returns whether there was one."""
    async with desk.rt.db.scoped(desk.company.id) as session:
        return await end_dialogue(session, desk.person)


async def _question(desk: ManagerDesk, step: str, data: Mapping[str, Any]) -> str | None:
    """Returns what a step asks; None where the widget that it is about is gone."""
    texts = desk.texts
    if step in ("channel_new_name", "new_greeting"):
        value = await desk.widget_value(int(data["widget"]), _FIELDS[step])
        question = texts.ask_new_name if step == "channel_new_name" else texts.ask_new_greeting
        return None if value is None else question.format(value=value)
    return {
        "channel_name": texts.ask_name,
        "site_domain": texts.ask_domain,
        "greeting": texts.ask_greeting,
    }[step]


async def _advance(desk: ManagerDesk, dialogue: Dialogue, text: str) -> list[OutboundMessage]:
    step, data = dialogue.step, dict(dialogue.data)
    if text.lower() not in _SKIPS:
        data[_FIELDS[step]] = text[: _MAX_GREETING_CHARS if "greeting" in step else _MAX_NAME_CHARS]
    elif step in ("channel_name", "site_domain"):
        return [await ask(desk, step, data)]
    if _NEXT[step]:
        return [await ask(desk, _NEXT[step], data)]
    if not await forget(desk):
        return []
    try:
        return [await _save(desk, data)]
    except Invalid as error:
        return [desk.say(f"❌ {escape(str(error), quote=False)}")]


async def _save(desk: ManagerDesk, data: dict[str, Any]) -> OutboundMessage:
    """Makes or changes a widget by what was answered. Raises Invalid."""
    widget_id = data.pop("widget", None)
    if widget_id is not None:
        changed = await update_widget(desk.rt, desk.company.id, int(widget_id), data, desk.by)
        return desk.say(desk.texts.saved if changed else desk.texts.gone)
    domain = data.get("domain")
    greeting = data.get("greeting_message") or (DEFAULT_GREETING if domain else None)
    more = {"domain": domain} if domain else {}
    name = "web" if domain else data["channel_name"]
    widget = await add_widget(desk.rt, desk.company.id, name, greeting, desk.by, **more)
    return await desk.created(widget)
