"""Tells a transcription that is none: an engine that fell into a loop, or wrote a language nobody speaks here."""

import re
from collections.abc import Container, Sequence

from parley.text.normalize import normalize_word

_WORD = re.compile(r"[^\W_]+")
# With the letters that one of our languages alone has, Cyrillic and Latin.
_OWN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґәғқңөұүһўҳşçğõñŏ")
_LATIN_OR_CYRILLIC = re.compile("[a-zÀ-ɏЀ-ԯ]", re.IGNORECASE)
# Beside names, words of other languages are tolerated as long as they are few: one, or less than this share.
_MAX_FOREIGN_WORDS, _MAX_FOREIGN_SHARE = 1, 0.25
_MAX_FOREIGN_LETTERS_SHARE = 1 / 3

# How often in a row people say the same: "нет, нет, нет"; a sentence less often than a word. A phone may be all
# sevens.
_MAX_REPEATED_WORD, _MAX_REPEATED_PHRASE, _MAX_REPEATED_SENTENCE, _MAX_REPEATED_NUMBER = 5, 4, 3, 11
_SENTENCE_WORDS, _MAX_UNIT_WORDS = 6, 40
# Of so many words this share at least are different ones, however long somebody talks.
_MIN_VARIED_WORDS, _MIN_VARIETY = 24, 0.25
# "моймоймой" without spaces, and one letter that never ends.
_LOOP_IN_WORD = re.compile(r"(\w{1,8}?)\1{5,}")
_MIN_LOOP_CHARS = 12


def is_garbled(text: str, number_words: Container[str] = ()) -> bool:
    """Returns whether nobody can have said this. `number_words`: normalised; numbers are repeated more often."""
    words = [normalize_word(match[0]) for match in _WORD.finditer(text)]
    return _is_foreign(text) or _is_loop(words, number_words)


def _is_foreign(text: str) -> bool:
    letters = [char for char in text.lower() if char.isalpha()]
    others = [char for char in letters if not _LATIN_OR_CYRILLIC.match(char)]
    if len(others) > len(letters) * _MAX_FOREIGN_LETTERS_SHARE:
        return True
    words = [match[0] for match in _WORD.finditer(text) if match[0].isalpha()]
    foreign = sum(not (word[0].isupper() or _OWN_LETTERS.issuperset(word.lower())) for word in words)
    return foreign > _MAX_FOREIGN_WORDS and foreign > len(words) * _MAX_FOREIGN_SHARE


def _is_loop(words: Sequence[str], number_words: Container[str]) -> bool:
    if any(_is_loop_in_word(word) for word in words):
        return True
    said = [word for word in words if not _is_number(word, number_words)]
    if len(said) >= _MIN_VARIED_WORDS and len(set(said)) < len(said) * _MIN_VARIETY:
        return True
    longest = min(_MAX_UNIT_WORDS, len(words) // 2)
    return any(_is_loop_of(words, size, number_words) for size in range(1, longest + 1))


def _is_loop_in_word(word: str) -> bool:
    loop = None if word.isdecimal() else _LOOP_IN_WORD.search(word)
    return loop is not None and len(loop[0]) >= _MIN_LOOP_CHARS


def _is_loop_of(words: Sequence[str], size: int, number_words: Container[str]) -> bool:
    """Returns whether so many words are repeated in a row more often than people repeat them."""
    equal = 0
    for index in range(size, len(words)):
        equal = equal + 1 if words[index] == words[index - size] else 0
        if equal >= size:
            unit = words[index - size + 1 : index + 1]
            if equal // size + 1 > _max_repetitions(unit, number_words):
                return True
    return False


def _max_repetitions(unit: Sequence[str], number_words: Container[str]) -> int:
    if all(_is_number(word, number_words) for word in unit):
        return _MAX_REPEATED_NUMBER
    if len(unit) == 1:
        return _MAX_REPEATED_WORD
    return _MAX_REPEATED_PHRASE if len(unit) < _SENTENCE_WORDS else _MAX_REPEATED_SENTENCE


def _is_number(word: str, number_words: Container[str]) -> bool:
    return word[:1].isdecimal() or word in number_words
