"""Writes names of streets as they are shown, and as two spellings of one are compared."""

import re
from functools import lru_cache

from parley.nlu.addresses.vocabulary import STREET_TYPES
from parley.text.normalize import is_latin, latinize, normalize
from parley.text.sanitize import sanitize_text

_LOWERCASE_WORDS = frozenset(["и", "лет", "года", "на", "им", "имени", "of"])
_TITLES = frozenset(
    ["им", "имени", "академика", "маршала", "генерала", "проф", "профессора", "героя", "ак", "ген", "адмирала"]
)
_HONORIFIC_PREFIX = re.compile(r"^(?:им|имени)\b\.?", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d+)-?(?:[аоыи]?[яй]|[ыо]?го|[ао]?е)\b")
_WORD_OR_NUMBER = re.compile(r"\d+|[^\W\d_]+")


def format_street_name(name: str) -> str:
    """Returns the name of a street as it is shown: "Ленина", "8 Марта", "50 лет Октября".

    What was written with capital and small letters stays as it is.
    """
    name = " ".join(_HONORIFIC_PREFIX.sub("", sanitize_text(name)).split())
    if name != name.lower() and name != name.upper():
        return name
    return " ".join(_capitalize_word(word) for word in name.lower().split())


def _capitalize_word(word: str) -> str:
    if word in _LOWERCASE_WORDS:
        return word
    first, *others = word.split("-")
    if first.isdecimal():
        return word
    return "-".join((first.capitalize(), *(part.capitalize() if len(part) > 2 else part for part in others)))


@lru_cache(maxsize=20_000)
def street_key(name: str) -> str:
    """Returns a text that is equal for "ул. Ленина" and "ЛЕНИНА улица".

    It has the normalised words without the kind, numbers first; Latin words as they sound.
    """
    words = _WORD_OR_NUMBER.findall(_ORDINAL.sub(r"\1 ", _strip_street_type(normalize(name).replace("'", ""))))
    name_words = [word for word in words if word not in STREET_TYPES and not (len(word) == 1 and word.isalpha())]
    key_words = [word for word in name_words if word not in _TITLES] or name_words or words
    numbers = [word for word in key_words if word.isdecimal()]
    names = (latinize(word) if is_latin(word) else word for word in key_words if not word.isdecimal())
    return " ".join((*numbers, *names))


def _strip_street_type(normalized: str) -> str:
    words = [word for word in re.split(r"[\s.,]+", normalized) if word]
    name_words = [word for word in words if word not in STREET_TYPES]
    return " ".join(name_words or words)


def phonetic_key(key: str) -> str:
    """Returns a street's key in Latin letters: "ленина" and "lenina" sound the same."""
    return " ".join(latinize(word) for word in key.split())


def split_street_type(text: str) -> tuple[str, str]:
    """Returns the kind and the name, ("ул.", "Ленина") of "Ленина улица"; the kind is "" where none is written."""
    words = [word for word in re.split(r"\s+|(?<=\.)", sanitize_text(text)) if word]
    for index, word in enumerate(words):
        kind = STREET_TYPES.get(normalize(word).strip(".,"))
        if kind and len(words) > 1:
            return kind, format_street_name(" ".join((*words[:index], *words[index + 1 :])).strip(" ,."))
    return "", format_street_name(" ".join(words))
