"""A mail server on loopback (aiosmtpd): records messages, refuses as told."""

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller


class FakeSMTP:
    """`refusals`: replies to give to DATA first, for example "451 later"."""

    def __init__(self, *refusals: str) -> None:
        self.refusals = list(refusals)
        self.messages: list[EmailMessage] = []
        with socket.socket() as probe:  # the controller cannot choose a port itself
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def __enter__(self) -> Self:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusals:
            return self.refusals.pop(0)
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"
