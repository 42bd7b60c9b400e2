"""OpenAI, and every server that speaks its audio endpoints: Ollama, vLLM, whisper servers, other vendors."""

from io import BytesIO
from typing import ClassVar

from aiohttp import FormData

from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.speech.base import Speaker, Speech, Transcriber, Transcript, recognised

_BASE = "https://api.openai.com/v1"
_LONGEST_INPUT = 4096
_VOICE = "alloy"


class OpenAITranscriber(Transcriber):
    name: ClassVar[str] = "openai"
    default_base_url: ClassVar[str] = _BASE

    async def _hear(self, recording: Recording, hint: str) -> Transcript:
        form = FormData({"model": self._endpoint.model, "response_format": "json"})
        if hint:
            form.add_field(hint_name(self._endpoint.model), hint)
        form.add_field(
            "file", BytesIO(recording.audio), filename=recording.name, content_type=recording.content_type
        )
        told = self._told(await self._post("/audio/transcriptions", data=form))
        if not isinstance(text := told.get("text"), str):
            raise RemoteError("The transcription has no text")
        return Transcript(text.strip(), recognised(told.get("languages") or told.get("language")))


class OpenAISpeaker(Speaker):
    name: ClassVar[str] = "openai"
    default_base_url: ClassVar[str] = _BASE

    async def speak(self, text: str, *, language: str = "", voice: str = "") -> Speech:
        asked = {
            "model": self._endpoint.model,
            "input": text[:_LONGEST_INPUT],
            "voice": voice or _VOICE,
            "response_format": "mp3",
        }
        answer = await self._post("/audio/speech", json=asked)
        content_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if content_type == "application/json":  # an error that came with 200
            self._told(answer)
        if not answer.body or content_type.startswith(("application/json", "text/")):
            raise RemoteError("The spoken answer is no audio")
        return Speech(answer.body, content_type if content_type.startswith("audio/") else "audio/mpeg")


def hint_name(model: str) -> str:
    """gpt-transcribe takes a list of probable languages, all others one."""
    return "languages[]" if model.rpartition("/")[2].startswith("gpt-transcribe") else "language"
