"""Lets a model's words through sentence by sentence: each is held until it is judged.

So that the first words come early, whole clauses of a sentence are said before its end where nothing in them could
be a part of what a rule refuses. Where the end of such a sentence is refused, it is closed with a full stop:
nothing that was said is taken back.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import structlog

from parley.conversation.output.facts import Facts
from parley.conversation.output.prices import replace_prices, unknown_prices
from parley.conversation.output.rules import Rule, refusal_reason
from parley.conversation.output.sentence import CONTEXT_KINDS, Sentence, clean_text, end_of_sentence
from parley.conversation.output.wording import echoes_instructions, has_foreign_letter

log = structlog.get_logger()

_CLAUSE_MARK = re.compile(r"\s*(?:[,;:]|\s[—–-])(?=\s)")
# Of a long clause the last words are held back: a claim begins before its first suspicious word.
_MIN_RELEASED_WORDS, _HELD_WORDS = 5, 5
# What a rule may be about, whatever the words.
_SUSPICIOUS = re.compile(r"[\d@/<>{}\[\]`|\ufffd$€£¥₸₽₴₮\\]")
_PRICE_SIGN = re.compile(r"[\d$€£₸₽₴₮]")
_ECHO_RUN = 3
# Shorter sentences may be said twice: "Да."
_MIN_REPEATED_CHARS = 20


class SentenceFilter:
    """Feed it pieces of an answer; it returns what may be said."""

    def __init__(self, facts: Facts, replacement: str, rules: Sequence[Rule], *, says_clauses: bool = True) -> None:
        self._facts, self._replacement, self._rules = facts, replacement, tuple(rules)
        self._says_clauses, self._is_trusted = says_clauses, False
        self._buffer = ""
        # What of the sentence in the buffer was said already.
        self._said = ""
        self._is_held = False
        # The last that was said ends a line.
        self._ends_line = False
        self._seen: set[str] = set()

    def trust(self) -> None:
        """From here on the words are parley's own: only prices are looked at."""
        self._is_trusted, self._rules = True, ()

    def feed(self, piece: str) -> str:
        """Returns what may be said by now."""
        searched = len(self._buffer)
        self._buffer += piece
        said = []
        while end := end_of_sentence(self._buffer, searched):
            said.append(self._judge(self._buffer[:end]))
            self._buffer, searched = self._buffer[end:], 0
        if self._buffer and not self._is_held:
            said.append(self._say_clauses())
        return "".join(said)

    def close(self) -> str:
        """Returns what was held back when the answer is over."""
        rest, self._buffer = self._buffer, ""
        return self._judge(rest) if rest or self._said else ""

    def drop(self) -> str:
        """Drops what is held back; returns the end of a sentence that was begun."""
        self._buffer = ""
        return self._end_begun_sentence()

    def may_say(self, text: str) -> bool:
        """Tells whether a text of its own, such as a button, may be said."""
        sentence = Sentence(clean_text(text))
        return not refusal_reason(sentence, self._facts, self._rules) and not unknown_prices(sentence, self._facts)

    def _judge(self, raw: str) -> str:
        start = len(clean_text(self._said))
        sentence = Sentence(clean_text(self._said + raw))
        if not sentence.text.strip():
            return raw
        reason = refusal_reason(sentence, self._facts, self._rules) or self._repeats(sentence)
        if reason:
            log.warning("a sentence of the model was not said", why=reason)
            self._says_clauses = False
            return self._end_begun_sentence() + self._line_end(raw)
        self._said, self._is_held = "", False
        self._ends_line = raw.endswith("\n")
        unknown = unknown_prices(sentence, self._facts)
        if unknown:
            log.warning("a price that nobody gave was not said", count=len(unknown))
            return replace_prices(sentence.text, start, unknown, self._replacement)
        return sentence.text[start:]

    def _line_end(self, raw: str) -> str:
        """Returns the line break behind a sentence that is not said, unless one was said last: a list that is left
        out leaves no empty lines."""
        if not raw.endswith("\n") or self._ends_line:
            return ""
        self._ends_line = True
        return "\n"

    def _end_begun_sentence(self) -> str:
        said, self._said, self._is_held = self._said, "", False
        return "." if said.strip() else ""

    def _repeats(self, sentence: Sentence) -> str:
        if self._is_trusted:
            return ""
        text = " ".join(sentence.folded)
        if len(text) >= _MIN_REPEATED_CHARS and text in self._seen:
            return "said before"
        self._seen.add(text)
        return ""

    def _say_clauses(self) -> str:
        """Returns the clauses that are whole by now, where nothing in them is a rule's matter."""
        end = self._end_of_clauses()
        if not end:
            return ""
        if self._is_suspicious(self._buffer[:end]):
            self._is_held = True
            return ""
        clauses, self._buffer = self._buffer[:end], self._buffer[end:]
        self._said += clauses
        return clean_text(clauses)

    def _end_of_clauses(self) -> int:
        if self._is_trusted:
            return self._buffer.rfind(" ") + 1
        if not self._says_clauses:
            return 0
        marks = [mark.start() for mark in _CLAUSE_MARK.finditer(self._buffer)]
        if marks and marks[-1] > 0:
            return marks[-1]
        if self._buffer.count(" ") < _MIN_RELEASED_WORDS + _HELD_WORDS:
            return 0
        return len(self._buffer.rsplit(" ", _HELD_WORDS)[0])

    def _is_suspicious(self, raw: str) -> bool:
        if self._is_trusted:
            return bool(_PRICE_SIGN.search(raw))
        sentence, language = Sentence(clean_text(raw)), self._facts.language
        return (
            bool(_SUSPICIOUS.search(sentence.text))
            or any(one == other or len(one + other) == 2 for one, other in pairwise(sentence.folded))
            or not sentence.kinds <= CONTEXT_KINDS
            or has_foreign_letter(sentence.text, language)
            or sentence.has_number_word(language)
            or echoes_instructions(sentence, self._facts, _ECHO_RUN)
            or any(rule.suspects(sentence, self._facts) for rule in self._rules if rule.suspects)
        )
