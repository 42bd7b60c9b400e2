"""Every phrase of every language, compiled once, and where a message holds them.

An entry of a word list is one or several words; a word ending in * stands for every word that begins so
("номер*": номер, номера, номером). Entries in Cyrillic are found in Latin letters too ("menya zovut").
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields
from typing import NamedTuple

from parley.nlu.language.trigrams import Grams, Shares
from parley.nlu.vocabulary import Hears
from parley.text.interner import Once
from parley.text.spelling import Slips
from parley.text.tokenize import Word, fold, is_latin, skeleton, words

# What is listed but is no phrase.
_NOT_PHRASES = {"alphabet", "name_endings", "mark_endings", "contacts"}
# A slip of the finger is made good only where it cannot cost a name.
_SLIPS = {"yes", "no", "wrong", "right", "thanks"}
# "Manger", "менеджира"; shorter words for staff are a slip away from names.
_SLIPS_OF_LONG, _LONG = {"person"}, 7
# So many words are remembered with what they begin.
_REMEMBERED = 20_000
# A short Cyrillic word in Latin letters is most often an English one ("и" → "i"): only assent is that short.
_SHORTEST_LATIN = {"yes": 2, "no": 2, "right": 2, "marks": 4}


_PLAIN_E = str.maketrans("ёє", "ее")
# Shorter words are alike by chance ("ок", Uzbek "оқ").
_SHORTEST_TYPED = 4


# The words of an entry: (word, whether it is only the beginning of one).
Parts = tuple[tuple[str, bool], ...]


class Hit(NamedTuple):
    """Words `start` up to `end` of the message are an entry of the list `kind` of `language`."""

    kind: str
    language: str
    start: int
    end: int
    # said in Latin letters although the list is in Cyrillic: "verno", but Kate too is Kazakh "қате"
    transliterated: bool = False
    # a word of it was misspelt: "дааа", "правельно"
    guessed: bool = False


class Beside:
    """Hits of some kinds by where they begin and where they end: a long message holds thousands."""

    def __init__(self, hits: Iterable[Hit], kinds: frozenset[str]) -> None:
        self.starting: dict[int, list[Hit]] = {}
        self.ending: dict[int, list[Hit]] = {}
        for hit in hits:
            if hit.kind in kinds:
                self.starting.setdefault(hit.start, []).append(hit)
                self.ending.setdefault(hit.end, []).append(hit)


class _Entry(NamedTuple):
    kind: str
    language: str
    rest: Parts


class _Index:
    """Entries by their first word."""

    def __init__(self) -> None:
        self.whole: dict[str, tuple[_Entry, ...]] = {}
        self.stems: dict[str, tuple[_Entry, ...]] = {}
        self.lengths: tuple[int, ...] = ()

    def add(self, parts: Parts, kind: str, language: str, once: Once) -> None:
        first, stem = parts[0]
        known = self.stems if stem else self.whole
        entries = known.get(first, ())
        entry = once(_Entry(kind, language, once(parts[1:])))
        if entry not in entries:
            known[first] = once((*entries, entry))
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
        once = Once()
        read = [(code, kind, _parts(entry, once)) for code, hears in tongues for kind, entry in _entries(hears)]
        self._add_native(read, once)
        self._add_latin(read, once)
        self._words = {word for *_, parts in read for word, stem in parts if not stem}
        self._slips = _slips(self.singles)
        spelled = {
            code: {word for _, entry in _entries(hears) for word in _spelled(entry)} for code, hears in tongues
        }
        # the words of each language as its lists write them
        self.spelled = _well_spelled(spelled)
        self._looks = _grams(tongues, spelled)
        self._starts: dict[str, _Start] = {}
        self._shares: dict[str, Shares] = {}

    def _add_native(self, read: Iterable[tuple[str, str, Parts]], once: Once) -> None:
        for code, kind, parts in read:
            self._native.add(parts, kind, code, once)
            if len(parts) == 1 and not parts[0][1]:
                self.singles.setdefault(kind, set()).add(parts[0][0])
                if kind == "marks":
                    self.marks[code].add(parts[0][0])

    def _add_latin(self, read: Iterable[tuple[str, str, Parts]], once: Once) -> None:
        taken = {word for known in self.singles.values() for word in known}
        for code, kind, parts in read:
            if any(is_latin(word) for word, _ in parts):
                continue
            latin = tuple([once((skeleton(word), stem)) for word, stem in parts])
            if len(latin) == 1:
                word, stem = latin[0]
                shortest = 4 if stem else _SHORTEST_LATIN.get(kind, 3)
                if len(word) < shortest or word in taken:
                    continue
            if all(word for word, _ in latin):
                self._latin.add(latin, kind, code, once)

    def hits(self, message: Sequence[Word]) -> list[Hit]:
        """Every entry the message holds, within one clause each."""
        said = [self._start(word.folded) for word in message]
        found: list[Hit] = []
        for at, start in enumerate(said):
            here = self._longer(at, said, message) if start.longer and at + 1 < len(said) else []
            found += here
            found += [Hit(kind, code, at, at + 1, latin, start.guessed) for kind, code, latin in start.alone]
        return found

    @staticmethod
    def _longer(at: int, said: Sequence["_Start"], message: Sequence[Word]) -> list[Hit]:
        start, second = said[at], said[at + 1]
        here = set()
        for entry, latin in (
            *start.longer.get(second.folded, ()),
            *(start.longer.get(second.latin, ()) if second.latin != second.folded else ()),
            *start.longer.get("", ()),
        ):
            end = at + 1 + len(entry.rest)
            if (
                end <= len(said)
                and message[end - 1].clause == message[at].clause
                and _follows(entry, said[at + 1 : end], transliterated=latin)
            ):
                guessed = any(each.guessed for each in said[at:end])
                here.add(Hit(entry.kind, entry.language, at, end, latin, guessed))
        return sorted(here, key=lambda hit: -hit.end)

    def shares(self, word: Word) -> Shares:
        """Which languages a word looks like, by its letters alone."""
        written = word.folded if is_latin(word.folded) else word.text.casefold()
        shares = self._shares.get(written)
        if shares is None:
            if len(self._shares) >= _REMEMBERED:
                self._shares.clear()
            latin = is_latin(word.folded)
            shares = self._looks[1].shares(skeleton(word.folded)) if latin else self._looks[0].shares(written)
            self._shares[written] = shares
        return shares

    def _start(self, folded: str) -> "_Start":
        start = self._starts.get(folded)
        if start is None:
            if len(self._starts) >= _REMEMBERED:
                self._starts.clear()
            start = self._starts[folded] = self._begun(folded)
        return start

    def _begun(self, folded: str) -> "_Start":
        entries = self._beginning(folded)
        listed = any(not entry.kind.startswith("from_") for entry, _ in entries)
        if not listed and folded not in self._words and folded.isalpha():
            meant = self._slips.meant(folded)
            if meant:
                return _start(meant, self._beginning(meant), guessed=True)
        return _start(folded, entries, guessed=False)

    def _beginning(self, folded: str) -> list[tuple[_Entry, bool]]:
        """The entries that begin with the word, and whether they are found in Latin letters only."""
        entries = [(entry, False) for entry in self._native.starting(folded)]
        if is_latin(folded):
            native = {entry for entry, _ in entries}
            entries += [(each, True) for each in self._latin.starting(skeleton(folded)) if each not in native]
        return entries


class _Start(NamedTuple):
    """A word as it is compared, and what begins with it.

    `alone`: (kind, language, whether in Latin letters only) of entries of one word. `longer`: the others by their
    second word; under "" those of which only its beginning is known.
    """

    folded: str
    latin: str
    alone: tuple[tuple[str, str, bool], ...]
    longer: dict[str, list[tuple[_Entry, bool]]]
    guessed: bool


def _start(folded: str, entries: Sequence[tuple[_Entry, bool]], *, guessed: bool) -> _Start:
    longer: dict[str, list[tuple[_Entry, bool]]] = {}
    for entry, latin in entries:
        if entry.rest:
            second, stem = entry.rest[0]
            longer.setdefault("" if stem else second, []).append((entry, latin))
    alone = dict.fromkeys((entry.kind, entry.language, latin) for entry, latin in entries if not entry.rest)
    return _Start(folded, skeleton(folded) if is_latin(folded) else folded, tuple(alone), longer, guessed)


def _follows(entry: _Entry, said: Sequence[_Start], *, transliterated: bool) -> bool:
    for word, (part, stem) in zip(said, entry.rest, strict=True):
        text = word.latin if transliterated else word.folded
        if not (text.startswith(part) if stem else text == part):
            return False
    return True


def words_of(hits: Iterable[Hit], kinds: AbstractSet[str]) -> set[int]:
    """Which words of the message belong to entries of these kinds."""
    return {at for hit in hits if hit.kind in kinds for at in range(hit.start, hit.end)}


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """Of overlapping entries the longest counts: "не верно" is no "верно", "сәлеметсіз бе" asks nothing.

    `hits` as `Lexicon.hits` sorts them: by start, the longest first.
    """
    kept: list[Hit] = []
    start, here, before = -1, 0, 0  # the furthest end of those that start here, and before here
    for hit in hits:
        if hit.start != start:
            start, here, before = hit.start, hit.end, max(before, here)
        if hit.end == here and hit.end > before:
            kept.append(hit)
    return kept


def _slips(singles: Mapping[str, set[str]]) -> Slips:
    shortest = dict.fromkeys(_SLIPS, 1) | dict.fromkeys(_SLIPS_OF_LONG, _LONG)
    return Slips(
        word
        for kind, least in shortest.items()
        for word in singles.get(kind, ())
        if word.isalpha() and len(word) >= least
    )


def _grams(tongues: tuple[tuple[str, "Hears"], ...], spelled: Mapping[str, Iterable[str]]) -> tuple[Grams, Grams]:
    """What words look like in Cyrillic, with a language's own letters and without them, and in Latin letters
    whatever they are written in."""
    cyrillic: dict[str, list[str]] = {}
    latin: dict[str, list[str]] = {}
    for code, hears in tongues:
        endings = ["-" + word for ending in hears.mark_endings for word in _spelled(ending)]
        for word in (*sorted(spelled[code]), *endings):
            dash, bare = "-" * word.startswith("-"), word.removeprefix("-")
            folded = words(bare)[0]
            if not is_latin(folded):
                cyrillic.setdefault(code, []).extend(dict.fromkeys((word, dash + folded)))
            latin.setdefault(code, []).append(dash + skeleton(folded))
    return Grams(cyrillic), Grams(latin)


def _spelled(entry: str) -> list[str]:
    """The words of an entry with the letters they are written with."""
    return [word for word in entry.casefold().replace("*", "").split() if word.isalpha()]


def _well_spelled(known: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Without the words that one language lists as typed for want of a letter ("менин" beside "менің") and another
    as they should be. Who writes е for ё or є misses no letter."""
    typed = {
        code: {fold(word) for word in said if fold(word) != word.translate(_PLAIN_E)} & said
        for code, said in known.items()
    }
    right = {code: said - typed[code] for code, said in known.items()}
    return {
        code: frozenset(
            word
            for word in said
            if word not in typed[code]
            or len(word) < _SHORTEST_TYPED
            or not any(word in right[other] for other in known if other != code)
        )
        for code, said in known.items()
    }


def _entries(hears: "Hears") -> Iterator[tuple[str, str]]:
    for field in fields(hears):
        if field.name not in _NOT_PHRASES:
            for entry in getattr(hears, field.name):
                yield field.name, entry


def _parts(entry: str, once: Once) -> Parts:
    return tuple([once((once(word), chunk.endswith("*"))) for chunk in entry.split() for word in words(chunk)])
