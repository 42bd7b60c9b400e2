"""How often somebody may call."""

import pytest

from parley.errors import RateLimited
from parley.infra.rate_limits import RATE_LIMITS, RateLimiter


@pytest.mark.parametrize(
    ("kind", "most"),
    [("chat", 100), ("voice", 10), ("configure", 5), ("create company", 10), ("read company", 30), ("logs", 5),
     ("other", 100), ("ws", 30)],
)  # fmt: skip
async def test_each_kind_has_the_contracts_limit(kind: str, most: int) -> None:
    limits = RateLimiter()
    for _ in range(most):
        await limits.count_call(kind, "198.51.100.1")
    with pytest.raises(RateLimited, match=f"Rate limit exceeded: {most} per 1 minute") as refused:
        await limits.count_call(kind, "198.51.100.1")
    assert 1 <= refused.value.retry_after <= 60


async def test_one_caller_does_not_use_up_anothers() -> None:
    limits = RateLimiter()
    for _ in range(5):
        await limits.count_call("logs", "198.51.100.1")
    await limits.count_call("logs", "198.51.100.2")


async def test_one_kind_does_not_use_up_another() -> None:
    limits = RateLimiter()
    for _ in range(5):
        await limits.count_call("logs", "198.51.100.1")
    await limits.count_call("configure", "198.51.100.1")


async def test_monitors_may_look_once_a_second() -> None:
    assert RATE_LIMITS["health"].amount >= 60
    assert RATE_LIMITS["health"].get_expiry() == 60


async def test_switched_off_nothing_is_counted() -> None:
    limits = RateLimiter(enabled=False)
    for _ in range(200):
        await limits.count_call("logs", "198.51.100.1")
