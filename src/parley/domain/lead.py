"""A lead on its way: what a conversation remembers of it, and what an answer may lead to."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal

from parley.domain.order import Order
from parley.domain.understanding import ExpectedReply, Phone

Temperature = Literal["hot", "warm", "cold"]

# The contract's spellings (§4.6, ⚑C19): `in_contact` goes into contact_info and notices, `in_list` into lead lists.
CONTACT_TEMPERATURE_LABELS: dict[str, str] = {"hot": "🔥 горячий", "warm": "🌤 теплый", "cold": "❄️ холодный"}
LIST_TEMPERATURE_LABELS: dict[str, str] = {"hot": "🔥 ГОРЯЧИЙ", "warm": "🌤 теплый", "cold": "❄️ холодный"}


class DialogueAct(StrEnum):
    """What an answer has to lead to."""

    ANSWER = "answer"
    ASK_NAME = "ask_name"
    ASK_PHONE = "ask_phone"
    CONFIRM = "confirm"
    ASK_CORRECTION = "ask_correction"
    CONFIRMED = "confirmed"
    ALREADY_CONFIRMED = "already_confirmed"
    #: the confirmed contact was put right or added to
    CORRECTED = "corrected"
    HANDOVER = "handover"
    OPTED_OUT = "opted_out"
    #: what was stored of the customer is gone
    DATA_DELETED = "data_deleted"
    # a question of the flow's own, said by code
    ASK_SLOT = "ask_slot"
    # "not now": what is known is kept
    POSTPONED = "postponed"


class Reaction(StrEnum):
    """What an answer opens with, before its facts. The value is the field of `Replies` that words it."""

    NONE = ""
    SORRY_FOR_PROBLEM = "sorry_for_problem"
    SORRY_FOR_OUTAGE = "sorry_for_outage"
    SORRY_FOR_SERVICE = "sorry_for_service"
    NOTE_DETAILS = "details_noted"
    ACCEPT_REFUSAL = "contact_refused"
    ANSWER_HERE = "answer_here"
    EXPLAIN_CONTACT = "why_contact"
    INTRODUCE = "self_introduction"
    TAKE_PRICE_SERIOUSLY = "price_taken_seriously"
    CANNOT_BARGAIN = "cannot_bargain"
    TAKE_DOUBT_SERIOUSLY = "doubt_taken_seriously"
    LEAVE_TIME = "time_to_think"
    STAY_CALM = "stay_calm"
    WELCOME = "you_are_welcome"
    SAY_GOODBYE = "goodbye"
    SMALL_TALK = "small_talk"


class NextMove(StrEnum):
    """What an answer that asks for no contact ends with. The value is the field of `Replies` that words it."""

    NONE = ""
    ASK_NEED = "ask_need"
    ASK_CHOICE = "ask_choice"
    #: something is taken, and several things were shown
    ASK_WHICH = "ask_which"
    ANYTHING_ELSE = "anything_else"
    OFFER_ORDER = "offer_order"
    OFFER_NOTICE = "offer_notice"
    OFFER_BETTER_PRICE = "offer_better_price"
    #: the offer to ask a person stands in the words that nothing is known of it
    OFFER_PERSON = "offer_person"

    @property
    def is_offer(self) -> bool:
        """Whether a yes accepts it."""
        return self.value.startswith("offer_")


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """What is known of the lead, and what was tried to learn more: the memory of a conversation between two turns
    (stored by conversation/turn_json.py)."""

    name: str = ""
    #: whether the customer introduced themselves or answered the question for it; else the name is a guess
    is_name_sure: bool = False
    phone: Phone | None = None
    email: str = ""
    #: in a messenger or a social network: "@kate", and which: "telegram"; empty where nobody said
    handle: str = ""
    handle_network: str = ""
    #: the beginning of a number, where only that came so far
    partial_phone: str = ""
    #: what the last answer asked of the customer
    expected_reply: ExpectedReply = ""
    #: how many answers asked for the name, and for the phone
    name_requests: int = 0
    phone_requests: int = 0
    #: how many answers came since one asked for a contact
    unasked_answers: int = 0
    #: how many answers helped: told something that was found
    helpful_answers: int = 0
    #: how many answers passed the talk on to a person
    handover_answers: int = 0
    #: whether the last answer offered something that a yes accepts: to take the order, to ask a manager
    is_offer_open: bool = False
    #: what the last two answers ended with: a question that leads on is not put again so soon
    last_moves: tuple[NextMove, ...] = ()
    #: how many answers offered a person because nothing else could answer
    person_offers: int = 0
    #: how many of the customer's messages were about something (a question, a product)
    need_count: int = 0
    #: points for signs of readiness, for the temperature
    readiness_score: int = 0
    refused_contact: bool = False
    #: the customer wants to be answered in the chat, and not called
    wants_chat: bool = False
    confirmed: bool = False
    handed_over: bool = False
    #: what went wrong for them, by its intent: what they say next is mostly about that
    trouble: str = ""
    opted_out: bool = False
    #: the flow's answers by slot, ready for JSON
    slot_values: dict[str, Any] = field(default_factory=dict)
    #: the slot that the last answer asked for
    requested_slot: str = ""
    #: how often each slot was asked for
    slot_requests: dict[str, int] = field(default_factory=dict)
    #: how many messages running answered nothing of what a flow asked
    missed_replies: int = 0
    #: the value that the last answer proposed for the requested slot
    proposed_value: Any = None
    #: the customer put it off
    is_postponed: bool = False
    #: names of the goods that the answers showed, the newest first: a model is told them
    shown_names: tuple[str, ...] = ()
    #: the customer's words for which something was found last: later questions may leave them out
    search_subject: str = ""
    #: … and the everyday question (delivery, hours, …) that was answered since then
    topic_subject: str = ""
    #: ids of the products that the last answer about goods showed, in their order: later questions are about them
    last_product_ids: tuple[str, ...] = ()
    #: ids of those that answers before it showed, the newest first: "both" may mean one of them
    earlier_product_ids: tuple[str, ...] = ()
    #: how many of each of them the last answer about goods summed up, by id; empty where it told no sum
    summed_quantities: dict[str, int] = field(default_factory=dict)
    #: what the customer takes
    order: Order = field(default_factory=Order)

    @property
    def has_contact(self) -> bool:
        """Whether the customer can be reached: by phone, e-mail or in a messenger."""
        return self.main_contact is not None

    @property
    def main_contact(self) -> Phone | str | None:
        """The contact that a confirmation is about: of several the phone, then the e-mail, then the handle."""
        return self.phone or self.email or self.handle or None

    @property
    def known_contact(self) -> tuple[str, Phone | None, str, str]:
        """What is known of who the customer is and how they are reached."""
        return self.name, self.phone, self.email, self.handle

    def without_contact(self) -> "LeadDraft":
        """Returns the draft once the customer had their contact deleted: they are not asked for it again."""
        return replace(
            self,
            name="",
            is_name_sure=False,
            phone=None,
            email="",
            handle="",
            handle_network="",
            partial_phone="",
            expected_reply="",
            confirmed=False,
            refused_contact=True,
        )

    @property
    def addresses(self) -> tuple[str, ...]:
        """The contacts that are no phone: e-mail, handle."""
        return tuple(filter(None, (self.email, self.handle)))
