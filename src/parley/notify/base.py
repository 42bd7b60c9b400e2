"""The port to people: tell a company's staff something."""

from abc import abstractmethod
from typing import ClassVar, NamedTuple

from parley.delivery_target import DeliveryTarget
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice


class StaffMessage(NamedTuple):
    """A message to the staff that is about no customer."""

    #: the same on every attempt
    key: str
    subject: str
    text: str


class Notifier(DeliveryTarget):
    """One way to reach the staff."""

    reaches_people: ClassVar[bool] = True

    @abstractmethod
    async def deliver(self, company: CompanyConfig, notice: Notice) -> str | None:
        """Tells the staff of the lead, or of who waits for a person; returns the notice's own id there, where that
        has one. With `notice.uncertain` the text says that it may be a repetition."""

    async def tell(self, company: CompanyConfig, message: StaffMessage) -> None:
        """Tells the staff something about the company itself. A way that knows customers alone tells nothing.

        Raises RemoteError."""
