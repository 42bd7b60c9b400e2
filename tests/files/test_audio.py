"""What a recording is, by its bytes."""

import pytest

from fakes.recordings import RECORDINGS
from parley.files.audio import AUDIO_TYPES, Recording, detect_audio_format


@pytest.mark.parametrize("name", sorted(RECORDINGS))
def test_a_recording_is_known_by_its_first_bytes(name: str) -> None:
    assert detect_audio_format(RECORDINGS[name]) == name


def test_every_kind_has_a_recording_here() -> None:
    assert set(RECORDINGS) == set(AUDIO_TYPES)


def test_an_mp3_with_tags_before_the_sound_is_one() -> None:
    assert detect_audio_format(b"ID3\x04\x00\x00\x00\x00\x00\x21TIT2" + RECORDINGS["mp3"]) == "mp3"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"hello, this is text",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        "текст".encode("utf-16"),
        b"RIFF\x24\x00\x00\x00WEBPVP8 ",
        b"RIFF\x24\x00\x00\x00AVI LIST",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
        b"\x00\x00\x00\x18ftyp3gp4\x00\x00\x00\x003gp4",
        b"#!AMR\n",
        b"\xff\xf1\x50\x80",
        b"\xff\xfb\xf0\x64",
        b"PK\x03\x04",
    ],
    ids=[
        "nothing", "one byte", "text", "a PDF", "a PNG", "a JPEG", "UTF-16", "a WebP", "an AVI", "a HEIC", "3GP",
        "AMR", "ADTS", "an impossible bit rate", "a ZIP",
    ],
)  # fmt: skip
def test_nothing_else_is(data: bytes) -> None:
    assert detect_audio_format(data) == ""


def test_its_name_on_the_wire_says_what_it_is() -> None:
    recording = Recording(b"OggS", "ogg")
    assert (recording.file_name, recording.content_type) == ("voice.ogg", "audio/ogg")
