"""Judges how ready a lead is to buy."""

from parley.domain.lead import LeadDraft, Temperature


def lead_temperature(draft: LeadDraft) -> Temperature:
    """Returns "hot" for who gives a contact readily and asks about price or terms, "cold" for who refuses or leaves
    none after being asked three times, else "warm"."""
    if draft.refused_contact or (not draft.has_contact and draft.phone_requests + draft.name_requests >= 3):
        return "cold"
    gave_contact_readily = draft.has_contact and draft.phone_requests <= 1
    return (
        "hot"
        if gave_contact_readily and (draft.readiness_score >= 2 or (draft.name and draft.phone_requests == 0))
        else "warm"
    )
