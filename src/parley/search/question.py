"""A question to a company's data: a message, and the query that is read from it once."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from parley.domain.company import CompanyConfig
from parley.domain.search_results import SearchResults
from parley.domain.understanding import MessageContext, Understanding
from parley.nlu.message import MessageText, UnderstoodMessage
from parley.search.query import SearchQuery, parse_query

T = TypeVar("T")


class Question:
    """What is asked of a company's data."""

    __slots__ = ("_query", "company", "message")

    def __init__(self, company: CompanyConfig, message: UnderstoodMessage) -> None:
        self.company = company
        self.message = message
        self._query: SearchQuery | None = None

    @property
    def understanding(self) -> Understanding:
        """What the message means."""
        return self.message.understanding

    @property
    def query(self) -> SearchQuery:
        """The query that is read from the message; parsed on first use."""
        if self._query is None:
            self._query = self.derive(
                "query", lambda: parse_query(self.message, self.company.currency, self.company.synonyms)
            )
        return self._query

    def derive(self, name: str, make: Callable[[], T]) -> T:
        """Returns what was made under a name before of the same words, understood alike, for a company with the
        same currency and synonyms, or what `make` makes of them now: nothing else of the company may decide it."""
        synonyms = tuple(map(tuple, self.company.synonyms))
        key = (name, self.understanding, self.company.currency, self.company.country, synonyms)
        return self.message.source.derive(key, make)

    def about(self, text: str | MessageText) -> "Question":
        """Returns the question that a piece of the message, or a text made of it, asks by itself."""
        piece = self.message.source.read_piece(text) if isinstance(text, str) else text
        context = MessageContext(
            language=self.understanding.language,
            country=self.company.country,
            is_piece=piece is not self.message.source,
        )
        return Question(self.company, piece.understand(context))

    def taken_as_question(self) -> "Question":
        """Returns the same, whether or not it is worded as a question; what is to be found stays the same."""
        question = Question(self.company, self.message.with_understanding(question=True))
        question._query = self._query
        return question


#: searches for a piece of a message as if it were a question of its own
SearchPiece = Callable[[Question], Awaitable[SearchResults]]
