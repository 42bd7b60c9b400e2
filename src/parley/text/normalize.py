"""Brings the many spellings of a word to one, so that words can be compared.

`normalize` ignores case, accents and the letters that only one of our languages has: "Ёлка" and "елка" are equal.
`latinize` also ignores the script: "меня" and "menya" are equal.
"""

import re
from functools import lru_cache

from parley.text.sanitize import sanitize_text

# What people type for an apostrophe.
APOSTROPHES = "'`´‘’ʻʼʽˈ′"

_NORMALIZATION = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict(zip("ёқөүұңғһҳәіїєґўҷҝ", "екоуунгххаииегужк", strict=True)),
        **dict(zip("ğşıöüçñéèáàóíúäâîû", "gsioucneeaaoiuaaiu", strict=True)),
        "\u0307": "",  # what lower case leaves of İ
    }
)
# Cyrillic letters for the Latin ones that look like them.
_LOOKALIKES = str.maketrans("aceopxykmtbhi", "асеорхукмтвни")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z]")
_WORD_CHARS = re.compile(r"\w+")

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
_LATIN_SPELLINGS = (
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


def normalize(text: str) -> str:
    """Returns the text sanitised, in lower case, with one kind of apostrophe and plain letters.

    қ→к, ө→о, ү→у, ң→н, ғ→г, һ→х, ә→а, і→и, ё→е.
    """
    text = sanitize_text(text).casefold().translate(_NORMALIZATION)
    if text.isascii():
        return text
    return _WORD_CHARS.sub(lambda match: _unify_script(match[0]), text)


@lru_cache(maxsize=8192)
def normalize_word(word: str) -> str:
    """Returns one sanitised word as `normalize` does, and without apostrophes."""
    return _unify_script(word.casefold().translate(_NORMALIZATION).replace("'", "")) or word


@lru_cache(maxsize=8192)
def latinize(normalized: str) -> str:
    """Returns one normalised word in Latin letters, whatever script and habit of spelling it was typed in."""
    latin = normalized.translate(_TO_LATIN)
    for spelling, unified in _LATIN_SPELLINGS:
        latin = latin.replace(spelling, unified)
    return _LONG_I.sub("i", latin)


def is_latin(normalized: str) -> bool:
    """Tells whether a normalised word begins with a Latin letter."""
    return bool(_LATIN.match(normalized))


def clear_word_caches() -> None:
    """Drops the cached words, after whole word lists were compiled: those are not soon asked for again."""
    latinize.cache_clear()
    normalize_word.cache_clear()


def _unify_script(word: str) -> str:
    # "дa" with a Latin a: what looks Cyrillic in a Cyrillic word is meant so.
    if word.isascii() or not (_LATIN.search(word) and _CYRILLIC.search(word)):
        return word
    return word.translate(_LOOKALIKES)
