"""Calls the Bot API as the super administrator's bot."""

from collections.abc import Mapping
from typing import Any

from parley.errors import RemoteError
from parley.infra.telegram_api import TelegramApi
from parley.runtime import Runtime

_ATTEMPTS = 3
_PAUSE_SECONDS, _MAX_PAUSE_SECONDS = 1.0, 30.0
_BAD_REQUEST = 400
_MAX_FILE_BYTES = 4 * 2**20


class AdminClient:
    """The bot: says something, answers a button, fetches a file, tries a token."""

    def __init__(self, rt: Runtime) -> None:
        self._rt = rt
        self._api = TelegramApi(rt.http, rt.settings.telegram_api_url)
        self._token = rt.settings.super_admin_bot_token.get_secret_value()

    async def say(self, chat_id: int, text: str, keyboard: Mapping[str, Any] | None = None) -> None:
        """Sends a message with markup; what fails for a moment is tried again. Raises RemoteError."""
        params: dict[str, Any] = {"chat_id": chat_id, "text": text, "parse_mode": "HTML"}
        params |= {"link_preview_options": {"is_disabled": True}}
        await self._call("sendMessage", params | ({"reply_markup": dict(keyboard)} if keyboard else {}))

    async def answer_button(self, callback_id: str, words: str = "") -> None:
        """Ends the waiting of a pressed button; one pressed long ago needs no answer. Raises RemoteError."""
        more = {"text": words, "show_alert": True} if words else {}
        try:
            await self._call("answerCallbackQuery", {"callback_query_id": callback_id, **more})
        except RemoteError as error:
            if error.status_code != _BAD_REQUEST:
                raise

    async def fetch(self, file_id: str) -> bytes:
        """Returns the bytes of a file that was sent to the bot. Raises RemoteError."""
        found = await self._call("getFile", {"file_id": file_id})
        path = str(found.get("file_path", "")) if isinstance(found, dict) else ""
        return await self._api.download(self._token, path, _MAX_FILE_BYTES)

    async def find_bot_name(self, token: str) -> str:
        """Returns what the bot of another token is called. Raises RemoteError."""
        me = await self._api.call(token, "getMe", {})
        return str(me.get("username", "")) if isinstance(me, dict) else ""

    async def start_polling(self) -> None:
        """Has updates wait for who asks for them. Raises RemoteError."""
        await self._call("deleteWebhook", {})

    async def poll(self, offset: int, seconds: float, patience: float) -> list[dict[str, Any]]:
        """Returns the oldest update that waits, after waiting for it so long: one, so that of what a process that
        dies had begun no more comes again. Raises RemoteError."""
        params: dict[str, Any] = {"offset": offset, "timeout": int(seconds), "limit": 1}
        params |= {"allowed_updates": ["message", "callback_query"]}
        found = await self._api.call(self._token, "getUpdates", params, timeout=patience)
        return [update for update in found or () if isinstance(update, dict)]

    async def _call(self, method: str, params: Mapping[str, Any]) -> Any:
        pause = _PAUSE_SECONDS
        for _ in range(_ATTEMPTS - 1):
            try:
                return await self._api.call(self._token, method, params)
            except RemoteError as error:
                if error.permanent or error.outcome_unknown:
                    raise
                await self._rt.sleep(min(error.retry_after or pause, _MAX_PAUSE_SECONDS))
                pause *= 2
        return await self._api.call(self._token, method, params)
