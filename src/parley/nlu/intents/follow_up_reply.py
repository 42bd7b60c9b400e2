"""What a customer's message means for a chain of follow-ups (contract §3.7)."""

from typing import Literal

from parley.domain.understanding import Understanding

FollowUpReply = Literal["yes", "no", "uncertain", "answer"]


def classify_follow_up_reply(understanding: Understanding) -> FollowUpReply:
    """A definite yes or no ends the chain for good, "maybe" lets it go on, anything else is an answer. No wins."""
    if understanding.answer == "no" or understanding.opt_out:
        return "no"
    if understanding.postponed:
        return "uncertain"
    return "yes" if understanding.answer == "yes" else "answer"
