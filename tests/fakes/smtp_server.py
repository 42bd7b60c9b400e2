"""The simulator's mail server in a thread of its own, for tests that wait for nobody."""

import asyncio
import threading
from typing import Self

from parley.simulator.smtp import MailServer

_PATIENCE_SECONDS = 20


class FakeSmtp(MailServer):
    """Use as a context manager. Its loop is another than the test's."""

    def refuse_recipient(self, answer: str) -> Self:
        """The next RCPT is answered like this: "550 No such user"."""
        self.at_recipient.append(answer)
        return self

    def refuse_message(self, answer: str) -> Self:
        """The next DATA is answered like this; "cut" takes the mail and breaks the line instead."""
        self.at_message.append(answer)
        return self

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self.__aenter__(), self._loop).result(_PATIENCE_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        if not self._thread.is_alive():
            return
        asyncio.run_coroutine_threadsafe(self.__aexit__(), self._loop).result(_PATIENCE_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE_SECONDS)
        self._loop.close()
