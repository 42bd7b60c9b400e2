"""Draws QR codes of widgets' addresses, of a size that is asked for."""

import struct
import zlib

_QUIET_MODULES = 4


def qr_png(url: str, pixels: int) -> bytes:
    """Returns a PNG of so many pixels a side with the code in its middle, as large as fits."""
    # Only here: codes are rare, and the library is 10 MB.
    import segno

    modules = [bytes(row) for row in segno.make(url, error="m", micro=False).matrix]
    scale = max(1, pixels // (len(modules) + 2 * _QUIET_MODULES))
    margin = (pixels - scale * len(modules)) // 2
    rows = []
    for y in range(pixels):
        row = (y - margin) // scale
        line = modules[row] if 0 <= row < len(modules) else b""
        rows.append(b"\0" + bytes(_shade(line, (x - margin) // scale) for x in range(pixels)))
    header = struct.pack(">IIBBBBB", pixels, pixels, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _shade(line: bytes, column: int) -> int:
    return 0 if 0 <= column < len(line) and line[column] else 255


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
