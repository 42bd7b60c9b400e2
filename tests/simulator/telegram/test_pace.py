"""Too many messages are refused with the time to wait."""

import pytest

from parley.simulator.telegram.pace import Pace
from parley.simulator.telegram.records import Refused


def test_one_chat_takes_a_short_burst() -> None:
    pace = Pace()
    for _ in range(3):
        pace.count(1, 5001, 0.0)
    with pytest.raises(Refused) as refused:
        pace.count(1, 5001, 1.0)
    assert (refused.value.code, refused.value.parameters) == (429, {"retry_after": 2})
    pace.count(1, 5002, 1.0)
    pace.count(1, 5001, 3.0)


def test_a_group_takes_twenty_a_minute() -> None:
    pace = Pace()
    for second in range(20):
        pace.count(1, -7, float(second))
    with pytest.raises(Refused):
        pace.count(1, -7, 20.0)


def test_a_bot_sends_thirty_a_second_and_another_bot_has_its_own() -> None:
    pace = Pace()
    for chat in range(30):
        pace.count(1, chat + 1, 0.0)
    with pytest.raises(Refused):
        pace.count(1, 99, 0.5)
    pace.count(2, 99, 0.5)
