"""Every phrase of every language, compiled once, and where a message holds them.

An entry of a word list is one or several words; a word ending in * stands for every word that begins so
("номер*": номер, номера, номером). Entries in Cyrillic are found in Latin letters too ("menya zovut").
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

from parley.core.text import Word, fold, is_latin, skeleton, words

if TYPE_CHECKING:
    from parley.core.heard import Hears

# What is listed but is no phrase.
_NOT_PHRASES = {"alphabet", "name_endings"}
# A short Cyrillic word in Latin letters is most often an English one ("и" → "i"): only assent is that short.
_SHORTEST_LATIN = {"yes": 2, "no": 2, "right": 2, "marks": 4}


class Hit(NamedTuple):
    """Words `start` up to `end` of the message are an entry of the list `kind` of `language`."""

    kind: str
    language: str
    start: int
    end: int
    # said in Latin letters although the list is in Cyrillic: "verno", but Kate too is Kazakh "қате"
    transliterated: bool = False


class _Entry(NamedTuple):
    kind: str
    language: str
    # (word, whether it is only the beginning of one)
    rest: tuple[tuple[str, bool], ...]


class _Index:
    """Entries by their first word."""

    def __init__(self) -> None:
        self.whole: dict[str, list[_Entry]] = {}
        self.stems: dict[str, list[_Entry]] = {}
        self.lengths: tuple[int, ...] = ()

    def add(self, parts: Sequence[tuple[str, bool]], kind: str, language: str) -> None:
        (first, stem), rest = parts[0], tuple(parts[1:])
        entries = (self.stems if stem else self.whole).setdefault(first, [])
        entry = _Entry(kind, language, rest)
        if entry not in entries:
            entries.append(entry)
        if stem and len(first) not in self.lengths:
            self.lengths = tuple(sorted((*self.lengths, len(first))))

    def starting(self, word: str) -> Iterator[_Entry]:
        yield from self.whole.get(word, ())
        for length in self.lengths:
            if length > len(word):
                return
            yield from self.stems.get(word[:length], ())


class Lexicon:
    """The phrases of several languages: (ISO code, its words). Costly to make, made once for the process."""

    def __init__(self, tongues: tuple[tuple[str, "Hears"], ...]) -> None:
        self.tongues = dict(tongues)
        self._native, self._latin = _Index(), _Index()
        # single words by kind, folded: what a name must not be, what is frequent in a language
        self.singles: dict[str, set[str]] = {}
        self.marks: dict[str, set[str]] = {code: set() for code in self.tongues}
        self.alphabets = {code: frozenset(hears.alphabet) for code, hears in tongues}
        self.name_endings = {fold(ending) for _, hears in tongues for ending in hears.name_endings}
        for code, hears in tongues:
            self._add_native(code, hears)
        for code, hears in tongues:
            self._add_latin(code, hears)

    def _add_native(self, code: str, hears: "Hears") -> None:
        for kind, entry in _entries(hears):
            parts = _parts(entry)
            self._native.add(parts, kind, code)
            if len(parts) == 1 and not parts[0][1]:
                self.singles.setdefault(kind, set()).add(parts[0][0])
                if kind == "marks":
                    self.marks[code].add(parts[0][0])

    def _add_latin(self, code: str, hears: "Hears") -> None:
        taken = {word for known in self.singles.values() for word in known}
        for kind, entry in _entries(hears):
            parts = _parts(entry)
            if any(is_latin(word) for word, _ in parts):
                continue
            latin = [(skeleton(word), stem) for word, stem in parts]
            if len(latin) == 1:
                word, stem = latin[0]
                shortest = 4 if stem else _SHORTEST_LATIN.get(kind, 3)
                if len(word) < shortest or word in taken:
                    continue
            if all(word for word, _ in latin):
                self._latin.add(latin, kind, code)

    def hits(self, message: Sequence[Word]) -> list[Hit]:
        """Every entry the message holds, within one clause each."""
        folded = [word.folded for word in message]
        found = self._found(self._native, folded, message)
        if any(is_latin(word) for word in folded):
            latin = [skeleton(word) if is_latin(word) else word for word in folded]
            found |= {hit._replace(transliterated=True) for hit in self._found(self._latin, latin, message)}
        return sorted(found, key=lambda hit: (hit.start, -hit.end))

    @staticmethod
    def _found(index: _Index, folded: Sequence[str], message: Sequence[Word]) -> set[Hit]:
        found = set()
        for at, word in enumerate(folded):
            for entry in index.starting(word):
                end = at + 1 + len(entry.rest)
                if not entry.rest or (
                    end <= len(folded)
                    and message[end - 1].clause == message[at].clause
                    and all(
                        said.startswith(part) if stem else said == part
                        for said, (part, stem) in zip(folded[at + 1 : end], entry.rest, strict=True)
                    )
                ):
                    found.add(Hit(entry.kind, entry.language, at, end))
        return found


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """Of overlapping entries the longest counts: "не верно" is no "верно", "сәлеметсіз бе" asks nothing."""
    return [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
            for other in hits
        )
    ]


def _entries(hears: "Hears") -> Iterator[tuple[str, str]]:
    for field in fields(hears):
        if field.name not in _NOT_PHRASES:
            for entry in getattr(hears, field.name):
                yield field.name, entry


def _parts(entry: str) -> list[tuple[str, bool]]:
    return [(word, chunk.endswith("*")) for chunk in entry.split() for word in words(chunk)]
