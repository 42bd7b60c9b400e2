"""Visitors who write numbered messages to servers that may die at any moment, and send again what had no answer."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp

from bench.tally import SentMessage

# Longer than anything that parley promises: a claim's lease, and the wait for a place behind another answer.
_PATIENCE_SECONDS = 120.0
_PAUSES_SECONDS = (0.1, 1.0)
# How many of a hundred messages are sent again before the answer is there, as by somebody whose line breaks.
_HANG_UPS = 6
# How many of a hundred that got no answer are not sent again: the visitor goes on with the next.
_LEAVERS = 8
_SYLLABLES = ("ба", "ве", "ги", "до", "жу", "ла", "ме", "ни", "по", "ру")
_QUESTIONS = (
    "Подскажите, есть ли у вас {}?",
    "Здравствуйте, сколько стоит {}?",
    "А доставка для {} есть?",
    "Do you have {} for travel?",
    "Расскажите про {}, пожалуйста",
)


class NoAnswer(Exception):
    """A server that lives could not answer: it says so, and the same message may be sent again."""


@dataclass(slots=True)
class Street:
    """Where visitors come from: which servers there are, and what has happened so far."""

    session: aiohttp.ClientSession
    bases: Sequence[str]
    #: messages that were answered to whom they were from
    turns: int = 0
    sent: list[SentMessage] = field(default_factory=list)
    #: what came instead of an answer, and how often
    failures: Counter[str] = field(default_factory=Counter)
    #: seconds from the first attempt to the answer
    waits: list[float] = field(default_factory=list)


class Visitor:
    """One window of a visitor: a message at a time, in order, over POST and over a WebSocket."""

    def __init__(self, street: Street, company_id: int, visitor_id: str, window: int, seed: str) -> None:
        self._street, self._company_id = street, company_id
        self._id, self._window, self._number = visitor_id, window, 0
        self._random = random.Random(seed)
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def talk(self, is_over: asyncio.Event, most_thinking_seconds: float) -> None:
        """Writes one message after the other until it is over."""
        while not is_over.is_set():
            self._number += 1
            text = self._random.choice(_QUESTIONS).format(_word(self._number, self._window))
            heard = await self._write(text)
            self._street.sent.append(SentMessage(self._id, self._window, self._number, text, heard))
            self._street.turns += heard is not None
            await asyncio.sleep(self._random.uniform(0, most_thinking_seconds))
        await self._hang_up()

    async def _write(self, text: str) -> str | None:
        """Returns the answer; None where the visitor did not send a message again that nobody answered."""
        loop = asyncio.get_running_loop()
        begun, may_leave = loop.time(), True
        while True:
            hangs_up = self._random.randrange(100) < _HANG_UPS
            try:
                async with asyncio.timeout(self._random.uniform(0, 2) if hangs_up else _PATIENCE_SECONDS):
                    heard = await self._ask(text)
            except (aiohttp.ClientError, OSError, NoAnswer) as error:  # TimeoutError is an OSError
                await self._hang_up()
                is_late = isinstance(error, TimeoutError)
                self._street.failures["hung up" if is_late and hangs_up else _kind_of(error)] += 1
                # A request that was not refused may still be on its way: the next message must not overtake it.
                may_leave = may_leave and not is_late
                await asyncio.sleep(self._random.uniform(*_PAUSES_SECONDS))
                if may_leave and self._random.randrange(100) < _LEAVERS:
                    return None
            else:
                self._street.waits.append(loop.time() - begun)
                return heard

    async def _ask(self, text: str) -> str:
        data = {"message": text, "user_id": self._id, "message_id": f"{self._window}-{self._number}"}
        return await (self._send(data) if self._random.random() < 0.5 else self._post(data))

    async def _post(self, data: dict[str, str]) -> str:
        url = f"{self._random.choice(self._street.bases)}/sales/{self._company_id}/chat"
        async with self._street.session.post(url, json=data) as answer:
            if answer.status != 200:
                raise NoAnswer(f"status {answer.status}")
            content: dict[str, str] = await answer.json()
            return content["response"]

    async def _send(self, data: dict[str, str]) -> str:
        if self._socket is None or self._socket.closed:
            url = f"{self._random.choice(self._street.bases)}/ws/sales/{self._company_id}"
            self._socket = await self._street.session.ws_connect(url)
        await self._socket.send_json({"type": "chat", "data": data})
        heard = ""
        while True:
            message = await self._socket.receive()
            if message.type is not aiohttp.WSMsgType.TEXT:
                raise ConnectionResetError("the socket was closed")
            frame = json.loads(message.data)
            if frame["type"] == "chunk":
                heard += frame["data"]["content"]
            elif frame["type"] == "error":
                raise NoAnswer(f"error {frame['data'].get('code')}")
            elif frame["type"] == "complete":
                return heard

    async def _hang_up(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            with suppress(Exception):
                await asyncio.wait_for(socket.close(), 1)


def _word(number: int, window: int) -> str:
    """A word that nobody else says in this talk, without digits: those could be read as prices and phones."""
    return "".join(_SYLLABLES[int(digit)] for digit in f"{number:04}") + "кс" * (window + 1)


def _kind_of(error: Exception) -> str:
    return str(error) if isinstance(error, NoAnswer) else type(error).__name__
