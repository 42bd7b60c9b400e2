"""Recordings as browsers and phones make them: right where anybody but an engine looks, at the beginning."""

import math
import struct

_MP3_FRAME = bytes.fromhex("fffb9064") + bytes(413)

RECORDINGS = {
    "webm": bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282847765626d") + b"\x18S\x80g" + bytes(64),
    "ogg": b"OggS\x00\x02" + bytes(8) + b"demo" + bytes(8) + b"\x01\x13OpusHead\x01\x01" + bytes(64),
    "mp4": b"\x00\x00\x00\x1cftypiso5\x00\x00\x02\x00iso5iso6mp41" + bytes(64),
    "m4a": b"\x00\x00\x00\x1cftypM4A \x00\x00\x02\x00M4A mp42isom" + bytes(64),
    "mp3": _MP3_FRAME * 2,
    "flac": b"fLaC\x00\x00\x00\x22" + bytes(64),
}


def tone(seconds: float = 0.5, hertz: int = 440, rate: int = 8000) -> bytes:
    """A WAV file somebody could listen to."""
    count = int(seconds * rate)
    wave = b"".join(struct.pack("<h", int(9000 * math.sin(2 * math.pi * hertz * n / rate))) for n in range(count))
    form = struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16)
    chunks = b"fmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(wave)) + wave
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


RECORDINGS["wav"] = tone()


def many_words(count: int) -> list[str]:
    """What somebody says who talks for long: words that are not the same again and again."""
    syllables = [consonant + vowel for consonant in "бвгдклмнпрст" for vowel in "аеиоу"]
    return [syllables[n % 60] + syllables[n // 60 % 60] + syllables[n * 7 % 59] for n in range(count)]
