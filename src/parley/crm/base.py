"""The port to a company's own systems: hand a confirmed lead over."""

from abc import abstractmethod
from typing import ClassVar

from parley.delivery_target import DeliveryTarget
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice


class CRM(DeliveryTarget):
    """One kind of system."""

    keeps_record: ClassVar[bool] = True

    @abstractmethod
    async def deliver(self, company: CompanyConfig, notice: Notice) -> str:
        """Hands the lead over and returns its id there; empty when it has none.

        With `notice.external_id` the lead is there already and is changed. Called again with the same `notice.key`,
        which `notice.repeated` announces, it must not make a second lead where the other side can prevent it.
        """
