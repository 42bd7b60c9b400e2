"""Describes one turn of a conversation: what it answers, and the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from parley.domain.company import CompanyConfig
from parley.domain.lead import LeadDraft
from parley.domain.model_usage import ModelUsage


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One stored message; lists of them are oldest first."""

    id: int
    #: user or assistant
    role: str
    text: str
    #: of a message without words: what it is instead, "photo"; its text is only a sign that it came
    attachment: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A claimed conversation, loaded after the claim."""

    company: CompanyConfig
    conversation_id: int
    contact_id: int
    #: 0 where the lead was deleted
    lead_id: int
    channel: str
    #: ISO, of the conversation so far
    language: str
    #: proof that the conversation is ours to answer; saving without it fails
    claim_token: str
    #: the memory of the conversation before this turn
    draft: LeadDraft
    #: what was said before `pending`
    history: Sequence[StoredMessage]
    #: what the customer wrote since the last answer; empty only for a turn that is to be given up
    pending: Sequence[StoredMessage]
    lead_status: str = ""
    #: how often an earlier attempt at these messages ended in an error
    failed_attempts: int = 0
    #: how often the claim of an earlier attempt lapsed: its process died or hung
    lost_claims: int = 0
    #: until when the claim holds without a renewal
    claimed_until: datetime | None = None
    #: of what was said before, and the newest message it covers; empty for a short talk
    summary: str = ""
    summarized_id: int = 0
    #: whether the channel itself greeted the customer before the first message, as the widget does
    is_greeted: bool = False
    #: whether the channel shows products as cards beside the text
    shows_cards: bool = False
    #: whether the last message was spoken
    is_voice: bool = False
    #: the marks of an advert, those that came
    utm: Mapping[str, str] = field(default_factory=dict)
    #: the company's account and the chat that the answer is sent to; 0 where it goes back inside the request
    account_id: int = 0
    chat_id: str = ""
    #: how often the conversation changed hands before this turn
    owner_epoch: int = 0

    @property
    def text(self) -> str:
        """All that is to be answered; a number that was sent in two messages is one number. What came without
        words says nothing."""
        text = ""
        for message in self.pending:
            if message.attachment:
                continue
            splits_number = text[-1:].isdigit() and message.text[:1].isdigit()
            text += (" " if splits_number else "\n" if text else "") + message.text
        return text

    @property
    def attachment(self) -> str:
        """What the last message is where none of them has words; else empty."""
        is_wordless = bool(self.pending) and all(message.attachment for message in self.pending)
        return self.pending[-1].attachment if is_wordless else ""

    @property
    def is_first_answer(self) -> bool:
        """Whether nothing was answered in this conversation yet."""
        return not any(line.role == "assistant" for line in self.history)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a turn. Stored by field (conversation/turn_json.py)."""

    text: str
    #: ISO
    language: str
    #: continue, confirmed or escalated
    action: str = "continue"
    handover: bool = False
    #: texts for buttons
    suggestions: tuple[str, ...] = ()
    lead_status: str = ""
    #: the contract's Product objects; None when the message was not about products
    products: tuple[dict[str, object], ...] | None = None
    #: how well the products fit, 0…1
    confidence: float | None = None
    #: where in the company's documents it stands: {"document", "page", "heading"}
    sources: tuple[dict[str, object], ...] = ()
    #: what the answer asks of the customer
    expected_reply: str = ""
    #: name of the company's model
    model: str = ""
    #: what a provider's model took; None where none was asked
    usage: ModelUsage | None = None
    #: the customer's words for what was asked and nothing answers
    unanswered: tuple[str, ...] = ()
    #: whether the built-in model answered for a provider that failed
    used_fallback: bool = False
    #: whether this is what is said to a message that could not be answered
    failed: bool = False
