"""Cuts a message into words, numbers and clauses."""

import re
from typing import NamedTuple

from parley.text.normalize import APOSTROPHES, latinize, normalize_word
from parley.text.sanitize import sanitize_text

_WORD = rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*"
# A hyphen between spaces ends a clause; one inside a word only divides it.
_TOKEN = re.compile(
    rf"(?P<word>{_WORD})|(?P<number>[0-9]+(?:[.,:/][0-9]+)*)"
    r"|(?P<sign>[👍👌✅🆗💯🤝👎❌✔☑🙏🙌🚫⛔✖➕]|\+(?!\s?[0-9]))"
    r"|(?P<cut>[.,!?;:()«»\"\n—–]|(?<=\s)-(?=\s))"
)


class Token(NamedTuple):
    """A word, a number or a gesture (👍, a lone +) of a message."""

    text: str
    #: as it is compared: `normalize_word(text)`
    normalized: str
    #: first character, and the one behind the last, in the text of the `TokenizedText`
    start: int
    end: int
    #: position in `TokenizedText.clauses`
    clause_index: int
    #: a hyphen alone stands between the token before and this one: "Анна-Мария"
    after_hyphen: bool

    @property
    def is_number(self) -> bool:
        """Whether the token begins with a digit: "12", "10:30"."""
        return self.normalized[0].isdecimal()


class Clause(NamedTuple):
    """A part of a message between two punctuation marks."""

    #: index of the first token, and the one behind the last
    start: int
    end: int
    #: a question mark closes it
    is_question: bool


class TokenizedText(NamedTuple):
    """A message cut into tokens."""

    #: sanitised; positions of tokens are positions in it
    text: str
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]


def tokenize(text: str, head_and_tail: tuple[int, int] | None = None) -> TokenizedText:
    """Cuts a message into tokens and clauses. The result's own `text` is sanitised, and positions are in that one.

    `head_and_tail`: of a longer message only so many words at its beginning and at its end are read.
    """
    text = sanitize_text(text)
    all_tokens: list[Token] = []
    clauses: list[Clause] = []
    for matches in _keep_head_and_tail(list(_TOKEN.finditer(text)), head_and_tail):
        first = len(all_tokens)
        for match in matches:
            if match.lastgroup != "cut":
                all_tokens.append(_make_token(match, text, len(clauses), all_tokens))
            elif first < len(all_tokens):
                clauses.append(Clause(first, len(all_tokens), match[0] == "?"))
                first = len(all_tokens)
            elif match[0] == "?" and clauses:
                clauses[-1] = clauses[-1]._replace(is_question=True)
        if first < len(all_tokens):
            clauses.append(Clause(first, len(all_tokens), False))
    return TokenizedText(text, tuple(all_tokens), tuple(clauses))


def normalized_words(text: str) -> list[str]:
    """Returns the normalised words of a text; numbers and gestures (👍, a lone +) are words too."""
    if not text:
        return []
    if text.isalpha() and (word := sanitize_text(text)).isalpha():  # as most entries of a word list
        return [normalize_word(word)]
    return [token.normalized for token in tokenize(text).tokens]


def latinized_words(listed: str) -> frozenset[str]:
    """Returns the words of a list, each in Latin letters, to find words in whatever script they are typed."""
    return frozenset(map(latinize, normalized_words(listed)))


def latinize_text(text: str) -> str:
    """Returns the words of a text latinised, with one space between: equal for "Меня зовут" and "menya zovut"."""
    return " ".join(latinize(word) for word in normalized_words(text))


def _keep_head_and_tail(
    matches: list[re.Match[str]], head_and_tail: tuple[int, int] | None
) -> list[list[re.Match[str]]]:
    if head_and_tail is None or len(matches) <= sum(head_and_tail):
        return [matches]
    word_indices = [index for index, match in enumerate(matches) if match.lastgroup != "cut"]
    if len(word_indices) <= sum(head_and_tail):
        return [matches]
    head_words, tail_words = head_and_tail
    return [matches[: word_indices[head_words]], matches[word_indices[-tail_words] :]]


def _make_token(match: re.Match[str], text: str, clause_index: int, previous: list[Token]) -> Token:
    start, end = match.span()
    after_hyphen = bool(previous) and previous[-1].end == start - 1 and text[start - 1] in "-‐‑"
    return Token(match[0], normalize_word(match[0]), start, end, clause_index, after_hyphen)
