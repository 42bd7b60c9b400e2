"""Decides who speaks (contract §1.1): the only place that turns what a client says of itself into an identity.

An id that others can guess opens no talk. What counts is an id with random bits in it, a session id that parley
issued to whoever opened the conversation, or the word of parley's own programs for a Telegram user.
"""

from typing import NamedTuple
from uuid import UUID, uuid4

from parley.conversation.turn_rows import VisitorRow
from parley.domain.visitor_ids import is_number, is_shared_id, is_telegram_user_id, is_unguessable
from parley.infra.database import fetch_row
from parley.runtime import Runtime

MAX_PUBLIC_ID_CHARS = 200
# Of the web only: a session of somebody in Telegram was told to parley's own bot.
_FIND_SESSION_VISITOR = """
SELECT contacts.external_id FROM conversations JOIN contacts ON contacts.id = contact_id
WHERE conversations.company_id = %(company)s AND session_id = %(session)s AND contacts.channel = 'web'
"""


class Sender(NamedTuple):
    """Somebody who writes to a company."""

    channel: str
    #: the channel's own id of the person
    sender_id: str
    #: whether the same ids will be the same person again; else they are known by the session id of the answer only
    is_recognised: bool


class PublicConversation(NamedTuple):
    """A conversation that its client names (surfaces A and B)."""

    public_id: str
    #: whether parley made that id now
    is_issued: bool
    sender_id: str


async def recognise_sender(
    rt: Runtime, company_id: int, user_id: str, session_id: str, *, is_trusted: bool
) -> Sender:
    """Returns who sends a message of surface S.

    `is_trusted`: a program of parley's own says so, which alone may speak for Telegram users. For anybody else a
    number is nobody known, whatever session comes with it.
    """
    if is_number(user_id):
        if is_trusted and is_telegram_user_id(user_id):
            return Sender("telegram", user_id, is_recognised=True)
        return _new_sender()
    if is_unguessable(user_id):
        return Sender("web", user_id, is_recognised=True)
    visitor = await _visitor_of_session(rt, company_id, session_id)
    return Sender("web", visitor, is_recognised=True) if visitor else _new_sender()


def _new_sender() -> Sender:
    return Sender("web", f"web_{uuid4().hex}", is_recognised=False)


async def _visitor_of_session(rt: Runtime, company_id: int, session_id: str) -> str:
    """Returns the visitor that parley gave a session id to; empty for an id it never issued in this company."""
    if not is_uuid4(session_id):
        return ""
    async with rt.db.direct(company_id) as connection:
        params = {"company": company_id, "session": session_id}
        row = await fetch_row(connection, VisitorRow, _FIND_SESSION_VISITOR, params)
    return row.external_id if row else ""


def identify_conversation(given_id: str, user_id: str = "") -> PublicConversation:
    """Returns the conversation of a message of surfaces A and B, and whose it is.

    The client's own id stays (⚑C5), but a constant that every visitor sends is no id. Who has no unguessable id of
    their own is known by the conversation's.
    """
    is_issued = is_shared_id(given_id)
    public_id = str(uuid4()) if is_issued else given_id[:MAX_PUBLIC_ID_CHARS]
    return PublicConversation(public_id, is_issued, user_id if is_unguessable(user_id) else public_id)


def is_uuid4(text: str) -> bool:
    """Whether an id has the form of those that parley issues."""
    try:
        return str(UUID(text)) == text and UUID(text).version == 4
    except ValueError:
        return False
