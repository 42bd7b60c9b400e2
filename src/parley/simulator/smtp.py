"""A mail server on loopback: keeps what it takes, encrypts by its certificate, refuses as it is told to."""

import asyncio
import base64
import binascii
import ssl
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self

from parley.errors import ConfigurationError
from parley.simulator.loopback import is_loopback

_MAX_LINE_BYTES = 1_000
_MAX_MAIL_BYTES = 25 * 2**20
#: breaks the line instead of an answer: when the mail was taken, or before
CUT, LOST = "cut", "lost"


@dataclass(frozen=True, slots=True)
class TakenMail:
    """One accepted mail. `encrypted`: the line was, `login`: who it came from, when somebody said so."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    encrypted: bool
    login: str


class MailServer:
    """Use as an async context manager; `port` is where it listens.

    `implicit`, `starttls`: the certificate with which the line is encrypted, from the start or on demand.
    `password`: the only one that is let in; without one nobody is asked.
    """

    def __init__(
        self,
        *,
        implicit: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        password: str = "",
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        """Raises ConfigurationError for a host that is not of loopback."""
        if not is_loopback(host):
            raise ConfigurationError(f"A simulator listens on loopback only, not on {host}")
        self.taken: list[TakenMail] = []
        self.port = port
        self.implicit, self.starttls, self.password = implicit, starttls, password
        #: answers to the next recipients and mails, instead of the usual: "550 No such user", CUT, LOST
        self.at_recipient: deque[str] = deque()
        self.at_message: deque[str] = deque()
        self._host = host
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._serve, self._host, self.port, ssl=self.implicit, limit=2 * _MAX_MAIL_BYTES
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await _Conversation(self, reader, writer).run()
        except (ConnectionError, asyncio.IncompleteReadError, ValueError, ssl.SSLError):
            pass  # who called has gone, or says what no mail program says
        finally:
            self._open.discard(task)
            writer.close()


@dataclass
class _Conversation:
    """One caller's conversation."""

    server: MailServer
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    sender: str = ""
    recipients: list[str] = field(default_factory=list)
    login: str = ""
    is_encrypted: bool = False
    is_over: bool = False

    async def run(self) -> None:
        """Answers line by line until the caller leaves."""
        self.is_encrypted = self.server.implicit is not None
        await self._say("220 127.0.0.1 demo mail server")
        commands: dict[str, Callable[[str], Awaitable[None]]] = {
            "EHLO": self._greet, "HELO": self._greet, "STARTTLS": self._encrypt, "AUTH": self._log_in,
            "MAIL": self._begin, "RCPT": self._add_recipient, "DATA": self._take, "RSET": self._reset,
            "NOOP": self._nod, "QUIT": self._leave,
        }  # fmt: skip
        while not self.is_over and (line := await self.reader.readline()):
            words = line.decode(errors="replace").strip()
            verb, _, rest = words.partition(" ")
            if len(line) > _MAX_LINE_BYTES or verb.upper() not in commands:
                await self._say("500 5.5.2 Command not recognised")
                continue
            await commands[verb.upper()](rest)

    async def _say(self, *lines: str) -> None:
        code = lines[-1][:3]
        text = "".join(f"{code}-{line}\r\n" for line in lines[:-1]) + f"{lines[-1]}\r\n"
        self.writer.write(text.encode())
        await self.writer.drain()

    async def _greet(self, _: str) -> None:
        offered = ["127.0.0.1", f"SIZE {_MAX_MAIL_BYTES}", "8BITMIME", "SMTPUTF8"]
        if self.server.starttls is not None and not self.is_encrypted:
            offered.append("STARTTLS")
        if self.server.password and self.is_encrypted:
            offered.append("AUTH PLAIN LOGIN")
        await self._say(*offered, "250 OK")

    async def _encrypt(self, _: str) -> None:
        if self.server.starttls is None or self.is_encrypted:
            await self._say("502 5.5.1 STARTTLS is not to be had")
            return
        await self._say("220 2.0.0 Go ahead")
        await self.writer.start_tls(self.server.starttls)
        self.is_encrypted = True
        await self._forget()

    async def _log_in(self, rest: str) -> None:
        method, _, first = rest.partition(" ")
        if not self.server.password or not self.is_encrypted:
            await self._say("538 5.7.11 Encryption is required")
            return
        if method.upper() == "PLAIN":
            _, login, password = ((first and _decoded(first)) or await self._asked("")).split("\0")
        else:
            login = _decoded(first) if first else await self._asked("VXNlcm5hbWU6")
            password = await self._asked("UGFzc3dvcmQ6")
        if password != self.server.password:
            await self._say("535 5.7.8 Authentication credentials invalid")
            return
        self.login = login
        await self._say("235 2.7.0 Authentication succeeded")

    async def _asked(self, question: str) -> str:
        await self._say(f"334 {question}")
        return _decoded((await self.reader.readline()).decode().strip())

    async def _begin(self, rest: str) -> None:
        if self.server.starttls is not None and not self.is_encrypted:
            await self._say("530 5.7.0 Must issue a STARTTLS command first")
        elif self.server.password and not self.login:
            await self._say("530 5.7.0 Authentication required")
        else:
            await self._forget()
            self.sender = _address(rest)
            await self._say("250 2.1.0 OK")

    async def _add_recipient(self, rest: str) -> None:
        if not self.sender:
            await self._say("503 5.5.1 MAIL first")
            return
        answer = self.server.at_recipient.popleft() if self.server.at_recipient else "250 2.1.5 OK"
        if answer.startswith("2"):
            self.recipients.append(_address(rest))
        await self._say(answer)

    async def _take(self, _: str) -> None:
        if not self.recipients:
            await self._say("503 5.5.1 RCPT first")
            return
        await self._say("354 End data with <CR><LF>.<CR><LF>")
        content = (await self.reader.readuntil(b"\r\n.\r\n"))[:-3].replace(b"\r\n..", b"\r\n.")
        answer = self.server.at_message.popleft() if self.server.at_message else "250 2.0.0 OK"
        if answer == CUT or answer.startswith("2"):
            message = message_from_bytes(content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            mail = TakenMail(self.sender, tuple(self.recipients), message, self.is_encrypted, self.login)
            self.server.taken.append(mail)
        await self._forget()
        if answer in (CUT, LOST):
            self.is_over = True
            self.writer.transport.abort()
            return
        await self._say(answer)

    async def _reset(self, _: str) -> None:
        await self._forget()
        await self._say("250 2.0.0 OK")

    async def _nod(self, _: str) -> None:
        await self._say("250 2.0.0 OK")

    async def _leave(self, _: str) -> None:
        self.is_over = True
        await self._say("221 2.0.0 Bye")

    async def _forget(self) -> None:
        self.sender, self.recipients = "", []


def _address(rest: str) -> str:
    """Returns the address of `FROM:<a@b> SIZE=1`; of the empty one a name that is none."""
    return rest.partition(":")[2].strip().partition(">")[0].lstrip("<") or "<>"


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text).decode(errors="replace")
    except binascii.Error:
        return ""
