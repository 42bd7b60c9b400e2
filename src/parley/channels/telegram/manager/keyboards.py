"""The buttons a manager has: the keyboard below the chat, and those under lists (contract §4.3)."""

from collections.abc import Sequence
from typing import Any

from parley.channels.telegram.manager.texts import labels_of, texts_of
from parley.channels.telegram.texts import LANGUAGES
from parley.models import Widget

Json = dict[str, Any]
#: telegram takes a hundred buttons in all; a list of more is cut
MAX_LISTED = 20


def manager_keyboard(language: str) -> Json:
    """Returns the keyboard that stays below the chat."""
    labels = labels_of(language)
    rows = [labels[:2], labels[2:4], labels[4:6], labels[6:8], labels[8:]]
    return {"keyboard": [[{"text": label} for label in row] for row in rows], "resize_keyboard": True}


def language_buttons() -> Json:
    """Returns the languages of reports (callback `manager_lang_<code>`)."""
    return inline([[(label, f"manager_lang_{code}") for label, code in row] for row in LANGUAGES])


def site_buttons(widgets: Sequence[Widget], language: str) -> Json:
    """Returns edit, ON/OFF and delete for each website's widget, and the button that makes another. ON/OFF carries
    what is wanted: pressed twice it does no harm."""
    rows = [
        [
            (f"✏️ {widget.id}", f"edit_web_{widget.id}"),
            ("🟢 ON", f"web_off_{widget.id}") if widget.is_active else ("🔴 OFF", f"web_on_{widget.id}"),
            (f"🗑 {widget.id}", f"delete_web_{widget.id}"),
        ]
        for widget in widgets
    ]
    return inline([*rows, [(texts_of(language).new_site, "create_web")]])


def channel_buttons(widgets: Sequence[Widget], language: str, company_id: int) -> Json:
    """Returns edit, delete and QR code for each channel, and the button that makes another."""
    rows = [
        [
            (f"✏️ {widget.id}", f"edit_widget_{widget.id}"),
            (f"🗑 {widget.id}", f"delete_widget_{widget.id}"),
            (f"📲 {widget.id}", f"qr_widget_{widget.id}"),
        ]
        for widget in widgets
    ]
    return inline([*rows, [(texts_of(language).new_channel, f"create_widget_{company_id}")]])


def delete_buttons(kind: str, widget_id: int, language: str) -> Json:
    """Returns yes and no."""
    texts = texts_of(language)
    return inline([[(texts.yes, f"really_{kind}_{widget_id}"), (texts.no, "cancel")]])


def inline(rows: Sequence[Sequence[tuple[str, str]]]) -> Json:
    """Returns buttons under a message, each of a label and what it carries."""
    return {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in rows]}
