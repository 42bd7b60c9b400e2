"""Logos: told by their bytes, and harmless where a browser draws them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.errors import Invalid
from parley.files.picture import detect_picture_type

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpg"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ....", "webp"),
        (SVG.format('<path d="M1 1h7" fill="url(#a)"/>').encode(), "svg"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a logo -->' + SVG.format("").encode(), "svg"),
    ],
)
def test_a_picture_is_told_by_its_bytes(data: bytes, kind: str) -> None:
    assert detect_picture_type(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<html><svg></svg></html>",
        b"%PDF-1.7",
        b"\x89PNG",
        b"RIFF....WAVEfmt ",
        b"<svg",
        b"MZ\x90\x00",
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        detect_picture_type(data)


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
        '<g onload="alert(1)"/>',
        '<g OnClick="alert(1)"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<use href="https://evil.example/x.svg#a"/>',
        '<use xlink:href="data:image/svg+xml;base64,AAAA#a"/>',
        '<image href="https://evil.example/pixel.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        "<style>@import url(//evil.example/x.css);</style>",
        "<style>path { fill: url(//evil.example/x) }</style>",
        '<rect style="fill:u\\72l(//evil.example)"/>',
        '<rect fill="url(https://evil.example/#a)"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(inner: str) -> None:
    with pytest.raises(Invalid, match="is not accepted"):
        detect_picture_type(SVG.format(inner).encode())


def test_an_svg_with_entities_is_refused() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG.format("<text>&b;</text>")
    with pytest.raises(Invalid):
        detect_picture_type(bomb.encode())


def test_a_photograph_inside_is_no_danger() -> None:
    assert detect_picture_type(SVG.format('<image xlink:href="data:image/png;base64,AAAA"/>').encode()) == "svg"


def test_an_editors_own_notes_are_no_danger() -> None:
    notes = '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.example/dtd" pagecolor="#fff"/>'
    drawing = (
        f'{notes}<defs><linearGradient id="a"/></defs><use xlink:href="#a"/><style>path{{fill:url(#a)}}</style>'
    )
    assert detect_picture_type(SVG.format(drawing).encode()) == "svg"


@given(st.binary(max_size=200))
def test_no_file_breaks_it(data: bytes) -> None:
    for candidate in (data, b"<svg xmlns='http://www.w3.org/2000/svg'>" + data):
        try:
            assert detect_picture_type(candidate) in ("png", "jpg", "webp", "svg")
        except Invalid as error:
            assert str(error)  # noqa: PT017
