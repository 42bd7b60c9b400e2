"""Tell the manager in Telegram, through the company's own bot (contract §4.6).

Telegram cannot recognise a repetition: a notice whose first sending has no known end is sent again with a
visible remark. At least once, never silently twice.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, ClassVar, Literal

from parley.domain.channel import OutboundMessage, staff_message
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.domain.notice_buttons import digest_keyboard, notice_keyboard
from parley.domain.notice_text import (
    dialogue_lines,
    digest_line,
    header_lines,
    remark_lines,
    summary_line,
    to_one_line,
)
from parley.errors import ChatMoved, RemoteError
from parley.infra.telegram_api import TelegramApi
from parley.notify.base import Notifier, StaffMessage
from parley.tenants.bot_token import company_bot_token
from parley.tenants.staff_chat import company_staff_chat, other_staff_chats

_MAX_MESSAGE_CHARS = 4096
_MOST_A_MINUTE, _MAX_DIGEST_LINES = 20, 25
_MAX_TOPIC_CHARS, _BAD_REQUEST = 100, 400
# Escaping makes a character five at most: six lines of these and the analysis leave room for a dialogue.
_MAX_LINE_CHARS = 130
_MIN_DIALOGUE_CHARS = 400


class TelegramNotifier(Notifier):
    """Notices as messages of a bot."""

    name: ClassVar[str] = "telegram"

    def address(self, company: CompanyConfig) -> str:
        return company_staff_chat(self.runtime.settings, company) if self._bot_token(company) else ""

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        return {
            "chat_id": company_staff_chat(self.runtime.settings, company),
            "text": telegram_html(notice),
            "parse_mode": "HTML",
            "reply_markup": notice_keyboard(notice, company.language, self.runtime.settings.public_base_url),
        }

    def renew(self, company: CompanyConfig, notice: Notice, external_id: str) -> OutboundMessage:
        content = self.preview(company, notice)
        params = {
            "message_id": int(external_id),
            **{name: content[name] for name in ("parse_mode", "reply_markup")},
        }
        return OutboundMessage(content["text"], extra={"method": "editMessageText", "params": params})

    def copies(self, company: CompanyConfig, notice: Notice) -> list[tuple[str, OutboundMessage]]:
        chats = other_staff_chats(self.runtime.settings, company, is_handover=notice.handover is not None)
        content = self.preview(company, notice)
        params = {name: content[name] for name in ("parse_mode", "reply_markup")}
        return [(chat, staff_message(content["text"], params=params)) for chat in chats]

    def most_a_minute(self, company: CompanyConfig) -> int:
        # Groups have negative numbers, and take twenty messages a minute.
        return _MOST_A_MINUTE if self.address(company).startswith("-") else 0

    def digest(self, company: CompanyConfig, notices: Sequence[Notice]) -> OutboundMessage | None:
        if not notices:
            return None
        shown = notices[:_MAX_DIGEST_LINES]
        lines = [f"<b>📦 +{len(notices)}</b>", *(_escape(digest_line(notice)) for notice in shown)]
        if rest := len(notices) - len(shown):
            lines.append(f"… +{rest}")
        keyboard = digest_keyboard(shown, company.language)
        return staff_message("\n".join(lines), params={"parse_mode": "HTML", "reply_markup": keyboard})

    async def deliver(self, company: CompanyConfig, notice: Notice) -> str | None:
        """Returns the id of the message: who answers it answers the customer."""
        message = dict(self.preview(company, notice))
        try:
            return await self._send_in_topic(company, message, notice.thread_id)
        except ChatMoved as moved:
            return await self._send(company, {**message, "chat_id": moved.chat_id})

    def topic_chat(self, company: CompanyConfig) -> str:
        address = self.address(company)
        return address if address.startswith("-") else ""

    async def open_topic(self, company: CompanyConfig, notice: Notice) -> int:
        name = to_one_line(notice.name or notice.main_contact)[:_MAX_TOPIC_CHARS]
        params = {"chat_id": self.address(company), "name": f"{name} #{notice.lead_id}".strip()}
        opened = await self._api().call(self._bot_token(company), "createForumTopic", params)
        return int(opened.get("message_thread_id") or 0) if isinstance(opened, dict) else 0

    async def _send_in_topic(self, company: CompanyConfig, message: dict[str, Any], thread_id: int) -> str:
        """Sends a notice into its topic; one whose topic somebody deleted goes to the group."""
        if thread_id:
            try:
                return await self._send(company, {**message, "message_thread_id": thread_id})
            except RemoteError as error:
                if error.status_code != _BAD_REQUEST or isinstance(error, ChatMoved):
                    raise
        return await self._send(company, message)

    async def tell(self, company: CompanyConfig, message: StaffMessage) -> None:
        text = f"{message.subject}\n\n{message.text}"
        await self._send(
            company,
            {"chat_id": company_staff_chat(self.runtime.settings, company), "text": text[:_MAX_MESSAGE_CHARS]},
        )

    async def _send(self, company: CompanyConfig, message: dict[str, Any]) -> str:
        sent = await self._api().call(self._bot_token(company), "sendMessage", message)
        return str(sent.get("message_id", "")) if isinstance(sent, dict) else ""

    def _api(self) -> TelegramApi:
        return TelegramApi(self.runtime.http, self.runtime.settings.telegram_api_url)

    def _bot_token(self, company: CompanyConfig) -> str:
        return company_bot_token(self.runtime.settings, company.id, company.credentials)


def telegram_html(notice: Notice) -> str:
    """Returns the notice as HTML of at most 4,096 characters: the dialogue is cut, its oldest words first."""
    first, *others = header_lines(notice)
    lines = [*remark_lines(notice), first, *(line[:_MAX_LINE_CHARS] for line in others)]
    head = "\n".join(f"<b>{_escape(line)}</b>" if line is first else _escape(line) for line in lines)
    analysis = summary_line(notice)
    free_chars = _MAX_MESSAGE_CHARS - len(head) - len("\n📝 Диалог: \n\n")
    tail = _escape(_truncate_escaped(analysis, free_chars - _MIN_DIALOGUE_CHARS, keep="start"))
    dialogue = _truncate_escaped("\n".join(dialogue_lines(notice)), free_chars - len(tail), keep="end")
    return f"{head}\n📝 Диалог: {_escape(dialogue)}\n\n{tail}".rstrip()


def _escape(text: str) -> str:
    return escape(text, quote=False)


def _truncate_escaped(text: str, max_chars: int, *, keep: Literal["start", "end"]) -> str:
    """Returns as much of the text as has at most `max_chars` characters once escaped: never half an entity."""
    if len(_escape(text)) <= max_chars:
        return text
    max_chars -= len("…")
    kept_chars = 0
    for character in text if keep == "start" else reversed(text):
        max_chars -= len(_escape(character))
        if max_chars < 0:
            break
        kept_chars += 1
    return f"{text[:kept_chars]}…" if keep == "start" else f"…{text[len(text) - kept_chars :]}"
