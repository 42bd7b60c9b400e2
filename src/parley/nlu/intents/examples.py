"""Reads the labelled examples that the classifier of intents learns from: examples/<language>.tsv.

A line is `intent<TAB>text`. A message that wants several things names them all, and is cut where one begins:
`complain|ask_human<TAB>жду второй час || позовите старшего`.
"""

import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

EXAMPLES_FOLDER = Path(__file__).parent / "examples"


class LabelledMessage(NamedTuple):
    """A message and what it wants."""

    language: str
    #: in the order of the pieces
    intents: tuple[str, ...]
    #: as many as intents
    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.pieces)


def read_examples(folder: Path = EXAMPLES_FOLDER) -> Iterator[LabelledMessage]:
    """Yields the examples of all languages. Raises ValueError for a line that is none."""
    for file in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line:
                yield _parse_line(file.stem, line, f"{file.name}:{number}")


def _parse_line(language: str, line: str, place: str) -> LabelledMessage:
    intents, separator, text = line.partition("\t")
    message = LabelledMessage(
        language, tuple(intents.split("|")), tuple([piece.strip() for piece in text.split("||")])
    )
    if not separator or len(message.intents) != len(message.pieces) or not all(message.pieces):
        raise ValueError(f"{place}: as many intents as pieces are wanted")
    return message


@cache
def examples_checksum(folder: Path = EXAMPLES_FOLDER) -> int:
    """Returns a checksum of all examples: weights made from others are out of date."""
    return zlib.crc32(b"".join([file.read_bytes() for file in sorted(folder.glob("*.tsv"))]))
