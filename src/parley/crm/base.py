"""The port to a company's own systems: hand a confirmed lead over."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.services import Services


class CRM(ABC):
    """One kind of system. Failures are RemoteError, `permanent` where trying again cannot help."""

    name: ClassVar[str]

    def __init__(self, runtime: Services) -> None:
        self.runtime = runtime

    @abstractmethod
    def address(self, company: CompanyConfig) -> str:
        """Where leads go, fit to be shown; empty when this company has none of it."""

    @abstractmethod
    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        """What would be sent, without secrets."""

    @abstractmethod
    async def push(self, company: CompanyConfig, notice: Notice) -> str:
        """Hand the lead over and return its id there (empty when it has none). With `notice.external_id` the lead
        is there already and is changed. Repeated with the same `notice.key`, which `notice.uncertain` announces,
        it must not make a second lead where the other side can prevent it."""

    def serial_key(self, company: CompanyConfig) -> str:
        """What takes one lead at a time, whichever company and process it comes from; empty: as many as come. A
        slow or limited account then holds up its own leads only."""
        return ""

    async def check_account(
        self, company: CompanyConfig, print_line: Callable[[str], None], confirm: Callable[[str], bool]
    ) -> bool:
        """Tell, line by line, what the company's account over there has and lacks for our leads; whether it has
        everything. `agree` is asked before anything is made there."""
        print_line("There is nothing to check.")
        return True
