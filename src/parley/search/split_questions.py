"""Several questions in one message: "сколько стоит диван, есть ли доставка и до скольки работаете?" asks three.

Searched for together, the one would hide the other. A message is cut at its punctuation and its "and"; what has no
question of its own stays with what it belongs to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parley.concepts.matcher import SALE_TERMS
from parley.nlu.message import MessageText
from parley.search.comparison import is_choice
from parley.search.query import GENERIC_CONCEPTS, GOODS_AND_BRANDS, INCLUDED_CONCEPT
from parley.search.question import Question
from parley.search.topics import concept_topic
from parley.text.tokenize import normalized_words

# Of a message so many questions are searched for; what is asked behind them goes with the last.
MAX_QUESTIONS = 4
# What stands between two questions; folded.
_CONJUNCTIONS = frozenset(
    normalized_words("и ещё еще также and also та і й ще також және тағы жана дагы va hamda ва ҳамда ба бас а ал")
)
_ASKABLE_TERMS = SALE_TERMS - GENERIC_CONCEPTS - {INCLUDED_CONCEPT}


@dataclass(slots=True)
class _Piece:
    """Neighbouring clauses that are one question, or words beside one."""

    texts: list[MessageText]
    #: a question mark closes it, or its words ask
    asks: bool
    #: … its words do
    is_worded: bool
    names_goods: bool
    #: topics, and terms of sale that are none
    terms: frozenset[str]
    #: words that nobody knows, so that a question may be about them
    is_open: bool = False

    @property
    def names_something(self) -> bool:
        return self.names_goods or bool(self.terms)

    def absorb(self, other: "_Piece") -> None:
        self.texts += other.texts
        self.asks |= other.asks
        self.names_goods |= other.names_goods
        self.terms |= other.terms
        self.is_open |= other.is_open


def split_questions(question: Question) -> list[Question]:
    """Returns the questions of a message, in order; the message as it is where it asks one thing, or where goods
    are only spoken of: "у меня телевизор, ремонтируете?"."""
    texts = question.derive("questions", lambda: _split(question))
    return [question.about(text) for text in texts] if texts else [question]


def _split(question: Question) -> Sequence[MessageText]:
    """Returns the texts of the questions of a message; none where it asks one thing."""
    clauses = list(_split_clauses(question.message.source))
    if len(clauses) < 2 or _compares(question):
        return ()
    pieces = [_read_piece(question, text, is_marked) for text, is_marked in clauses]
    _mark_enumerated(pieces)
    pieces = _join_pieces(pieces)
    asked = [piece for piece in pieces if piece.asks]
    if len(asked) < 2 or any(piece.names_goods and not piece.asks for piece in pieces):
        return ()
    for piece in asked[MAX_QUESTIONS:]:
        asked[MAX_QUESTIONS - 1].absorb(piece)
    return [_join_texts(question, piece.texts) for piece in asked[:MAX_QUESTIONS]]


def _compares(question: Question) -> bool:
    """Returns whether a message asks one thing of two: "which is better: the IdeaPad or the VivoBook?"."""
    is_one = question.message.text.count("?") < 2 and not question.query.names_service
    return is_one and is_choice(question.message.annotations)


def _split_clauses(text: MessageText) -> Iterator[tuple[MessageText, bool]]:
    """Yields the clauses, cut once more at "and"; with each, whether a question mark closes it."""
    tokens = text.tokenized.tokens
    for clause in text.tokenized.clauses:
        start = clause.start
        for position in range(clause.start, clause.end + 1):
            if position < clause.end and tokens[position].normalized not in _CONJUNCTIONS:
                continue
            if start < position:
                yield text.slice(start, position), clause.is_question
            start = position + 1


def _read_piece(question: Question, text: MessageText, is_marked: bool) -> _Piece:
    concepts = {annotation.concept for annotation in text.annotations}
    piece = question.about(text)
    understanding = piece.understanding
    asks = (
        understanding.question
        or understanding.asks_price
        or understanding.ready_to_order
        or piece.query.asks_availability
    )
    return _Piece(
        [text],
        asks or is_marked,
        asks,
        not GOODS_AND_BRANDS.isdisjoint(concepts),
        frozenset(concept_topic(concept) or concept for concept in concepts & _ASKABLE_TERMS),
        asks and bool(piece.query.tokens),
    )


def _mark_enumerated(pieces: Sequence[_Piece]) -> None:
    """Marks as asked what stands before a question and names a topic: "is delivery free, and what of returns?"."""
    for piece, following in reversed(list(pairwise(pieces))):
        piece.asks |= following.asks and bool(piece.terms) and not piece.names_goods


def _join_pieces(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Returns the pieces with those together that ask one thing, and with each the words beside it."""
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and not _begins_question(joined[-1], piece):
            joined[-1].absorb(piece)
        else:
            joined.append(piece)
    return joined


def _begins_question(previous: _Piece, piece: _Piece) -> bool:
    """Returns whether a piece asks something else than the one before it."""
    if not (previous.names_something or previous.is_open):
        return False  # "здравствуйте", "подскажите"
    if not (piece.names_something or piece.is_open):
        return False  # "пожалуйста", "в Астану"
    if piece.names_goods and previous.names_goods:
        return piece.terms != previous.terms and piece.is_worded  # "гарантия на ноутбук и мышку"
    if not piece.names_goods and not previous.names_goods and piece.terms and previous.terms:
        return piece.terms.isdisjoint(previous.terms)
    return True


def _join_texts(question: Question, texts: Sequence[MessageText]) -> MessageText:
    if len(texts) == 1:
        return texts[0]
    return question.message.source.read_piece(", ".join([text.text for text in texts]))
