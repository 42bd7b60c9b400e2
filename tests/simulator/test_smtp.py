"""The mail server speaks as the real ones do; what our own client makes of it stands in infra/test_mail.py."""

import asyncio
import base64
import smtplib
from collections.abc import Callable
from typing import Any

import pytest

from parley.errors import ConfigurationError
from parley.simulator.smtp import LOST, MailServer

MAIL = "Subject: Привет\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nодин\r\n.\r\n..два\r\n"


async def _by_smtplib(server: MailServer, talk: Callable[[smtplib.SMTP], Any]) -> Any:
    """Talks as Python's own client does, which shares no code with ours."""

    def converse() -> Any:
        with smtplib.SMTP("127.0.0.1", server.port, timeout=20) as client:
            return talk(client)

    return await asyncio.to_thread(converse)


@pytest.mark.parametrize("host", ["0.0.0.0", "mail.example", "10.0.0.1"])
def test_it_refuses_to_listen_elsewhere(host: str) -> None:
    with pytest.raises(ConfigurationError, match="loopback only"):
        MailServer(host=host)


async def test_a_mail_arrives_as_it_was_written() -> None:
    async with MailServer() as server:
        await _by_smtplib(server, lambda client: client.sendmail("a@a.example", ["b@b.example"], MAIL.encode()))
    (mail,) = server.taken
    assert (mail.sender, mail.recipients, mail.encrypted, mail.login) == (
        "a@a.example",
        ("b@b.example",),
        False,
        "",
    )
    assert mail.message.get_content().splitlines() == ["один", ".", "..два"]


async def test_one_line_carries_several_mails() -> None:
    def send_two(client: smtplib.SMTP) -> None:
        for number in (1, 2):
            client.sendmail("a@a.example", [f"b{number}@b.example"], b"Subject: x\r\n\r\nx\r\n")

    async with MailServer() as server:
        await _by_smtplib(server, send_two)
    assert [mail.recipients for mail in server.taken] == [("b1@b.example",), ("b2@b.example",)]


async def test_what_comes_out_of_order_is_refused() -> None:
    def ask(client: smtplib.SMTP) -> list[int]:
        client.ehlo()
        lines = ("DATA", "RCPT TO:<b@b.example>", "STARTTLS", "AUTH PLAIN", "BREW coffee", "NOOP", "RSET")
        return [client.docmd(line)[0] for line in lines]

    async with MailServer() as server:
        assert await _by_smtplib(server, ask) == [503, 503, 502, 538, 500, 250, 250]


async def test_a_password_is_never_asked_for_in_the_clear() -> None:
    def log_in(client: smtplib.SMTP) -> tuple[bool, int]:
        client.ehlo()
        given = base64.b64encode(b"\0demo\0demo-pass").decode()
        return client.has_extn("auth"), client.docmd("AUTH", f"PLAIN {given}")[0]

    async with MailServer(password="demo-pass") as server:
        assert await _by_smtplib(server, log_in) == (False, 538)


async def test_it_refuses_as_it_is_told_to() -> None:
    async with MailServer() as server:
        server.at_recipient.append("550 5.1.1 No such user")
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            await _by_smtplib(server, lambda client: client.sendmail("a@a.example", ["b@b.example"], b"x\r\n"))
        server.at_message.extend(["452 4.3.1 Full", LOST])
        for error in (smtplib.SMTPDataError, smtplib.SMTPServerDisconnected):
            with pytest.raises(error):
                await _by_smtplib(server, lambda client: client.sendmail("a@a.example", ["b@b.example"], b"x\r\n"))
    assert server.taken == []
