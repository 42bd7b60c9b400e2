"""The simulator's receiver of webhooks, with what tests order in one line."""

from typing import Self

from parley.simulator.faults import Fault
from parley.simulator.receiver import Received, WebhookReceiver

__all__ = ["FakeWebhook", "Received"]


class FakeWebhook(WebhookReceiver):
    """`received`: every call in order; `leads`: each webhook-id once. `answer`: said to a good call."""

    def script(self, status: int, **headers: str) -> Self:
        """The next call fails like this; status 0 cuts the line after the lead was taken."""
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        self.faults.add(Fault("refuse" if status else "cut", status, headers=own))
        return self
