"""What words mean to a shop, the same in seven languages: the concept files, ready to be asked.

The longest entry that fits decides: a phrase over a word, "морозильник" over "мороз". One slip of the pen is
forgiven where the word is long enough.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from parley.concepts.files import SHORT, Concept, concepts
from parley.text.tokenize import is_latin, skeleton

# A misspelt word is only recognized when it is long enough to have no near neighbour ("привет", "привезут").
_SURE = 7
# So short a stem of goods is only recognized with one letter for another that sounds alike ("labtop").
_BARELY = 6
# Vowels that are written for one another where nobody stresses them, in words of at least this length.
_SOUNDS, _BY_EAR = str.maketrans("oei", "aii"), 7
_LONG = 9
_EAR = tuple(map(set, ("aeiou", "bp", "dt", "gkh", "zsc", "js", "vf", "mn")))
_INDEXED = 6  # letters of it that are looked up
_LONGEST = 32  # letters that anyone compares
# How alike a question and a thing are when that is a kind of what is asked for (a desk lamp for a lamp), and when
# it is the more general one.
_KIND, _GENERAL = 0.95, 0.8


# Of English texts, which are looked up in every language: the beginnings of other words ("more", "or" is a bed).
_LINKING = frozenset(
    (
        "or",
        "more",
        "in",
        "on",
        "and",
        "the",
        "with",
        "bad",
        "out",
        "at",
        "is",
        "it",
        "that",
        "this",
        "of",
        "to",
        "for",
    )
)
# "tablets" and "prints" end in the Latin spelling of ц, but longer words than "its" do so as plurals.
_ENGLISH_PLURAL = 4


# What only one maker has: who asks for an iPad is not served with a tablet.
_LINES = frozenset(("macbook-laptop", "iphone-phone", "ipad-tablet", "airpods-headphones"))


class Meant(NamedTuple):
    """Neighbouring words of a text that are one: usually a single word, or a phrase ("стиральная машина").
    `meaning` is the id of their concept, or empty."""

    words: tuple[str, ...]
    meaning: str


class _Entries:
    """Entries with what they mean, and the phrases among them by their first word."""

    def __init__(self) -> None:
        self.meanings: dict[str, str] = {}
        self.phrases: dict[str, tuple[str, ...]] = {}

    def add(self, meaning: str, entries: Iterable[str]) -> None:
        self.meanings.update(dict.fromkeys(entries, meaning))

    def index(self) -> None:
        for entry in self.meanings:
            if " " in entry:
                first = entry[: entry.index(" ")]
                self.phrases[first] = (*self.phrases.get(first, ()), entry)


class _Words:
    """The lexicon: the English column, and all the others together."""

    def __init__(self, rows: Iterable[Concept]) -> None:
        self.kinds: dict[str, str] = {}
        self.english, self.others = _Entries(), _Entries()
        for row in rows:
            self.kinds[row.id] = row.kind
            self.english.add(row.id, row.entries(0))
            for column in range(1, len(row.columns)):
                self.others.add(row.id, row.entries(column))
        self.english.index()
        self.others.index()

    def asked(self, folded: str) -> tuple[_Entries, ...]:
        """Where a word is looked up."""
        return (self.english, self.others) if is_latin(folded) or folded[:1].isdigit() else (self.others,)


_KNOWN = _Words(concepts())


def _of_kind(kind: str) -> frozenset[str]:
    return frozenset(meaning for meaning, its in _KNOWN.kinds.items() if its == kind)


GOODS = _of_kind("goods")
SERVICES = _of_kind("services")
TERMS = _of_kind("terms")
BRANDS = _of_kind("brands")
QUALITIES = _of_kind("qualities")
IDLE = _of_kind("idle")


def meant(words: Sequence[str]) -> list[Meant]:
    """Folded words with what they mean, phrases together, in order; nothing is left out."""
    found: list[Meant] = []
    at = 0
    while at < len(words):
        starting = _going_on(words[at], words[at + 1]) if at + 1 < len(words) else ()
        meaning, rest = next((each for each in starting if _continues(words, at + 1, each[1])), ("", ()))
        meaning = meaning or concept(words[at])
        end = at + 1 + len(rest)
        # "кір жуғыш машина", "стеральную машину": what else belongs to the name of the same thing.
        joining = _further().get(meaning, ())
        while end < len(words) and any(_fits(words[end], each) for each in joining):
            end += 1
        found.append(Meant(tuple(words[at:end]), meaning))
        at = end
    return found


@lru_cache(maxsize=8192)
def concept(folded: str) -> str:
    """What one folded word means ("laptop", "delivery"), one slip of the pen forgiven; empty when not known."""
    if folded in _LINKING:
        return ""
    plain, asked = skeleton(folded), _KNOWN.asked(folded)
    for entry in _beginnings(plain):
        for entries in asked:
            if found := entries.meanings.get(entry):
                return found
    if folded.endswith("ts") and len(folded) > _ENGLISH_PLURAL and is_latin(folded):
        return concept(folded[:-1])
    return _misspelt(plain, asked) or ("" if is_latin(folded) else _by_ear(plain))


def named(folded: str) -> bool:
    """Whether the word stands in the lexicon as it is, and does not only begin or sound like one that does."""
    plain = skeleton(folded)
    return any(not entries.meanings.keys().isdisjoint((plain, f"{plain}.")) for entries in _KNOWN.asked(folded))


@lru_cache(maxsize=2048)
def heads(meaning: str) -> tuple[str, ...]:
    """What the concept is a kind of, by its id: of a "desk-lamp" ("lamp",)."""
    parts = meaning.split("-")
    ends = ("-".join(parts[at:]) for at in range(1, len(parts)))
    return tuple(end for end in ends if _KNOWN.kinds.get(end) == _KNOWN.kinds[meaning])


@lru_cache(maxsize=8192)
def kinship(asked: str, there: str) -> float:
    """How well a thing `there` is what was `asked` for; both are concepts, or empty."""
    if not asked or asked == there:
        return float(bool(asked))
    if asked in heads(there) or (there.startswith(f"{asked}-") and asked in QUALITIES):
        return _KIND
    # A green thing is of a colour, but what has a colour need not be green.
    general = there in heads(asked) and asked not in QUALITIES and asked not in _LINES
    return _GENERAL if general else 0.0


def _beginnings(plain: str) -> list[str]:
    """The whole word as an entry writes it, and its beginnings, longest first."""
    return [f"{plain}.", *(plain[:length] for length in range(min(len(plain), _LONGEST), SHORT, -1))]


@lru_cache(maxsize=8192)
def _starting(folded: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The phrases this word may begin, longest first: what they mean, and their other words."""
    plain, asked = skeleton(folded), _KNOWN.asked(folded)
    first = [*_beginnings(plain), *([plain] if len(plain) <= SHORT else [])]
    found = [
        (phrase, entries.meanings[phrase])
        for entries in asked
        for start in first
        for phrase in entries.phrases.get(start, ())
    ]
    found.sort(key=lambda each: -len(each[0]))
    return tuple((meaning, tuple(phrase.split(" ")[1:])) for phrase, meaning in found)


