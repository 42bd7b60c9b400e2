"""Classifies the answer to a follow-up message (contract §3.7)."""

from typing import Literal

from parley.domain.understanding import Understanding

FollowUpReply = Literal["yes", "no", "uncertain", "answer"]


def classify_follow_up_reply(understanding: Understanding) -> FollowUpReply:
    """Returns what a message means for a chain of follow-ups.

    A definite "yes" or "no" ends the chain for good, "uncertain" ("maybe") lets it go on, anything else is an
    "answer". An opt-out is a no, whatever else is said.
    """
    if understanding.answer == "no" or understanding.opt_out:
        return "no"
    if understanding.postponed:
        return "uncertain"
    return "yes" if understanding.answer == "yes" else "answer"
