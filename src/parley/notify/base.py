"""The port to people: tell a company's staff something."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.services import Services


class Notifier(ABC):
    """One way to reach the staff. Failures are RemoteError, `permanent` where trying again cannot help."""

    name: ClassVar[str]

    def __init__(self, runtime: Services) -> None:
        self.runtime = runtime

    @abstractmethod
    def address(self, company: CompanyConfig) -> str:
        """Who would be told, fit to be shown (a chat id, an address); empty when this way is not set up."""

    @abstractmethod
    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        """What would be sent, without secrets: kept with the delivery for the company to read."""

    @abstractmethod
    async def deliver(self, company: CompanyConfig, notice: Notice) -> None: ...
