"""The concept files, `lexicon/<domain>.txt`, read: what words mean one thing in seven languages.

A line that begins with # is a comment. The first other line is `kind: goods` (or another of KINDS). Every
line after it is one concept, its columns divided by bars:

    id | en | ru | kk | ky | uz | uk | mn

A column lists entries, divided by commas. An entry is the beginning of a word ("ноутбук" stands for ноутбуки), or,
with a dot at its end, the whole word ("tv."); several words are a phrase of neighbours ("стиральн машин"), in which
a word of one or two letters is always whole. A Russian or Ukrainian phrase of two words stands for both orders, as
catalogues write "машина стиральная". The English column is only asked about words in Latin letters, and there
before the others: "plate" is a plate, "плате" a dress.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parley.text.tokenize import fold, skeleton

LANGUAGES = ("en", "ru", "kk", "ky", "uz", "uk", "mn")
# Terms are how a shop sells (delivery, payment, hours), services what may be sold (a haircut, a repair); idle words
# say nothing of what is wanted.
KINDS = ("goods", "services", "terms", "brands", "qualities", "idle")
FOLDER = Path(__file__).parent / "lexicon"

# A word as short as this is whole, in a phrase.
SHORT = 2

_UZBEK = LANGUAGES.index("uz")
_EITHER_ORDER = {LANGUAGES.index("ru"), LANGUAGES.index("uk")}
_COMPOUND = re.compile(r"[-\d]")
_JOINTS = re.compile(r"-|(?<=[a-z.])(?=\d)|(?<=\d)(?=[a-z])")


class LexiconError(Exception):
    """A file is not written as it should be; says where."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One row. `columns`: for each of LANGUAGES its entries in one script, divided by commas. `place`: file and
    line."""

    id: str
    kind: str
    columns: Sequence[str]
    place: str

    def entries(self, column: int) -> list[str]:
        """Words and phrases, as in "tv." and "stiraln mashin"."""
        text = self.columns[column]
        found = list(filter(None, text.split(",")))
        if column in _EITHER_ORDER and " " in text:
            found += [_turned(entry) for entry in found if entry.count(" ") == 1]
        if _COMPOUND.search(text):
            found = [piece for entry in found for piece in _taken_apart(entry)]
        return found


def concepts(folder: Path = FOLDER) -> Iterator[Concept]:
    """Every concept of every file, in the order of the files' names."""
    rows = [row for file in sorted(folder.glob("*.txt")) for row in _rows(file)]
    lines = _one_script("".join([f"{line}\n" for *_, line in rows])).split("\n")
    for (meaning, kind, place, _), line in zip(rows, lines, strict=False):
        columns = line.split("|")
        if len(columns) != len(LANGUAGES):
            raise LexiconError(f"{place}: {len(columns) + 1} columns instead of {len(LANGUAGES) + 1}")
        yield Concept(meaning, kind, columns, place)


def _rows(file: Path) -> Iterator[tuple[str, str, str, str]]:
    """Id, kind, place, and the rest of the line."""
    kind = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if kind:
            meaning, _, rest = line.partition("|")
            yield meaning.strip(), kind, f"{file.name}:{number}", rest.strip()
            continue
        kind = line.removeprefix("kind:").strip()
        if kind not in KINDS or kind == line.strip():
            raise LexiconError(f"{file.name}:{number}: the first line must say its kind, one of {', '.join(KINDS)}")


def _one_script(text: str) -> str:
    """`skeleton` of every word, letter by letter of the alphabets and not of the text, which is much faster."""
    for letter in sorted(set(text)):
        if not letter.isascii():
            text = text.replace(letter, skeleton(fold(letter)))
    for divider in ",|":
        text = text.replace(f"{divider} ", divider).replace(f" {divider}", divider)
    text = "\n".join(map(_both_o, text.lower().split("\n")))
    return str(skeleton.__wrapped__(text.replace("'", "")))


def _both_o(line: str) -> str:
    # Uzbek o' is an o in Latin without its apostrophe, but in Cyrillic ў, which folds to у.
    columns = line.split("|")
    if "o'" in line and "o'" in columns[_UZBEK]:
        columns[_UZBEK] += "," + columns[_UZBEK].replace("o'", "u")
    return "|".join(columns)


def _turned(entry: str) -> str:
    first, second = entry.split(" ")
    return f"{second} {first}"


def _taken_apart(entry: str) -> Iterator[str]:
    if not _COMPOUND.search(entry):
        yield entry
        return
    if "-" in entry and " " not in entry:
        yield entry.replace("-", "")
    # A message's "веб-камера" and "ps5" are read as two words each, of which the first is whole.
    parts = _JOINTS.sub(". ", entry).replace("..", ".").split()
    yield " ".join(f"{part}." if part.isdigit() else part for part in parts)
