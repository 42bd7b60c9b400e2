"""The ports to voices: a recording in, its words out (Transcriber); a text in, its sound out (Speaker)."""

from abc import ABC, abstractmethod
from collections.abc import Container, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, ClassVar

import orjson

from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.infra.http import HttpClient, RequestOptions, Response
from parley.infra.provider_errors import provider_error, provider_status_error
from parley.languages.registry import find_languages, normalize_language_code
from parley.llm.base import ModelEndpoint

# Many times what a sentence sounds like, or an hour's talk reads like.
_MAX_ANSWER_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of a recording."""

    #: empty for silence
    text: str
    #: ISO, where the engine tells one that we know; else empty
    language: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """A spoken text, whole, ready to be played."""

    audio: bytes
    content_type: str


class SpeechProvider:
    """What Transcribers and Speakers share: where an engine is and how it is called.

    `timeout`: seconds for a call.
    """

    name: ClassVar[str]
    default_base_url: ClassVar[str]
    #: it works on this machine, without a key: the address of its endpoint is a folder
    is_local: ClassVar[bool] = False

    def __init__(self, endpoint: ModelEndpoint, http: HttpClient, *, timeout: float = 20) -> None:
        self.endpoint, self._http, self._timeout = endpoint, http, timeout
        self._base_url = (endpoint.base_url or self.default_base_url).strip().rstrip("/")

    def missing(self) -> str:
        """Returns what a local engine lacks on this machine, for its owner; empty where it can work."""
        return ""

    def _headers(self) -> dict[str, str]:
        key = {"Authorization": f"Bearer {self.endpoint.api_key}"} if self.endpoint.api_key else {}
        return {**key, **self.endpoint.headers}

    async def _post(self, path: str, *, data: Any = None, json: Any = None) -> Response:
        headers = self._headers()
        if json is not None:  # as a file: a recording in base64 is too long to be written in one piece
            data, headers = BytesIO(orjson.dumps(json)), {**headers, "Content-Type": "application/json"}
        return await self._http.request(
            "POST",
            f"{self._base_url}{path}",
            data=data,
            headers=headers,
            guarded=self.endpoint.guarded,
            options=RequestOptions(
                timeout=self._timeout, error_factory=self._response_error, max_bytes=_MAX_ANSWER_BYTES
            ),
        )

    def _response_error(self, response: Response, url: str) -> RemoteError:
        return provider_status_error(response, url, secret=self.endpoint.api_key)

    def _parse_object(self, response: Response) -> Mapping[str, Any]:
        """Returns the object that came back. Raises RemoteError for an error in it, and for anything else."""
        content = response.json()
        if not isinstance(content, dict):
            raise RemoteError(f"{self.name} answered with something that is no object")
        if content.get("error"):
            raise provider_error(content["error"], response.status, secret=self.endpoint.api_key)
        return content


class Transcriber(SpeechProvider, ABC):
    """An engine that listens. Stateless; failures are `RemoteError`, `permanent` where trying again cannot help."""

    #: ISO codes of those of our languages that the engine's table has not
    lacked_languages: ClassVar[frozenset[str]] = frozenset({"ky"})

    async def transcribe(self, recording: Recording, language: str = "") -> Transcript:
        """Returns the words of a recording. Raises RemoteError.

        `language`: what the speaker probably speaks, by any of its names. It is only a hint: where the engine
        refuses the call, it is asked once more without.
        """
        hint = language_hint(language, self.lacked_languages)
        try:
            return await self._transcribe_once(recording, hint)
        except RemoteError as error:
            # Which languages a model takes is nowhere written down for all of them.
            if not hint or error.status_code not in (400, 422):
                raise
        return await self._transcribe_once(recording, "")

    @abstractmethod
    async def _transcribe_once(self, recording: Recording, hint: str) -> Transcript:
        """Asks the engine once. `hint`: an ISO code, or empty to let it find out."""


class Speaker(SpeechProvider, ABC):
    """An engine that speaks. Stateless; failures are `RemoteError`."""

    @abstractmethod
    async def speak(self, text: str, *, language: str = "", voice: str = "") -> Speech:
        """Returns the text aloud, MP3 wherever the engine can. Raises RemoteError.

        `language`: ISO, for engines that must be told. `voice`: one of the engine's own names; empty for its usual
        one.
        """


def language_hint(language: str, lacked: Container[str]) -> str:
    """Returns what an engine may be told of a language (⚑C31): `kz` is `kk`. Of a language that the engine lacks it
    is told the nearest one, Kazakh for Kyrgyz; of an unknown one nothing."""
    code = normalize_language_code(language) or ""
    known_language = find_languages().get(code)
    return known_language.nearest_speech_code if known_language and code in lacked else code


def recognized_language(languages: Any) -> str:
    """Returns the first language of an engine's list (or its only one) that we know; empty for none."""
    first = languages[0] if isinstance(languages, list) and languages else languages
    return (normalize_language_code(first) or "") if isinstance(first, str) else ""
