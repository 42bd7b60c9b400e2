"""The port to people: tell a company's staff something."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from parley.core.company import CompanyConfig

if TYPE_CHECKING:
    from parley.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Notice:
    """A confirmed lead, ready to be told. `dialogue`: (role, text) in order, the last 20 messages at most.

    `key` is the same on every attempt: what the other side can recognise a repetition by.
    `uncertain`: an earlier attempt began and its outcome is unknown, so the text says that it may be a repetition.
    `corrected`: the customer changed the contact after an earlier notice.
    """

    key: str
    lead_id: int
    name: str
    phone: str
    email: str
    source: str
    temperature: str
    summary: str
    language: str
    dialogue: Sequence[tuple[str, str]] = ()
    uncertain: bool = False
    corrected: bool = False


class Notifier(ABC):
    """One way to reach the staff. Failures are RemoteError, `permanent` where trying again cannot help."""

    name: ClassVar[str]

    def __init__(self, runtime: "Runtime") -> None:
        self.runtime = runtime

    @abstractmethod
    def target(self, company: CompanyConfig) -> str:
        """Who would be told, fit to be shown (a chat id, an address); empty when this way is not set up."""

    @abstractmethod
    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        """What would be sent, without secrets: kept with the delivery for the company to read."""

    @abstractmethod
    async def tell(self, company: CompanyConfig, notice: Notice) -> None: ...
