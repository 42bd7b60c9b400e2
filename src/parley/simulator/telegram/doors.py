"""The control plane of a Telegram: people write, press and block; what was sent is seen."""

import base64
from typing import Any

from aiohttp import web

from parley.simulator.control import Json, control
from parley.simulator.telegram.records import Bot
from parley.simulator.telegram.world import TelegramWorld

_MAX_SHOWN = 500


def add_telegram_doors(app: web.Application, world: TelegramWorld, prefix: str = "/_sim") -> None:
    """Adds the doors below a prefix. Bots are named by token, name or number."""
    doors = TelegramDoors(world)
    for path, handler in (
        ("bots", doors.add_bot),
        ("bots/revoke", doors.revoke),
        ("groups", doors.add_group),
        ("groups/upgrade", doors.upgrade_group),
        ("groups/remove", doors.remove_from_group),
        ("say", doors.say),
        ("press", doors.press),
        ("block", doors.block),
    ):
        app.router.add_post(f"{prefix}/{path}", control(handler))
    app.router.add_get(f"{prefix}/state", control(doors.show_state))
    app.router.add_get(f"{prefix}/sent", control(doors.show_sent))
    app.router.add_get(f"{prefix}/chat", control(doors.show_chat))


class TelegramDoors:
    """What each door does."""

    def __init__(self, world: TelegramWorld) -> None:
        self._world = world

    async def add_bot(self, _: web.Request, given: Json) -> Any:
        """Makes a bot of a token."""
        token = str(given["token"])
        if not token.partition(":")[0].isdecimal() or not token.partition(":")[2]:
            raise ValueError("a token is a number, a colon and a secret")
        bot = self._world.add_bot(token, str(given.get("username") or "shop_bot"), str(given.get("name") or "Shop"))
        return _bot_to_json(bot)

    async def revoke(self, _: web.Request, given: Json) -> Any:
        """Breaks a bot's token."""
        bot = self._world.find_bot(str(given["bot"]))
        self._world.revoke_token(bot.token)
        return {"revoked": bot.username}

    async def add_group(self, _: web.Request, given: Json) -> Any:
        """Makes a group with bots in it."""
        members = [self._world.find_bot(str(name)) for name in given.get("bots") or ()]
        title, is_forum = str(given.get("title") or "Sales (demo)"), bool(given.get("forum"))
        is_super = bool(given.get("super", True))
        return self._world.add_group(title=title, members=members, is_forum=is_forum, is_super=is_super).to_json()

    async def upgrade_group(self, _: web.Request, given: Json) -> Any:
        """Makes a supergroup of a group."""
        return self._world.upgrade_group(int(given["group"])).to_json()

    async def remove_from_group(self, _: web.Request, given: Json) -> Any:
        """Throws a bot out of a group."""
        self._world.remove_from_group(int(given["group"]), self._world.find_bot(str(given["bot"])))
        return {"removed": True}

    async def say(self, _: web.Request, given: Json) -> Any:
        """Has a person write: `text`, `voice` or `photo` (base64), `contact`, `location` or `start`."""
        bot, person = self._world.find_bot(str(given["bot"])), int(given["person"])
        self._world.person(person, **dict(given.get("names") or {}))
        if "start" in given:
            return self._world.start(bot, person, str(given["start"] or ""))
        place: Json = {"group": int(given.get("group") or 0), "reply_to": int(given.get("reply_to") or 0)}
        return self._say_content(bot, person, given, place)

    def _say_content(self, bot: Bot, person: int, given: Json, place: Json) -> Json:
        world = self._world
        if given.get("voice"):
            return world.speak(bot, person, base64.b64decode(given["voice"]), **place)
        if given.get("photo"):
            caption = str(given.get("caption") or "")
            return world.show_picture(bot, person, base64.b64decode(given["photo"]), caption, **place)
        if given.get("contact"):
            is_own = bool(given.get("own", True))
            return world.share_contact(bot, person, str(given["contact"]), is_own=is_own, **place)
        if given.get("location"):
            latitude, longitude = map(float, given["location"])
            return world.say(bot, person, location={"latitude": latitude, "longitude": longitude}, **place)
        text = str(given.get("text") or "")
        if not text:
            raise ValueError("nothing to say")
        return world.say(bot, person, text, **place)

    async def press(self, _: web.Request, given: Json) -> Any:
        """Has a person press a button: by its `data`, or by its `label`. One of a reply keyboard is said."""
        world, bot = self._world, self._world.find_bot(str(given["bot"]))
        person, group, number = int(given["person"]), int(given.get("group") or 0), int(given["message_id"])
        if given.get("data"):
            return world.press_button(bot, person, str(given["data"]), number, group=group)
        button = _find_button(world, bot, group or person, number, str(given["label"]))
        if button.get("request_contact"):
            return world.share_contact(bot, person, str(given.get("phone") or "+77012345678"), group=group)
        if "callback_data" in button:
            return world.press_button(bot, person, str(button["callback_data"]), number, group=group)
        return world.say(bot, person, str(button["text"]), group=group)

    async def block(self, _: web.Request, given: Json) -> Any:
        """Has a person block a bot, or with `blocked` false let it write again."""
        bot = self._world.find_bot(str(given["bot"]))
        return self._world.block(bot, int(given["person"]), is_blocked=bool(given.get("blocked", True)))

    async def show_state(self, _: web.Request, given: Json) -> Any:
        """Shows the bots and groups; tokens only as far as they are no secret."""
        return {
            "bots": [_bot_to_json(bot) for bot in self._world.bots.values()],
            "groups": [group.to_json() for group in self._world.groups.values()],
            "faults": self._world.faults.to_json(),
        }

    async def show_sent(self, request: web.Request, given: Json) -> Any:
        """Shows what a bot sent, to all or to one chat."""
        bot = self._world.find_bot(request.query["bot"])
        chat = request.query.get("chat")
        sent = bot.sent_to(int(chat)) if chat else bot.sent
        return {"sent": [_without_bytes(message) for message in sent[-_MAX_SHOWN:]]}

    async def show_chat(self, request: web.Request, given: Json) -> Any:
        """Shows a chat as the people in it see it."""
        bot, number = self._world.find_bot(request.query["bot"]), int(request.query["chat"])
        chat = bot.chats.get(number) or self._world.groups.get(number)
        if chat is None:
            return {"messages": [], "draft": "", "blocked": False}
        messages = list(chat.messages.values())[-_MAX_SHOWN:]
        return {"messages": messages, "draft": chat.draft, "blocked": number in bot.blocked_chats}


def _find_button(world: TelegramWorld, bot: Bot, chat: int, number: int, label: str) -> Json:
    message = world.find_chat(bot, chat).messages[number]
    markup = message.get("reply_markup") or {}
    for row in (*markup.get("inline_keyboard", ()), *markup.get("keyboard", ())):
        for button in row:
            found = {"text": button} if isinstance(button, str) else dict(button)
            if found.get("text") == label:
                return found
    raise LookupError(f"there is no button {label!r} under this message")


def _bot_to_json(bot: Bot) -> Json:
    return {
        "id": bot.id,
        "username": bot.username,
        "name": bot.name,
        "webhook": bot.webhook.get("url", ""),
        "webhook_error": bot.webhook_error,
        "waiting": len(bot.updates),
        "blocked_by": sorted(bot.blocked_chats),
        "chats": sorted(bot.chats),
    }


def _without_bytes(message: Json) -> Json:
    return {name: f"{len(value)} bytes" if isinstance(value, bytes) else value for name, value in message.items()}
