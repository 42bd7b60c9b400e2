"""OpenAI, and every server that speaks its audio endpoints: Ollama, vLLM, whisper servers, other vendors."""

from io import BytesIO
from typing import ClassVar

from aiohttp import FormData

from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.speech.base import Speaker, Speech, Transcriber, Transcript, recognized_language

_BASE_URL = "https://api.openai.com/v1"
_MAX_INPUT_CHARS = 4096
_DEFAULT_VOICE = "alloy"


class OpenAITranscriber(Transcriber):
    """Listens by `/audio/transcriptions`."""

    name: ClassVar[str] = "openai"
    default_base_url: ClassVar[str] = _BASE_URL

    async def _transcribe_once(self, recording: Recording, hint: str) -> Transcript:
        form = FormData({"model": self.endpoint.model, "response_format": "json"})
        if hint:
            form.add_field(hint_field(self.endpoint.model), hint)
        form.add_field(
            "file", BytesIO(recording.audio), filename=recording.file_name, content_type=recording.content_type
        )
        content = self._parse_object(await self._post("/audio/transcriptions", data=form))
        if not isinstance(text := content.get("text"), str):
            raise RemoteError("The transcription has no text")
        return Transcript(text.strip(), recognized_language(content.get("languages") or content.get("language")))


class OpenAISpeaker(Speaker):
    """Speaks by `/audio/speech`."""

    name: ClassVar[str] = "openai"
    default_base_url: ClassVar[str] = _BASE_URL

    async def speak(self, text: str, *, language: str = "", voice: str = "") -> Speech:
        body = {
            "model": self.endpoint.model,
            "input": text[:_MAX_INPUT_CHARS],
            "voice": voice or _DEFAULT_VOICE,
            "response_format": "mp3",
        }
        answer = await self._post("/audio/speech", json=body)
        content_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if content_type == "application/json":  # an error that came with 200
            self._parse_object(answer)
        if not answer.body or content_type.startswith(("application/json", "text/")):
            raise RemoteError("The spoken answer is no audio")
        return Speech(answer.body, content_type if content_type.startswith("audio/") else "audio/mpeg")


def hint_field(model: str) -> str:
    """Returns the field for the probable language: gpt-transcribe takes a list, all others one."""
    return "languages[]" if model.rpartition("/")[2].startswith("gpt-transcribe") else "language"
