"""Text as it is compared: one spelling for what people type in many.

`clean` makes text safe to keep, `fold` makes two spellings of one word equal, `transliterate` makes
"menya zovut" equal to "меня зовут", `read` cuts a message into words and clauses.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

# NFKC would turn № into "No", which is English for "no", and ´ into a space.
_BEFORE_NFKC = str.maketrans({"№": "#", "´": "'"})
_INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_APOSTROPHES = "'`´‘’ʻʼʽˈ′"

_FOLD = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict(zip("ёқөүұңғһҳәіїєґўҷҝ", "екоуунгххаииегужк", strict=True)),
        **dict(zip("ğşıöüçñéèáàóíúäâîû", "gsioucneeaaoiuaaiu", strict=True)),
        "\u0307": "",  # what lower case leaves of İ
    }
)
_LOOKALIKES = str.maketrans("aceopxykmtbhi", "асеорхукмтвни")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z]")

_TO_LATIN = str.maketrans(
    {
        **dict(zip("абвгдежзийклмнопрстуфхцыэ", "abvgdejziiklmnoprstufhcie", strict=True)),
        "ч": "ch",
        "ш": "sh",
        "щ": "sh",
        "ъ": "",
        "ь": "",
        "ю": "iu",
        "я": "ia",
    }
)
# How people spell one Cyrillic letter in Latin, brought to one spelling; longest first.
_LATIN_HABITS = (
    ("shch", "sh"),
    ("sch", "sh"),
    ("zh", "j"),
    ("kh", "h"),
    ("ts", "c"),
    ("yo", "e"),
    ("ye", "e"),
    ("y", "i"),
    ("x", "h"),
    ("q", "k"),
    ("w", "v"),
)
_LONG_I = re.compile("ii+")

# Uzbek in its two scripts.
_UZBEK_PAIRS = (
    *(("o'", "ў"), ("g'", "ғ"), ("sh", "ш"), ("ch", "ч"), ("yo", "ё"), ("yu", "ю"), ("ya", "я"), ("ye", "е")),
    *zip("abdefghijklmnopqrstuvxyz'", "абдефгҳижклмнопқрстувхйзъ", strict=True),
)

_WORD = rf"[^\W\d_]+(?:[{_APOSTROPHES}][^\W\d_]+)*"
_TOKEN = re.compile(
    rf"(?P<word>{_WORD})|(?P<number>[0-9]+(?:[.,:/][0-9]+)*)"
    r"|(?P<sign>[👍👌✅🆗💯🤝👎❌✔☑🙏🙌🚫⛔✖➕]|\+(?!\s?[0-9]))"
    r"|(?P<cut>[.,!?;:()«»\"\n—–]|(?<=\s)-(?=\s))"
)


class Word(NamedTuple):
    """A word, a number or a gesture of a message. `folded` has no apostrophes; `glued`: a hyphen stands
    between the word before and this one."""

    text: str
    folded: str
    start: int
    end: int
    clause: int
    glued: bool

    @property
    def number(self) -> bool:
        return self.folded[0].isdecimal()


class Clause(NamedTuple):
    """Words `start` up to `end` of the message, and whether a question mark closes them."""

    start: int
    end: int
    asking: bool


class Reading(NamedTuple):
    text: str
    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]


def clean(text: str) -> str:
    """The text without what no one can see or store: null bytes, control characters, half surrogates."""
    text = _LINE_ENDS.sub("\n", text.translate(_BEFORE_NFKC))
    if text.isascii():
        return _CONTROL.sub(" ", text)
    return _INVISIBLE.sub("", _normal(_CONTROL.sub(" ", text)))


def fold(text: str) -> str:
    """Lower case, one apostrophe, plain letters: қ→к, ө→о, ү→у, ң→н, ғ→г, һ→х, ә→а, і→и, ё→е."""
    text = clean(text).casefold().translate(_FOLD)
    if text.isascii():
        return text
    return re.sub(r"\w+", lambda found: _one_script(found[0]), text)


def words(text: str) -> list[str]:
    """The folded words of a text, without apostrophes; numbers and gestures (👍, a lone +) are words too."""
    if text.isalpha() and (word := clean(text)).isalpha():  # as most entries of a word list
        return [_folded(word)]
    return [word.folded for word in read(text).words]


def transliterate(text: str) -> str:
    """Folded and in Latin, spelled one way: "Меня зовут" and "menya zovut" come out the same."""
    return " ".join(skeleton(word) for word in words(text))


@lru_cache(maxsize=8192)
def skeleton(folded: str) -> str:
    """One folded word in Latin letters, whatever script and habit it was typed in."""
    latin = folded.translate(_TO_LATIN)
    for habit, plain in _LATIN_HABITS:
        latin = latin.replace(habit, plain)
    return _LONG_I.sub("i", latin)


def forget() -> None:
    """Let go of the words remembered here: those of whole word lists are not soon asked for again."""
    skeleton.cache_clear()
    _folded.cache_clear()


def is_latin(folded: str) -> bool:
    return bool(_LATIN.match(folded))


def listed(text: str) -> tuple[str, ...]:
    """The entries of a comma-separated list, each once, in order."""
    entries = (" ".join(entry.split()) for entry in text.split(","))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def in_both_scripts(entries: Iterable[str]) -> tuple[str, ...]:
    """Uzbek entries in Latin, followed by the same in Cyrillic."""
    latin = tuple(entries)
    return tuple(dict.fromkeys((*latin, *(_uzbek_cyrillic(entry) for entry in latin))))


def contains_phrase(message: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the folded words hold the folded phrase, whole words, side by side."""
    first, size = (phrase[0], len(phrase)) if phrase else ("", 0)
    return size > 0 and any(
        word == first and list(message[at : at + size]) == list(phrase) for at, word in enumerate(message)
    )


