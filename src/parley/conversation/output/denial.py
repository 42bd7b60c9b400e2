"""Tells whether a sentence denies what it names: "скидок нет" gives nothing away, "is not paid" claims nothing."""

from parley.conversation.output.phrases import Found
from parley.conversation.output.sentence import Sentence

# A negation further away belongs to something else.
_REACH = 5


def is_denied(sentence: Sentence, claim: Found) -> bool:
    """Returns whether a negation stands near the claim, in the same part of the sentence and outside its words."""
    clause = sentence.clause_of(claim)
    return any(
        sentence.clause_of(negation) == clause
        and not claim.start <= negation.start < claim.end
        and -_REACH <= negation.start - claim.start <= claim.end - claim.start + _REACH
        for negation in sentence.phrases("negation")
    )


def is_conditional(sentence: Sentence, claim: Found) -> bool:
    """Returns whether the claim is part of a rule, a wish or an offer: behind "if", or with it in one part of the
    sentence."""
    clause = sentence.clause_of(claim)
    return any(
        condition.start < claim.start or sentence.clause_of(condition) == clause
        for condition in sentence.phrases("condition")
    )


def is_asked(sentence: Sentence, claim: Found) -> bool:
    """Returns whether the claim is in the question that the sentence ends in."""
    return sentence.is_question and sentence.clause_of(claim) == sentence.clauses[-1]
