"""Engines of speech on loopback, as strict as the real ones: OpenAI's, OpenRouter's and Gemini's endpoints.

async with FakeSpeech() as fake:
    fake.script(Said("Здравствуйте!"), Said(status=429, error={"code": "slow_down"}))
    engine = OpenAITranscriber(Endpoint("gpt-transcribe", "demo-key", fake.openai), http)
"""

import asyncio
import base64
import binascii
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import orjson
from aiohttp import BodyPartReader, web

MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00demo sound"
# What the engines document; a file is known by its extension.
_EXTENSIONS = {"flac", "mp3", "mp4", "mpeg", "mpga", "m4a", "ogg", "wav", "webm"}
_FORMATS = {"wav", "mp3", "flac", "m4a", "ogg", "webm", "aac"}
_GEMINI_TYPES = {"audio/wav", "audio/mp3", "audio/ogg", "audio/flac", "audio/webm", "audio/mp4"}


@dataclass(frozen=True, slots=True)
class Said:
    """One scripted answer: what was heard, or how it fails. `wait`: seconds before it. `body`: these bytes
    instead."""

    text: str = ""
    language: str = ""
    status: int = 200
    error: object = None
    wait: float = 0
    body: bytes | None = None
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heard:
    """A request as it was understood. `hint` is the language it named; `audio` the recording's own bytes."""

    path: str
    model: str
    headers: Mapping[str, str]
    audio: bytes = b""
    name: str = ""
    content_type: str = ""
    hint: str = ""
    json: Any = None


class _Wrong(Exception):
    pass


class FakeSpeech:
    """`requests`: everything asked, in order. `openai`, `openrouter`, `gemini`: base addresses."""

    def __init__(self, default: Said | None = None) -> None:
        self.default = default or Said("Здравствуйте! Сколько стоит ноутбук?", "ru")
        self.requests: list[Heard] = []
        self.openai = self.openrouter = self.gemini = ""
        self._script: deque[Said] = deque()
        self._runner: web.AppRunner | None = None

    def script(self, *said: Said) -> Self:
        """Answer so, one a request; then the default again."""
        self._script.extend(said)
        return self

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/v1/audio/transcriptions", self._openai)
        app.router.add_post("/or/audio/transcriptions", self._openrouter)
        app.router.add_post("/v1beta/models/{model}:generateContent", self._gemini)
        app.router.add_post("/v1/audio/speech", self._speech)
        app.router.add_post("/or/audio/speech", self._speech)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.openai, self.openrouter, self.gemini = f"{base}/v1", f"{base}/or", f"{base}/v1beta"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _openai(self, request: web.Request) -> web.Response:
        return await self._answer(request, _of_form, _openai_words)

    async def _openrouter(self, request: web.Request) -> web.Response:
        return await self._answer(request, _of_json, _openai_words)

    async def _gemini(self, request: web.Request) -> web.Response:
        return await self._answer(request, _of_question, _gemini_words)

    async def _speech(self, request: web.Request) -> web.Response:
        return await self._answer(request, _of_text, None)

    async def _answer(self, request: web.Request, understand: Any, words: Any) -> web.Response:
        try:
            heard = await understand(request)
        except _Wrong as wrong:
            return _json({"error": {"message": str(wrong), "type": "invalid_request_error"}}, 400)
        self.requests.append(heard)
        said = self._script.popleft() if self._script else self.default
        await asyncio.sleep(said.wait)
        if said.body is not None:
            return web.Response(
                status=said.status, body=said.body, content_type=said.content_type, headers=dict(said.headers)
            )
        if said.error is not None or said.status != 200:
            return _json({"error": said.error or {"message": "no"}}, said.status, said.headers)
        if words is None:
            return web.Response(body=MP3, content_type="audio/mpeg")
        return _json(words(said), headers=said.headers)


async def _of_form(request: web.Request) -> Heard:
    if not request.content_type.startswith("multipart/form-data"):
        raise _Wrong("multipart/form-data is required")
    fields: dict[str, str] = {}
    found: tuple[bytes, str, str] | None = None
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise _Wrong("a part within a part")
        if part.name == "file":
            content_type = part.headers.get("Content-Type", "")
            found = bytes(await part.read()), part.filename or "", content_type
        else:
            fields[part.name or ""] = await part.text()
    model = fields.get("model", "")
    if found is None or not model:
        raise _Wrong("file and model are required")
    if found[1].rpartition(".")[2] not in _EXTENSIONS or not found[2].startswith("audio/"):
        raise _Wrong("the file needs a name with a known extension, and a type")
    listed = model.startswith("gpt-transcribe")
    if ("language" if listed else "languages[]") in fields:
        raise _Wrong("this model has another field for languages")
    hint = fields.get("languages[]" if listed else "language", "")
    if hint in ("ky", "zz") or "response_format" not in fields:
        raise _Wrong(f"unsupported language {hint}")
    return Heard(request.path, model, request.headers, *found, hint)


async def _of_json(request: web.Request) -> Heard:
    body = await _body(request)
    sound = body.get("input_audio") or {}
    if sound.get("format") not in _FORMATS:
        raise _Wrong("input_audio.format is unknown")
    audio = _decoded(sound.get("data"))
    return Heard(request.path, body["model"], request.headers, audio, sound["format"], "", body.get("language", ""))


async def _of_question(request: web.Request) -> Heard:
    body = await _body(request)
    (content,) = body["contents"]
    (sound,) = [part["inlineData"] for part in content["parts"] if "inlineData" in part]
    if sound["mimeType"] not in _GEMINI_TYPES or body["generationConfig"]["responseMimeType"] != "application/json":
        raise _Wrong("Unsupported MIME type")
    words = " ".join(part["text"] for part in content["parts"] if "text" in part)
    audio, model = _decoded(sound["data"]), request.match_info["model"]
    return Heard(request.path, model, request.headers, audio, "", sound["mimeType"], words, body)


async def _of_text(request: web.Request) -> Heard:
    body = await _body(request)
    if not body.get("input") or len(body["input"]) > 4096 or not body.get("voice") or not body.get("model"):
        raise _Wrong("model, voice and an input of at most 4096 characters are required")
    return Heard(request.path, body["model"], request.headers, json=body)


async def _body(request: web.Request) -> Any:
    if request.content_type != "application/json":
        raise _Wrong("JSON is required")
    return orjson.loads(await request.read())


def _decoded(data: Any) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (TypeError, binascii.Error):
        raise _Wrong("not base64") from None


def _openai_words(said: Said) -> dict[str, Any]:
    usage = {"type": "duration", "seconds": 1}
    return {"text": said.text, "usage": usage, **({"languages": [said.language]} if said.language else {})}


def _gemini_words(said: Said) -> dict[str, Any]:
    text = orjson.dumps({"text": said.text, "language": said.language}).decode()
    parts = [{"text": "Hm", "thought": True}, {"text": text[:5]}, {"text": text[5:]}]
    candidate = {"content": {"role": "model", "parts": parts}, "finishReason": "STOP"}
    return {"candidates": [candidate], "usageMetadata": {"totalTokenCount": 40}}


def _json(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.Response(
        status=status, body=orjson.dumps(content), headers=dict(headers or {}), content_type="application/json"
    )
