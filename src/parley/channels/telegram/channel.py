"""A company's bot: customers write to it, and are answered there (contract §4.1–4.2, contracts/telegram.md)."""

import hmac
from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, cast

from parley.channels.base import Account, AccountState, Channel, Update
from parley.channels.telegram import texts
from parley.channels.telegram.client_files import send_file
from parley.channels.telegram.client_keyboards import keyboard_of
from parley.channels.telegram.client_pace import BOT_PACE, pace_of_chat
from parley.channels.telegram.client_progress import ProgressView
from parley.channels.telegram.client_texts import begin_text, voice_echo
from parley.channels.telegram.manager.desk import ManagerDesk
from parley.channels.telegram.special import is_special, send_special
from parley.channels.telegram.split_text import split_text
from parley.channels.telegram.updates import parse_update
from parley.domain.channel import (
    ChannelEvent,
    EventKind,
    OutboundMessage,
    ParsedUpdate,
    Progress,
    RemoteFile,
    SendingRate,
)
from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.infra.telegram_api import TelegramApi
from parley.runtime import Runtime
from parley.services import Services

_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105
_ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_REFUSED_TOKEN_STATUSES, _BAD_REQUEST = (401, 404), 400
# Above what the service itself waits.
_POLL_MARGIN_SECONDS = 10.0
_MAX_POPUP_CHARS = 200


