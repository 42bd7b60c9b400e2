"""What of the customer an answer has to ask for, and what it may not: the same for every model."""

from typing import Literal, NamedTuple

from parley.dialogue.model import DialogueState
from parley.dialogue.state_tracking import asks_phone_for_handover
from parley.domain.lead import DialogueAct

ContactPart = Literal["name", "phone"]

_NAME, _PHONE = frozenset[ContactPart]({"name"}), frozenset[ContactPart]({"phone"})
_NOTHING = frozenset[ContactPart]()
_BOTH = _NAME | _PHONE
# What is read back or corrected is named, whatever words a model finds for it.
_ACTS_ABOUT_CONTACT = (DialogueAct.CONFIRM, DialogueAct.ASK_CORRECTION)


class ContactRequests(NamedTuple):
    """The parts of a contact by whether an answer asks for them. An e-mail address counts as a phone: something to
    reach the customer by."""

    #: without it nobody can be reached, so code asks where a model does not; a name may come when it comes
    owed: frozenset[ContactPart]
    unwanted: frozenset[ContactPart]


def contact_requests(state: DialogueState) -> ContactRequests:
    """Returns what the answer to a turn asks for. Where a flow holds the order, code says its question itself."""
    act, draft = state.decision.act, state.draft
    explains_contact = state.understanding.asks_why_contact  # "ваш номер нужен только для связи" asks for none
    if state.is_scripted or act in _ACTS_ABOUT_CONTACT or explains_contact:
        return ContactRequests(_NOTHING, _NOTHING)
    if act is DialogueAct.ASK_NAME:
        return ContactRequests(_NOTHING, _PHONE)
    if act is DialogueAct.ASK_PHONE or (act is DialogueAct.HANDOVER and asks_phone_for_handover(draft)):
        return ContactRequests(_PHONE, _NAME)
    return ContactRequests(_NOTHING, _BOTH)
