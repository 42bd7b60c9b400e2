"""A recording becomes a message; what goes wrong with it becomes words."""

from typing import Any

import pytest

from fakes.recordings import RECORDINGS, many_words
from parley.bootstrap import assemble_runtime
from parley.conversation.voice import MAX_TRANSCRIPT_CHARS, synthesize_reply, transcribe_recording
from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.infra.http import HttpClient
from parley.runtime import Runtime
from parley.testing import ScriptedSpeaker, ScriptedTranscriber

OGG = Recording(RECORDINGS["ogg"], "ogg")
BUSY, REFUSED = RemoteError("busy"), RemoteError("bad key", permanent=True)


class Naps:
    """Counts the pauses instead of making them."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


def hearing(rt: Runtime, engine: ScriptedTranscriber, naps: Naps | None = None, **settings: Any) -> Runtime:
    changed = rt.settings.model_copy(update=settings)
    return assemble_runtime(
        changed, rt.db, rt.queue, HttpClient(sleep=naps or Naps()), transcriber_for=lambda _: engine
    )


async def test_a_recording_becomes_a_message(runtime: Runtime, company: CompanyConfig) -> None:
    engine = ScriptedTranscriber([" Сколько стоит? "])
    assert await transcribe_recording(hearing(runtime, engine), company, OGG, "kz") == ("Сколько стоит?", "heard")
    assert engine.calls == [(OGG, "kz")]


@pytest.mark.parametrize("text", ["", "[музыка]", "Субтитры сделал DimaTorzok", "Thanks for watching!"])
async def test_silence_becomes_no_message(runtime: Runtime, company: CompanyConfig, text: str) -> None:
    heard = await transcribe_recording(hearing(runtime, ScriptedTranscriber([text])), company, OGG, "ru")
    assert heard == ("", "silent")


async def test_a_loop_becomes_no_message_and_a_number_of_sevens_does(
    runtime: Runtime, company: CompanyConfig
) -> None:
    rt = hearing(runtime, ScriptedTranscriber(["вот " * 20, "восемь" + " семь" * 10]))
    assert await transcribe_recording(rt, company, OGG, "ru") == ("", "garbled")
    assert (await transcribe_recording(rt, company, OGG, "ru")).outcome == "heard"


async def test_an_empty_recording_is_not_sent(runtime: Runtime, company: CompanyConfig) -> None:
    engine = ScriptedTranscriber()
    assert await transcribe_recording(hearing(runtime, engine), company, Recording(b"", ""), "ru") == ("", "silent")
    assert not engine.calls


async def test_a_busy_engine_is_asked_once_more(runtime: Runtime, company: CompanyConfig) -> None:
    naps = Naps()
    engine = ScriptedTranscriber([RemoteError("busy", retry_after=2), "Да"])
    assert await transcribe_recording(hearing(runtime, engine, naps), company, OGG, "ru") == ("Да", "heard")
    assert naps.taken == [2]


@pytest.mark.parametrize(
    ("script", "asked"),
    [([REFUSED, "Да"], 1), ([RemoteError("later", retry_after=30), "Да"], 1), ([BUSY, BUSY, "Да"], 2)],
    ids=["refused", "too long to wait", "twice busy"],
)
async def test_a_recording_that_cannot_be_transcribed_becomes_no_message(
    runtime: Runtime, company: CompanyConfig, script: list[str | RemoteError], asked: int
) -> None:
    engine = ScriptedTranscriber(script)
    assert await transcribe_recording(hearing(runtime, engine), company, OGG, "ru") == ("", "failed")
    assert len(engine.calls) == asked


async def test_an_engine_that_hangs_is_given_up(runtime: Runtime, company: CompanyConfig) -> None:
    engine = ScriptedTranscriber([None])
    rt = hearing(runtime, engine, transcription_timeout=0.02)
    assert await transcribe_recording(rt, company, OGG, "ru") == ("", "late")


async def test_a_transcript_of_an_hour_is_cut_to_the_length_of_a_message(
    runtime: Runtime, company: CompanyConfig
) -> None:
    rt = hearing(runtime, ScriptedTranscriber([" ".join(many_words(9000))]))
    heard = await transcribe_recording(rt, company, OGG, "ru")
    assert len(heard.text) == MAX_TRANSCRIPT_CHARS


async def test_an_answer_is_spoken_in_its_language(runtime: Runtime, company: CompanyConfig) -> None:
    engine = ScriptedSpeaker()
    rt = assemble_runtime(runtime.settings, runtime.db, runtime.queue, runtime.http, speaker_for=lambda _: engine)
    speech = await synthesize_reply(rt, company, "Сәлем!", "kk")
    assert speech is not None
    assert (speech.audio, speech.content_type) == ("Сәлем!".encode(), "audio/mpeg")
    assert engine.calls == [("Сәлем!", "kk")]


@pytest.mark.parametrize("trouble", [REFUSED, BUSY, None])
async def test_an_answer_that_cannot_be_spoken_stays_a_text(
    runtime: Runtime, company: CompanyConfig, trouble: RemoteError | None
) -> None:
    engine = ScriptedSpeaker([trouble])
    changed = runtime.settings.model_copy(update={"speech_timeout": 0.02})
    rt = assemble_runtime(changed, runtime.db, runtime.queue, runtime.http, speaker_for=lambda _: engine)
    assert await synthesize_reply(rt, company, "Сәлем!", "kk") is None
