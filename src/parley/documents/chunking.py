"""Cuts text into passages small enough to answer with."""

import re
from collections.abc import Iterator

from parley.text.sanitize import sanitize_text

_MAX_PASSAGE_CHARS, _SHORT_PASSAGE_CHARS = 700, 80
_HEADING = re.compile(r"^(?:#{1,6}\s+(?P<hash>.+)|={2,}\s*(?P<bar>.+?)\s*={2,})$")


def split_passages(text: str, parent_heading: str = "") -> Iterator[tuple[str, str]]:
    """Returns pairs of a heading and a passage under it. Paragraphs are set apart by empty lines; short ones are
    joined, long ones cut. In a text without headings a first line that asks is the heading of its answer.

    `parent_heading`: the heading above the text.
    """
    heading, buffer = "", ""
    for title, piece in _split_blocks(text, parent_heading):
        if buffer and (
            title != heading
            or len(buffer) + len(piece) + 1 > _MAX_PASSAGE_CHARS
            or len(piece) > _SHORT_PASSAGE_CHARS
        ):
            yield heading, buffer
            buffer = ""
        heading, buffer = title, f"{buffer}\n{piece}".strip()
    if buffer:
        yield heading, buffer


def _split_blocks(text: str, parent_heading: str) -> Iterator[tuple[str, str]]:
    heading = parent_heading
    for block in re.split(r"\n\s*\n", sanitize_text(text)):
        title = heading
        body: list[str] = []
        for line in block.strip().split("\n"):
            if match := _HEADING.match(line.strip()):
                for piece in _split_paragraph("\n".join(body).strip()):
                    yield title, piece
                heading = title = (match["hash"] or match["bar"]).strip()
                body = []
            else:
                body.append(line)
        if not heading and len(body) > 1 and body[0].rstrip().endswith("?"):
            title, body = body[0].strip(), body[1:]
        for piece in _split_paragraph("\n".join(body).strip()):
            yield title, piece


def _split_paragraph(paragraph: str) -> Iterator[str]:
    while len(paragraph) > _MAX_PASSAGE_CHARS:
        cut = paragraph.rfind(". ", 0, _MAX_PASSAGE_CHARS) + 1 or paragraph.rfind(" ", 0, _MAX_PASSAGE_CHARS)
        cut = cut if cut > 0 else _MAX_PASSAGE_CHARS
        yield paragraph[:cut].strip()
        paragraph = paragraph[cut:].strip()
    if paragraph:
        yield paragraph
