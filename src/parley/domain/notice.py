"""A confirmed lead, ready to be told to systems and people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# The newest messages of the conversation that a notice tells.
MAX_DIALOGUE_MESSAGES = 20


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

    @property
    def unlisted_summary(self) -> str:
        """The summary, unless the lines say it already."""
        return "" if self.lines and self.summary.startswith(f"{self.lines[0][0]}: ") else self.summary
