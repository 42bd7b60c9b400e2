"""OpenRouter: recordings go as base64 in JSON, which is its own way; speech is asked for as of OpenAI."""

import base64
from typing import ClassVar

from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.speech.base import Transcriber, Transcript, recognised
from parley.speech.openai import OpenAISpeaker

_BASE = "https://openrouter.ai/api/v1"
_TITLE = {"X-OpenRouter-Title": "parley"}


class OpenRouterTranscriber(Transcriber):
    name: ClassVar[str] = "openrouter"
    default_base_url: ClassVar[str] = _BASE

    def _headers(self) -> dict[str, str]:
        return {**_TITLE, **super()._headers()}

    async def _hear(self, recording: Recording, hint: str) -> Transcript:
        # It knows no mp4, but the same container by its other name.
        form = "m4a" if recording.kind == "mp4" else recording.kind
        data = base64.b64encode(recording.audio).decode()
        asked = {"model": self._endpoint.model, "input_audio": {"data": data, "format": form}}
        told = self._told(
            await self._post("/audio/transcriptions", json=asked | ({"language": hint} if hint else {}))
        )
        if not isinstance(text := told.get("text"), str):
            raise RemoteError("The transcription has no text")
        return Transcript(text.strip(), recognised(told.get("language")))


class OpenRouterSpeaker(OpenAISpeaker):
    name: ClassVar[str] = "openrouter"
    default_base_url: ClassVar[str] = _BASE

    def _headers(self) -> dict[str, str]:
        return {**_TITLE, **super()._headers()}
