"""Where a company's staff reads its notices in Telegram."""

from parley.domain.company import CompanyConfig
from parley.settings import Settings

_FIRST_COMPANY = 1


def company_staff_chat(settings: Settings, company: CompanyConfig) -> str:
    """Returns the chat that a company named as its manager's, else one that is linked and gets all notices; empty
    where there is none. The environment's manager is the first company's: never another tenant's."""
    if company.admin_chat_id is not None:
        return str(company.admin_chat_id)
    if company.id == _FIRST_COMPANY and settings.manager_chat_id.strip():
        return settings.manager_chat_id.strip()
    return next((chat for chat, notices in sorted(company.staff_chats.items()) if notices == "all"), "")


def other_staff_chats(settings: Settings, company: CompanyConfig, *, is_handover: bool) -> list[str]:
    """Returns the linked chats, beside the first one, that get a notice of a lead or of a hand-over."""
    wanted = ("all", "handovers") if is_handover else ("all",)
    first = company_staff_chat(settings, company)
    return sorted(chat for chat, notices in company.staff_chats.items() if notices in wanted and chat != first)
