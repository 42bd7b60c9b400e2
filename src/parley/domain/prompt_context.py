"""Describes what one answer may use and must lead to: given to every model, as data or as words."""

from dataclasses import dataclass

from parley.domain.lead import DialogueAct, NextMove, Reaction
from parley.domain.search_results import SearchResults
from parley.domain.understanding import Understanding


@dataclass(frozen=True, slots=True)
class PromptContext:
    """The facts of one answer."""

    company_name: str
    company_description: str
    #: ISO; the language to answer in
    language: str
    act: DialogueAct
    understanding: Understanding
    results: SearchResults
    #: the customer's, as far as known; the phone as it is read back
    name: str = ""
    phone: str = ""
    #: e-mail and handle
    addresses: tuple[str, ...] = ()
    #: what the customer is told who wants a person: no more than what will happen
    handover_text: str = ""
    #: … without the question for a contact, and the question alone; empty where none is owed
    handover_statement: str = ""
    handover_question: str = ""
    is_first_answer: bool = False
    #: whether the page or the channel greeted before the first message
    is_greeted: bool = False
    #: whether products stand beside the text as cards, and need not be listed in it
    shows_cards: bool = False
    #: whether a person was asked for in this talk, now or earlier
    is_handed_over: bool = False
    #: whether the customer wants to be answered in the chat, and not called
    wants_chat: bool = False
    #: whether the answer tells something that was found
    is_helpful: bool = False
    #: whether something was asked that the company's data says nothing to
    is_unanswered: bool = False
    #: what the answer opens with, before its facts
    reaction: Reaction = Reaction.NONE
    #: the question that the answer ends with, where it asks for no contact
    next_move: NextMove = NextMove.NONE
    #: the last answers, the oldest first: nothing is said word for word again
    said_before: tuple[str, ...] = ()
    #: whether the name, or the phone, is asked for that was asked for before
    is_repeated_request: bool = False
    #: whether the answer is spoken: one sentence
    one_sentence: bool = False
    #: whether a flow holds the order and code says the question
    is_scripted: bool = False
    #: what code says behind the model's words: the flow's remark and question
    closing_text: str = ""
    #: the flow's own answer to a question of the customer's
    flow_answer: str = ""
    #: whether what is asked for stands in `closing_text`
    is_answered_by_closing: bool = False
    #: what a model has to know of the flow, and what the flow gathered so far
    flow_instructions: str = ""
    flow_summary: str = ""
    #: the goods that are ordered, in one line
    order_text: str = ""
    #: what is said of the order in this answer: what was taken, changed, or is to be confirmed with the contact
    order_note: str = ""
    #: what a correction behind the confirmation was about: the contact, the order
    corrected: str = ""
    #: what the company's own model had said when its answer broke off: the built-in one goes on from there
    already_said: str = ""

    @property
    def person(self) -> str:
        """Returns the name and the contacts in one line, as far as they are known."""
        return ", ".join(filter(None, (self.name, self.contact)))

    @property
    def contact(self) -> str:
        """Returns the customer's contacts as they are read back, the phone first; empty where none is known."""
        return ", ".join(filter(None, (self.phone, *self.addresses)))
