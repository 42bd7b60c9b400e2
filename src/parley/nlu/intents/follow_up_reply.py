"""Classifies the answer to a follow-up message (contract §3.7)."""

from typing import Literal

from parley.domain.understanding import Understanding

FollowUpReply = Literal["yes", "no", "uncertain", "answer"]

# Where no rule knows the words, the message is like one of the labelled examples (nlu/intents/examples).
_REPLIES_BY_INTENT: dict[str, FollowUpReply] = {
    "deny": "no",
    "opt_out": "no",
    "delete_data": "no",
    "cancel_order": "no",
    "postpone": "uncertain",
    "affirm": "yes",
    "order": "yes",
}


def classify_follow_up_reply(understanding: Understanding) -> FollowUpReply:
    """Returns what a message means for a chain of follow-ups.

    A definite "yes" or "no" ends the chain for good, "uncertain" ("maybe") lets it go on, anything else is an
    "answer". An opt-out is a no, whatever else is said, and whoever asks something answers.
    """
    if understanding.answer == "no" or understanding.opt_out:
        return "no"
    if understanding.postponed:
        return "uncertain"
    if understanding.answer == "yes":
        return "yes"
    if understanding.question:
        return "answer"
    replies = (reply for intent in understanding.intents if (reply := _REPLIES_BY_INTENT.get(intent)))
    return next(replies, "answer")
