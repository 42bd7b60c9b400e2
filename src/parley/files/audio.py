"""Tells by its first bytes what a recording is: names and types that senders give cannot be relied on."""

from typing import NamedTuple

# The formats that every provider of transcriptions takes, and their content types.
AUDIO_TYPES = {
    "webm": "audio/webm",
    "ogg": "audio/ogg",
    "mp4": "audio/mp4",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "flac": "audio/flac",
}
_SIGNATURES = ((b"\x1a\x45\xdf\xa3", "webm"), (b"OggS", "ogg"), (b"ID3", "mp3"), (b"fLaC", "flac"))
# Relatives of MP4 that hold pictures, or sound no provider takes.
_UNSUPPORTED_BRANDS = ("heic", "heix", "hevc", "mif1", "msf1", "avif", "avis", "3gp", "3g2", "crx ", "jp2 ")


class Recording(NamedTuple):
    """A customer's voice message."""

    audio: bytes
    #: a key of AUDIO_TYPES
    audio_format: str

    @property
    def file_name(self) -> str:
        """A name whose extension says what it is: providers go by that."""
        return f"voice.{self.audio_format}"

    @property
    def content_type(self) -> str:
        return AUDIO_TYPES[self.audio_format]


def detect_audio_format(data: bytes) -> str:
    """Returns a key of AUDIO_TYPES; empty for everything else."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[4:8] == b"ftyp":
        brand = data[8:12].decode("latin-1").lower()
        if brand.startswith(_UNSUPPORTED_BRANDS):
            return ""
        return "m4a" if brand.startswith(("m4a", "m4b")) else "mp4"
    return "mp3" if _is_mp3_frame(data) else ""


def _is_mp3_frame(data: bytes) -> bool:
    """Tells the beginning of an MP3: eleven set bits, layer III, a bit rate and a sample rate that exist."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        return False
    return data[1] & 0x06 == 0x02 and 0 < data[2] >> 4 < 15 and data[2] & 0x0C != 0x0C
