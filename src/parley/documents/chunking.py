"""Text → passages small enough to answer with."""

import re
from collections.abc import Iterator

from parley.text.tokenize import clean

_LONGEST, _SHORT = 700, 80
_HEADING = re.compile(r"^(?:#{1,6}\s+(?P<hash>.+)|={2,}\s*(?P<bar>.+?)\s*={2,})$")


def passages(text: str, under: str = "") -> Iterator[tuple[str, str]]:
    """(heading, passage) pairs: what blank lines set apart, under its heading; short pieces joined, long ones cut.
    In a text without headings a first line that asks is the heading of its answer. `under`: the heading above."""
    heading, held = "", ""
    for title, piece in _blocks(text, under):
        if held and (title != heading or len(held) + len(piece) + 1 > _LONGEST or len(piece) > _SHORT):
            yield heading, held
            held = ""
        heading, held = title, f"{held}\n{piece}".strip()
    if held:
        yield heading, held


def _blocks(text: str, under: str) -> Iterator[tuple[str, str]]:
    heading = under
    for block in re.split(r"\n\s*\n", clean(text)):
        title = heading
        body: list[str] = []
        for line in block.strip().split("\n"):
            if found := _HEADING.match(line.strip()):
                for piece in _pieces("\n".join(body).strip()):
                    yield title, piece
                heading = title = (found["hash"] or found["bar"]).strip()
                body = []
            else:
                body.append(line)
        if not heading and len(body) > 1 and body[0].rstrip().endswith("?"):
            title, body = body[0].strip(), body[1:]
        for piece in _pieces("\n".join(body).strip()):
            yield title, piece


def _pieces(paragraph: str) -> Iterator[str]:
    while len(paragraph) > _LONGEST:
        cut = paragraph.rfind(". ", 0, _LONGEST) + 1 or paragraph.rfind(" ", 0, _LONGEST)
        cut = cut if cut > 0 else _LONGEST
        yield paragraph[:cut].strip()
        paragraph = paragraph[cut:].strip()
    if paragraph:
        yield paragraph
