"""The port to people: tell a company's staff something."""

from abc import abstractmethod
from typing import ClassVar

from parley.delivery_target import DeliveryTarget
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice


class Notifier(DeliveryTarget):
    """One way to reach the staff."""

    reaches_people: ClassVar[bool] = True

    @abstractmethod
    async def deliver(self, company: CompanyConfig, notice: Notice) -> None:
        """Tells the staff of the lead, or of who waits for a person. With `notice.uncertain` the text says that it
        may be a repetition."""
