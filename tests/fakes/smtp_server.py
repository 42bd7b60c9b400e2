"""A mail server on loopback, in a thread of its own: keeps what it takes, refuses as it is told to."""

import asyncio
import socket
import ssl
from collections import deque
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True, slots=True)
class Taken:
    """One accepted mail. `encrypted`: the line was, `login`: who it came from, when somebody said so."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    encrypted: bool
    login: str


class FakeSmtp:
    """`implicit`, `starttls`: the certificate with which the line is encrypted, from the start or on demand.
    `password`: the only one that is let in."""

    def __init__(
        self,
        *,
        implicit: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        password: str = "",
    ) -> None:
        self.taken: list[Taken] = []
        self.port = 0
        self._implicit, self._starttls = implicit, starttls
        self._password = password
        self._at_recipient: deque[str] = deque()
        self._at_data: deque[str] = deque()
        self._controller: Controller | None = None

    def refuse_recipient(self, answer: str) -> Self:
        """The next RCPT is answered like this: "550 No such user"."""
        self._at_recipient.append(answer)
        return self

    def refuse_message(self, answer: str) -> Self:
        """The next DATA is answered like this; "cut" takes the mail and breaks the line instead."""
        self._at_data.append(answer)
        return self

    def __enter__(self) -> Self:
        with socket.socket() as free:  # the controller cannot work with port 0
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        options: dict[str, Any] = {"ssl_context": self._implicit, "tls_context": self._starttls}
        if self._password:
            # it does not count a line that was encrypted from the start, and then only offers a login
            wants_tls = self._starttls is not None
            options |= {"authenticator": self._login, "auth_required": wants_tls, "auth_require_tls": wants_tls}
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._at_recipient:
            return self._at_recipient.popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self._at_data.popleft() if self._at_data else "250 OK"
        if answer[0] in "45":
            return answer
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        login = session.auth_data.login.decode() if isinstance(session.auth_data, LoginPassword) else ""
        encrypted = session.ssl is not None or self._implicit is not None
        self.taken.append(
            Taken(str(envelope.mail_from), tuple(map(str, envelope.rcpt_tos)), message, encrypted, login)
        )
        if answer == "cut":
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return answer

    def _login(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.password.decode() == self._password
        return AuthResult(success=right, handled=False, auth_data=data)
