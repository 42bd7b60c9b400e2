"""Whether a company answers at all."""

import pytest

from parley.conversation.availability import DISABLED_MESSAGE, closed_message
from parley.domain.company import CompanyConfig


@pytest.mark.parametrize(
    ("is_active", "widget_enabled", "message"),
    [(True, True, ""), (False, True, DISABLED_MESSAGE), (True, False, DISABLED_MESSAGE)],
)
def test_a_company_answers_while_it_is_active_and_its_widget_is_enabled(
    is_active: bool, widget_enabled: bool, message: str
) -> None:
    company = CompanyConfig(1, "shop", "Shop", is_active=is_active, widget_enabled=widget_enabled)
    assert closed_message(company) == message
