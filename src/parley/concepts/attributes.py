"""The attributes of goods: which words ask for one, name one or state one, the same in seven languages.

`attribute_lexicon/measures.txt` lists what is told by a value (weight, memory, colour), `features.txt` what a
product has or has not, `needs.txt` what it is wanted for, `services.txt` what comes on top of it. They are written
as the files of `lexicon/` are (files.py); the first entry of a column is what the attribute is called in that
language.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from parley.concepts.files import LEXICON_LANGUAGES, MAX_WHOLE_WORD_LETTERS
from parley.text.normalize import is_latin, latinize
from parley.text.tokenize import normalized_words

AttributeKind = Literal["measure", "feature", "need", "service"]

_FOLDER = Path(__file__).parent / "attribute_lexicon"
_FILES: dict[AttributeKind, str] = {
    "measure": "measures.txt",
    "feature": "features.txt",
    "need": "needs.txt",
    "service": "services.txt",
}
# A stem is looked up by so many letters at its beginning.
_KEY_LETTERS = 3
# Shorter words than this end in "ts" as singulars, as "its" does.
_MAX_SINGULAR_LETTERS = 4


class AttributeMention(NamedTuple):
    """Neighbouring words that name an attribute, or several that share them."""

    ids: tuple[str, ...]
    #: position of the first word, and of the one behind the last
    start: int
    end: int


class _Word(NamedTuple):
    latin: str
    #: else it is the beginning of one
    is_whole: bool

    def fits(self, latin: str) -> bool:
        return latin == self.latin or (not self.is_whole and latin.startswith(self.latin))


_Entry = tuple[_Word, ...]


class _Attributes(NamedTuple):
    #: kind by id
    kinds: dict[str, AttributeKind]
    #: by id and language
    names: dict[tuple[str, str], str]
    #: entries with their ids by the first letters of their first word, longest first
    entries: dict[str, list[tuple[_Entry, tuple[str, ...]]]]


def _read_entry(text: str) -> _Entry:
    words: list[_Word] = []
    for piece in text.replace("-", " ").split():
        parts = normalized_words(piece)
        is_whole = piece.endswith(".")
        for position, part in enumerate(parts):
            latin = _latin_word(part)
            is_last = position == len(parts) - 1
            # In a phrase the words before tell enough for a short beginning: "пол жу" of "жууйбу".
            is_short = len(latin) <= (1 if words else MAX_WHOLE_WORD_LETTERS)
            words.append(_Word(latin, is_whole or not is_last or is_short))
    return tuple(words)


@lru_cache(maxsize=8192)
def _latin_word(word: str) -> str:
    """Returns a normalised word in Latin letters; the end of an English plural ("students") is no ц."""
    if word.endswith("ts") and len(word) > _MAX_SINGULAR_LETTERS and is_latin(word):
        return f"{latinize(word[:-1])}s"
    return latinize(word)


def _read_lines(kind: AttributeKind) -> Iterator[list[str]]:
    for line in (_FOLDER / _FILES[kind]).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [column.strip() for column in line.split("|")]


@lru_cache(maxsize=1)
def _attributes() -> _Attributes:
    kinds: dict[str, AttributeKind] = {}
    names: dict[tuple[str, str], str] = {}
    ids_by_entry: dict[_Entry, dict[str, None]] = {}
    for kind in _FILES:
        for attribute, *columns in _read_lines(kind):
            kinds[attribute] = kind
            for language, column in zip(LEXICON_LANGUAGES, columns, strict=True):
                entries = [entry.strip() for entry in column.split(",") if entry.strip()]
                names[attribute, language] = entries[0].rstrip(".")
                for entry in entries:
                    ids_by_entry.setdefault(_read_entry(entry), {})[attribute] = None
    by_key: dict[str, list[tuple[_Entry, tuple[str, ...]]]] = {}
    for words, ids in sorted(ids_by_entry.items(), key=lambda each: -_entry_length(each[0])):
        by_key.setdefault(words[0].latin[:_KEY_LETTERS], []).append((words, tuple(ids)))
    return _Attributes(kinds, names, by_key)


def _entry_length(entry: _Entry) -> int:
    return 100 * len(entry) + sum(len(word.latin) + word.is_whole for word in entry)


def attribute_kind(attribute: str) -> AttributeKind:
    """Returns which kind an attribute is of. Raises KeyError for an unknown one."""
    return _attributes().kinds[attribute]


def attribute_name(attribute: str, language: str) -> str:
    """Returns what an attribute is called in a language (ISO), else in English; itself where it is no attribute's
    id."""
    names = _attributes().names
    return names.get((attribute, language)) or names.get((attribute, "en")) or attribute


def find_attributes(words: Sequence[str]) -> list[AttributeMention]:
    """Returns the attributes that normalised words name, in order; of those at one place the longest."""
    latin = list(map(_latin_word, words))
    mentions: list[AttributeMention] = []
    position = 0
    while position < len(latin):
        mention = _mention_at(latin, position)
        if mention:
            mentions.append(mention)
        position = mention.end if mention else position + 1
    return mentions


def ids_of_kind(mentions: Iterable[AttributeMention], kind: AttributeKind) -> tuple[str, ...]:
    """Returns the ids of one kind among the mentions, each once, in order."""
    return tuple(
        dict.fromkeys(each for mention in mentions for each in mention.ids if attribute_kind(each) == kind)
    )


@lru_cache(maxsize=4096)
def attributes_of_text(text: str) -> tuple[AttributeMention, ...]:
    """Returns the attributes that a text of a product names."""
    return tuple(find_attributes(normalized_words(text)))


def _mention_at(latin: Sequence[str], position: int) -> AttributeMention | None:
    entries = _attributes().entries
    word = latin[position]
    keys = {word[:length] for length in range(1, _KEY_LETTERS + 1)}
    best: tuple[_Entry, tuple[str, ...]] | None = None
    for key in keys:
        for entry, ids in entries.get(key, ()):
            if best and _entry_length(entry) <= _entry_length(best[0]):
                break
            if _fits_at(latin, position, entry):
                best = entry, ids
                break
    return AttributeMention(best[1], position, position + len(best[0])) if best else None


def _fits_at(latin: Sequence[str], position: int, entry: _Entry) -> bool:
    if position + len(entry) > len(latin):
        return False
    return all(word.fits(latin[position + offset]) for offset, word in enumerate(entry))
