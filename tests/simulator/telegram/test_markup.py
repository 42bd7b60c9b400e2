"""Markup is taken off, or refused in Telegram's words."""

import pytest

from parley.simulator.telegram.markup import read_text, utf16_length
from parley.simulator.telegram.records import Refused


@pytest.mark.parametrize(
    ("text", "mode", "plain"),
    [
        ("<b>Диван</b> &amp; <a href='https://a.example'>кресло</a>", "HTML", "Диван & кресло"),
        ('<pre><code class="x">1 &lt; 2</code></pre>', "html", "1 < 2"),
        ("*Диван* _мягкий_ \\- `a.b` [сайт](https://a.example/x)", "MarkdownV2", "Диван мягкий - a.b сайт"),
        (">цитата\nтекст", "MarkdownV2", ">цитата\nтекст"),
        ("*Диван* 1.5 м", "Markdown", "Диван 1.5 м"),
        ("<b>как есть", "", "<b>как есть"),
    ],
)
def test_markup_is_taken_off(text: str, mode: str, plain: str) -> None:
    assert read_text(text, mode, 4096) == plain


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("<b>x", "HTML"), ("x</b>", "HTML"), ("<b><i>x</b></i>", "HTML"), ("<div>x</div>", "HTML"),
        ("2 < 3", "HTML"),
        ("*x", "MarkdownV2"), ("3.5", "MarkdownV2"), ("x!", "MarkdownV2"), ("`x", "MarkdownV2"),
        ("*x", "Markdown"),
    ],
)  # fmt: skip
def test_wrong_markup_is_refused(text: str, mode: str) -> None:
    with pytest.raises(Refused, match="can't parse entities"):
        read_text(text, mode, 4096)


def test_length_is_that_of_utf_16() -> None:
    assert (utf16_length("абв"), utf16_length("😀"), utf16_length("\ud83d")) == (3, 2, 1)
