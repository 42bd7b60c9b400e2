"""Finds out whether a turn asks for a person, and why: the same for every model."""

from parley.dialogue.model import DialogueState
from parley.domain.handover import HandoverReason
from parley.domain.lead import DialogueAct

# By intent (nlu/intents/examples), the gravest first.
_REASONS = {
    "report_outage": HandoverReason.OUTAGE,
    "complain": HandoverReason.COMPLAINT,
    "report_problem": HandoverReason.PROBLEM,
    "refuse_bot": HandoverReason.REFUSES_BOT,
}
# A question that is asked for the third time was answered twice by what the flow could not take.
_MAX_REQUESTS = 2


def find_handover_reason(state: DialogueState) -> HandoverReason | None:
    """Returns why a person has to look at the conversation; None where none has to. `state`: after the answer."""
    understanding = state.understanding
    if understanding.deletes_data:
        return HandoverReason.DATA_DELETED
    if understanding.needs_human:
        reasons = (reason for intent, reason in _REASONS.items() if intent in understanding.intents)
        return next(reasons, HandoverReason.ASKED)
    return HandoverReason.NOT_UNDERSTOOD if _was_not_understood_twice(state) else None


def _was_not_understood_twice(state: DialogueState) -> bool:
    slot, draft = state.decision.slot, state.draft
    if state.decision.is_missed and state.decision.act is DialogueAct.HANDOVER:
        return True
    if slot is None or not state.is_scripted or state.changed_slots or state.is_digression:
        return False
    is_same_question = state.previous_draft.requested_slot == slot.name
    return is_same_question and draft.slot_requests.get(slot.name, 0) > _MAX_REQUESTS
