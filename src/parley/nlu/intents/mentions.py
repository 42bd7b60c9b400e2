"""What a message wants: a set of intents, each with the piece of the text it stands in."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parley.nlu.intents.classifier import IntentClassifier
from parley.nlu.intents.features import intent_features
from parley.nlu.phrase_matcher import Match
from parley.text.tokenize import TokenizedText

# Less sure is not said at all: most of what is asked of a shop is found by rules and search.
MIN_PROBABILITY = 0.5
# Whoever is taken for one who complains, or who wants a person, is answered otherwise altogether. At these, 92 of
# 100 are right among the examples that were kept aside.
_MIN_PROBABILITIES = {
    "report_problem": 0.7,
    "report_outage": 0.7,
    "complain": 0.75,
    "ask_human": 0.75,
    "refuse_bot": 0.7,
    # together with a rule (deletion.py)
    "delete_data": 0.38,
}
# No intent, but what looks like one.
_NO_INTENT = "other"
# Of a long message so many clauses are looked at.
_MAX_CLAUSES = 12


class IntentMention(NamedTuple):
    """An intent, and where in the message it stands."""

    intent: str
    #: 0…1
    probability: float
    #: index of the first token, and the one behind the last
    start: int
    end: int


class _Piece(NamedTuple):
    start: int
    end: int
    is_question: bool


def find_intents(
    tokenized: TokenizedText, matches: Sequence[Match], cues: Sequence[Match], classifier: IntentClassifier
) -> tuple[IntentMention, ...]:
    """Returns the intents of a message, each once, where it is surest; in the order in which they stand. `matches`,
    `cues`: the phrases and the cues in it."""
    surest: dict[str, IntentMention] = {}
    for piece in _pieces(tokenized):
        features = intent_features(
            tokenized.tokens[piece.start : piece.end],
            _inside(piece, matches),
            _inside(piece, cues),
            is_question=piece.is_question,
        )
        probabilities = classifier.classify(features)
        intent = max(probabilities, key=probabilities.__getitem__)
        mention = IntentMention(intent, probabilities[intent], piece.start, piece.end)
        known = surest.get(intent)
        is_sure = mention.probability >= _MIN_PROBABILITIES.get(intent, MIN_PROBABILITY)
        if is_sure and (known is None or known.probability < mention.probability):
            surest[intent] = mention
    surest.pop(_NO_INTENT, None)
    return tuple(sorted(surest.values(), key=lambda mention: (mention.start, mention.end)))


def _pieces(tokenized: TokenizedText) -> Iterator[_Piece]:
    """Yields the message as a whole, then its clauses where it has several."""
    clauses = tokenized.clauses[:_MAX_CLAUSES]
    if not clauses:
        return
    yield _Piece(0, len(tokenized.tokens), any(clause.is_question for clause in clauses))
    if len(clauses) > 1:
        for clause in clauses:
            yield _Piece(clause.start, clause.end, clause.is_question)


def _inside(piece: _Piece, matches: Sequence[Match]) -> list[Match]:
    return [match for match in matches if piece.start <= match.start and match.end <= piece.end]
