"""When a delivery that failed is sent again.

A policy is a value that is asked and does nothing itself. The waits are kept as jobs in the database and not slept
by a library such as stamina: they last for hours, outlive the process, and a service may ask for a longer one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from parley.errors import RemoteError


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Growing waits, an end, and a limit to what a service may ask for."""

    #: seconds before the second attempt, the third, and so on; there are no more attempts than that
    delays_seconds: Sequence[int]
    #: seconds that a service's own `retry_after` may prolong a wait to
    max_requested_seconds: float

    def next_delay(self, attempts: int, error: RemoteError) -> timedelta | None:
        """Returns how long to wait after the `attempts`-th attempt (from 1) ended in `error`; None to give up."""
        if error.permanent or attempts > len(self.delays_seconds):
            return None
        requested_seconds = min(error.retry_after or 0, self.max_requested_seconds)
        return timedelta(seconds=max(self.delays_seconds[attempts - 1], requested_seconds))


# Eight attempts in about a day; after the last one the delivery has failed and waits for an operator.
DELIVERY_RETRIES = RetryPolicy(delays_seconds=(10, 60, 300, 1800, 7200, 21600, 43200), max_requested_seconds=86_400)
