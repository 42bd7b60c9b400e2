"""Tell the manager in Telegram, through the company's own bot (contract §4.6).

Telegram cannot recognise a repetition: a notice whose first sending has no known end is sent again with a
visible remark. At least once, never silently twice.
"""

from collections.abc import Mapping
from html import escape
from typing import Any, ClassVar

import orjson

from parley.core.company import CompanyConfig
from parley.errors import RemoteError
from parley.http import Response, redact, retry_after, translated
from parley.notify import wording
from parley.notify.base import Notice, Notifier

_LONGEST = 4096


class TelegramNotifier(Notifier):
    name: ClassVar[str] = "telegram"

    def target(self, company: CompanyConfig) -> str:
        return self._chat(company) if self._token(company) else ""

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        return {
            "chat_id": self._chat(company),
            "text": text(notice),
            "parse_mode": "HTML",
            "reply_markup": {
                "inline_keyboard": [
                    [
                        {
                            "text": f"🆕 {notice.name or notice.phone}"[:64],
                            "callback_data": f"new_lead:{notice.lead_id}",
                        }
                    ]
                ]
            },
        }

    async def tell(self, company: CompanyConfig, notice: Notice) -> None:
        message = dict(self.preview(company, notice))
        try:
            await self._send(company, message)
        except _Moved as moved:
            await self._send(company, {**message, "chat_id": moved.chat_id})

    async def _send(self, company: CompanyConfig, message: dict[str, Any]) -> None:
        url = f"{self.runtime.settings.telegram_api_url.rstrip('/')}/bot{self._token(company)}/sendMessage"
        async with self.runtime.http.stream("POST", url, json=message, timeout=20) as answer:
            async with translated(url):
                response = Response(answer.status, answer.headers, await answer.read())
        if response.status < 400:
            return
        raise _refusal(response, url)

    def _token(self, company: CompanyConfig) -> str:
        own = str(company.credentials.get("bot_token") or "")
        return own or (self.runtime.settings.bot_token.get_secret_value() if company.id == 1 else "")

    def _chat(self, company: CompanyConfig) -> str:
        if company.admin_chat_id is not None:
            return str(company.admin_chat_id)
        # The environment's manager is the first company's: never another tenant's.
        return self.runtime.settings.manager_chat_id if company.id == 1 else ""


class _Moved(RemoteError):
    """The group became a supergroup: the same message goes to its new id."""

    chat_id: int = 0


def _refusal(response: Response, url: str) -> RemoteError:
    try:
        content = orjson.loads(response.body)
    except orjson.JSONDecodeError:
        content = {}
    content = content if isinstance(content, dict) else {}
    parameters = content.get("parameters") or {}
    words = f"Telegram answered {response.status}: {content.get('description', redact(url))}"
    if parameters.get("migrate_to_chat_id"):
        moved = _Moved(words, permanent=True, status_code=response.status)
        moved.chat_id = int(parameters["migrate_to_chat_id"])
        return moved
    return RemoteError(
        words,
        permanent=400 <= response.status < 500 and response.status not in (408, 409, 421, 429),
        retry_after=parameters.get("retry_after") or retry_after(response.headers),
        status_code=response.status,
    )


def text(notice: Notice) -> str:
    """HTML of at most 4,096 characters; the dialogue is what is cut."""
    head = "\n".join(_bold(line) for line in [*wording.remarks(notice), *wording.head(notice)])
    tail = escape(wording.analysis(notice))
    room = _LONGEST - len(head) - len(tail) - len("\n📝 Диалог: \n\n…")
    lines: list[str] = []
    for line in reversed(wording.dialogue(notice)):  # the latest words matter most
        line = escape(line)
        if len(line) + 1 > room:
            break
        room -= len(line) + 1
        lines.insert(0, line)
    body = "📝 Диалог: " + "\n".join(lines)
    return "\n".join(part for part in (head, body, "", tail) if part or tail)[:_LONGEST].rstrip()


def _bold(line: str) -> str:
    return f"<b>{escape(line)}</b>" if line.startswith("🔥") else escape(line)
