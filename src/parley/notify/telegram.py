"""Tell the manager in Telegram, through the company's own bot (contract §4.6).

Telegram cannot recognise a repetition: a notice whose first sending has no known end is sent again with a
visible remark. At least once, never silently twice.
"""

from collections.abc import Mapping
from html import escape
from typing import Any, ClassVar, Literal

import orjson

from parley.domain import notice_text as wording
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import RemoteError
from parley.infra.http import Response, lasting, redact, retry_after, scrub
from parley.notify.base import Notifier

_LONGEST = 4096
# Escaping makes a character five at most: six lines of these and the analysis leave room for a dialogue.
_LONGEST_LINE = 130
_LEAST_DIALOGUE = 400


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
                            "text": f"🆕 {wording.one_line(notice.name or notice.phone) or 'не указано'}"[:64],
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
        answer = await self.runtime.http.request("POST", url, json=message, timeout=20, refuse=_refusal)
        content = answer.json()
        if not isinstance(content, dict) or content.get("ok") is not True:
            raise RemoteError(f"{redact(url)} does not answer as Telegram does", status_code=answer.status)

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
        content = None
    content = content if isinstance(content, dict) else {}
    words = f"Telegram answered {response.status}: {scrub(str(content.get('description') or redact(url)))}"
    asked = content.get("parameters")
    parameters = asked if isinstance(asked, dict) else {}
    if isinstance(parameters.get("migrate_to_chat_id"), int):
        moved = _Moved(words, permanent=True, status_code=response.status)
        moved.chat_id = parameters["migrate_to_chat_id"]
        return moved
    wait = parameters.get("retry_after")
    return RemoteError(
        words,
        permanent=lasting(response.status) and response.status != 421,
        retry_after=wait if isinstance(wait, int) else retry_after(response.headers),
        status_code=response.status,
    )


def text(notice: Notice) -> str:
    """HTML of at most 4,096 characters; the dialogue is what is cut, its oldest words first."""
    first, *others = wording.head(notice)
    lines = [*wording.remarks(notice), first, *(line[:_LONGEST_LINE] for line in others)]
    head = "\n".join(f"<b>{_escaped(line)}</b>" if line is first else _escaped(line) for line in lines)
    analysis = wording.analysis(notice)
    room = _LONGEST - len(head) - len("\n📝 Диалог: \n\n")
    tail = _escaped(_cut(analysis, room - _LEAST_DIALOGUE, keep="start"))
    dialogue = _cut("\n".join(wording.dialogue(notice)), room - len(tail), keep="end")
    return f"{head}\n📝 Диалог: {_escaped(dialogue)}\n\n{tail}".rstrip()


def _escaped(words: str) -> str:
    return escape(words, quote=False)


def _cut(words: str, room: int, *, keep: Literal["start", "end"]) -> str:
    """As much of the words as is at most `room` characters once escaped: never half an entity."""
    if len(_escaped(words)) <= room:
        return words
    room -= len("…")
    kept = 0
    for character in words if keep == "start" else reversed(words):
        room -= len(_escaped(character))
        if room < 0:
            break
        kept += 1
    return f"{words[:kept]}…" if keep == "start" else f"…{words[len(words) - kept :]}"
