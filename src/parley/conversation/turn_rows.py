"""Types of the rows and parameters of a turn's statements (turn_store.py)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from parley.domain.messages import InboundMessage

JsonObject = Mapping[str, object]
SqlParams = dict[str, object]


class ConversationKey(NamedTuple):
    """Tells which conversation a message goes to: the one of its public id, or the person's open one."""

    company_id: int
    channel: str
    sender_id: str
    #: empty where the channel has no such id
    public_id: str
    #: the company's account at the channel; 0 on the web
    account_id: int = 0

    @classmethod
    def of_message(cls, company_id: int, inbound: InboundMessage) -> "ConversationKey":
        """Returns the key of the conversation that a message belongs to."""
        public_id = inbound.public_conversation_id
        return cls(company_id, inbound.channel, inbound.sender_id, public_id, inbound.account_id)

    def params(self) -> SqlParams:
        """Returns the key as parameters of a statement."""
        return {
            "company": self.company_id,
            "channel": self.channel,
            "sender": self.sender_id,
            "public": self.public_id,
            "account": self.account_id,
        }


class NewMessage(NamedTuple):
    """A message to store, and the claim that is wanted with it."""

    text: str
    external_id: str
    is_voice: bool
    attachment: str
    at: datetime
    #: whether to claim the conversation for `token`, until `until`
    claims: bool
    token: str
    until: datetime
    #: how many messages to read with the claim at most
    max_messages: int
    #: when it is answered together with what comes until then, None for at once; not later than so long after the
    #: first that waits
    answer_due_at: datetime | None = None
    max_wait: timedelta = timedelta(0)


class NewConversation(NamedTuple):
    """A conversation to make, with its lead."""

    contact_id: int
    #: whether parley made the public id
    is_issued: bool
    #: one that parley made, for whoever opened the conversation; empty where there is a public id
    session_id: str
    language: str
    origin: JsonObject
    #: what is known of the contact, for the lead
    contact_info: JsonObject
    at: datetime
    chat_id: str = ""


class MessageRow(NamedTuple):
    """A message as it is read for a turn."""

    id: int
    role: str
    text: str
    #: whether it waits for an answer
    is_pending: bool
    #: whether it was spoken
    is_voice: bool | None
    #: what a message without words is instead
    attachment: str | None = None


class ConversationRow(NamedTuple):
    """A conversation as it is found."""

    id: int
    contact_id: int
    #: ISO; empty where nothing is known of it
    language: str
    #: `source`, `utm`, `page_language`
    origin: JsonObject


class ClaimedRow(NamedTuple):
    """A conversation at the moment it was claimed, or a message stored in it."""

    id: int
    contact_id: int
    channel: str
    language: str
    state: JsonObject
    origin: JsonObject
    #: the customer's newest message
    heard_id: int
    lead_id: int | None
    lead_status: str | None
    #: how often the turn ended in an error, and how often its claim lapsed, since the last answer
    failed_attempts: int = 0
    lost_claims: int = 0
    claimed_until: datetime | None = None
    #: of what was said before, and the newest message it covers (summary.py)
    summary: str = ""
    summarized_id: int = 0
    #: where the answer is sent; None on the web
    account_id: int | None = None
    chat_id: str = ""
    #: bot, or person
    owner: str = "bot"
    owner_epoch: int = 0
    # The rest comes with a stored message.
    #: version of the company's configuration (tenants/config.py)
    company_version: str = ""
    #: whether the conversation was claimed with the message
    is_claimed: bool | None = None
    #: the messages before this one, newest first, as `MessageRow`'s values; None where it was not claimed
    messages: Sequence[tuple[int, str, str, bool, bool | None, str | None]] | None = None


class DuplicateRow(NamedTuple):
    """The message that was stored earlier under the same external id."""

    id: int
    conversation_id: int
    contact_id: int


class VisitorRow(NamedTuple):
    external_id: str


class ContactRow(NamedTuple):
    id: int
    language: str


class IdRow(NamedTuple):
    id: int


class PendingRow(NamedTuple):
    """The oldest message that waits for an answer."""

    id: int
    text: str
    #: of the conversation
    state: JsonObject


class AnswerRow(NamedTuple):
    text: str
    meta: JsonObject


class ProgressRow(NamedTuple):
    """What the progress of a conversation is read from."""

    id: int
    state: JsonObject
