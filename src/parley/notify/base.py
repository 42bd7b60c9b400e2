"""The port to people: tell a company's staff something."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from parley.core.company import CompanyConfig

if TYPE_CHECKING:
    from parley.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Notice:
    """A confirmed lead, ready to be told. `dialogue`: (role, text) in order, the last 20 messages at most.

    `key` is the same on every attempt: what the other side can recognise a repetition by.
    `uncertain`: an earlier attempt began and its outcome is unknown, so the text says that it may be a repetition.
    `repeated`: there was an earlier attempt, whatever became of it: it may have come half the way.
    `corrected`: the customer changed or added something after an earlier notice.
    `order`: what the company's flow gathered, ready for JSON; the keys are the flow's (docs/flows.md). `lines`: the
    same for people, (label, words) in order. `utm`: the five marks of an advert, those that came.
    `external_id`: the lead's id in the CRM it goes to, where an earlier push told it.
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
    order: Mapping[str, Any] = field(default_factory=dict)
    lines: Sequence[tuple[str, str]] = ()
    utm: Mapping[str, str] = field(default_factory=dict)
    external_id: str = ""
    uncertain: bool = False
    repeated: bool = False
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
