"""Tells whether a company answers at all. It is asked before anything is understood."""

from parley.domain.company import CompanyConfig

DISABLED_MESSAGE = "Виджет временно отключен / Widget temporarily disabled"


def closed_message(company: CompanyConfig) -> str:
    """Returns what is said instead of an answer; empty when the company answers.

    Every turn asks (conversation/respond.py). A door asks only where something is to happen before the turn: where
    nothing shall be stored, greeted or transcribed.
    """
    return "" if company.widget_enabled and company.is_active else DISABLED_MESSAGE
