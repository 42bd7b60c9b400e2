"""The Bot API on loopback, with what it remembers and refuses: bots, webhooks, chats, updates that wait.

It shares no code with the client, and refuses what the real one refuses (contracts/telegram.md). `message` and
`press` make what a customer does; `faults` are answers to give first.
"""

import asyncio
import itertools
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

Json = dict[str, Any]
# A fault: the call is taken, and its answer never comes.
HANGS = -1
_MAX_UNITS, _MAX_CAPTION_UNITS, _MAX_CALLBACK_BYTES = 4096, 1024, 64


@dataclass
class Bot:
    """One bot as Telegram knows it."""

    id: int
    username: str
    webhook: Json = field(default_factory=dict)
    updates: list[Json] = field(default_factory=list)
    #: what was sent, in order: the parameters of the call, its method and the message's id
    sent: list[Json] = field(default_factory=list)
    blocked_chats: set[int] = field(default_factory=set)
    pollers: int = 0
    #: what was shown while an answer was made
    drafts: list[Json] = field(default_factory=list)
    #: the new ids of groups that became supergroups
    moved: dict[int, int] = field(default_factory=dict)
    #: what stands in the chats now, by chat and message id
    shown: dict[tuple[int, int], Json] = field(default_factory=dict)
    #: what pressed buttons were answered with, by the button's id
    popups: dict[str, str] = field(default_factory=dict)
    #: groups that have topics and let the bot open some, and the topics, by chat
    forums: set[int] = field(default_factory=set)
    topics: list[tuple[int, int]] = field(default_factory=list)

    def sent_to(self, chat: int) -> list[Json]:
        """What was sent to one chat; a message that was changed is there twice."""
        return [message for message in self.sent if message["chat_id"] == chat]

    def new_in(self, chat: int) -> list[Json]:
        """The messages of one chat as they were sent first."""
        return [message for message in self.sent_to(chat) if message["method"].startswith("send")]


