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

_NORMALIZATION = str.maketrans(
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


class Token(NamedTuple):
    """A word, a number or a gesture of a message. `folded` has no apostrophes; `glued`: a hyphen stands
    between the word before and this one."""

    text: str
    normalized: str
    start: int
    end: int
    clause_index: int
    after_hyphen: bool

    @property
    def is_number(self) -> bool:
        return self.normalized[0].isdecimal()


class Clause(NamedTuple):
    """Words `start` up to `end` of the message, and whether a question mark closes them."""

    start: int
    end: int
    is_question: bool


class TokenizedText(NamedTuple):
    text: str
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]


def sanitize_text(text: str) -> str:
    """The text without what no one can see or store: null bytes, control characters, half surrogates."""
    text = _LINE_ENDS.sub("\n", text.translate(_BEFORE_NFKC))
    if text.isascii():
        return _CONTROL.sub(" ", text)
    return _INVISIBLE.sub("", _to_nfkc(_CONTROL.sub(" ", text)))


def normalize(text: str) -> str:
    """Lower case, one apostrophe, plain letters: қ→к, ө→о, ү→у, ң→н, ғ→г, һ→х, ә→а, і→и, ё→е."""
    text = sanitize_text(text).casefold().translate(_NORMALIZATION)
    if text.isascii():
        return text
    return re.sub(r"\w+", lambda found: _unify_script(found[0]), text)


def normalized_words(text: str) -> list[str]:
    """The folded words of a text, without apostrophes; numbers and gestures (👍, a lone +) are words too."""
    if text.isalpha() and (word := sanitize_text(text)).isalpha():  # as most entries of a word list
        return [_normalize_word(word)]
    return [word.normalized for word in tokenize(text).tokens]


def latinize_text(text: str) -> str:
    """Folded and in Latin, spelled one way: "Меня зовут" and "menya zovut" come out the same."""
    return " ".join(latinize(word) for word in normalized_words(text))


@lru_cache(maxsize=8192)
def latinize(normalized: str) -> str:
    """One folded word in Latin letters, whatever script and habit it was typed in."""
    latin = normalized.translate(_TO_LATIN)
    for spelling, unified in _LATIN_SPELLINGS:
        latin = latin.replace(spelling, unified)
    return _LONG_I.sub("i", latin)


def clear_word_caches() -> None:
    """Let go of the words remembered here: those of whole word lists are not soon asked for again."""
    latinize.cache_clear()
    _normalize_word.cache_clear()


def is_latin(normalized: str) -> bool:
    return bool(_LATIN.match(normalized))


def split_entries(text: str) -> tuple[str, ...]:
    """The entries of a comma-separated list, each once, in order."""
    entries = (" ".join(entry.split()) for entry in text.split(","))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def add_uzbek_cyrillic(entries: Iterable[str]) -> tuple[str, ...]:
    """Uzbek entries in Latin, followed by the same in Cyrillic."""
    latin = tuple(entries)
    return tuple(dict.fromkeys((*latin, *(_to_uzbek_cyrillic(entry) for entry in latin))))


def contains_phrase(message: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the folded words hold the folded phrase, whole words, side by side."""
    first, size = (phrase[0], len(phrase)) if phrase else ("", 0)
    return size > 0 and any(
        word == first and list(message[index : index + size]) == list(phrase) for index, word in enumerate(message)
    )


@lru_cache(maxsize=16)  # a message is read several times on its way
def tokenize(text: str, head_and_tail: tuple[int, int] | None = None) -> TokenizedText:
    """Cut a message into words and clauses. `text` of the answer is cleaned; positions are in it.

    `ends`: of a longer message only so many words at its beginning and at its end are read.
    """
    text = sanitize_text(text)
    tokens_found: list[Token] = []
    clauses: list[Clause] = []
    for tokens in _keep_head_and_tail(list(_TOKEN.finditer(text)), head_and_tail):
        first = len(tokens_found)
        for token in tokens:
            if token.lastgroup != "cut":
                tokens_found.append(_make_token(token, text, len(clauses), tokens_found))
            elif first < len(tokens_found):
                clauses.append(Clause(first, len(tokens_found), token[0] == "?"))
                first = len(tokens_found)
            elif token[0] == "?" and clauses:
                clauses[-1] = clauses[-1]._replace(is_question=True)
        if first < len(tokens_found):
            clauses.append(Clause(first, len(tokens_found), False))
    return TokenizedText(text, tuple(tokens_found), tuple(clauses))


def _keep_head_and_tail(
    tokens: list[re.Match[str]], head_and_tail: tuple[int, int] | None
) -> list[list[re.Match[str]]]:
    if head_and_tail is None or len(tokens) <= sum(head_and_tail):
        return [tokens]
    word_indices = [index for index, token in enumerate(tokens) if token.lastgroup != "cut"]
    if len(word_indices) <= sum(head_and_tail):
        return [tokens]
    first, last = head_and_tail
    return [tokens[: word_indices[first]], tokens[word_indices[-last] :]]


def _make_token(match: re.Match[str], text: str, clause_index: int, previous: list[Token]) -> Token:
    start, end = match.span()
    after_hyphen = bool(previous) and previous[-1].end == start - 1 and text[start - 1] in "-‐‑"
    return Token(match[0], _normalize_word(match[0]), start, end, clause_index, after_hyphen)


@lru_cache(maxsize=8192)
def _normalize_word(word: str) -> str:
    return _unify_script(word.casefold().translate(_NORMALIZATION).replace("'", "")) or word


def _unify_script(word: str) -> str:
    # "дa" with a Latin a: what looks Cyrillic in a Cyrillic word is meant so.
    if word.isascii() or not (_LATIN.search(word) and _CYRILLIC.search(word)):
        return word
    return word.translate(_LOOKALIKES)


def _to_nfkc(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def _to_uzbek_cyrillic(entry: str) -> str:
    text = re.sub(r"(?<![a-z'])e", "э", entry)
    for latin, cyrillic in _UZBEK_PAIRS:
        text = text.replace(latin, cyrillic)
    return text
