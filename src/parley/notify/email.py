"""Tell the company by e-mail (contract §4.7): to its own address and no other.

A repetition carries the same Message-ID, by which most mailboxes recognise it, and a visible remark.
"""

from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import Any, ClassVar

from parley.domain.company import CompanyConfig
from parley.domain.handover import HandoverReason
from parley.domain.notice import Notice
from parley.domain.notice_text import notice_plain_text, to_one_line
from parley.notify.base import Notifier, StaffMessage


class EmailNotifier(Notifier):
    """Notices as e-mails."""

    name: ClassVar[str] = "email"

    def address(self, company: CompanyConfig) -> str:
        return company.email if self.runtime.mail.is_configured else ""

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        return {"to": company.email, "subject": email_subject(notice), "text": notice_plain_text(notice)}

    async def deliver(self, company: CompanyConfig, notice: Notice) -> None:
        message = self._begin(company, notice.key, email_subject(notice))
        plain = notice_plain_text(notice)
        message.set_content(plain)
        if not notice.handover:
            message.add_alternative(_html(plain), subtype="html")
        await self.runtime.mail.send(message)

    async def tell(self, company: CompanyConfig, message: StaffMessage) -> None:
        email = self._begin(company, message.key, message.subject)
        email.set_content(message.text)
        await self.runtime.mail.send(email)

    def _begin(self, company: CompanyConfig, key: str, subject: str) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self.runtime.mail.sender
        message["To"] = company.email
        message["Subject"] = subject
        message["Message-ID"] = f"<{key}@{self.runtime.mail.message_id_domain}>"
        message["Date"] = format_datetime(self.runtime.clock())
        message["Auto-Submitted"] = "auto-generated"
        return message


def email_subject(notice: Notice) -> str:
    """Returns the contract's subject line."""
    name, contact = to_one_line(notice.name), to_one_line(notice.main_contact)
    if notice.handover:
        left_message = notice.handover.reason is HandoverReason.MESSAGE_LEFT
        subject = "✉️ Сообщение менеджеру" if left_message else "🙋 Клиент ждёт человека"
        known = ", ".join(filter(None, (name, contact)))
        return f"{subject}: {known or to_one_line(notice.handover.handle) or 'контакта нет'}"
    return f"🎯 Новый лид: {name or 'имя не указано'} - {contact or 'телефон не указан'}"


def _html(plain: str) -> str:
    lines = "<br>\n".join(escape(line) for line in plain.splitlines())
    return f'<html><body style="font-family:sans-serif;line-height:1.5">{lines}</body></html>'
