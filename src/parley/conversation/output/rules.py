"""The list of what a model may not say. A new rule is a function of a sentence and of what is known, a line here
and cases of it in tests/conversation/output/said.yaml.

A rule drops the sentence; only an unknown price is replaced instead (prices.py). The built-in model's words are
parley's own and are held to prices alone.
"""

from collections.abc import Callable
from typing import NamedTuple

from parley.conversation.output import claims, contacts, requests, wording
from parley.conversation.output.facts import Facts
from parley.conversation.output.sentence import Sentence


class Rule(NamedTuple):
    """What is not said."""

    #: stands in the log
    name: str
    refuses: Callable[[Sentence, Facts], bool]
    #: tells whether the sentence that begins so may be refused, so that nothing of it is said before its end; None
    #: where its words alone tell that (sentences.py)
    suspects: Callable[[Sentence, Facts], bool] | None = None


RULES = (
    Rule("broken characters", wording.refuse_broken),
    Rule("words for a machine", wording.refuse_machine),
    Rule("repetition", wording.refuse_repetition),
    Rule("another script", wording.refuse_script),
    Rule("the prompt", wording.refuse_prompt),
    Rule("an order that nobody placed", claims.refuse_order),
    Rule("a payment that nobody made", claims.refuse_payment),
    Rule("a discount that nobody gave", claims.refuse_discount),
    Rule("a gift that nobody gave", claims.refuse_gift),
    Rule(
        "a question that is not to be asked",
        requests.refuse_unwanted_request,
        requests.suspect_unwanted_request,
    ),
    Rule("a strange link", contacts.refuse_address),
    Rule("a strange phone", contacts.refuse_phone),
    Rule("another number than the stored one", contacts.refuse_read_back),
)


def refusal_reason(sentence: Sentence, facts: Facts, rules: tuple[Rule, ...] = RULES) -> str:
    """Returns the name of the first rule that a sentence breaks; empty where it may be said."""
    return next((rule.name for rule in rules if rule.refuses(sentence, facts)), "")
