"""Words what a customer who asks for a person is told: no more than what will happen."""

from parley.deliveries.plan import can_tell_people
from parley.domain.company import CompanyConfig
from parley.domain.lead import LeadDraft
from parley.languages.base import Replies
from parley.runtime import Runtime


def handover_text(rt: Runtime, company: CompanyConfig, draft: LeadDraft, replies: Replies) -> str:
    """Returns that the talk is passed on and, where no contact is known, the question for one. Where the company
    has no way to hear of it at once, no call is promised soon: it is said how the company is reached."""
    has_contact = draft.phone is not None or bool(draft.email)
    if can_tell_people(rt, company):
        return replies.handover if has_contact else replies.handover_ask_phone
    contacts = company_contacts(company)
    parts = (
        replies.handover_noted,
        replies.handover_reach_us.format(contacts=contacts) if contacts else "",
        "" if has_contact else replies.handover_ask_contact,
    )
    return " ".join(filter(None, parts))


def company_contacts(company: CompanyConfig) -> str:
    """Returns how the company itself is reached, in one line; empty where its profile does not say."""
    contacts = (company.phone, f"WhatsApp {company.whatsapp}" if company.whatsapp else "", company.email)
    return ", ".join(filter(None, contacts))
