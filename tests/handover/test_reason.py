"""Why a person has to look at a conversation is found out from what the customer says."""

import pytest

from fakes.handover import Staff
from fakes.talk import ask

TOLD = [("webhook", "pending"), ("telegram", "pending")]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("Позовите живого человека", "asked"),
        ("с роботом разговаривать не буду", "refuses_bot"),
        ("купил у вас ноутбук, не включается", "problem"),
        ("второй день нет интернета", "outage"),
        ("звоню третий раз, никто не отвечает", "complaint"),
    ],
)
async def test_whoever_is_passed_on_is_told_of_with_the_reason(staff: Staff, message: str, reason: str) -> None:
    answer = await ask(staff.rt, staff.company, message)
    assert answer.handover
    (handover,) = await staff.handovers()
    assert (handover.reason, handover.words) == (reason, message)
    assert await staff.deliveries() == TOLD


async def test_whoever_wants_goods_is_passed_on_to_nobody(staff: Staff) -> None:
    await ask(staff.rt, staff.company, "нужен ноутбук для учёбы")
    assert not await staff.handovers()
    assert not await staff.deliveries()
