"""Stand-ins for the outside world, shipped with the product and tested like it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from parley.crm.base import CRM
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.infra.http import HttpClient
from parley.llm.base import LLM, AnswerDelta, CompletionRequest, ModelEndpoint, ToolCall
from parley.speech.base import Speaker, Speech, Transcriber, Transcript


class ManualClock:
    """A clock that moves only when told to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, by: timedelta) -> None:
        """Moves the clock on."""
        self.at += by


class RecordingCRM(CRM):
    """Takes every lead and keeps what it was given; each gets the next number."""

    name: ClassVar[str] = "recording"

    def __init__(self) -> None:
        self.pushed_notices: list[Notice] = []

    def address(self, company: CompanyConfig) -> str:
        return "memory"

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        return {"order": dict(notice.order)}

    async def deliver(self, company: CompanyConfig, notice: Notice) -> str:
        self.pushed_notices.append(notice)
        return notice.external_id or str(len(self.pushed_notices))


class ScriptedLLM(LLM):
    """A model that says what its script says: a text, a tool call, or an error, one item per call.

    After that it has one sentence of its own. `gate`, when given, is waited for before the first word: a test holds
    an answer open with it.
    """

    name: ClassVar[str] = "scripted"

    def __init__(
        self,
        script: Iterable[str | ToolCall | RemoteError | Sequence[str | ToolCall | RemoteError]] = (),
        gate: asyncio.Event | None = None,
    ) -> None:
        self._script = deque(script)
        self._gate = gate
        self.requests: list[CompletionRequest] = []

    async def complete(self, request: CompletionRequest) -> AsyncIterator[AnswerDelta]:
        self.requests.append(request)
        item = self._script.popleft() if self._script else "Scripted answer."
        if self._gate is not None:
            await self._gate.wait()
        for part in [item] if isinstance(item, str | ToolCall | RemoteError) else item:
            if isinstance(part, RemoteError):
                raise part
            if isinstance(part, ToolCall):
                yield AnswerDelta(tool_call=part)
                continue
            for word in part.split(" "):
                yield AnswerDelta(text=f"{word} ")
                await asyncio.sleep(0)


class ScriptedTranscriber(Transcriber):
    """Hears what its script says, one item per recording; None never ends."""

    name: ClassVar[str] = "scripted"
    default_base_url: ClassVar[str] = "http://127.0.0.1"

    def __init__(self, script: Iterable[str | RemoteError | None] = ()) -> None:
        super().__init__(ModelEndpoint("scripted"), HttpClient())
        self._script = deque(script)
        self.calls: list[tuple[Recording, str]] = []

    async def transcribe(self, recording: Recording, language: str = "") -> Transcript:
        self.calls.append((recording, language))
        return await self._transcribe_once(recording, language)

    async def _transcribe_once(self, recording: Recording, hint: str) -> Transcript:
        return Transcript(await _next_item(self._script, "Scripted words."))


class ScriptedSpeaker(Speaker):
    """Its sound is the text itself; a script may hold what fails before that."""

    name: ClassVar[str] = "scripted"
    default_base_url: ClassVar[str] = "http://127.0.0.1"

    def __init__(self, script: Iterable[str | RemoteError | None] = ()) -> None:
        super().__init__(ModelEndpoint("scripted"), HttpClient())
        self._script = deque(script)
        self.calls: list[tuple[str, str]] = []

    async def speak(self, text: str, *, language: str = "", voice: str = "") -> Speech:
        self.calls.append((text, language))
        return Speech((await _next_item(self._script, text)).encode(), "audio/mpeg")


async def _next_item(script: deque[str | RemoteError | None], default: str) -> str:
    item = script.popleft() if script else default
    if isinstance(item, RemoteError):
        raise item
    if item is None:
        await asyncio.Event().wait()
    return item or ""
