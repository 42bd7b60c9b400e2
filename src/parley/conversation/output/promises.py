"""Keeps a model to answering where a flow holds the order: what it asks, promises or makes up is not said."""

import re
from collections.abc import Iterable, Sequence

from parley.conversation.output.facts import Facts
from parley.conversation.output.sentence import Sentence
from parley.text.normalize import normalize

# An order to tell or give something is a question without its mark.
_REQUEST = re.compile(
    r"\?|\b(?:укажите|назовите|напишите|подскажите|оставьте|сообщите|продиктуйте|уточните|пришлите|отправьте|введите"
    r"|выберите|подтвердите|скажите|дайте|жазыңыз|айтыңыз|вкажіть|залиште|назвіть|напишіть"
    r"|please (?:tell|give|leave|share|confirm|choose))\b",
    re.IGNORECASE,
)
_ORDER_PROMISE = re.compile(
    r"\b(?:заявк\w*|заказ\w*|лид\w*|order|request)\b.*\b(?:оформлен\w*|создан\w*|принят\w*|подтвержден\w*|подтверждён\w*"
    r"|отправлен\w*|placed|created|confirmed|accepted)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPEED = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:мбит|мб/с|mbps|mbit|гбит|gbps|gbit)", re.IGNORECASE)
_MARKUP = "*_`#•-– "


class ScriptedRule:
    """Refuses sentences that are code's to say, or nobody's.

    `name_markers` stand before a name that must be one of `known_names` ("пакет «Супер»"). Speeds must stand in
    `known_texts`.
    """

    def __init__(self, name_markers: Sequence[str], known_names: Sequence[str], known_texts: Iterable[str]) -> None:
        self._known_names = [normalize(name) for name in known_names]
        self._known_speeds = {number for text in known_texts for number in _SPEED.findall(text)}
        words = "|".join(map(re.escape, name_markers))
        self._named_pattern = (
            re.compile(rf"\b(?:{words})\w{{0,3}}\s+[«\"“]?([^\s«»\"“”.,!?:;()—–]+)", re.IGNORECASE)
            if name_markers
            else None
        )

    def allow_speeds(self, text: str) -> None:
        """Lets the speeds in a text be said: a tool found it."""
        self._known_speeds |= set(_SPEED.findall(text))

    def refuses(self, sentence: Sentence, _: Facts) -> bool:
        """Tells whether a sentence asks, promises or makes up."""
        text = sentence.text
        return bool(
            _REQUEST.search(text)
            or _ORDER_PROMISE.search(text)
            or not self._known_speeds.issuperset(_SPEED.findall(text))
            or (self._named_pattern and not all(map(self._is_known_name, self._named_pattern.findall(text))))
        )

    def _is_known_name(self, word: str) -> bool:
        """Tells whether a word behind "тариф" is part of a known name; one that is not written like a name needs
        not be."""
        bare = word.strip(_MARKUP)
        if not bare[:1].isupper() and not bare[:1].isdigit():
            return True
        normalized = normalize(bare)
        return any(normalized[:-2] in name or normalized in name for name in self._known_names)
