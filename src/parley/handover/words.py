"""Words what a customer who asks for a person is told: no more than what will happen."""

from typing import NamedTuple

from parley.deliveries.plan import can_tell_people
from parley.dialogue.state_tracking import asks_phone_for_handover
from parley.domain.company import CompanyConfig
from parley.domain.lead import LeadDraft
from parley.languages.base import Replies
from parley.runtime import Runtime


class HandoverWords(NamedTuple):
    """What is said at a hand-over, whole and in parts."""

    text: str
    #: that the talk is passed on, or was already, alone
    statement: str
    #: the question for a contact, alone; empty where none is to be asked for
    question: str


def handover_words(
    rt: Runtime, company: CompanyConfig, draft: LeadDraft, replies: Replies, *, is_trouble: bool = False
) -> HandoverWords:
    """Returns that the talk is passed on, or was already, and the question for a contact where one is to be asked
    for. Where the company has no way to hear of it at once, no call is promised soon: it is said how the company is
    reached. `draft`: before the answer; `is_trouble`: whether something is wrong, and nobody was asked for."""
    if draft.wants_chat:
        return _words(replies.already_in_chat if draft.handover_answers else replies.handover_in_chat, "")
    question = replies.handover_ask_contact if asks_phone_for_handover(draft) else ""
    hint = replies.order_number_helps if question and is_trouble else ""
    if draft.handover_answers:
        wordings = (replies.already_handed_over, *replies.variants.get("already_handed_over", ()))
        return _words(wordings[(draft.handover_answers - 1) % len(wordings)], question)
    if can_tell_people(rt, company):
        text = replies.handover_ask_phone if question else replies.handover
        return HandoverWords(f"{text} {hint}".strip(), replies.handover, f"{question} {hint}".strip())
    contacts = company_contacts(company)
    reach_us = replies.handover_reach_us.format(contacts=contacts) if contacts else ""
    noted = replies.trouble_noted if is_trouble else replies.handover_noted
    return _words(" ".join(filter(None, (noted, reach_us))), f"{question} {hint}".strip())


def _words(statement: str, question: str) -> HandoverWords:
    return HandoverWords(f"{statement} {question}".strip(), statement, question)


def company_contacts(company: CompanyConfig) -> str:
    """Returns how the company itself is reached, in one line; empty where its profile does not say."""
    contacts = (company.phone, f"WhatsApp {company.whatsapp}" if company.whatsapp else "", company.email)
    return ", ".join(filter(None, contacts))
