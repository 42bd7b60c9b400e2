"""Compares words of a message with words of a tariff's name: in another case or script, cut short, misspelt."""

from functools import lru_cache

from parley.text.normalize import is_latin, latinize
from parley.text.spelling import edit_distance
from parley.text.tokenize import tokenize

# In many names, and in messages about anything.
_GENERIC_WORDS = frozenset(
    ["пакет", "тариф", "тарифный", "план", "интернет", "для", "и", "package", "plan", "tariff"]
)
_ADJECTIVE_ENDINGS = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ыи", "ии", "ои")
_VOWELS = "аеёиоуыэюяь"
_SAME, _INFLECTED, _ABBREVIATED, _MISSPELT, _OTHER = 1.0, 0.9, 0.8, 0.7, 0.0
# A stem is so long, and what another case puts behind it so short.
_MIN_STEM_CHARS, _MAX_ENDING_CHARS = 4, 3
_MIN_ABBREVIATION_CHARS = 6
# One slip makes another word of a shorter one.
_MIN_CHARS_FOR_ONE_SLIP, _MIN_CHARS_FOR_TWO_SLIPS = 6, 9


@lru_cache(maxsize=1000)
def telling_words(name: str) -> tuple[str, ...]:
    """Returns the words of a name by which it is told from others, normalised: ("премиум",) for "Пакет Премиум"."""
    return tuple(
        token.normalized
        for token in tokenize(name).tokens
        if token.normalized not in _GENERIC_WORDS and not token.is_number
    )


def name_word_similarity(word: str, name_word: str) -> float:
    """Returns 1 for the word itself, less for another case of it, its beginning or a slip, 0 for another word. Both
    are normalised."""
    if word in _GENERIC_WORDS:
        return _OTHER
    if is_latin(word) != is_latin(name_word):
        word, name_word = latinize(word), latinize(name_word)
    if word == name_word:
        return _SAME
    if _is_inflected(word, name_word):
        return _INFLECTED
    if len(word) >= _MIN_ABBREVIATION_CHARS and name_word.startswith(word):
        return _ABBREVIATED
    return _MISSPELT if _is_misspelt(word, name_word) else _OTHER


def _is_inflected(word: str, name_word: str) -> bool:
    """ "премиума" of "премиум", "домашнего" of "домашний"."""
    stem = _shared_beginning(word, name_word)
    min_stem = max(_MIN_STEM_CHARS, len(name_word) - _inflected_chars(name_word))
    return stem >= min_stem and len(word) - stem <= _MAX_ENDING_CHARS


def _shared_beginning(word: str, other: str) -> int:
    for index, (char, other_char) in enumerate(zip(word, other, strict=False)):
        if char != other_char:
            return index
    return min(len(word), len(other))


def _inflected_chars(name_word: str) -> int:
    """Returns how many letters at its end another case may change."""
    return 2 if name_word.endswith(_ADJECTIVE_ENDINGS) else 1 if name_word[-1] in _VOWELS else 0


def _is_misspelt(word: str, name_word: str) -> bool:
    """ "опитмальный" of "оптимальный"; the first letter is hardly ever the wrong one."""
    shorter = min(len(word), len(name_word))
    max_slips = (shorter >= _MIN_CHARS_FOR_ONE_SLIP) + (shorter >= _MIN_CHARS_FOR_TWO_SLIPS)
    if not max_slips or word[0] != name_word[0] or abs(len(word) - len(name_word)) > max_slips:
        return False
    return edit_distance(word, name_word, max_slips) <= max_slips