@lru_cache(maxsize=16384)
def _going_on(folded: str, after: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Those of the phrases that the next word goes on with."""
    return tuple(each for each in _starting(folded) if not each[1] or _fits(after, each[1][0]))


@lru_cache(maxsize=1)
def _further() -> Mapping[str, tuple[str, ...]]:
    """Words that go on with the name of a thing, by its concept; a number does not, it tells one from another."""
    further: dict[str, set[str]] = {}
    for entries in (_KNOWN.english, _KNOWN.others):
        for phrase in (phrase for phrases in entries.phrases.values() for phrase in phrases):
            words = (word for word in phrase.split(" ")[1:] if not word[0].isdigit())
            further.setdefault(entries.meanings[phrase], set()).update(words)
    return {meaning: tuple(sorted(words)) for meaning, words in further.items()}


def _continues(words: Sequence[str], at: int, rest: tuple[str, ...]) -> bool:
    return at + len(rest) <= len(words) and all(
        _fits(words[at + further], entry) for further, entry in enumerate(rest)
    )


def _fits(folded: str, entry: str) -> bool:
    plain = skeleton(folded)
    if entry.endswith("."):
        return plain == entry[:-1]
    if len(entry) <= SHORT or plain.startswith(entry):
        return plain == entry or len(entry) > SHORT
    return len(entry) >= _INDEXED and plain[:2] == entry[:2] and slipped(plain, entry)


@lru_cache(maxsize=2)
def _near(entries: _Entries) -> Mapping[str, Sequence[str]]:
    """Long beginnings by their first letters, and by those with each but the first left out."""
    near: dict[str, list[str]] = {}
    for stem, meaning in entries.meanings.items():
        enough = _BARELY if meaning in GOODS else _SURE
        if len(stem) >= enough and stem.isalpha():
            for key in _slips(stem[:_INDEXED]):
                near.setdefault(key, []).append(stem)
    return near


def _slips(plain: str) -> Iterator[str]:
    yield plain
    for at in range(1, len(plain)):
        yield plain[:at] + plain[at + 1 :]


def _misspelt(plain: str, asked: Iterable[_Entries]) -> str:
    if len(plain) < _INDEXED - 1:
        return ""
    size = _INDEXED
    keys = {*_slips(plain[:size]), *_slips(plain[: size + 1]), plain[: size - 1]}
    for entries in asked:
        near = _near(entries)
        for stem in sorted({stem for key in keys for stem in near.get(key, ())}):
            lengths = (len(stem), len(stem) - 1, len(stem) + 1)
            if any(_surely_slipped(plain[:length], stem) for length in lengths if length <= len(plain)):
                return entries.meanings[stem]
    return ""


def _by_ear(plain: str) -> str:
    """Goods written as they sound, vowel for vowel: "халадильник", "тилифон"."""
    heard = plain.translate(_SOUNDS)
    sounds = _sounds()
    return next((sounds[heard[:size]] for size in range(len(heard), _BY_EAR - 1, -1) if heard[:size] in sounds), "")


@lru_cache(maxsize=1)
def _sounds() -> Mapping[str, str]:
    """Long beginnings of goods as they sound; those that sound alike but differ in meaning are left out."""
    sounds: dict[str, str] = {}
    for stem, meaning in _KNOWN.others.meanings.items():
        if meaning in GOODS and len(stem) >= _BY_EAR and stem.isalpha():
            heard = stem.translate(_SOUNDS)
            sounds[heard] = meaning if sounds.get(heard, meaning) == meaning else ""
    return {heard: meaning for heard, meaning in sounds.items() if meaning}


def _surely_slipped(word: str, stem: str) -> bool:
    """Of a short stem, only where one letter stands for another."""
    if len(stem) <= _BARELY and (len(word) != len(stem) or sum(map(str.__ne__, word, stem)) != 1):
        return False
    return slipped(word, stem)


def slipped(word: str, stem: str) -> bool:
    """One slip, and only of letters that sound alike where the stem is not long: "интересно" is no "интерьер"."""
    if not one_slip(word, stem):
        return False
    wrong = [pair for pair in zip(word, stem, strict=False) if pair[0] != pair[1]]
    return len(word) != len(stem) or len(wrong) != 1 or len(stem) >= _LONG or any(map({*wrong[0]}.issubset, _EAR))


def one_slip(a: str, b: str) -> bool:
    """Whether one letter too many, missing, wrong, or two swapped make the difference (or nothing does)."""
    if abs(len(a) - len(b)) > 1:
        return False
    shortest = min(len(a), len(b))
    start = 0
    while start < shortest and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    )