class TelegramChannel(Channel):
    """Bots by the Bot API. Credentials: `token`, and the `secret` that calls of the webhook carry."""

    name: ClassVar[str] = "telegram"
    can_poll: ClassVar[bool] = True
    can_write_first: ClassVar[bool] = True
    account_pace: ClassVar[SendingRate | None] = BOT_PACE

    def __init__(self, runtime: Services) -> None:
        super().__init__(runtime)
        self._progress = ProgressView()

    def deep_link(self, account: Account, payload: str) -> str:
        page = str(account.settings.get("page") or "")
        return f"{page}?start={payload}" if page else ""

    def chat_pace(self, chat_id: str) -> SendingRate | None:
        return pace_of_chat(chat_id)

    def count_pieces(self, message: OutboundMessage) -> int:
        return len(split_text(message.text))

    def is_genuine(self, headers: Mapping[str, str], body: bytes, account: Account) -> bool:
        secret = str(account.credentials.get("secret") or "")
        return bool(secret) and hmac.compare_digest(headers.get(_SECRET_HEADER, "").encode(), secret.encode())

    def parse(self, payload: Mapping[str, Any]) -> ParsedUpdate:
        return parse_update(payload)

    async def connect(self, account: Account, webhook_url: str) -> AccountState:
        try:
            me = await self._call(account, "getMe")
            if webhook_url:
                webhook = {"url": webhook_url, "secret_token": account.credentials["secret"]}
                await self._call(account, "setWebhook", allowed_updates=_ALLOWED_UPDATES, **webhook)
            else:
                await self._call(account, "deleteWebhook")
        except RemoteError as error:
            if error.status_code in _REFUSED_TOKEN_STATUSES:
                return AccountState("refused", "Telegram refuses the token: ask @BotFather for it again")
            raise
        state = "connected" if webhook_url else "polling"
        username = str(me.get("username", ""))
        page = f"https://t.me/{username}" if username else ""
        return AccountState(state, f"connected as @{username}", str(me.get("id", "")), page)

    async def poll(self, account: Account, timeout_seconds: float) -> list[Update]:
        found = await self._api().call(
            self._token(account),
            "getUpdates",
            {
                "offset": account.poll_offset,
                "timeout": int(timeout_seconds),
                "allowed_updates": _ALLOWED_UPDATES,
            },
            timeout=timeout_seconds + _POLL_MARGIN_SECONDS,
        )
        updates = [update for update in found or () if isinstance(update, dict)]
        return [Update(int(update.get("update_id", 0)) + 1, update) for update in updates]

    async def send(self, account: Account, chat_id: str, message: OutboundMessage) -> str:
        """Sends a text, as several messages where it is long; returns the id of the last, which has the buttons."""
        await self._acknowledge_button(account, message)
        if is_special(message):
            upload = partial(self._api().upload, self._token(account))
            return await send_special(partial(self._call, account), upload, chat_id, message)
        if replaced_id := message.extra.get("replaces"):
            await self._replace(account, chat_id, int(replaced_id), message.text)
            message = OutboundMessage(begin_text(message.language), message.language)
        if file := message.extra.get("file"):
            return await send_file(partial(self._call, account), chat_id, file, message.text)
        *first_pieces, last_piece = split_text(message.text)
        for piece in first_pieces:
            await self._call(account, "sendMessage", chat_id=chat_id, text=piece)
        sent = await self._call(account, "sendMessage", chat_id=chat_id, text=last_piece, **keyboard_of(message))
        return str(sent.get("message_id", ""))

    async def show_progress(self, account: Account, chat_id: str, progress: Progress) -> None:
        await self._progress.show(partial(self._call, account), chat_id, progress)

    async def fetch(self, account: Account, file: RemoteFile) -> bytes:
        if file.size > self.max_file_bytes:
            raise RemoteError("The file is too big", permanent=True)
        found = await self._call(account, "getFile", file_id=file.id)
        return await self._api().download(
            self._token(account), str(found.get("file_path", "")), self.max_file_bytes
        )

    def reply_to(self, event: ChannelEvent, company: CompanyConfig) -> OutboundMessage | None:
        match event.kind, event.command:
            case EventKind.STARTED, _:
                return OutboundMessage(texts.greeting(company.name), extra={"keyboard": texts.language_keyboard()})
            case EventKind.LANGUAGE_CHOSEN, _:
                extra = {"replaces": event.message_id, "callback": event.callback_id}
                return OutboundMessage(texts.language_chosen(event.language), event.language, extra=extra)
            case EventKind.MESSAGE, _ if event.voice and event.text:
                return OutboundMessage(voice_echo(event.text, event.spoken_language), event.spoken_language)
            case EventKind.COMMAND, "lang":
                return OutboundMessage(texts.CHOOSE_LANGUAGE, extra={"keyboard": texts.language_keyboard()})
            case EventKind.COMMAND, "id":
                return OutboundMessage(event.chat_id)
        return None

    async def serve_staff(
        self, account: Account, company: CompanyConfig, event: ChannelEvent
    ) -> list[OutboundMessage] | None:
        # Channels are given the whole runtime; the port knows only what stands below it.
        return await ManagerDesk(cast(Runtime, self.runtime), account, company, event).serve()

    async def _acknowledge_button(self, account: Account, message: OutboundMessage) -> None:
        """Ends the waiting of a pressed button; one that was pressed long ago needs no answer any more."""
        if callback_id := message.extra.get("callback"):
            try:
                await self._call(account, "answerCallbackQuery", callback_query_id=callback_id, **_popup(message))
            except RemoteError as error:
                if error.status_code != _BAD_REQUEST:
                    raise

    async def _replace(self, account: Account, chat_id: str, message_id: int, text: str) -> None:
        """Writes a text in the place of a message; one that says it already is as good."""
        try:
            await self._call(account, "editMessageText", chat_id=chat_id, message_id=message_id, text=text)
        except RemoteError as error:
            if error.status_code != _BAD_REQUEST:
                raise

    async def _call(self, account: Account, method: str, **params: Any) -> dict[str, Any]:
        result = await self._api().call(self._token(account), method, params)
        return result if isinstance(result, dict) else {}

    def _api(self) -> TelegramApi:
        return TelegramApi(self.runtime.http, self.runtime.settings.telegram_api_url)

    def _token(self, account: Account) -> str:
        return str(account.credentials.get("token") or "")


def _popup(message: OutboundMessage) -> dict[str, Any]:
    """Returns what a pressed button is answered with beside the chat; nothing for no words."""
    words = str(message.extra.get("popup") or "")
    return {"text": words[:_MAX_POPUP_CHARS], "show_alert": True} if words else {}
