"""Asks who speaks for a request or a frame, and who may read a conversation (contract §1.1)."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from starlette.requests import HTTPConnection

from parley.api.deps import get_caller
from parley.conversation.sender import Sender, recognise_sender
from parley.domain.visitor_ids import is_number, is_unguessable
from parley.errors import Forbidden, NotAuthenticated
from parley.runtime import Runtime
from parley.text.sanitize import sanitize_message

_SERVICE_ROLES = frozenset({"SUP", "SVC"})


async def identify_sender(
    rt: Runtime, connection: HTTPConnection, company_id: int, body: Mapping[str, Any]
) -> Sender:
    """Returns who sends a message of surface S, by its `user_id` and `session_id`. A key is looked at only where it
    matters: when a Telegram user is named."""
    user_id, session_id = (sanitize_message(str(body.get(name) or "")) for name in ("user_id", "session_id"))
    is_trusted = is_number(user_id) and (await get_caller(connection)).role in _SERVICE_ROLES
    return await recognise_sender(rt, company_id, user_id, session_id, is_trusted=is_trusted)


def visible_session_id(given_id: str | None, sender: Sender, issued_id: str) -> str:
    """Returns the `session_id` of an answer: the client's own, unless that will not make it the same person again.

    `issued_id`: the conversation's, where it was opened just now. With neither it is one that opens nothing.
    """
    return (given_id if sender.is_recognised else "") or issued_id or str(uuid4())


async def require_history_access(connection: HTTPConnection, company_id: int, client_id: str) -> None:
    """Lets in whoever knows an id that nobody could guess, and a manager of the company.

    Raises NotAuthenticated and Forbidden.
    """
    if is_unguessable(client_id):
        return
    caller = await get_caller(connection)
    if not caller.is_authenticated:
        raise NotAuthenticated("Not authenticated")
    if not caller.can_manage(company_id):
        raise Forbidden("Forbidden")
