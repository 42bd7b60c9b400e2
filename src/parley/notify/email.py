"""Tell the company by e-mail (contract §4.7): to its own address and no other.

A repetition carries the same Message-ID, by which most mailboxes recognise it, and a visible remark.
"""

from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import Any, ClassVar

from parley.domain import notice_text as wording
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.notify.base import Notifier


class EmailNotifier(Notifier):
    name: ClassVar[str] = "email"

    def target(self, company: CompanyConfig) -> str:
        return company.email if self.runtime.mail.configured else ""

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        return {"to": company.email, "subject": subject(notice), "text": wording.plain(notice)}

    async def tell(self, company: CompanyConfig, notice: Notice) -> None:
        message = EmailMessage()
        message["From"] = self.runtime.mail.sender
        message["To"] = company.email
        message["Subject"] = subject(notice)
        message["Message-ID"] = f"<{notice.key}@{self.runtime.mail.domain}>"
        message["Date"] = format_datetime(self.runtime.clock())
        message["Auto-Submitted"] = "auto-generated"
        plain = wording.plain(notice)
        message.set_content(plain)
        message.add_alternative(_html(plain), subtype="html")
        await self.runtime.mail.send(message)


def subject(notice: Notice) -> str:
    name, phone = wording.one_line(notice.name), wording.one_line(notice.phone)
    return f"🎯 Новый лид: {name or 'имя не указано'} - {phone or 'телефон не указан'}"


def _html(plain: str) -> str:
    lines = "<br>\n".join(escape(line) for line in plain.splitlines())
    return f'<html><body style="font-family:sans-serif;line-height:1.5">{lines}</body></html>'
