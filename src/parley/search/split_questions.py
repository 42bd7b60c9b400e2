"""Several questions in one message: "сколько стоит диван, есть ли доставка и до скольки работаете?" asks three.

Searched for together, the one would hide the other. A message is cut at its punctuation and its "and", and between
two topics where both sides ask: "где вы до скольки работаете". What has no question of its own stays with what it
belongs to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parley.concepts.matcher import SALE_TERMS
from parley.nlu.message import MessageText
from parley.search.comparison import is_choice
from parley.search.query import GENERIC_CONCEPTS, GOODS_AND_BRANDS, INCLUDED_CONCEPT
from parley.search.question import Question
from parley.search.topics import DAY_CONCEPTS, GENERIC_TIME_CONCEPT, INFO_TOPICS, concept_topic, sure_topic
from parley.text.tokenize import normalized_words

# Of a message so many questions are searched for; what is asked behind them goes with the last.
MAX_QUESTIONS = 4
# What stands between two questions; folded.
_CONJUNCTIONS = frozenset(
    normalized_words("и ещё еще также and also та і й ще також және тағы жана дагы va hamda ва ҳамда ба бас а ал")
)
# How a question ends in languages that ask at the end; folded.
_QUESTION_ENDS = frozenset(normalized_words("ма ме ба бе па пе бы би бу бү уу үү юу юү вэ бэ mi ми"))
_QUESTION_ENDINGS = tuple(normalized_words("бы би бу бү пы пи пу пү mi ми chi чи"))
_MIN_ENDED_LETTERS = 4
_LANGUAGES_THAT_ASK_AT_END = frozenset({"ky", "uz"})
# Of a long clause so many places are tried.
_MAX_CUTS = 8
# Whoever names them beside a question asks for them: "where do I bring it and r u open saturday".
_ASKED_BY_NAME = frozenset({"floor-delivery", *INFO_TOPICS})
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
    clauses = list(_split_all(question))
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


def _split_all(question: Question) -> Iterator[tuple[MessageText, bool]]:
    """Yields the clauses, cut once more between questions; with each, whether it is marked as one."""
    for clause, is_marked in _split_clauses(question.message.source):
        texts = list(_split_run_on(question, clause))
        yield from ((text, is_marked or len(texts) > 1) for text in texts)


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


def _split_run_on(question: Question, text: MessageText) -> Iterator[MessageText]:
    """Yields the questions that stand in one clause without a sign between them."""
    rest = text
    for start, end in _topic_gaps(text):
        done = len(text.words) - len(rest.words)
        cut = _find_cut(question, rest, range(start - done, end - done + 1))
        if cut:
            yield rest.slice(0, cut)
            rest = rest.slice(cut, len(rest.words))
    yield rest


def _topic_gaps(text: MessageText) -> Iterator[tuple[int, int]]:
    """Yields the words between one subject and a topic that is another: the first behind the one, the first of the
    other."""
    position, subject, behind = 0, "", 0
    for annotation in text.annotations:
        is_detail = annotation.concept in DAY_CONCEPTS or annotation.concept == GENERIC_TIME_CONCEPT
        topic = "" if is_detail else concept_topic(annotation.concept)
        if topic and subject and topic != subject:
            yield behind, position
        position += len(annotation.words)
        if topic or annotation.concept in GOODS_AND_BRANDS:
            subject, behind = topic or "goods", position


def _find_cut(question: Question, text: MessageText, places: range) -> int:
    """Returns where a clause is cut so that both sides ask: behind what ends a question, else as late as can be; 0
    where it asks one thing."""
    words = text.words
    late_first = sorted(
        [place for place in places if 0 < place < len(words)],
        key=lambda place: (not _ends_question(words[place - 1]), -place),
    )
    return next(
        (
            place
            for place in late_first[:_MAX_CUTS]
            if _asks_by_words(question, text.slice(0, place))
            and _asks_by_words(question, text.slice(place, len(words)))
        ),
        0,
    )


def _ends_question(word: str) -> bool:
    return word in _QUESTION_ENDS or (len(word) >= _MIN_ENDED_LETTERS and word.endswith(_QUESTION_ENDINGS))


def _asks_by_words(question: Question, text: MessageText) -> bool:
    """Returns whether a piece asks: by its words, by its last one, or by naming what is only asked for."""
    understanding = question.about(text).understanding
    asks_at_end = understanding.language in _LANGUAGES_THAT_ASK_AT_END and _ends_question(text.words[-1])
    names_asked = any(annotation.concept in INFO_TOPICS for annotation in text.annotations)
    return understanding.question or understanding.asks_price or asks_at_end or names_asked


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
    names_goods = not GOODS_AND_BRANDS.isdisjoint(concepts)
    terms = {concept_topic(concept) or concept for concept in concepts & _ASKABLE_TERMS}
    if asks and not (terms or names_goods) and (likely := sure_topic(text)):
        terms.add(likely)
    return _Piece(
        [text],
        asks or is_marked,
        asks,
        names_goods,
        frozenset(terms),
        asks and bool(piece.query.tokens),
    )


def _mark_enumerated(pieces: Sequence[_Piece]) -> None:
    """Marks as asked what stands before a question and names a topic: "is delivery free, and what of returns?";
    behind one it is a floor, hours or an address."""
    for piece, following in reversed(list(pairwise(pieces))):
        piece.asks |= following.asks and bool(piece.terms) and not piece.names_goods
    for piece, following in pairwise(pieces):
        following.asks |= piece.asks and bool(following.terms) and following.terms <= _ASKED_BY_NAME


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
    if piece.names_goods and previous.names_goods:  # "гарантия на ноутбук и мышку" is one
        return piece.is_worded and (piece.terms != previous.terms or previous.is_worded)
    if not piece.names_goods and not previous.names_goods and piece.terms and previous.terms:
        return piece.terms.isdisjoint(previous.terms)
    return True


def _join_texts(question: Question, texts: Sequence[MessageText]) -> MessageText:
    if len(texts) == 1:
        return texts[0]
    return question.message.source.read_piece(", ".join([text.text for text in texts]))
