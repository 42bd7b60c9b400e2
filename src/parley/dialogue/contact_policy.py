"""Decides how an answer comes to the customer's contact: as an ordered table of conditions and dialogue acts.

Code decides; a model only finds the words. Nobody is asked for a contact before anything was answered, twice
running, or after a refusal."""

from collections.abc import Callable

from parley.dialogue.situation import ContactSituation
from parley.domain.lead import DialogueAct

# Whoever was asked for the phone this often and says nothing of being ready is not asked any more.
_MAX_PHONE_REQUESTS = 2


Condition = Callable[[ContactSituation], bool]


def has_opted_out(situation: ContactSituation) -> bool:
    """Tells whether the customer wants no more messages."""
    return situation.draft.opted_out


def wants_person(situation: ContactSituation) -> bool:
    """Tells whether the customer wants to speak to a person, or needs one because something is wrong."""
    return situation.understanding.needs_human


def _gives_whole_contact(situation: ContactSituation) -> bool:
    """Tells whether the contact is new or changed, and no name is to be expected beyond it."""
    has_name = bool(situation.draft.name or situation.previous.name_requests)
    return situation.awaits_confirmation and situation.contact_changed and has_name


def _answers_read_back(situation: ContactSituation) -> bool:
    return situation.awaits_confirmation and situation.asked_to_confirm and not situation.contact_changed


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
    return situation.awaits_confirmation and asked and not situation.contact_changed


def _takes_correction_back(situation: ContactSituation) -> bool:
    return _corrects_nothing(situation) and situation.understanding.answer == "yes"


def _has_unconfirmed_contact(situation: ContactSituation) -> bool:
    """Tells whether a phone is known, with a name or after the question for it."""
    return situation.awaits_confirmation and bool(situation.draft.name or situation.draft.name_requests)


def _has_only_phone(situation: ContactSituation) -> bool:
    return situation.awaits_confirmation


def _corrects_confirmed(situation: ContactSituation) -> bool:
    """Tells whether the confirmed contact is said to be wrong, and the right one is not said."""
    return situation.draft.confirmed and situation.understanding.correction and not situation.contact_changed


def _is_confirmed(situation: ContactSituation) -> bool:
    return situation.draft.confirmed


def _gives_invalid_phone(situation: ContactSituation) -> bool:
    return situation.draft.expected_reply == "phone" and bool(situation.understanding.invalid_phone)


def _declines(situation: ContactSituation) -> bool:
    """Tells whether the customer refuses to leave a contact, thanks and wants nothing, or takes leave."""
    understanding = situation.understanding
    refuses = situation.draft.refused_contact or understanding.refuses_contact
    wants_nothing = understanding.thanks and (understanding.answer == "no" or understanding.postponed)
    leaves = understanding.goodbye and not understanding.ready_to_order
    return refuses or wants_nothing or leaves


def _has_named_need(situation: ContactSituation) -> bool:
    """Tells whether a name is known, and that something is wanted."""
    return bool(situation.draft.name) and (situation.shows_readiness or situation.draft.need_count > 0)


def _may_be_asked_for_phone(situation: ContactSituation) -> bool:
    was_asked_last = situation.previous.expected_reply == "phone"
    is_worth_asking = situation.shows_readiness or situation.draft.phone_requests < _MAX_PHONE_REQUESTS
    return _has_named_need(situation) and (not was_asked_last or is_worth_asking)


def _wants_to_order(situation: ContactSituation) -> bool:
    """Tells whether the customer orders, or agrees to what the answer before offered."""
    agrees = situation.understanding.answer == "yes" and situation.previous.expected_reply == "need"
    return situation.understanding.ready_to_order or agrees


def _has_unnamed_need(situation: ContactSituation) -> bool:
    return situation.draft.need_count > 0 and situation.previous.expected_reply != "name"


def _always(situation: ContactSituation) -> bool:
    return True


#: The first condition that holds decides.
CONTACT_RULES: tuple[tuple[Condition, DialogueAct], ...] = (
    (has_opted_out, DialogueAct.OPTED_OUT),
    (_gives_whole_contact, DialogueAct.CONFIRM),
    (_denies_read_back, DialogueAct.ASK_CORRECTION),
    (_affirms_read_back, DialogueAct.CONFIRMED),
    (_takes_correction_back, DialogueAct.CONFIRM),
    (_corrects_nothing, DialogueAct.ASK_CORRECTION),
    (_has_unconfirmed_contact, DialogueAct.CONFIRM),
    (_has_only_phone, DialogueAct.ASK_NAME),
    (wants_person, DialogueAct.HANDOVER),
    (_corrects_confirmed, DialogueAct.ASK_CORRECTION),
    (_is_confirmed, DialogueAct.ALREADY_CONFIRMED),
    (_gives_invalid_phone, DialogueAct.ASK_PHONE),
    (_declines, DialogueAct.ANSWER),
    (_may_be_asked_for_phone, DialogueAct.ASK_PHONE),
    (_has_named_need, DialogueAct.ANSWER),
    (_wants_to_order, DialogueAct.ASK_NAME),
    (_has_unnamed_need, DialogueAct.ASK_NAME),
    (_always, DialogueAct.ANSWER),
)


def choose_contact_act(situation: ContactSituation) -> DialogueAct:
    """Returns what an answer has to lead to, as far as the contact goes."""
    return next(act for condition, act in CONTACT_RULES if condition(situation))
