"""Listens without a key and without a network: onnx-asr on this machine, with weights from a folder of the owner's.

Needs `parley[voice]` and `PARLEY_VOICE_MODEL`, the folder of a model that onnx-asr knows. Nothing is ever
downloaded: whoever has no weights there hears nothing.
"""

import asyncio
import importlib.util
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar

from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.infra.http import HttpClient
from parley.llm.base import ModelEndpoint
from parley.speech.base import Transcriber, Transcript

_SAMPLE_RATE = 16_000
# What models of this kind were trained on at most; longer recordings are cut where they are quiet.
_MAX_PIECE_SECONDS, _MIN_PIECE_SECONDS = 20, 12
_QUIET_SECONDS = 0.1
# Of so many samples one is enough to tell how loud it is.
_LOUDNESS_STEP = 16
# A message, not a lecture: the rest is not listened to.
_MAX_SECONDS = 120
_PACKAGES = ("onnx_asr", "onnxruntime", "av", "numpy")
# Names of PyAV's demuxers: only the one that the bytes are of may read them.
_DEMUXERS = {
    "webm": "matroska",
    "ogg": "ogg",
    "mp4": "mov",
    "m4a": "mov",
    "mp3": "mp3",
    "wav": "wav",
    "flac": "flac",
}
# Only these are told a language.
_HINTED_MODELS = "whisper"

# Samples, mono, of 16 kHz.
Samples = Any
LoadModel = Callable[[str, Path], Any]
DecodeSound = Callable[[Recording], Samples]


class OnnxTranscriber(Transcriber):
    """Listens by a model of this machine, one recording at a time. The address of its endpoint is a folder.

    `load_model`, `decode`: what tests hand in instead of the packages.
    """

    name: ClassVar[str] = "onnx-asr"
    default_base_url: ClassVar[str] = ""
    is_local: ClassVar[bool] = True
    # One thread for all: two models at work at once would take the machine from those who write.
    _worker: ClassVar[ThreadPoolExecutor] = ThreadPoolExecutor(max_workers=1, thread_name_prefix="listening")

    def __init__(
        self,
        endpoint: ModelEndpoint,
        http: HttpClient,
        *,
        timeout: float = 20,
        load_model: LoadModel | None = None,
        decode: DecodeSound | None = None,
    ) -> None:
        super().__init__(endpoint, http, timeout=timeout)
        self._load_model, self._decode = load_model or _load_model, decode or _decode_sound
        self._needs_packages = load_model is None
        self._model: Any = None

    def missing(self) -> str:
        if self._needs_packages and (absent := [name for name in _PACKAGES if not importlib.util.find_spec(name)]):
            return f"parley[voice] is not installed ({', '.join(absent)})"
        folder = Path(self.endpoint.base_url)
        if not (self.endpoint.base_url and folder.is_dir()):
            return "PARLEY_VOICE_MODEL is no folder"
        if not any(folder.glob("*.onnx")):
            return "PARLEY_VOICE_MODEL has no model in it (*.onnx)"
        return ""

    async def _transcribe_once(self, recording: Recording, hint: str) -> Transcript:
        if missing := self.missing():
            raise RemoteError(f"onnx-asr cannot listen: {missing}")
        deadline = time.monotonic() + self._timeout
        try:
            listening = asyncio.get_running_loop().run_in_executor(
                self._worker, self._listen, recording, hint, deadline
            )
            return Transcript(await listening)
        except RemoteError:
            raise
        except Exception as error:  # of a decoder and a runtime that know more kinds than anybody lists
            raise RemoteError(f"onnx-asr could not listen: {type(error).__name__}", permanent=True) from error

    def _listen(self, recording: Recording, hint: str, deadline: float) -> str:
        """Returns the words, piece by piece. Nobody waits for them behind the deadline (`time.monotonic`)."""
        samples = self._decode(recording)
        if self._model is None:
            self._model = self._load_model(self.endpoint.model, Path(self.endpoint.base_url))
        options = {"language": hint} if hint and _HINTED_MODELS in self.endpoint.model else {}
        words = []
        for piece in cut_at_silence(samples):
            if time.monotonic() > deadline:
                raise RemoteError("onnx-asr took too long", permanent=True)
            words.append(str(self._model.recognize(piece, sample_rate=_SAMPLE_RATE, **options)).strip())
        return " ".join(filter(None, words))


def cut_at_silence(samples: Samples) -> Iterator[Samples]:
    """Yields the sound in pieces that a model can take, each cut where it is quietest."""
    start, step = 0, int(_QUIET_SECONDS * _SAMPLE_RATE)
    while len(samples) - start > _MAX_PIECE_SECONDS * _SAMPLE_RATE:
        candidates = range(
            start + _MIN_PIECE_SECONDS * _SAMPLE_RATE, start + _MAX_PIECE_SECONDS * _SAMPLE_RATE - step, step
        )
        end = min(candidates, key=lambda at: _loudness(samples[at : at + step])) + step // 2
        yield samples[start:end]
        start = end
    if len(samples) > start:
        yield samples[start:]


def _loudness(samples: Samples) -> float:
    return float(sum(abs(sample) for sample in samples[::_LOUDNESS_STEP]))


def _load_model(name: str, folder: Path) -> Any:
    import onnx_asr
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max(1, (os.cpu_count() or 2) // 2)
    return onnx_asr.load_model(name, folder, sess_options=options, providers=["CPUExecutionProvider"])


def _decode_sound(recording: Recording) -> Samples:
    """Returns at most two minutes of a recording."""
    import av
    import numpy

    resampler = av.AudioResampler(format="flt", layout="mono", rate=_SAMPLE_RATE)
    parts, count = [], 0
    with av.open(BytesIO(recording.audio), format=_DEMUXERS[recording.audio_format]) as container:
        for frame in container.decode(audio=0):
            for resampled in resampler.resample(frame):
                parts.append(resampled.to_ndarray()[0])
                count += len(parts[-1])
            if count >= _MAX_SECONDS * _SAMPLE_RATE:
                break
    samples = numpy.concatenate(parts) if parts else numpy.zeros(0, dtype=numpy.float32)
    return samples[: _MAX_SECONDS * _SAMPLE_RATE]
