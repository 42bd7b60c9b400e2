"""`hear` with all seven languages, as the installation has them."""

from typing import Any

from parley.domain.understanding import Asked, Context, Heard
from parley.languages.base import Language
from parley.nlu.phrase_matcher import Lexicon
from parley.nlu.understand import hear
from parley.plugs import instances

LEXICON = Lexicon(
    tuple((code, tongue.hears) for code, tongue in sorted(instances("parley.languages", Language, "code").items()))
)
COUNTRIES = {"ru": "KZ", "en": "KZ", "kk": "KZ", "ky": "KG", "uz": "UZ", "uk": "UA", "mn": "MN"}


def heard(text: str, asked: Asked = "", language: str = "ru", **more: Any) -> Heard:
    more.setdefault("country", COUNTRIES[language])
    return hear(text, Context(asked=asked, language=language, **more), LEXICON)
