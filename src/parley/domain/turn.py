"""Everything one answer may look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parley.domain.company import CompanyConfig
from parley.domain.lead import LeadDraft


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One stored message, oldest first in every list."""

    id: int
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A claimed conversation, loaded after the claim.

    `pending`: what the customer wrote since the last answer, never empty. `history`: what was said before that.
    `claim`: proof that the conversation is ours to answer; saving without it fails.
    """

    company: CompanyConfig
    conversation_id: int
    contact_id: int
    lead_id: int
    channel: str
    source: str
    language: str
    claim_token: str
    draft: LeadDraft
    history: Sequence[StoredMessage]
    pending: Sequence[StoredMessage]
    lead_status: str = ""
    handed_over: bool = False
    is_voice: bool = False
    utm: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All of it; a number that was sent in two messages is one number."""
        text = ""
        for message in self.pending:
            splits_number = text[-1:].isdigit() and message.text[:1].isdigit()
            text += (" " if splits_number else "\n" if text else "") + message.text
        return text

    @property
    def is_first_answer(self) -> bool:
        return not any(line.role == "assistant" for line in self.history)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a turn. `asks`: what the answer asks of the customer. `model`: who wrote it; `stood_in`: the
    built-in model answered for a failed provider. `products`: null when the message was not about products."""

    text: str
    language: str
    action: str = "continue"
    handover: bool = False
    suggestions: tuple[str, ...] = ()
    lead_status: str = ""
    products: tuple[dict[str, object], ...] | None = None
    confidence: float | None = None
    # where in the company's documents it stands: {"document", "page", "heading"}
    sources: tuple[dict[str, object], ...] = ()
    expected_reply: str = ""
    model: str = ""
    used_fallback: bool = False
