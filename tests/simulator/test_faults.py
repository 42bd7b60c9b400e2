"""Faults befall the calls they were ordered for, in order, and no others."""

import pytest

from parley.simulator.faults import Fault, FaultQueue, parse_fault


def test_a_fault_befalls_so_many_calls_of_its_method() -> None:
    faults = FaultQueue()
    faults.add(Fault(status=429, method="sendMessage", count=2))
    assert faults.take("getMe") is None
    assert [fault and fault.status for fault in (faults.take("SENDMESSAGE"), faults.take("sendMessage"))] == [
        429,
        429,
    ]
    assert faults.take("sendMessage") is None


def test_faults_come_in_the_order_in_which_they_were_ordered() -> None:
    faults = FaultQueue()
    for status in (500, 403):
        faults.add(Fault(status=status))
    assert [fault and fault.status for fault in (faults.take(), faults.take(), faults.take())] == [500, 403, None]


def test_what_befalls_the_service_itself_waits_for_what_it_tells() -> None:
    faults = FaultQueue()
    faults.add(Fault("duplicate"))
    assert faults.take("sendMessage") is None
    told = faults.take("told", told=True)
    assert told is not None
    assert told.kind == "duplicate"


def test_ended_faults_befall_nobody() -> None:
    faults = FaultQueue()
    faults.add(Fault(count=7))
    assert len(faults) == 7
    faults.clear()
    assert faults.take() is None


@pytest.mark.parametrize(
    "given", [{"kind": "earthquake"}, {"status": 200}, {"seconds": 1e9}, {"count": 0}, {"count": "many"}]
)
def test_an_order_that_makes_no_sense_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_fault(given)


def test_an_order_is_read() -> None:
    fault = parse_fault({"kind": "refuse", "status": 429, "retry_after": 3, "method": "sendMessage", "count": 2})
    assert (fault.kind, fault.status, fault.retry_after, fault.method, fault.count) == (
        "refuse", 429, 3, "sendMessage", 2,
    )  # fmt: skip
