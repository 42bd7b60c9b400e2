"""A lead as systems and people are told of it."""

from collections.abc import Sequence

from parley.domain.notice import Notice
from parley.models import Lead


def build_notice(lead: Lead, *, key: str, language: str, dialogue: Sequence[tuple[str, str]]) -> Notice:
    """The lead as its row is now."""
    info, details = lead.contact_info, lead.details
    return Notice(
        key=key,
        lead_id=lead.id,
        name=str(info.get("name", "")),
        phone=str(info.get("phone_e164") or info.get("phone", "")),
        email=str(info.get("email", "")),
        source=lead.source,
        temperature=lead.temperature,
        summary=lead.summary,
        language=language,
        dialogue=dialogue,
        order=details.get("order", {}),
        lines=[(label, words) for label, words in details.get("lines", ())],
        utm=details.get("utm", {}),
    )
