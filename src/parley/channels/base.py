"""The port to channels: what a request of theirs means, in the words all channels share."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from parley.domain.messages import InboundMessage, OutboundMessage


class Channel(ABC):
    """One way customers reach a company. Stateless: everything is in the request or the account."""

    name: ClassVar[str]

    @abstractmethod
    def parse(self, request: Mapping[str, Any]) -> Sequence[InboundMessage]:
        """What a decoded request says; unknown shapes say nothing."""

    async def send(  # noqa: B027 -- most answer inside the request
        self, account: Mapping[str, Any], sender: str, message: OutboundMessage
    ) -> None:
        """Deliver an answer. Channels that answer inside the request have nothing to send."""
