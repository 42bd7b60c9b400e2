"""Decides how an answer comes to the customer's contact: as an ordered table of conditions and dialogue acts.

Code decides; a model only finds the words. The name is no toll: a contact is asked for when something is wanted or
an offer is accepted, after help was given twice, or where only a person can answer for the second time; not more
often than once in three answers, and not after a refusal. What a message wants is said by the table of intents
(intent_policy.py)."""

from collections.abc import Callable

from parley.dialogue.intent_policy import AskContact, asks_something, looks_for_goods
from parley.dialogue.situation import ContactSituation
from parley.dialogue.state_tracking import asks_phone_for_handover
from parley.domain.lead import DialogueAct, Reaction

# Whoever was asked for the phone this often and says nothing of being ready is not asked any more.
_MAX_PHONE_REQUESTS = 2


Condition = Callable[[ContactSituation], bool]


def has_opted_out(situation: ContactSituation) -> bool:
    """Tells whether the customer wants no more messages."""
    return situation.draft.opted_out


def had_data_deleted(situation: ContactSituation) -> bool:
    """Tells whether the customer had their contact deleted, and gave no other in the same message."""
    return situation.understanding.deletes_data and not situation.draft.has_contact


def leaves_talk(situation: ContactSituation) -> bool:
    """Tells whether the customer wants no more messages, or had their contact deleted."""
    return had_data_deleted(situation) or has_opted_out(situation)


def wants_person(situation: ContactSituation) -> bool:
    """Tells whether the customer wants to speak to a person, or needs one because something is wrong."""
    return situation.understanding.needs_human


def _is_to_be_reached(situation: ContactSituation) -> bool:
    """Tells whether somebody has to call who has trouble, and was not asked for a number lately."""
    is_refused = situation.draft.refused_contact or situation.draft.confirmed
    return (
        situation.move.reaction is Reaction.NOTE_DETAILS
        and not is_refused
        and asks_phone_for_handover(situation.previous)
    )


def _gives_whole_contact(situation: ContactSituation) -> bool:
    """Tells whether the contact is new or changed, and no name is to be expected beyond it."""
    return situation.awaits_confirmation and situation.contact_changed and _needs_no_name(situation)


def _needs_no_name(situation: ContactSituation) -> bool:
    """Tells whether the name is known, was asked for, or is not needed: a person was asked for."""
    draft = situation.draft
    return bool(draft.name or draft.name_requests or draft.handed_over)


def _answers_read_back(situation: ContactSituation) -> bool:
    """Tells whether the message answers the read-back; "make it 2, not 4" answers what is ordered."""
    is_other = situation.contact_changed or situation.order_changed
    return situation.awaits_confirmation and situation.asked_to_confirm and not is_other


def _denies_read_back(situation: ContactSituation) -> bool:
    understanding = situation.understanding
    says_no = understanding.answer == "no" and _was_asked_to_confirm(situation)
    return _answers_read_back(situation) and (says_no or understanding.correction)


def _affirms_read_back(situation: ContactSituation) -> bool:
    """Tells whether the customer says yes to the read-back itself: "давайте телевизор" after a number that was only
    noted is a wish."""
    says_yes = situation.understanding.answer == "yes" and _was_asked_to_confirm(situation)
    return _answers_read_back(situation) and says_yes


def _was_asked_to_confirm(situation: ContactSituation) -> bool:
    return situation.previous.expected_reply == "confirm"


def _corrects_nothing(situation: ContactSituation) -> bool:
    """Tells whether it was asked what to correct, and nothing came."""
    asked = situation.draft.expected_reply == "correction"
    is_other = situation.contact_changed or situation.order_changed
    return situation.awaits_confirmation and asked and not is_other


def _takes_correction_back(situation: ContactSituation) -> bool:
    return _corrects_nothing(situation) and situation.understanding.answer == "yes"


def _cancels_order(situation: ContactSituation) -> bool:
    """Tells whether nothing that was ordered is wanted any more, and nothing was confirmed yet: there is nothing to
    read back."""
    is_emptied = bool(situation.previous.order.items) and not situation.draft.order.items
    return is_emptied and not (situation.draft.confirmed or situation.contact_changed)


def _has_unconfirmed_contact(situation: ContactSituation) -> bool:
    """Tells whether a contact is known, and no name is to be expected beyond it."""
    return situation.awaits_confirmation and _needs_no_name(situation)


def _has_only_contact(situation: ContactSituation) -> bool:
    return situation.awaits_confirmation


def _corrects_confirmed(situation: ContactSituation) -> bool:
    """Tells whether the confirmed contact is said to be wrong, and the right one is not said."""
    is_other = situation.contact_changed or situation.order_changed
    return situation.draft.confirmed and situation.understanding.correction and not is_other


def _changes_confirmed(situation: ContactSituation) -> bool:
    """Tells whether what goes with the confirmed contact is another now: the name, an address beside the phone,
    what is ordered."""
    return situation.draft.confirmed and (situation.contact_changed or situation.order_changed)


def _is_confirmed(situation: ContactSituation) -> bool:
    return situation.draft.confirmed


def _gives_invalid_phone(situation: ContactSituation) -> bool:
    return situation.draft.expected_reply == "phone" and bool(situation.understanding.invalid_phone)


