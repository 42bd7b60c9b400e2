"""The port to all who are told of a confirmed lead, or of a customer who waits for a person. Two ports stand on it:
crm/base.py and notify/base.py.

It is a module of its own, before both: deliveries/ sends through it and need not know which of the two it has, and
neither port has to import the other.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from parley.domain.channel import OutboundMessage
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import RemoteError
from parley.services import Services


class DeliveryTarget(ABC):
    """One way by which a notice leaves parley."""

    #: what the way is called in the database and in the API
    name: ClassVar[str]
    #: the other side keeps one record of a lead, which later notices change: a change waits until the first notice
    #: has arrived, and is not sent by itself while that has not begun
    keeps_record: ClassVar[bool] = False
    #: people read it: it is told of customers who wait for a person, too
    reaches_people: ClassVar[bool] = False
    #: what it keeps of a company among `credentials`, beside the contract's own fields: stored encrypted, shown
    #: masked. One that ends in `_url` is an address that it calls
    secret_fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, runtime: Services) -> None:
        self.runtime = runtime

    @abstractmethod
    def address(self, company: CompanyConfig) -> str:
        """Returns where the company's notices go, fit to be shown; empty when it has not set this way up."""

    @abstractmethod
    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        """Returns what would be sent, without secrets: stored with the delivery for the company to read."""

    @abstractmethod
    async def deliver(self, company: CompanyConfig, notice: Notice) -> str | None:
        """Sends the notice and returns its id on the other side, where that gives one.

        Raises RemoteError: `permanent` where trying again cannot help, `outcome_unknown` where the notice may have
        arrived all the same. It is called again with the same `notice.key` then.
        """

    def renew(self, company: CompanyConfig, notice: Notice, external_id: str) -> OutboundMessage | None:
        """Returns what puts a notice that was sent right, by its id on the other side, where somebody took or
        returned the customer meanwhile; None where what was sent stays as it is. It goes to the chat that the
        notice went to, by the company's account of the same name."""
        return None

    def copies(self, company: CompanyConfig, notice: Notice) -> Sequence[tuple[str, OutboundMessage]]:
        """Returns what others than the first are told, each with the chat, by the company's own bot."""
        return ()

    def most_a_minute(self, company: CompanyConfig) -> int:
        """Returns how many notices the company's chat takes in a minute; what is more is told in a `digest`. 0 for
        as many as come."""
        return 0

    def digest(self, company: CompanyConfig, notices: Sequence[Notice]) -> OutboundMessage | None:
        """Returns one message that tells several notices, by the company's own bot; None for none."""
        return None

    def topic_chat(self, company: CompanyConfig) -> str:
        """Returns the chat that may have a topic for each conversation; empty for none."""
        return ""

    async def open_topic(self, company: CompanyConfig, notice: Notice) -> int:
        """Opens a topic for a notice's conversation and returns its id. Raises RemoteError, `permanent` where the
        chat has no topics or lets us open none."""
        raise RemoteError("There are no topics", permanent=True)

    def serial_key(self, company: CompanyConfig) -> str:
        """Returns what takes one notice at a time, whichever company and process sends it; empty: as many as come.

        A slow or limited account then holds up its own notices only.
        """
        return ""
