"""Where a company's staff reads its notices in Telegram."""

from parley.domain.company import CompanyConfig
from parley.settings import Settings

_FIRST_COMPANY = 1


def company_staff_chat(settings: Settings, company: CompanyConfig) -> str:
    """Returns the chat that a company named as its manager's; empty where it named none. The environment's manager
    is the first company's: never another tenant's."""
    if company.admin_chat_id is not None:
        return str(company.admin_chat_id)
    return settings.manager_chat_id.strip() if company.id == _FIRST_COMPANY else ""
