"""Turns recordings into messages and answers into sound; neither is kept.

What goes wrong with a voice is told to the customer in words, and to us in the log: never as an error of the door.
"""

import asyncio
from typing import Literal, NamedTuple

import structlog

from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.languages.base import Replies
from parley.metrics import VOICE_MESSAGES
from parley.nlu.contacts.vocabulary import compile_contact_terms
from parley.runtime import Runtime
from parley.speech.base import Speech, Transcriber, Transcript
from parley.speech.garbled import is_garbled
from parley.speech.silence import remove_hallucinations

log = structlog.get_logger()

# As much as a written message may have.
MAX_TRANSCRIPT_CHARS = 4000
_RETRY_PAUSE_SECONDS = 0.3
_MAX_RETRY_WAIT_SECONDS = 5.0  # the longest Retry-After somebody who holds a phone can be asked to sit through


VoiceOutcome = Literal["heard", "silent", "garbled", "failed", "late", "off"]


class HeardMessage(NamedTuple):
    """What became of a recording."""

    #: as a message; empty unless it was heard
    text: str
    outcome: VoiceOutcome


async def transcribe_recording(
    rt: Runtime, company: CompanyConfig, recording: Recording, language: str
) -> HeardMessage:
    """Returns what a recording says. Silence, noise, an engine's loop and what it could not make out are no
    message. `language`: what the speaker is known to speak, by any of its names; empty where nobody knows."""
    heard = await _hear(rt, company, recording, language)
    VOICE_MESSAGES.labels(heard.outcome).inc()
    return heard


def unheard_reply(replies: Replies, outcome: VoiceOutcome) -> str:
    """Returns what a customer is told of a recording that became no message."""
    words = {"off": replies.voice_off, "late": replies.voice_late, "garbled": replies.voice_garbled}
    return words.get(outcome, replies.voice_failed)


async def _hear(rt: Runtime, company: CompanyConfig, recording: Recording, language: str) -> HeardMessage:
    transcriber = rt.transcriber_for(company)
    if transcriber is None or not recording.audio:
        return HeardMessage("", "off" if transcriber is None else "silent")
    try:
        async with asyncio.timeout(rt.settings.transcription_timeout):
            transcript = await _transcribe_with_retry(rt, transcriber, recording, language)
    except TimeoutError:
        log.warning("voice not written down in time", engine=transcriber.name)
        return HeardMessage("", "late")
    except RemoteError as error:
        log.warning("voice not understood", engine=transcriber.name, error=error)
        return HeardMessage("", "failed")
    text = remove_hallucinations(transcript.text)[:MAX_TRANSCRIPT_CHARS]
    if is_garbled(text, compile_contact_terms(rt.phrase_matcher).number_words):
        return HeardMessage("", "garbled")
    return HeardMessage(text, "heard" if text else "silent")


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
