"""`hear` with all seven languages, as the installation has them."""

from typing import Any

from parley.domain.understanding import ExpectedReply, MessageContext, Understanding
from parley.languages.base import Language
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.nlu.understand import understand
from parley.plugs import find_plugin_instances

LEXICON = PhraseMatcher(
    tuple(
        (code, tongue.vocabulary)
        for code, tongue in sorted(find_plugin_instances("parley.languages", Language, "code").items())
    )
)
COUNTRIES = {"ru": "KZ", "en": "KZ", "kk": "KZ", "ky": "KG", "uz": "UZ", "uk": "UA", "mn": "MN"}


def heard(text: str, asked: ExpectedReply = "", language: str = "ru", **more: Any) -> Understanding:
    more.setdefault("country", COUNTRIES[language])
    return understand(text, MessageContext(requested_slot=asked, language=language, **more), LEXICON)
