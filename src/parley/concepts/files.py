"""Reads the concept files, `lexicon/<domain>.txt`: which words mean one thing in seven languages.

A line that begins with # is a comment. The first other line is `kind: goods` (or another of KINDS). Every
line after it is one concept, its columns divided by bars:

    id | en | ru | kk | ky | uz | uk | mn

Which language each column is in stands in `lexicon/COLUMNS`.

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

from parley.text.normalize import latinize, normalize

# Terms are how a shop sells (delivery, payment, hours), services what may be sold (a haircut, a repair); places are
# towns; idle words say nothing of what is asked for.
CONCEPT_KINDS = ("goods", "services", "terms", "brands", "qualities", "places", "idle")
LEXICON_FOLDER = Path(__file__).parent / "lexicon"
#: the languages of the columns behind the id, by ISO code; English is the first
LEXICON_LANGUAGES = tuple((LEXICON_FOLDER / "COLUMNS").read_text(encoding="utf-8").replace("|", " ").split())

# In a phrase a word of at most so many letters is compared whole, not by its beginning.
MAX_WHOLE_WORD_LETTERS = 2

_UZBEK_COLUMN = LEXICON_LANGUAGES.index("uz")
_EITHER_ORDER_COLUMNS = {LEXICON_LANGUAGES.index("ru"), LEXICON_LANGUAGES.index("uk")}
_COMPOUND = re.compile(r"[-\d]")
_JOINTS = re.compile(r"-|(?<=[a-z.])(?=\d)|(?<=\d)(?=[a-z])")


class LexiconError(Exception):
    """A concept file is not written as described above; the message says where."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One row of a concept file."""

    #: in English, its words joined by hyphens: "desk-lamp" is a kind of "lamp"
    id: str
    #: one of CONCEPT_KINDS
    kind: str
    #: for each of LEXICON_LANGUAGES its entries in Latin letters, divided by commas
    columns: Sequence[str]
    #: file and line
    location: str

    def entries(self, column: int) -> list[str]:
        """Returns the words and phrases of a language, as in "tv." and "stiraln mashin"."""
        text = self.columns[column]
        entries = list(filter(None, text.split(",")))
        if column in _EITHER_ORDER_COLUMNS and " " in text:
            entries += [_swap_words(entry) for entry in entries if entry.count(" ") == 1]
        if _COMPOUND.search(text):
            entries = [piece for entry in entries for piece in _split_compound(entry)]
        return entries


def read_concepts(folder: Path = LEXICON_FOLDER) -> Iterator[Concept]:
    """Yields every concept of every file, in the order of the files' names. Raises LexiconError."""
    rows = [row for file in sorted(folder.glob("*.txt")) for row in _read_rows(file)]
    lines = _latinize_lines("".join([f"{line}\n" for *_, line in rows])).split("\n")
    for (concept_id, kind, location, _), line in zip(rows, lines, strict=False):
        columns = line.split("|")
        if len(columns) != len(LEXICON_LANGUAGES):
            raise LexiconError(f"{location}: {len(columns) + 1} columns instead of {len(LEXICON_LANGUAGES) + 1}")
        yield Concept(concept_id, kind, columns, location)


def _read_rows(file: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yields of each concept its id, kind and location, and the rest of its line. Raises LexiconError."""
    kind = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if kind:
            concept_id, _, rest = line.partition("|")
            yield concept_id.strip(), kind, f"{file.name}:{number}", rest.strip()
            continue
        kind = line.removeprefix("kind:").strip()
        if kind not in CONCEPT_KINDS or kind == line.strip():
            raise LexiconError(
                f"{file.name}:{number}: the first line must say its kind, one of {', '.join(CONCEPT_KINDS)}"
            )


def _latinize_lines(text: str) -> str:
    """Returns the text in Latin letters, as `latinize` writes each word. Replaces letter by letter of the alphabets
    and not of the text, which is much faster."""
    for letter in sorted(set(text)):
        if not letter.isascii():
            text = text.replace(letter, latinize(normalize(letter)))
    for divider in ",|":
        text = text.replace(f"{divider} ", divider).replace(f" {divider}", divider)
    text = "\n".join(map(_add_uzbek_o_spelling, text.lower().split("\n")))
    return str(latinize.__wrapped__(text.replace("'", "")))


def _add_uzbek_o_spelling(line: str) -> str:
    # Uzbek o' becomes o in Latin when it loses its apostrophe, but its Cyrillic ў is normalised to у.
    columns = line.split("|")
    if "o'" in line and "o'" in columns[_UZBEK_COLUMN]:
        columns[_UZBEK_COLUMN] += "," + columns[_UZBEK_COLUMN].replace("o'", "u")
    return "|".join(columns)


def _swap_words(entry: str) -> str:
    first, second = entry.split(" ")
    return f"{second} {first}"


def _split_compound(entry: str) -> Iterator[str]:
    if not _COMPOUND.search(entry):
        yield entry
        return
    if "-" in entry and " " not in entry:
        yield entry.replace("-", "")
    # A message's "веб-камера" and "ps5" are tokenised as two words each, of which the first is whole.
    parts = _JOINTS.sub(". ", entry).replace("..", ".").split()
    yield " ".join(f"{part}." if part.isdigit() else part for part in parts)
