"""The port to messengers: what they call us with, and what we send them.

A channel translates and calls out, and decides nothing: what is stored, answered and sent again is the same for all
(conversation/inbox.py, deliveries/chat_send.py).
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, NamedTuple

from parley.domain.channel import ChannelEvent, OutboundMessage, ParsedUpdate, Progress, RemoteFile, SendingRate
from parley.domain.company import CompanyConfig
from parley.services import Services


@dataclass(frozen=True, slots=True)
class Account:
    """One bot, number or inbox of a company, with what calling it needs."""

    id: int
    company_id: int
    kind: str
    #: stands in the webhook's address
    public_id: str
    #: the channel's own names
    credentials: Mapping[str, Any]
    settings: Mapping[str, Any]
    #: up to where a poller has read
    poll_offset: int = 0


class AccountState(NamedTuple):
    """How an account does."""

    #: connected, polling, refused, conflict, failed
    state: str
    #: for staff to read: "connected as @shop_bot"
    text: str
    #: what the channel knows the account by; empty where it did not say
    external_id: str = ""
    #: the account's own page, where people find it: kept in its settings
    page: str = ""


class Update(NamedTuple):
    """A call as a poller found it."""

    #: the next reading begins there
    next_offset: int
    payload: Mapping[str, Any]


class Channel(ABC):
    """One kind of messenger."""

    #: what it is called in the database, in the API and in addresses
    name: ClassVar[str]
    #: calls of it can be asked for where nobody can call us
    can_poll: ClassVar[bool] = False
    #: the most bytes of a recording that are fetched
    max_file_bytes: ClassVar[int] = 20 * 2**20
    #: somebody can be written to who does not write at this moment; so long after their last words, None for
    #: always; and later in words that were approved before (outreach/gate.py)
    can_write_first: ClassVar[bool] = False
    writing_window: ClassVar[timedelta | None] = None
    has_templates: ClassVar[bool] = False

    #: how often one account may send, all its chats together; None for as often as it likes
    account_pace: ClassVar[SendingRate | None] = None

    def __init__(self, runtime: Services) -> None:
        self.runtime = runtime

    @abstractmethod
    def is_genuine(self, headers: Mapping[str, str], body: bytes, account: Account) -> bool:
        """Tells whether a call comes from the channel. `headers` are read without regard to case."""

    def answer_to_check(self, query: Mapping[str, str], account: Account) -> str | None:
        """Returns what the channel is answered that checks a webhook's address by GET before it calls; None for a
        check that is not genuine. Raises NotImplementedError for a channel that checks nothing."""
        raise NotImplementedError

    @abstractmethod
    def parse(self, payload: Mapping[str, Any]) -> ParsedUpdate:
        """Returns what a call tells; nothing for one that is not understood. Raises nothing, whatever comes."""

    @abstractmethod
    async def send(self, account: Account, chat_id: str, message: OutboundMessage) -> str:
        """Sends a message and returns the id that the channel gave it. Raises RemoteError: `permanent` where trying
        again cannot help, `outcome_unknown` where it may have been sent all the same."""

    @abstractmethod
    async def connect(self, account: Account, webhook_url: str) -> AccountState:
        """Checks the credentials, and has the channel call `webhook_url`, or nobody where that is empty. Raises
        RemoteError where the channel cannot be asked now."""

    def deep_link(self, account: Account, payload: str) -> str:
        """Returns an address that opens a chat with the account and hands it `payload`; empty for none."""
        return ""

    def chat_pace(self, chat_id: str) -> SendingRate | None:
        """Returns how often one chat may be sent to; None for as often as one likes."""
        return None

    def count_pieces(self, message: OutboundMessage) -> int:
        """Returns how many messages of the channel's own a message becomes."""
        return 1

    async def show_progress(self, account: Account, chat_id: str, progress: Progress) -> None:
        """Shows in a chat that an answer is being made, where the channel can. Raises RemoteError."""
        return

    def reply_to(self, event: ChannelEvent, company: CompanyConfig) -> OutboundMessage | None:
        """Returns what the channel itself answers an event with: a greeting, the list of languages."""
        return None

    async def serve_staff(
        self, account: Account, company: CompanyConfig, event: ChannelEvent
    ) -> list[OutboundMessage] | None:
        """Does what a person of the staff asks the channel for in their chat, and returns what they are told; None
        where it is nothing that the channel knows. No transaction is open; called again for the same event it does
        no harm."""
        return None

    async def fetch(self, account: Account, file: RemoteFile) -> bytes:
        """Returns the bytes of a file. Raises RemoteError."""
        raise NotImplementedError

    async def poll(self, account: Account, timeout_seconds: float) -> list[Update]:
        """Returns the calls that wait, oldest first, after waiting for the first so long. Raises RemoteError."""
        raise NotImplementedError
