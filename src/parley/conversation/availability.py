"""Reasons to answer without asking anybody."""

from parley.domain.company import CompanyConfig

DISABLED_MESSAGE = "Виджет временно отключен / Widget temporarily disabled"


def closed_message(company: CompanyConfig) -> str:
    """What to say instead of a conversation; empty when the company is open for talk."""
    return "" if company.widget_enabled and company.is_active else DISABLED_MESSAGE
