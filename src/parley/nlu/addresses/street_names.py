"""Names of streets: as they are shown, and as two spellings of one are compared."""

import re
from functools import lru_cache

from parley.nlu.addresses.vocabulary import STREETS
from parley.text.tokenize import clean, fold, is_latin, skeleton

_SMALL = frozenset(["и", "лет", "года", "на", "им", "имени", "of"])
_TITLES = frozenset(
    ["им", "имени", "академика", "маршала", "генерала", "проф", "профессора", "героя", "ак", "ген", "адмирала"]
)
_HONOUR = re.compile(r"^(?:им|имени)\b\.?", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d+)-?(?:[аоыи]?[яй]|[ыо]?го|[ао]?е)\b")
_PIECES = re.compile(r"\d+|[^\W\d_]+")


def shown(name: str) -> str:
    """ "ленина" → "Ленина", "8 марта" → "8 Марта", "50 лет октября" → "50 лет Октября"; what was written with
    capitals and small letters stays."""
    name = " ".join(_HONOUR.sub("", clean(name)).split())
    if name != name.lower() and name != name.upper():
        return name
    return " ".join(_shown(word) for word in name.lower().split())


def _shown(word: str) -> str:
    if word in _SMALL:
        return word
    first, *others = word.split("-")
    if first.isdecimal():
        return word
    return "-".join((first.capitalize(), *(part.capitalize() if len(part) > 2 else part for part in others)))


@lru_cache(maxsize=20_000)
def street_key(name: str) -> str:
    """Equal for "ул. Ленина" and "ЛЕНИНА улица": folded words without the kind, numbers first; Latin ones as they
    sound."""
    pieces = _PIECES.findall(_ORDINAL.sub(r"\1 ", _without_kind(fold(name))))
    kept = [piece for piece in pieces if piece not in STREETS and not (len(piece) == 1 and piece.isalpha())]
    told = [piece for piece in kept if piece not in _TITLES] or kept or pieces
    numbers = [piece for piece in told if piece.isdecimal()]
    names = (skeleton(piece) if is_latin(piece) else piece for piece in told if not piece.isdecimal())
    return " ".join((*numbers, *names))


def _without_kind(folded: str) -> str:
    words = [word for word in re.split(r"[\s.,]+", folded) if word]
    named = [word for word in words if word not in STREETS]
    return " ".join(named or words)


def sound(key: str) -> str:
    """A street's key in Latin: "ленина" and "lenina" sound the same."""
    return " ".join(skeleton(piece) for piece in key.split())


def parted(written: str) -> tuple[str, str]:
    """ "ул. Ленина", "Ленина улица" → ("ул.", "Ленина"); the kind is empty where none is written."""
    words = [word for word in re.split(r"\s+|(?<=\.)", clean(written)) if word]
    for at, word in enumerate(words):
        kind = STREETS.get(fold(word).strip(".,"))
        if kind and len(words) > 1:
            return kind, shown(" ".join((*words[:at], *words[at + 1 :])).strip(" ,."))
    return "", shown(" ".join(words))
