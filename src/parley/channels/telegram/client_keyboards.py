"""Buttons under what a customer reads (contract §4.2). callback_data are ids, of 64 bytes at most."""

from typing import Any

from parley.channels.telegram import client_texts as texts
from parley.domain.channel import OutboundMessage

_MAX_BUTTON_CHARS = 64


def keyboard_of(message: OutboundMessage) -> dict[str, Any]:
    """Returns the parameters of the buttons under a message: the channel's own, those of a recommendation, one that
    shares the number beside what is suggested, or those of the beginning."""
    language = message.language
    if keyboard := message.extra.get("keyboard"):
        return {"reply_markup": keyboard}
    if message.recommends and not message.asks_phone:
        details = {
            "text": texts.say(texts.DETAILS_BUTTON, language),
            "callback_data": f"details_{message.recommends}",
        }
        order = {"text": texts.say(texts.ORDER_BUTTON, language), "callback_data": f"order_{message.recommends}"}
        return {"reply_markup": {"inline_keyboard": [[details, order]]}}
    rows: list[list[dict[str, Any]]] = [[{"text": words[:_MAX_BUTTON_CHARS]}] for words in message.suggestions]
    if message.asks_phone:
        rows.insert(0, [{"text": texts.say(texts.SHARE_CONTACT_BUTTON, language), "request_contact": True}])
    if not rows:
        return {"reply_markup": start_keyboard(language)}
    return {"reply_markup": {"keyboard": rows, "one_time_keyboard": True, "resize_keyboard": True}}


def start_keyboard(language: str) -> dict[str, Any]:
    """Returns the keyboard that stands below the talk where nothing else is offered."""
    rows = [
        [{"text": texts.say(texts.CHOOSE_BUTTON, language)}],
        [{"text": texts.say(texts.MANAGER_BUTTON, language)}],
    ]
    return {"keyboard": rows, "resize_keyboard": True}
