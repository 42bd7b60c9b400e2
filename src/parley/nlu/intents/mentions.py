"""What a message wants: a set of intents, each with the piece of the text it stands in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from parley.domain.understanding import HUMAN_INTENTS, TROUBLE_INTENTS
from parley.nlu.intents.classifier import IntentClassifier
from parley.nlu.intents.features import intent_features
from parley.nlu.phrase_matcher import Match
from parley.text.tokenize import Clause, TokenizedText

# Less sure is not said at all: most of what is asked of a shop is found by rules and search.
MIN_PROBABILITY = 0.5
# Whoever is taken for one who complains, or who wants a person, is answered otherwise altogether. These intents are
# mistaken for each other more than for anything else: they are weighed together, and must be this sure.
_HAND_OVER_INTENTS = tuple(sorted(TROUBLE_INTENTS | HUMAN_INTENTS))
_MIN_HAND_OVER_PROBABILITY = 0.84
# Together with a rule (deletion.py).
_MIN_DELETION_PROBABILITY = 0.38
#: the intent of the labelled examples
DELETION = "delete_data"
# No intent, but what looks like one.
_NO_INTENT = "other"
# Of a long message so many clauses are looked at.
_MAX_CLAUSES = 12


class IntentMention(NamedTuple):
    """Something that a message wants, and the piece of it that says so."""

    #: by the name of the labelled examples (examples.py)
    intent: str
    #: 0…1
    probability: float
    #: index of the first token of the piece, and the one behind its last
    start: int
    end: int


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
        mention = _surest_mention(classifier.classify(features), piece)
        if mention and (mention.intent not in surest or surest[mention.intent].probability < mention.probability):
            surest[mention.intent] = mention
    surest.pop(_NO_INTENT, None)
    return tuple(sorted(surest.values(), key=lambda mention: (mention.start, mention.end)))


def _surest_mention(probabilities: Mapping[str, float], piece: Clause) -> IntentMention | None:
    """Returns what a piece wants, where that is sure enough."""
    hand_over = sum([probabilities.get(intent, 0.0) for intent in _HAND_OVER_INTENTS])
    if hand_over >= _MIN_HAND_OVER_PROBABILITY:
        intent = max(_HAND_OVER_INTENTS, key=lambda intent: probabilities.get(intent, 0.0))
        return IntentMention(intent, hand_over, piece.start, piece.end)
    intent = max(probabilities, key=probabilities.__getitem__)
    least = _MIN_DELETION_PROBABILITY if intent == DELETION else MIN_PROBABILITY
    if intent in _HAND_OVER_INTENTS or probabilities[intent] < least:
        return None
    return IntentMention(intent, probabilities[intent], piece.start, piece.end)


def _pieces(tokenized: TokenizedText) -> Iterator[Clause]:
    """Yields the message as a whole, then its clauses where it has several."""
    clauses = tokenized.clauses[:_MAX_CLAUSES]
    if not clauses:
        return
    yield Clause(0, len(tokenized.tokens), any(clause.is_question for clause in clauses))
    if len(clauses) > 1:
        yield from clauses


def _inside(piece: Clause, matches: Sequence[Match]) -> list[Match]:
    return [match for match in matches if piece.start <= match.start and match.end <= piece.end]
