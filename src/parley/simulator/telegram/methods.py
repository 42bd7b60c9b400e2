"""The methods of the Bot API that parley uses, each with what the real one refuses."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from parley.simulator.telegram.markup import (
    MAX_CAPTION_UNITS,
    MAX_TEXT_UNITS,
    check_buttons,
    check_entities,
    read_text,
    utf16_length,
)
from parley.simulator.telegram.records import Bot, Chat, Json, Refused
from parley.simulator.telegram.world import TelegramWorld

Method = Callable[[TelegramWorld, Bot, Json], Awaitable[Any]]
_PORTS = frozenset({None, 443, 80, 88, 8443})
_ADDRESS = re.compile(r"https://([^/:?#\s]+)(?::(\d+))?(?:[/?#]\S*)?")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_MOST_POLL_SECONDS, _MOST_UPDATES, _MAX_FILE_BYTES = 50.0, 100, 20 * 2**20
_MOST_ANSWER_UNITS = 200
METHODS: dict[str, Method] = {}


def _method(function: Method) -> Method:
    METHODS[function.__name__.replace("_", "").lower()] = function
    return function


@_method
async def get_me(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Says who the bot is."""
    return bot.to_json()


@_method
async def set_webhook(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Has updates told to an address from now on; an empty one ends that."""
    url = str(params.get("url") or "")
    if not url:
        return await delete_webhook(world, bot, params)
    address = _ADDRESS.fullmatch(url)
    if address is None:
        raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if (int(address[2]) if address[2] else None) not in _PORTS:
        words = "Webhook can be set up only on ports 80, 88, 443 or 8443"
        raise Refused(400, f"Bad Request: bad webhook: {words}")
    secret = params.get("secret_token")
    if secret is not None and not _SECRET.fullmatch(str(secret)):
        raise Refused(400, "Bad Request: secret token contains unallowed characters")
    bot.interrupt_poll("Conflict: terminated by setWebhook request")
    _take_allowed_updates(bot, params)
    if _is_true(params.get("drop_pending_updates")):
        bot.updates.clear()
    bot.webhook, bot.webhook_error = dict(params), ""
    world.tell_later(bot)
    return True


@_method
async def delete_webhook(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Ends the telling; what waits is kept for getUpdates unless it is to be dropped."""
    bot.webhook = {}
    if _is_true(params.get("drop_pending_updates")):
        bot.updates.clear()
    return True


@_method
async def get_webhook_info(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Says where updates are told and how that goes."""
    info: Json = {
        "url": str(bot.webhook.get("url", "")),
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates),
    }
    if bot.webhook_error:
        info |= {"last_error_date": world.seconds(), "last_error_message": bot.webhook_error}
    if bot.allowed_updates:
        info["allowed_updates"] = bot.allowed_updates
    return info


@_method
async def get_updates(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Hands out what waits from an offset on, which confirms all before it; waits for the first."""
    if bot.webhook:
        raise Refused(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _take_allowed_updates(bot, params)
    bot.interrupt_poll(
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    offset, limit = int(params.get("offset") or 0), int(params.get("limit") or _MOST_UPDATES)
    if offset < 0:
        bot.updates = bot.updates[offset:]
    elif offset:
        bot.updates = [update for update in bot.updates if update["update_id"] >= offset]
    if not bot.updates:
        await _wait_for_update(bot, min(_MOST_POLL_SECONDS, float(params.get("timeout") or 0)))
    return world.told_to(bot, bot.updates[: min(limit, _MOST_UPDATES)])


async def _wait_for_update(bot: Bot, seconds: float) -> None:
    poll = bot.poll = asyncio.get_running_loop().create_future()
    try:
        async with asyncio.timeout(seconds):
            if words := await poll:
                raise Refused(409, words)
    except TimeoutError:
        pass
    finally:
        if bot.poll is poll:
            bot.poll = None


@_method
async def send_message(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Sends a text."""
    chat = _chat_to_write_to(world, bot, params)
    text = read_text(str(params.get("text") or ""), str(params.get("parse_mode") or ""), MAX_TEXT_UNITS)
    check_entities(text, params.get("entities") or ())
    return _send(world, bot, chat, params, "sendMessage", {"text": text})


@_method
async def send_message_draft(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Shows a part of an answer that is being written; in private chats only."""
    chat = _chat_to_write_to(world, bot, params, is_counted=False)
    if chat.kind != "private":
        raise Refused(400, "Bad Request: message drafts are allowed in private chats only")
    if not int(params.get("draft_id") or 0):
        raise Refused(400, "Bad Request: draft_id must be non-zero")
    text = str(params.get("text") or "")
    if utf16_length(text) > MAX_TEXT_UNITS:
        raise Refused(400, "Bad Request: message is too long")
    chat.draft = text
    bot.drafts.append(params)
    return True


@_method
async def send_chat_action(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Shows that the bot is typing."""
    _chat_to_write_to(world, bot, params, is_counted=False)
    if not params.get("action"):
        raise Refused(400, "Bad Request: wrong parameter action in request")
    bot.drafts.append(params)
    return True


@_method
async def send_contact(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Sends a card with a number."""
    chat = _chat_to_write_to(world, bot, params)
    if not params.get("phone_number"):
        raise Refused(400, "Bad Request: phone number is empty")
    if not params.get("first_name"):
        raise Refused(400, "Bad Request: first name is empty")
    names = ("phone_number", "first_name", "last_name", "vcard")
    card = {name: params[name] for name in names if params.get(name)}
    return _send(world, bot, chat, params, "sendContact", {"contact": card})


@_method
async def send_photo(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Sends a picture, by its id, its address or its bytes."""
    return _send_file(world, bot, params, "sendPhoto", "photo")


@_method
async def send_voice(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Sends a recording."""
    return _send_file(world, bot, params, "sendVoice", "voice")


@_method
async def send_document(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Sends a file."""
    return _send_file(world, bot, params, "sendDocument", "document")


@_method
async def edit_message_text(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Puts another text in the place of a message of the bot."""
    chat, message = _own_message(world, bot, params)
    text = read_text(str(params.get("text") or ""), str(params.get("parse_mode") or ""), MAX_TEXT_UNITS)
    markup = params.get("reply_markup")
    if markup is not None:
        check_buttons(markup, is_private=chat.kind == "private")
    if text == message.get("text") and markup == message.get("reply_markup"):
        raise Refused(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
            "same as a current content and reply markup of the message",
        )
    return _change(world, bot, chat, message, params, "editMessageText", {"text": text, "reply_markup": markup})


@_method
async def edit_message_reply_markup(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Puts other buttons under a message of the bot, or none."""
    chat, message = _own_message(world, bot, params)
    markup = params.get("reply_markup")
    if markup is not None:
        check_buttons(markup, is_private=chat.kind == "private")
    if markup == message.get("reply_markup"):
        raise Refused(400, "Bad Request: message is not modified")
    return _change(world, bot, chat, message, params, "editMessageReplyMarkup", {"reply_markup": markup})


@_method
async def delete_message(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Takes a message back."""
    chat = _chat_to_write_to(world, bot, params, is_counted=False)
    if chat.messages.pop(int(params.get("message_id") or 0), None) is None:
        raise Refused(400, "Bad Request: message to delete not found")
    bot.sent.append({**params, "chat_id": chat.id, "method": "deleteMessage"})
    return True


@_method
async def answer_callback_query(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Ends the waiting of a pressed button."""
    if utf16_length(str(params.get("text") or "")) > _MOST_ANSWER_UNITS:
        raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
    number = str(params.get("callback_query_id"))
    if number not in bot.callbacks:
        raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    bot.callbacks.discard(number)
    bot.popups[number] = str(params.get("text") or "")
    return True


@_method
async def get_file(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Says where a file lies."""
    file_id = str(params.get("file_id") or "")
    if file_id not in world.files:
        raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    size = len(world.files[file_id])
    if size > _MAX_FILE_BYTES:
        raise Refused(400, "Bad Request: file is too big")
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": size, "file_path": file_id}


@_method
async def create_forum_topic(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Opens a topic of a forum."""
    chat = _chat_to_write_to(world, bot, params)
    if not chat.is_forum:
        raise Refused(400, "Bad Request: the chat is not a forum")
    name = str(params.get("name") or "")
    if not 1 <= utf16_length(name) <= 128:
        raise Refused(400, "Bad Request: TOPIC_TITLE_EMPTY")
    topic = chat.next_id()
    chat.topics[topic] = name
    return {"message_thread_id": topic, "name": name, "icon_color": 7_322_096}


@_method
async def get_chat(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Says what a chat is."""
    return _chat_to_write_to(world, bot, params, is_counted=False).to_json()


@_method
async def set_my_commands(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Lists the bot's commands in its menu."""
    bot.commands = list(params.get("commands") or ())
    return True


@_method
async def send_sticker(world: TelegramWorld, bot: Bot, params: Json) -> Any:
    """Sends a sticker, which has no caption."""
    if params.get("caption"):
        raise Refused(400, "Bad Request: stickers have no caption")
    return _send_file(world, bot, params, "sendSticker", "sticker")


def _send_file(world: TelegramWorld, bot: Bot, params: Json, method: str, field: str) -> Json:
    chat = _chat_to_write_to(world, bot, params)
    given = params.get(field)
    if not given:
        raise Refused(400, f"Bad Request: there is no {field} in the request")
    content: Json = {}
    if params.get("caption"):
        mode = str(params.get("parse_mode") or "")
        content["caption"] = read_text(str(params["caption"]), mode, MAX_CAPTION_UNITS)
    file_id = str(given)
    if isinstance(given, bytes):
        file_id = world.store_file(given)
    elif not file_id.startswith("https://") and file_id not in world.files:
        raise Refused(400, "Bad Request: wrong remote file identifier specified: Wrong string length")
    file = {"file_id": file_id, "file_unique_id": f"u{file_id}"}
    content[field] = [{**file, "width": 1, "height": 1}] if field == "photo" else file
    return _send(world, bot, chat, params, method, content)


def _send(world: TelegramWorld, bot: Bot, chat: Chat, params: Json, method: str, content: Json) -> Json:
    if (markup := params.get("reply_markup")) is not None:
        check_buttons(markup, is_private=chat.kind == "private")
        content = {**content, "reply_markup": markup}
    content |= _answered_message(chat, params)
    if thread := int(params.get("message_thread_id") or 0):
        if thread not in chat.topics:
            raise Refused(400, "Bad Request: message thread not found")
        content["message_thread_id"] = thread
    number = chat.next_id()
    message = {
        "message_id": number,
        "date": world.seconds(),
        "chat": chat.to_json(),
        "from": {"id": bot.id, "is_bot": True, "first_name": bot.name, "username": bot.username},
        **content,
    }
    chat.messages[number], chat.draft = message, ""
    bot.sent.append({**params, "chat_id": chat.id, "message_id": number, "method": method})
    return message


def _answered_message(chat: Chat, params: Json) -> Json:
    answered = params.get("reply_parameters") or {}
    number = int(answered.get("message_id") or params.get("reply_to_message_id") or 0)
    if not number:
        return {}
    if number in chat.messages:
        return {"reply_to_message": {"message_id": number, "chat": chat.to_json()}}
    if _is_true(answered.get("allow_sending_without_reply") or params.get("allow_sending_without_reply")):
        return {}
    raise Refused(400, "Bad Request: message to be replied not found")


def _own_message(world: TelegramWorld, bot: Bot, params: Json) -> tuple[Chat, Json]:
    chat = _chat_to_write_to(world, bot, params, is_counted=False)
    message = chat.messages.get(int(params.get("message_id") or 0))
    if message is None:
        raise Refused(400, "Bad Request: message to edit not found")
    if message["from"]["id"] != bot.id:
        raise Refused(400, "Bad Request: message can't be edited")
    return chat, message


def _change(
    world: TelegramWorld, bot: Bot, chat: Chat, message: Json, params: Json, method: str, content: Json
) -> Json:
    message |= {**content, "edit_date": world.seconds()}
    if message.get("reply_markup") is None:
        message.pop("reply_markup", None)
    bot.sent.append({**params, "chat_id": chat.id, "method": method})
    return message


def _chat_to_write_to(world: TelegramWorld, bot: Bot, params: Json, *, is_counted: bool = True) -> Chat:
    """Returns the chat of a call. Raises Refused where the bot may not write there."""
    try:
        number = int(params["chat_id"])
    except (KeyError, ValueError, TypeError):
        raise Refused(400, "Bad Request: chat_id is empty") from None
    chat = world.find_chat(bot, number)
    if chat.moved_to is not None:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refused(400, words, migrate_to_chat_id=chat.moved_to)
    if chat.person is not None and chat.person.is_deactivated:
        raise Refused(403, "Forbidden: user is deactivated")
    if number in bot.blocked_chats:
        raise Refused(403, "Forbidden: bot was blocked by the user")
    if chat.kind != "private" and not chat.bots.get(bot.id, False):
        was_there = bot.id in chat.bots
        kind = "group chat" if chat.kind == "group" else f"{chat.kind} chat"
        words = f"bot was kicked from the {kind}" if was_there else f"bot is not a member of the {kind}"
        raise Refused(403, f"Forbidden: {words}")
    if is_counted:
        world.count_message(bot, number)
    return chat


def _take_allowed_updates(bot: Bot, params: Mapping[str, Any]) -> None:
    """Left out, what was asked for before stays; an empty list asks for the usual ones."""
    if params.get("allowed_updates") is not None:
        bot.allowed_updates = [str(kind) for kind in params["allowed_updates"]]


def _is_true(value: Any) -> bool:
    return value is True or str(value).lower() in ("true", "1")
