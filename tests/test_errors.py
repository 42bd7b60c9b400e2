"""What an outside service's failure says of what was sent."""

import pytest

from parley.errors import RemoteError


@pytest.mark.parametrize(
    ("error", "unknown"),
    [
        (RemoteError("nobody answered"), True),
        (RemoteError("bad gateway", status_code=502), True),
        (RemoteError("gateway timeout", status_code=504), True),
        (RemoteError("busy", status_code=503), False),
        (RemoteError("not JSON", status_code=200), False),
        (RemoteError("blocked", permanent=True), False),
        (RemoteError("not found", permanent=True, status_code=404), False),
        (RemoteError("no connection", outcome_unknown=False), False),
        (RemoteError("cut in the middle", status_code=200, outcome_unknown=True), True),
    ],
    ids=str,
)
def test_what_was_sent_may_have_arrived_unless_the_service_answered(error: RemoteError, unknown: bool) -> None:
    assert error.outcome_unknown is unknown