def _declines(situation: ContactSituation) -> bool:
    """Tells whether the customer refuses to leave a contact, thanks and wants nothing, or takes leave."""
    understanding = situation.understanding
    refuses = situation.draft.refused_contact or understanding.refuses_contact
    wants_nothing = understanding.thanks and (understanding.answer == "no" or understanding.postponed)
    leaves = understanding.goodbye and not situation.wants_to_order
    return refuses or wants_nothing or leaves


def _gives_name(situation: ContactSituation) -> bool:
    """Tells whether the customer begins to give the contact: the name came, and something is wanted."""
    has_need = situation.draft.need_count > 0 or situation.shows_readiness
    return situation.gave_name and has_need and situation.draft.phone_requests < _MAX_PHONE_REQUESTS


def _wants_to_order(situation: ContactSituation) -> bool:
    """Tells whether the customer orders, or agrees to what the answer before offered."""
    agrees = situation.understanding.answer == "yes" and situation.previous.is_offer_open
    return situation.wants_to_order or agrees


def _adds_to_order(situation: ContactSituation) -> bool:
    """Tells whether more is ordered, or another, just after the contact was asked for: it is not asked again."""
    has_order = bool(situation.previous.order.items) and situation.order_changed
    return has_order and not situation.may_ask_contact and not situation.gave_name


def _wants_to_order_by_name(situation: ContactSituation) -> bool:
    return bool(situation.draft.name) and _wants_to_order(situation)


def _is_due(situation: ContactSituation) -> bool:
    """Tells whether help was given twice, goods are asked for, and a contact was not asked for lately. Who asks for
    hours, delivery or the warranty is helped, and no more."""
    return looks_for_goods(situation.understanding) and situation.was_helped and situation.may_ask_contact


def _is_due_by_name(situation: ContactSituation) -> bool:
    return bool(situation.draft.name) and _is_due(situation)


def _needs_no_contact(situation: ContactSituation) -> bool:
    """Tells whether a contact is known, or must not be asked for now."""
    return situation.draft.has_contact or not situation.may_ask_contact


def _is_first_unanswered(situation: ContactSituation) -> bool:
    """Tells whether it is enough to offer a person: none was offered so far, or nothing is asked that one could
    answer. The customer's own order is seen by nobody else."""
    if situation.move.contact is AskContact.UNLESS_FOUND:
        return False
    return not situation.previous.person_offers or not asks_something(situation.understanding)


def _has_name(situation: ContactSituation) -> bool:
    return bool(situation.draft.name)


def _awaits_person(situation: ContactSituation) -> bool:
    """Tells whether the talk was passed on to a person, who needs a number and no name."""
    return situation.draft.handed_over


def _always(situation: ContactSituation) -> bool:
    return True


#: The first condition that holds decides.
CONTACT_RULES: tuple[tuple[Condition, DialogueAct], ...] = (
    (had_data_deleted, DialogueAct.DATA_DELETED),
    (has_opted_out, DialogueAct.OPTED_OUT),
    (_gives_whole_contact, DialogueAct.CONFIRM),
    (_denies_read_back, DialogueAct.ASK_CORRECTION),
    (_affirms_read_back, DialogueAct.CONFIRMED),
    (_takes_correction_back, DialogueAct.CONFIRM),
    (_corrects_nothing, DialogueAct.ASK_CORRECTION),
    (_cancels_order, DialogueAct.ANSWER),
    (_has_unconfirmed_contact, DialogueAct.CONFIRM),
    (_has_only_contact, DialogueAct.ASK_NAME),
    (wants_person, DialogueAct.HANDOVER),
    (_is_to_be_reached, DialogueAct.HANDOVER),
    (_corrects_confirmed, DialogueAct.ASK_CORRECTION),
    (_changes_confirmed, DialogueAct.CORRECTED),
    (_is_confirmed, DialogueAct.ALREADY_CONFIRMED),
    (_gives_invalid_phone, DialogueAct.ASK_PHONE),
    (_declines, DialogueAct.ANSWER),
    (_gives_name, DialogueAct.ASK_PHONE),
    (_adds_to_order, DialogueAct.ANSWER),
    (_wants_to_order_by_name, DialogueAct.ASK_PHONE),
    (_wants_to_order, DialogueAct.ASK_NAME),
    (_is_due_by_name, DialogueAct.ASK_PHONE),
    (_is_due, DialogueAct.ASK_NAME),
    (_always, DialogueAct.ANSWER),
)
#: What is asked where only a person can answer, which is known once nothing was found.
_UNANSWERED_RULES: tuple[tuple[Condition, DialogueAct], ...] = (
    (_needs_no_contact, DialogueAct.ANSWER),
    (_is_first_unanswered, DialogueAct.ANSWER),
    (_has_name, DialogueAct.ASK_PHONE),
    (_awaits_person, DialogueAct.ASK_PHONE),
    (_always, DialogueAct.ASK_NAME),
)


def choose_contact_act(situation: ContactSituation) -> DialogueAct:
    """Returns what an answer has to lead to, as far as the contact goes."""
    return next(act for condition, act in CONTACT_RULES if condition(situation))


def choose_act_without_answer(situation: ContactSituation) -> DialogueAct:
    """Returns what an answer has to lead to where the company's data says nothing to the question."""
    return next(act for condition, act in _UNANSWERED_RULES if condition(situation))