@lru_cache(maxsize=16)  # a message is read several times on its way
def read(text: str, ends: tuple[int, int] | None = None) -> Reading:
    """Cut a message into words and clauses. `text` of the answer is cleaned; positions are in it.

    `ends`: of a longer message only so many words at its beginning and at its end are read.
    """
    text = clean(text)
    found: list[Word] = []
    clauses: list[Clause] = []
    for tokens in _parts(list(_TOKEN.finditer(text)), ends):
        first = len(found)
        for token in tokens:
            if token.lastgroup != "cut":
                found.append(_word(token, text, len(clauses), found))
            elif first < len(found):
                clauses.append(Clause(first, len(found), token[0] == "?"))
                first = len(found)
            elif token[0] == "?" and clauses:
                clauses[-1] = clauses[-1]._replace(asking=True)
        if first < len(found):
            clauses.append(Clause(first, len(found), False))
    return Reading(text, tuple(found), tuple(clauses))


def _parts(tokens: list[re.Match[str]], ends: tuple[int, int] | None) -> list[list[re.Match[str]]]:
    if ends is None or len(tokens) <= sum(ends):
        return [tokens]
    said = [at for at, token in enumerate(tokens) if token.lastgroup != "cut"]
    if len(said) <= sum(ends):
        return [tokens]
    first, last = ends
    return [tokens[: said[first]], tokens[said[-last] :]]


def _word(token: re.Match[str], text: str, clause: int, before: list[Word]) -> Word:
    start, end = token.span()
    glued = bool(before) and before[-1].end == start - 1 and text[start - 1] in "-‐‑"
    return Word(token[0], _folded(token[0]), start, end, clause, glued)


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    return _one_script(word.casefold().translate(_FOLD).replace("'", "")) or word


def _one_script(word: str) -> str:
    # "дa" with a Latin a: what looks Cyrillic in a Cyrillic word is meant so.
    if word.isascii() or not (_LATIN.search(word) and _CYRILLIC.search(word)):
        return word
    return word.translate(_LOOKALIKES)


def _normal(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def _uzbek_cyrillic(entry: str) -> str:
    text = re.sub(r"(?<![a-z'])e", "э", entry)
    for latin, cyrillic in _UZBEK_PAIRS:
        text = text.replace(latin, cyrillic)
    return text
