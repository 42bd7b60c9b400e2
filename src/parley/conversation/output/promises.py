"""Where a flow holds the order, a model only answers: what it asks, promises or makes up is not said.

It works sentence by sentence: each is held until it ends.
"""

import re
from collections.abc import Iterable, Sequence

import structlog

from parley.text.tokenize import fold

log = structlog.get_logger()

_END = re.compile(r"(?<=[.!?…])(?=\s)|(?<=\n)|(?<=[.!?…][»\")])(?=\s)")
# An order to tell or give something is a question without its mark.
_ASKS = re.compile(
    r"\?|\b(?:укажите|назовите|напишите|подскажите|оставьте|сообщите|продиктуйте|уточните|пришлите|отправьте|введите"
    r"|выберите|подтвердите|скажите|дайте|жазыңыз|айтыңыз|вкажіть|залиште|назвіть|напишіть"
    r"|please (?:tell|give|leave|share|confirm|choose))\b",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\b(?:заявк\w*|заказ\w*|лид\w*|order|request)\b.*\b(?:оформлен\w*|создан\w*|принят\w*|подтвержден\w*|подтверждён\w*"
    r"|отправлен\w*|placed|created|confirmed|accepted)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPEED = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:мбит|мб/с|mbps|mbit|гбит|gbps|gbit)", re.IGNORECASE)
_MARKUP = "*_`#•-– "


class Strict:
    """Feed it pieces of an answer; it returns the sentences that may be said.

    `marks` stand before a name that must be one of `names` ("пакет «Супер»"). Speeds must stand in `known`.
    """

    def __init__(self, marks: Sequence[str], names: Sequence[str], known: Iterable[str]) -> None:
        self._held = ""
        self._names = [fold(name) for name in names]
        self._known = {number for text in known for number in _SPEED.findall(text)}
        words = "|".join(map(re.escape, marks))
        self._named = (
            re.compile(rf"\b(?:{words})\w{{0,3}}\s+[«\"“]?([^\s«»\"“”.,!?:;()—–]+)", re.IGNORECASE)
            if marks
            else None
        )
        self._quoted = re.compile(r"[«\"“]([^«»\"“”]+)[»\"”]") if marks else None

    def learn(self, text: str) -> None:
        self._known |= set(_SPEED.findall(text))

    def feed(self, piece: str) -> str:
        *whole, self._held = _END.split(self._held + piece)
        return "".join(sentence for sentence in whole if self._may_be_said(sentence))

    def close(self) -> str:
        rest, self._held = self._held, ""
        return rest if self._may_be_said(rest) else ""

    def _may_be_said(self, sentence: str) -> bool:
        why = self._wrong(sentence)
        if why:
            log.warning("a sentence of the model was not said", why=why)
        return not why

    def _wrong(self, sentence: str) -> str:
        if _ASKS.search(sentence):
            return "asks"
        if _PROMISES.search(sentence):
            return "promises"
        if not self._known.issuperset(_SPEED.findall(sentence)):
            return "unknown speed"
        if self._named and any(not self._is_known(name) for name in self._named.findall(sentence)):
            return "unknown name"
        return ""

    def _is_known(self, word: str) -> bool:
        """A word behind "тариф" is a name when it is written like one: it has to be part of a known name."""
        plain = word.strip(_MARKUP)
        if not plain[:1].isupper() and not plain[:1].isdigit():
            return True
        folded = fold(plain)
        return any(folded[:-2] in name or folded in name for name in self._names)
