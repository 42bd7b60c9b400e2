"""A text of a customer with what is made of it: tokens, concepts, understanding. Each is made once and carried
along.

Whoever works with a message takes a `MessageText`, or an `UnderstoodMessage` where it matters what the customer
means, and never tokenises or annotates its text again."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from parley.concepts.matcher import Annotation, annotate
from parley.domain.understanding import MessageContext, Understanding
from parley.nlu.choices import ChoiceReading, compile_choice_terms, read_choices
from parley.nlu.ordering import OrderPhrases, compile_order_terms, read_order_words
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.nlu.understand import tokenize_message, understand_tokens
from parley.nlu.written_numbers import compile_number_words, write_digits
from parley.text.tokenize import TokenizedText

T = TypeVar("T")

# Customers greet, agree and ask politely in the same few words; a long text is nobody else's.
_MAX_REMEMBERED_CHARS = 200
# Of a text that is remembered, what was made of it in so many contexts.
_MAX_DERIVED = 32


class TextAnalyzer:
    """The steps that make something of a text. Every message of a process goes through one of these: a test hands
    in one that counts."""

    def __init__(self, matcher: PhraseMatcher, *, remembers: int = 0) -> None:
        """`remembers`: of so many short texts, the last ones, what was made of them is kept; nothing of it depends
        on who wrote them."""
        self._matcher = matcher
        self._remembered = lru_cache(maxsize=remembers)(self._begin)

    def read(self, text: str) -> "MessageText":
        """Returns a text as it is carried through a turn, with what was made of it before where it is known."""
        return self._begin(text) if len(text) > _MAX_REMEMBERED_CHARS else self._remembered(text)

    def _begin(self, text: str) -> "MessageText":
        return MessageText(text, self)

    def tokenize(self, text: str) -> TokenizedText:
        """Returns the tokens of a text."""
        return tokenize_message(text)

    def annotate(self, words: Sequence[str]) -> Sequence[Annotation]:
        """Returns normalised words with their concepts."""
        return annotate(words)

    def read_choices(self, tokenized: TokenizedText) -> ChoiceReading:
        """Returns what a tokenised text says of the things it chooses among."""
        return read_choices(tokenized, compile_choice_terms(self._matcher))

    def read_order_words(self, tokenized: TokenizedText) -> OrderPhrases:
        """Returns what the words of a tokenised text say of an order."""
        return read_order_words(tokenized, compile_order_terms(self._matcher))

    def understand(self, tokenized: TokenizedText, context: MessageContext) -> Understanding:
        """Returns what a tokenised text means in a context."""
        return understand_tokens(tokenized, context, self._matcher)

    def write_digits(self, tokenized: TokenizedText, language: str) -> str:
        """Returns a text with its numbers in digits, those in words too."""
        return write_digits(tokenized, language, compile_number_words(self._matcher))


class MessageText:
    """A message, or a piece of one. What is made of it is made when it is first asked for."""

    __slots__ = ("_analyzer", "_annotations", "_choices", "_derived", "_ordering", "_tokenized", "_words", "text")

    def __init__(self, text: str, analyzer: TextAnalyzer) -> None:
        self.text = text
        self._analyzer = analyzer
        self._tokenized: TokenizedText | None = None
        self._words: Sequence[str] | None = None
        self._annotations: Sequence[Annotation] | None = None
        self._choices: ChoiceReading | None = None
        self._ordering: OrderPhrases | None = None
        self._derived: dict[Hashable, Any] = {}

    @property
    def tokenized(self) -> TokenizedText:
        """The tokens and clauses of the text."""
        if self._tokenized is None:
            self._tokenized = self._analyzer.tokenize(self.text)
        return self._tokenized

    @property
    def words(self) -> Sequence[str]:
        """The normalised words, numbers and gestures, in order."""
        if self._words is None:
            self._words = [token.normalized for token in self.tokenized.tokens]
        return self._words

    @property
    def annotations(self) -> Sequence[Annotation]:
        """The words with their concepts, phrases together; nothing is left out."""
        if self._annotations is None:
            self._annotations = self._analyzer.annotate(self.words)
        return self._annotations

    @property
    def choices(self) -> ChoiceReading:
        """What the text says of the things it chooses among."""
        if self._choices is None:
            self._choices = self._analyzer.read_choices(self.tokenized)
        return self._choices

    @property
    def ordering(self) -> OrderPhrases:
        """What the words of the text say of an order."""
        if self._ordering is None:
            self._ordering = self._analyzer.read_order_words(self.tokenized)
        return self._ordering

    def understand(self, context: MessageContext) -> "UnderstoodMessage":
        """Returns what the text means in a context; another context may make it mean something else."""
        return self.derive(context, lambda: self._understand(context))

    def _understand(self, context: MessageContext) -> "UnderstoodMessage":
        return UnderstoodMessage(self, self._analyzer.understand(self.tokenized, context))

    def derive(self, key: Hashable, make: Callable[[], T]) -> T:
        """Returns what was made of this text under a key before, or what `make` makes of it now: nothing but the
        text and the key may decide it."""
        if (found := self._derived.get(key)) is None:
            if len(self._derived) >= _MAX_DERIVED:
                self._derived.clear()
            found = self._derived[key] = make()
        return found

    def read_piece(self, text: str) -> "MessageText":
        """Returns a piece of this text, or a text made of it; itself where that is the same."""
        return self if text == self.text else self._analyzer.read(text)

    def in_digits(self, language: str) -> "MessageText":
        """Returns this text with its numbers in digits; itself where none stands in words. `language`: ISO, its
        own."""
        digits = self.derive(("digits", language), lambda: self._analyzer.write_digits(self.tokenized, language))
        return self.read_piece(digits)

    def slice(self, start: int, stop: int) -> "MessageText":
        """Returns the text of the tokens from `start` up to `stop`; its words are known already."""
        tokens = self.tokenized.tokens[start:stop]
        piece = self.read_piece(self.tokenized.text[tokens[0].start : tokens[-1].end])
        if piece._words is None:
            piece._words = [token.normalized for token in tokens]
        return piece


@dataclass(frozen=True, slots=True)
class UnderstoodMessage:
    """A message and what it means."""

    source: MessageText
    understanding: Understanding

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def tokenized(self) -> TokenizedText:
        return self.source.tokenized

    @property
    def words(self) -> Sequence[str]:
        return self.source.words

    @property
    def annotations(self) -> Sequence[Annotation]:
        return self.source.annotations

    @property
    def choices(self) -> ChoiceReading:
        return self.source.choices

    @property
    def ordering(self) -> OrderPhrases:
        return self.source.ordering

    def from_token(self, start: int) -> "UnderstoodMessage":
        """Returns what the text says from a token on, with the meaning of the whole."""
        return replace(self, source=self.source.slice(start, len(self.tokenized.tokens)))

    def until_token(self, stop: int) -> "UnderstoodMessage":
        """Returns what the text says up to a token, with the meaning of the whole."""
        return replace(self, source=self.source.slice(0, stop))

    def with_understanding(self, **changes: object) -> "UnderstoodMessage":
        """Returns the same text, understood with these fields changed."""
        return replace(self, understanding=replace(self.understanding, **changes))  # type: ignore[arg-type]
