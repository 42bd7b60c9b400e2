"""Which step is open: the one place that tells what is still to be found out."""

from parley.dialogue.model import CONTACT, Facts, Flow, Known, Step
from parley.domain.lead import Draft


def open_step(flow: Flow, draft: Draft, facts: Facts) -> Step | None:
    """The first step that is not answered; None when all are."""
    return next((step for step in flow.steps if is_open(step, draft, facts)), None)


def missing(flow: Flow, draft: Draft, facts: Facts) -> list[str]:
    return [step.name for step in flow.steps if is_open(step, draft, facts)]


def applies(step: Step, known: Known) -> bool:
    return step.when is None or step.when(known)


def is_open(step: Step, draft: Draft, facts: Facts) -> bool:
    if not applies(step, draft.known):
        return False
    if step.kind in CONTACT and getattr(draft, step.kind):
        return False
    if step.name not in draft.known:
        return True
    value = draft.known[step.name]
    # What is no longer on offer has to be chosen anew.
    return step.choices is not None and value != step.refusal and value not in _values(step, draft, facts)


def _values(step: Step, draft: Draft, facts: Facts) -> set[str]:
    return {option.value for option in step.offers(draft.known, facts)}
