"""How ready a lead is to buy."""

import pytest

from parley.domain.lead import LeadDraft
from parley.domain.understanding import Phone
from parley.leads.temperature import lead_temperature

PHONE = Phone("87012345678", "+77012345678")


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        pytest.param(LeadDraft(), "warm", id="nothing is known"),
        pytest.param(LeadDraft(name="Сакен", phone=PHONE), "hot", id="name and phone unasked"),
        pytest.param(LeadDraft(phone=PHONE, phone_requests=1), "warm", id="phone asked once, no sign"),
        pytest.param(LeadDraft(phone=PHONE, phone_requests=1, readiness_score=1), "warm", id="one point"),
        pytest.param(LeadDraft(phone=PHONE, phone_requests=1, readiness_score=2), "hot", id="two points"),
        pytest.param(LeadDraft(phone=PHONE, phone_requests=2, readiness_score=4), "warm", id="phone asked twice"),
        pytest.param(LeadDraft(refused_contact=True), "cold", id="refuses"),
        pytest.param(LeadDraft(name_requests=1, phone_requests=1), "warm", id="asked twice, no phone"),
        pytest.param(LeadDraft(name_requests=2, phone_requests=1), "cold", id="asked three times, no phone"),
    ],
)
def test_a_lead_is_as_warm_as_it_shows(draft: LeadDraft, expected: str) -> None:
    assert lead_temperature(draft) == expected
