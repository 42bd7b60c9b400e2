"""What Telegram makes of markup and buttons: the text without them, or a refusal."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from parley.simulator.telegram.records import Refused

MAX_TEXT_UNITS, MAX_CAPTION_UNITS, MAX_CALLBACK_BYTES, MAX_BUTTON_UNITS = 4096, 1024, 64, 64
_HTML_TAGS = frozenset(
    "b strong i em u ins s strike del code pre a span blockquote tg-spoiler tg-emoji".split()  # noqa: SIM905
)
_TAG = re.compile(r"<(/?)([a-zA-Z0-9-]+)((?:\s[^<>]*)?)>|<|&(#\d+|#x[0-9a-fA-F]+|[a-z]+);")
_HTML_NAMES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
# Each opens and closes by itself.
_PAIRED = ("```", "__", "||", "`", "*", "_", "~")
_ACTIONS = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
]


def utf16_length(text: str) -> int:
    """Returns how long Telegram finds a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_text(text: str, parse_mode: str, most: int, *, what: str = "message text") -> str:
    """Returns a text without its markup. Raises Refused for one that is empty, too long or wrongly marked up."""
    plain = _strip_markup(text, parse_mode.lower()) if parse_mode else text
    if not plain.strip():
        raise Refused(400, f"Bad Request: {what} is empty")
    if utf16_length(plain) > most:
        raise Refused(400, f"Bad Request: {'message' if most == MAX_TEXT_UNITS else 'message caption'} is too long")
    return plain


def check_entities(text: str, entities: Sequence[Mapping[str, Any]]) -> None:
    """Raises Refused where an entity lies outside of its text."""
    units = utf16_length(text)
    for entity in entities:
        offset, length = int(entity.get("offset", -1)), int(entity.get("length", 0))
        if offset < 0 or length <= 0 or offset + length > units:
            raise Refused(400, "Bad Request: can't parse entities: entity is out of the text")


def _strip_markup(text: str, mode: str) -> str:
    if mode == "html":
        return _strip_html(text)
    if mode in ("markdownv2", "markdown"):
        return _strip_markdown(text, reserved=_RESERVED if mode == "markdownv2" else frozenset())
    raise Refused(400, "Bad Request: unsupported parse_mode")


def _strip_html(text: str) -> str:
    opened: list[str] = []

    def read(found: re.Match[str]) -> str:
        closes, tag, _, name = found.groups()
        if name:
            return _character(name) or found[0]
        offset = len(text[: found.start()].encode())
        if not tag or tag.lower() not in _HTML_TAGS:
            _refuse_markup(f'unsupported start tag "{tag or ""}" at byte offset {offset}')
        if not closes:
            opened.append(tag.lower())
        elif not opened or opened.pop() != tag.lower():
            _refuse_markup(f"unexpected end tag at byte offset {offset}")
        return ""

    plain = _TAG.sub(read, text)
    if opened:
        _refuse_markup(f'can\'t find end tag corresponding to start tag "{opened[-1]}"')
    return plain


def _character(name: str) -> str:
    if name.startswith("#"):
        number = int(name[2:], 16) if name[1:2] == "x" else int(name[1:])
        return chr(number) if 0 < number < 0x110000 else ""
    return _HTML_NAMES.get(name, "")


def _strip_markdown(text: str, reserved: frozenset[str]) -> str:
    plain: list[str] = []
    opened: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text) and ord(text[at + 1]) < 128:
            plain.append(text[at + 1])
            at += 2
            continue
        mark = _mark_at(text, at, opened)
        if mark:
            at += len(mark)
            if opened and opened[-1] == mark:
                opened.pop()
            else:
                opened.append(mark)
            continue
        if link := re.match(r"\[((?:\\.|[^\]\\])*)\]\(((?:\\.|[^)\\])*)\)", text[at:]):
            plain.append(_strip_markdown(link[1], reserved))
            at += len(link[0])
            continue
        _check_reserved(text, at, opened, reserved)
        plain.append(text[at])
        at += 1
    if opened:
        _refuse_markup(f"can't find end of the entity starting with {opened[-1]}")
    return "".join(plain)


def _check_reserved(text: str, at: int, opened: Sequence[str], reserved: frozenset[str]) -> None:
    is_code = bool(opened) and opened[-1] in ("`", "```")
    is_quote = text[at] == ">" and (at == 0 or text[at - 1] == "\n")
    if text[at] in reserved and not is_code and not is_quote:
        _refuse_markup(f"character '{text[at]}' is reserved and must be escaped with the preceding '\\'")


def _mark_at(text: str, at: int, opened: Sequence[str]) -> str:
    """Returns the mark that begins or ends something here; in code only its own end does."""
    if opened and opened[-1] in ("`", "```"):
        return opened[-1] if text.startswith(opened[-1], at) else ""
    return next((mark for mark in _PAIRED if text.startswith(mark, at)), "")


def _refuse_markup(words: str) -> None:
    raise Refused(400, f"Bad Request: can't parse entities: {words}")


def check_buttons(markup: Any, *, is_private: bool) -> None:
    """Raises Refused for a keyboard that Telegram would not show."""
    if not isinstance(markup, Mapping):
        raise Refused(400, "Bad Request: object expected as reply markup")
    for row in markup.get("inline_keyboard") or ():
        for button in row:
            _check_inline_button(button)
    for row in markup.get("keyboard") or ():
        for button in row:
            _check_button({"text": button} if isinstance(button, str) else button, is_private=is_private)
    placeholder = str(markup.get("input_field_placeholder") or "")
    if utf16_length(placeholder) > MAX_BUTTON_UNITS:
        raise Refused(400, "Bad Request: input field placeholder is too long")


def _check_inline_button(button: Mapping[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise Refused(400, "Bad Request: text buttons are unallowed in the inline keyboard")
    actions = [name for name in _ACTIONS if name in button]
    if len(actions) != 1:
        raise Refused(400, "Bad Request: inline keyboard button must have exactly one action")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= MAX_CALLBACK_BYTES:
        raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    if "url" in button and not _is_public_link(str(button["url"])):
        words = f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        raise Refused(400, f"Bad Request: {words}")


def _is_public_link(url: str) -> bool:
    """Tells whether a button may lead there: a host without a dot, as of one's own machine, is none."""
    parts = urlsplit(url)
    return parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in (parts.hostname or ""))


def _check_button(button: Mapping[str, Any], *, is_private: bool) -> None:
    if not str(button.get("text", "")).strip():
        raise Refused(400, "Bad Request: keyboard button text must be non-empty")
    if button.get("request_contact") and not is_private:
        raise Refused(400, "Bad Request: phone number can be requested in private chats only")
    if button.get("request_location") and not is_private:
        raise Refused(400, "Bad Request: location can be requested in private chats only")