class FakeBotApi:
    """Bots by token. `faults`: (method, status, body) to answer with first; a status of 0 takes the call and hangs
    up before the answer."""

    def __init__(self) -> None:
        self.bots: dict[str, Bot] = {}
        self.faults: deque[tuple[str, int, Json]] = deque()
        self.calls: list[tuple[str, Json]] = []
        self.files: dict[str, bytes] = {}
        self.url = ""
        #: whether this server is new enough
        self.knows_drafts = True
        self._numbers = itertools.count(100)
        self._pressed: set[str] = set()
        #: set once a call hangs
        self.hung = asyncio.Event()
        self._closing = asyncio.Event()
        self._arrivals: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def add_bot(self, token: str, username: str = "shop_bot") -> Bot:
        self.bots[token] = Bot(int(token.split(":")[0]), username)
        return self.bots[token]

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.*}", self._file)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        for event in self._arrivals.values():
            event.set()
        await self._runner.cleanup()

    # ── the customer

    def message(self, chat: int, text: str = "", **more: Any) -> Json:
        """An update with a message of somebody's own chat."""
        person = {"id": chat, "is_bot": False, "first_name": "Aida", "language_code": "ru"}
        number = next(self._numbers)
        return {
            "update_id": number,
            "message": {
                "message_id": number,
                "date": 1_763_640_000,
                "chat": {"id": chat, "type": "private"},
                "from": person,
                **({"text": text} if text else {}),
                **more,
            },
        }

    def press(self, chat: int, data: str, message_id: int, name: str = "Aida") -> Json:
        """An update with a pressed button."""
        person = {"id": chat, "is_bot": False, "first_name": name}
        number = str(next(self._numbers))
        self._pressed.add(number)
        return {
            "update_id": next(self._numbers),
            "callback_query": {
                "id": number,
                "from": person,
                "data": data,
                "message": {"message_id": message_id, "date": 1, "chat": {"id": chat, "type": "private"}},
            },
        }

    def leave(self, token: str, update: Json) -> None:
        """Has an update wait for who asks for it."""
        self.bots[token].updates.append(update)
        self._arrivals[token].set()

    async def deliver(self, token: str, update: Json, *, base: str, secret: str | None = None) -> int:
        """Calls the bot's webhook; returns the status. `base`: where the host of the webhook's address is."""
        webhook = self.bots[token].webhook
        path = "/" + webhook["url"].split("/", 3)[3]
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook["secret_token"] if secret is None else secret}
        async with (
            aiohttp.ClientSession() as session,
            session.post(base + path, json=update, headers=headers) as answer,
        ):
            return answer.status

    # ── the service

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["path"]])

    async def _call(self, request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"]
        params = await _read_params(request)
        self.calls.append((method, params))
        if self.faults and self.faults[0][0] == method:
            _, status, body = self.faults.popleft()
            if status == HANGS:
                await self._answer(token, method, params)
                self.hung.set()
                await self._closing.wait()
            if status in (0, HANGS):
                if status == 0:
                    await self._answer(token, method, params)
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            headers = {"Retry-After": str(body["parameters"]["retry_after"])} if status == 429 else {}
            return web.json_response({"ok": False, "error_code": status, **body}, status=status, headers=headers)
        return await self._answer(token, method, params)

    async def _answer(self, token: str, method: str, params: Json) -> web.Response:
        bot = self.bots.get(token)
        if bot is None:
            return _refusal(401, "Unauthorized")
        answer = getattr(self, f"_{method}", None)
        if answer is None:
            return _refusal(404, "Not Found: method not found")
        result = await answer(token, bot, params)
        return result if isinstance(result, web.Response) else web.json_response({"ok": True, "result": result})

    async def _getMe(self, token: str, bot: Bot, params: Json) -> Any:
        return {"id": bot.id, "is_bot": True, "first_name": "Shop", "username": bot.username}

    async def _setWebhook(self, token: str, bot: Bot, params: Json) -> Any:
        if not str(params.get("url", "")).startswith("https://"):
            return _refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        bot.webhook = params
        return True

    async def _deleteWebhook(self, token: str, bot: Bot, params: Json) -> Any:
        bot.webhook = {}
        return True

    async def _getUpdates(self, token: str, bot: Bot, params: Json) -> Any:
        if bot.webhook:
            return _refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        offset = int(params.get("offset") or 0)
        bot.updates = [update for update in bot.updates if update["update_id"] >= offset]
        if not bot.updates:
            bot.pollers += 1
            if bot.pollers > 1:
                bot.pollers -= 1
                return _refusal(409, "Conflict: terminated by other getUpdates request")
            self._arrivals[token].clear()
            try:
                async with asyncio.timeout(min(50, int(params.get("timeout") or 0))):
                    await self._arrivals[token].wait()
            except TimeoutError:
                pass
            finally:
                bot.pollers -= 1
        return bot.updates[: int(params.get("limit") or 100)]

    async def _sendMessage(self, token: str, bot: Bot, params: Json) -> Any:
        return _refused_text(params) or self._show(bot, "sendMessage", params)

    async def _createForumTopic(self, token: str, bot: Bot, params: Json) -> Any:
        chat, name = int(params["chat_id"]), str(params.get("name") or "")
        if chat not in bot.forums:
            return _refusal(400, "Bad Request: the chat is not a forum")
        if not 1 <= len(name) <= 128:
            return _refusal(400, "Bad Request: TOPIC_TITLE_EMPTY")
        bot.topics.append((chat, next(self._numbers)))
        return {"message_thread_id": bot.topics[-1][1], "name": name, "icon_color": 7322096}

    async def _sendContact(self, token: str, bot: Bot, params: Json) -> Any:
        if not params.get("phone_number") or not params.get("first_name"):
            return _refusal(400, "Bad Request: phone number and first name must be non-empty")
        return self._show(bot, "sendContact", params)

    def _show(self, bot: Bot, method: str, params: Json) -> Any:
        chat = int(params["chat_id"])
        if chat in bot.moved:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            return _refusal(400, words, parameters={"migrate_to_chat_id": bot.moved[chat]})
        if chat in bot.blocked_chats:
            return _refusal(403, "Forbidden: bot was blocked by the user")
        if refusal := _refused_buttons(params):
            return refusal
        topic = int(params.get("message_thread_id") or 0)
        if topic and (chat, topic) not in bot.topics:
            return _refusal(400, "Bad Request: message thread not found")
        message_id = next(self._numbers)
        bot.sent.append({**params, "chat_id": chat, "message_id": message_id, "method": method})
        bot.shown[chat, message_id] = {"text": params.get("text"), "reply_markup": params.get("reply_markup")}
        return {"message_id": message_id, "date": 1, "chat": {"id": chat, "type": "private"}}

    async def _sendPhoto(self, token: str, bot: Bot, params: Json) -> Any:
        return self._send_file("sendPhoto", bot, params)

    async def _sendDocument(self, token: str, bot: Bot, params: Json) -> Any:
        return self._send_file("sendDocument", bot, params)

    async def _sendSticker(self, token: str, bot: Bot, params: Json) -> Any:
        if "caption" in params:
            return _refusal(400, "Bad Request: stickers have no caption")
        return self._send_file("sendSticker", bot, params)

    def _send_file(self, method: str, bot: Bot, params: Json) -> Any:
        """A file that the bot has already, by its id, or one that comes with the call."""
        given = params.get(method.removeprefix("send").lower())
        if not isinstance(given, bytes) and given not in self.files:
            return _refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
        if len(str(params.get("caption", "")).encode("utf-16-le")) // 2 > _MAX_CAPTION_UNITS:
            return _refusal(400, "Bad Request: message caption is too long")
        words = {"text": params["caption"]} if "caption" in params else {}
        return self._show(bot, method, {**params, **words})

    async def _sendMessageDraft(self, token: str, bot: Bot, params: Json) -> Any:
        if not self.knows_drafts:
            return _refusal(404, "Not Found: method not found")
        if not params.get("draft_id") or int(params["chat_id"]) < 0:
            return _refusal(400, "Bad Request: DRAFT_ID_INVALID")
        bot.drafts.append(params)
        return True

    async def _sendChatAction(self, token: str, bot: Bot, params: Json) -> Any:
        bot.drafts.append(params)
        return True

    async def _editMessageText(self, token: str, bot: Bot, params: Json) -> Any:
        chat, message_id = int(params["chat_id"]), int(params["message_id"])
        if refusal := _refused_text(params) or _refused_buttons(params):
            return refusal
        content = {"text": params.get("text"), "reply_markup": params.get("reply_markup")}
        if (chat, message_id) not in bot.shown:
            return _refusal(400, "Bad Request: message to edit not found")
        if bot.shown[chat, message_id] == content:
            return _refusal(400, "Bad Request: message is not modified: specified new message content is the same")
        bot.shown[chat, message_id] = content
        bot.sent.append({**params, "chat_id": chat, "message_id": message_id, "method": "editMessageText"})
        return {"message_id": message_id, "date": 1}

    async def _answerCallbackQuery(self, token: str, bot: Bot, params: Json) -> Any:
        number, text = str(params.get("callback_query_id")), str(params.get("text") or "")
        if number not in self._pressed:
            return _refusal(
                400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        if len(text) > 200:
            return _refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        bot.popups[number] = text
        return True

    async def _getFile(self, token: str, bot: Bot, params: Json) -> Any:
        if params["file_id"] not in self.files:
            return _refusal(400, "Bad Request: file is too big")
        return {"file_id": params["file_id"], "file_path": params["file_id"]}


async def _read_params(request: web.Request) -> Json:
    """A call's parameters: JSON, or a form with a file, whose other values are texts, JSON where they are more."""
    if not request.can_read_body:
        return dict(request.query)
    if request.content_type != "multipart/form-data":
        return dict(await request.json())
    params: Json = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            params[name] = value.file.read()
        else:
            text = str(value)
            params[name] = json.loads(text) if text[:1] in "{[" else text
    return params


def _refused_text(params: Json) -> web.Response | None:
    text = str(params.get("text", ""))
    if params.get("parse_mode") == "HTML":
        try:
            text = _MarkupReader.plain_text(text)
        except ValueError as error:
            return _refusal(400, f"Bad Request: can't parse entities: {error}")
    if not text.strip():
        return _refusal(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > _MAX_UNITS:
        return _refusal(400, "Bad Request: message is too long")
    return None


def _refused_buttons(params: Json) -> web.Response | None:
    for button in itertools.chain.from_iterable((params.get("reply_markup") or {}).get("inline_keyboard", ())):
        if len(button.get("callback_data", "").encode()) > _MAX_CALLBACK_BYTES:
            return _refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        if not button.get("text") or not (button.get("callback_data") or button.get("url")):
            return _refusal(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed")
        if "url" in button and "." not in (urlsplit(button["url"]).hostname or ""):
            words = f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
            return _refusal(400, f"Bad Request: {words}")
    return None


class _MarkupReader(HTMLParser):
    """Reads the few tags that messages may have, as strictly as the service does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    @classmethod
    def plain_text(cls, markup: str) -> str:
        """What is seen of it. Raises ValueError."""
        reader = cls()
        reader.feed(markup)
        reader.close()
        if reader.open:
            raise ValueError(f"Can't find end tag corresponding to start tag {reader.open[-1]}")
        return reader.text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("b", "i", "u", "s", "a", "code", "pre"):
            raise ValueError(f'Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f'Unmatched end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data


def _refusal(code: int, description: str, **more: Any) -> web.Response:
    return web.json_response({"ok": False, "error_code": code, "description": description, **more}, status=code)
