"""A recording becomes a message, an answer becomes sound. Neither is kept.

What goes wrong with a voice is told to the customer in words, and to us in the log: never as an error of the door.
"""

import asyncio

import structlog

from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.metrics import HEARD
from parley.runtime import Runtime
from parley.speech.base import Speech, Transcriber, Transcript
from parley.speech.silence import spoken

log = structlog.get_logger()

# As much as a written message may have.
LONGEST = 4000
_PAUSE = 0.3
_PATIENCE = 5.0  # the longest Retry-After somebody who holds a phone can be asked to sit through


async def listen(rt: Runtime, company: CompanyConfig, recording: Recording, language: str) -> str:
    """What a recording says, as a message; empty for silence, for noise, and when nobody could make it out.
    `language`: what the speaker probably speaks."""
    transcriber = rt.transcriber_for(company)
    if transcriber is None or not recording.audio:
        HEARD.labels("off" if transcriber is None else "silent").inc()
        return ""
    try:
        async with asyncio.timeout(rt.settings.transcription_timeout):
            heard = await _patiently(rt, transcriber, recording, language)
    except (RemoteError, TimeoutError) as error:
        HEARD.labels("failed").inc()
        log.warning("voice not understood", engine=transcriber.name, error=str(error) or "took too long")
        return ""
    text = spoken(heard.text)[:LONGEST]
    HEARD.labels("heard" if text else "silent").inc()
    return text


async def _patiently(rt: Runtime, transcriber: Transcriber, recording: Recording, language: str) -> Transcript:
    """Asked a second time, once, when that can help soon."""
    try:
        return await transcriber.transcribe(recording, language)
    except RemoteError as error:
        pause = _PAUSE if error.retry_after is None else error.retry_after
        if error.permanent or pause > _PATIENCE:
            raise
    await rt.http.sleep(pause)
    return await transcriber.transcribe(recording, language)


async def say(rt: Runtime, company: CompanyConfig, text: str, language: str) -> Speech | None:
    """The text aloud; None where nobody speaks for the company, or speaking failed: the text is there anyway."""
    speaker = rt.speaker_for(company)
    if speaker is None or not text.strip():
        return None
    try:
        async with asyncio.timeout(rt.settings.speech_timeout):
            return await speaker.speak(text, language=language, voice=rt.settings.speech_voice)
    except (RemoteError, TimeoutError) as error:
        log.warning("answer not spoken", engine=speaker.name, error=str(error) or "took too long")
        return None
