import io
import zlib

import pytest
import segno

from parley.widgets.qr import qr_png


def _pixels(png: bytes) -> list[bytes]:
    """The rows of a grey picture without filters."""
    start = png.index(b"IDAT") + 4
    length = int.from_bytes(png[start - 8 : start - 4], "big")
    raw = zlib.decompress(png[start : start + length])
    side = int.from_bytes(png[16:20], "big")
    assert int.from_bytes(png[20:24], "big") == side
    return [raw[row * (side + 1) + 1 : (row + 1) * (side + 1)] for row in range(side)]


@pytest.mark.parametrize("url", ["https://parley.example/w/1/2", "http://localhost:8000/w/123456/" + "9" * 60])
def test_a_code_has_the_size_that_is_asked_for_and_the_squares_of_the_address(url: str) -> None:
    rows = _pixels(qr_png(url, 250))
    assert (len(rows), {len(row) for row in rows}) == (250, {250})
    modules = [bytes(row) for row in segno.make(url, error="m", micro=False).matrix]
    scale = 250 // (len(modules) + 8)
    margin = (250 - scale * len(modules)) // 2
    assert margin >= 4 * scale, "the white border that readers need"
    for y, line in enumerate(modules):
        for x, module in enumerate(line):
            assert rows[margin + y * scale][margin + x * scale] == (0 if module else 255)
    assert set(rows[0]) == {255}


def test_a_code_is_a_png_that_other_programs_take() -> None:
    content = qr_png("https://parley.example/w/1/2", 250)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert content.endswith(b"IEND\xaeB`\x82")
    assert io.BytesIO(content).getbuffer().nbytes < 5_000
