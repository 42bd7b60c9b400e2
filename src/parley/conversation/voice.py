"""Turns recordings into messages and answers into sound; neither is kept.

What goes wrong with a voice is told to the customer in words, and to us in the log: never as an error of the door.
"""

import asyncio

import structlog

from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.metrics import VOICE_MESSAGES
from parley.runtime import Runtime
from parley.speech.base import Speech, Transcriber, Transcript
from parley.speech.silence import remove_hallucinations

log = structlog.get_logger()

# As much as a written message may have.
MAX_TRANSCRIPT_CHARS = 4000
_RETRY_PAUSE_SECONDS = 0.3
_MAX_RETRY_WAIT_SECONDS = 5.0  # the longest Retry-After somebody who holds a phone can be asked to sit through


async def transcribe_recording(rt: Runtime, company: CompanyConfig, recording: Recording, language: str) -> str:
    """Returns what a recording says, as a message; empty for silence, for noise, and where it could not be made
    out. `language`: what the speaker probably speaks, ISO."""
    transcriber = rt.transcriber_for(company)
    if transcriber is None or not recording.audio:
        VOICE_MESSAGES.labels("off" if transcriber is None else "silent").inc()
        return ""
    try:
        async with asyncio.timeout(rt.settings.transcription_timeout):
            transcript = await _transcribe_with_retry(rt, transcriber, recording, language)
    except (RemoteError, TimeoutError) as error:
        VOICE_MESSAGES.labels("failed").inc()
        log.warning("voice not understood", engine=transcriber.name, error=error)
        return ""
    text = remove_hallucinations(transcript.text)[:MAX_TRANSCRIPT_CHARS]
    VOICE_MESSAGES.labels("heard" if text else "silent").inc()
    return text


async def _transcribe_with_retry(
    rt: Runtime, transcriber: Transcriber, recording: Recording, language: str
) -> Transcript:
    """Asks the transcriber, and a second time where that can help soon. Raises RemoteError."""
    try:
        return await transcriber.transcribe(recording, language)
    except RemoteError as error:
        pause = _RETRY_PAUSE_SECONDS if error.retry_after is None else error.retry_after
        if error.permanent or pause > _MAX_RETRY_WAIT_SECONDS:
            raise
    await rt.http.sleep(pause)
    return await transcriber.transcribe(recording, language)


async def synthesize_reply(rt: Runtime, company: CompanyConfig, text: str, language: str) -> Speech | None:
    """Returns the text aloud; None where the company has no voice, or speaking failed: the text is there anyway."""
    speaker = rt.speaker_for(company)
    if speaker is None or not text.strip():
        return None
    try:
        async with asyncio.timeout(rt.settings.speech_timeout):
            return await speaker.speak(text, language=language, voice=rt.settings.speech_voice)
    except (RemoteError, TimeoutError) as error:
        log.warning("answer not spoken", engine=speaker.name, error=error)
        return None
