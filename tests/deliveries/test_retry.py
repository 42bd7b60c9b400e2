"""When a failed attempt is repeated: by what it was, by how many there were, by what the service asked for."""

from datetime import timedelta

import pytest

from parley.deliveries.retry import DELIVERY_RETRIES, RetryPolicy
from parley.errors import RemoteError

POLICY = RetryPolicy(delays_seconds=(10, 60), max_requested_seconds=500)
FAILURE = RemoteError("busy", status_code=503)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 10), (2, 60)])
def test_each_attempt_waits_longer_than_the_one_before(attempts: int, seconds: int) -> None:
    assert POLICY.next_delay(attempts, FAILURE) == timedelta(seconds=seconds)


def test_after_the_last_delay_there_is_no_further_attempt() -> None:
    assert POLICY.next_delay(3, FAILURE) is None


def test_a_permanent_failure_is_not_repeated() -> None:
    assert POLICY.next_delay(1, RemoteError("blocked", permanent=True, retry_after=5)) is None


@pytest.mark.parametrize(
    ("requested", "seconds"), [(None, 10), (3, 10), (10.5, 10.5), (90, 90), (499, 499), (501, 500), (10**12, 500)]
)
def test_a_longer_wait_that_the_service_asks_for_is_kept_up_to_a_limit(
    requested: float | None, seconds: float
) -> None:
    error = RemoteError("slow down", status_code=429, retry_after=requested)
    assert POLICY.next_delay(1, error) == timedelta(seconds=seconds)


def test_a_notice_is_tried_eight_times_in_about_a_day() -> None:
    delays = [DELIVERY_RETRIES.next_delay(attempts, FAILURE) for attempts in range(1, 9)]
    assert [delay and delay.total_seconds() for delay in delays] == [10, 60, 300, 1800, 7200, 21600, 43200, None]


def test_no_service_postpones_a_notice_by_more_than_a_day() -> None:
    for requested, seconds in ((86_399, 86_399), (86_401, 86_400)):
        error = RemoteError("slow down", status_code=429, retry_after=requested)
        assert DELIVERY_RETRIES.next_delay(1, error) == timedelta(seconds=seconds)
