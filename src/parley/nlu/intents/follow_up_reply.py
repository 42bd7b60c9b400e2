"""What a customer's message means for a chain of follow-ups (contract §3.7)."""

from typing import Literal

from parley.domain.understanding import Heard

Stance = Literal["yes", "no", "uncertain", "answer"]


def stance(heard: Heard) -> Stance:
    """A definite yes or no ends the chain for good, "maybe" lets it go on, anything else is an answer. No wins."""
    if heard.answer == "no" or heard.opt_out:
        return "no"
    if heard.later:
        return "uncertain"
    return "yes" if heard.answer == "yes" else "answer"
