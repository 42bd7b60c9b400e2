"""OpenRouter: recordings go as base64 in JSON, which is its own way; speech is asked for as of OpenAI."""

import base64
from typing import ClassVar

from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.speech.base import Transcriber, Transcript, recognized_language
from parley.speech.openai import OpenAISpeaker

_BASE_URL = "https://openrouter.ai/api/v1"
_TITLE_HEADER = {"X-OpenRouter-Title": "parley"}


class OpenRouterTranscriber(Transcriber):
    """Listens through OpenRouter."""

    name: ClassVar[str] = "openrouter"
    default_base_url: ClassVar[str] = _BASE_URL

    def _headers(self) -> dict[str, str]:
        return {**_TITLE_HEADER, **super()._headers()}

    async def _transcribe_once(self, recording: Recording, hint: str) -> Transcript:
        # It knows no mp4, but the same container by its other name.
        audio_format = "m4a" if recording.audio_format == "mp4" else recording.audio_format
        data = base64.b64encode(recording.audio).decode()
        body = {"model": self.endpoint.model, "input_audio": {"data": data, "format": audio_format}}
        content = self._parse_object(
            await self._post("/audio/transcriptions", json=body | ({"language": hint} if hint else {}))
        )
        if not isinstance(text := content.get("text"), str):
            raise RemoteError("The transcription has no text")
        return Transcript(text.strip(), recognized_language(content.get("language")))


class OpenRouterSpeaker(OpenAISpeaker):
    """Speaks through OpenRouter."""

    name: ClassVar[str] = "openrouter"
    default_base_url: ClassVar[str] = _BASE_URL

    def _headers(self) -> dict[str, str]:
        return {**_TITLE_HEADER, **super()._headers()}
