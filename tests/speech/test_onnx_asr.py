"""An engine of this machine, with a model and a decoder that are handed in; its real packages are optional."""

from array import array
from pathlib import Path
from typing import Any

import pytest

from fakes.recordings import RECORDINGS
from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.infra.http import HttpClient
from parley.llm.base import ModelEndpoint
from parley.speech.base import Transcript
from parley.speech.onnx_asr import OnnxTranscriber, cut_at_silence

OGG = Recording(RECORDINGS["ogg"], "ogg")
SECOND = 16_000


def sound(seconds: float) -> "array[float]":
    return array("f", [1.0]) * int(seconds * SECOND)


class FakeModel:
    """Says a word a piece, or fails."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.calls: list[tuple[int, dict[str, Any]]] = []

    def recognize(self, samples: Any, **options: Any) -> str:
        self.calls.append((len(samples), options))
        if self.failure:
            raise self.failure
        return f" слово{len(self.calls)} "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "model.onnx").write_bytes(b"demo")
    return tmp_path


def engine(
    folder: Path,
    model: FakeModel,
    *,
    name: str = "gigaam-multilingual-ctc",
    seconds: float = 2,
    timeout: float = 20,
) -> OnnxTranscriber:
    samples = sound(seconds)
    return OnnxTranscriber(
        ModelEndpoint(name, "", str(folder)),
        HttpClient(),
        timeout=timeout,
        load_model=lambda *_: model,
        decode=lambda _: samples,
    )


async def test_a_recording_is_written_down(folder: Path) -> None:
    model = FakeModel()
    assert await engine(folder, model).transcribe(OGG, "kk") == Transcript("слово1")
    assert model.calls == [(2 * SECOND, {"sample_rate": SECOND})]


@pytest.mark.parametrize(("language", "told"), [("kz", "kk"), ("ky", "kk"), ("ru", "ru")])
async def test_whisper_is_told_the_language(folder: Path, language: str, told: str) -> None:
    model = FakeModel()
    await engine(folder, model, name="whisper-base").transcribe(OGG, language)
    assert model.calls[0][1] == {"sample_rate": SECOND, "language": told}


async def test_a_model_is_loaded_once(folder: Path) -> None:
    loaded: list[tuple[str, Path]] = []

    def load(name: str, path: Path) -> FakeModel:
        loaded.append((name, path))
        return FakeModel()

    own = OnnxTranscriber(
        ModelEndpoint("m", "", str(folder)), HttpClient(), load_model=load, decode=lambda _: sound(1)
    )
    for _ in range(2):
        await own.transcribe(OGG)
    assert loaded == [("m", folder)]


async def test_a_long_recording_is_heard_in_pieces(folder: Path) -> None:
    model = FakeModel()
    heard = await engine(folder, model, seconds=50).transcribe(OGG)
    assert heard.text == " ".join(f"слово{n}" for n in range(1, len(model.calls) + 1))
    assert sum(length for length, _ in model.calls) == 50 * SECOND


async def test_silence_is_an_empty_text(folder: Path) -> None:
    assert await engine(folder, FakeModel(), seconds=0).transcribe(OGG) == Transcript("")


async def test_nobody_waits_behind_the_deadline(folder: Path) -> None:
    model = FakeModel()
    with pytest.raises(RemoteError, match="too long"):
        await engine(folder, model, timeout=-1).transcribe(OGG)
    assert model.calls == []


async def test_whatever_a_runtime_raises_is_a_remote_error_without_its_words(folder: Path) -> None:
    with pytest.raises(RemoteError) as failed:
        await engine(folder, FakeModel(ValueError("/srv/secret"))).transcribe(OGG)
    assert failed.value.permanent
    assert "secret" not in str(failed.value)


def test_what_is_missing_is_said(tmp_path: Path, folder: Path) -> None:
    assert engine(folder, FakeModel()).missing() == ""
    assert engine(tmp_path / "nothing", FakeModel()).missing() == "PARLEY_VOICE_MODEL is no folder"
    empty = tmp_path / "empty"
    empty.mkdir()
    assert engine(empty, FakeModel()).missing() == "PARLEY_VOICE_MODEL has no model in it (*.onnx)"


def test_a_recording_is_cut_where_it_is_quiet() -> None:
    samples = sound(30)
    samples[15 * SECOND : 16 * SECOND] = array("f", bytes(4 * SECOND))
    first, second = cut_at_silence(samples)
    assert 15 * SECOND <= len(first) <= 16 * SECOND
    assert len(first) + len(second) == len(samples)
