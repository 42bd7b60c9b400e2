"""What a provider's error object tells: whether asking again can help, and never the key."""

import pytest

from parley.infra.provider_errors import provider_error


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        ({"code": "rate_limit_exceeded", "type": "requests"}, False),
        ({"code": "slow_down"}, False),
        ({"code": "credit_balance_exhausted", "type": "insufficient_quota"}, True),
        ({"code": "organization_spend_limit_exceeded"}, True),
        ({"code": "project_spend_limit_exceeded"}, True),
        ({"code": "organization_usage_limit_exceeded"}, True),
        ({"code": "insufficient_quota"}, True),
        ({"code": None, "type": "insufficient_quota"}, True),
        ({}, False),
        ("busy", False),
    ],
)
def test_too_many_requests_is_for_good_only_without_credit(error: object, permanent: bool) -> None:
    refused = provider_error(error, 429, retry_after=7)
    assert (refused.permanent, refused.retry_after, refused.status_code) == (permanent, 7, 429)


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        ({"type": "server_error"}, False),
        ({"type": "invalid_request_error", "code": "context_length_exceeded"}, True),
        ({"code": "invalid_api_key"}, True),
        ({"code": "9" * 5000}, False),
        (["odd"], False),
    ],
)
def test_a_named_error_in_a_200_tells_by_its_name(error: object, permanent: bool) -> None:
    assert provider_error(error, 200).permanent is permanent


def test_an_error_does_not_repeat_the_key() -> None:
    key = "demo-key-0123456789"
    assert key not in str(provider_error({"message": f"Incorrect API key provided: {key}"}, 401, secret=key))
