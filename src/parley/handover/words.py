"""Words what a customer who asks for a person is told: no more than what will happen."""

from typing import NamedTuple

from parley.deliveries.plan import can_tell_people
from parley.domain.company import CompanyConfig
from parley.domain.lead import LeadDraft
from parley.languages.base import Replies
from parley.runtime import Runtime


class HandoverWords(NamedTuple):
    """What is said at a hand-over, whole and in parts."""

    text: str
    #: that the talk is passed on, alone
    statement: str
    #: the question for a contact, alone; empty where one is known
    question: str


def handover_words(rt: Runtime, company: CompanyConfig, draft: LeadDraft, replies: Replies) -> HandoverWords:
    """Returns that the talk is passed on and, where no contact is known, the question for one. Where the company
    has no way to hear of it at once, no call is promised soon: it is said how the company is reached."""
    question = "" if draft.phone is not None or draft.email else replies.handover_ask_contact
    if can_tell_people(rt, company):
        return HandoverWords(
            replies.handover_ask_phone if question else replies.handover, replies.handover, question
        )
    contacts = company_contacts(company)
    statement = " ".join(
        filter(
            None, (replies.handover_noted, replies.handover_reach_us.format(contacts=contacts) if contacts else "")
        )
    )
    return HandoverWords(f"{statement} {question}".strip(), statement, question)


def company_contacts(company: CompanyConfig) -> str:
    """Returns how the company itself is reached, in one line; empty where its profile does not say."""
    contacts = (company.phone, f"WhatsApp {company.whatsapp}" if company.whatsapp else "", company.email)
    return ", ".join(filter(None, contacts))
