"""Blots a deleted contact out of what is stored: messages of the conversation, and notices that still wait."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.models import Delivery, Message
from parley.text.digits import only_digits

# What stands in its place.
BLOT = "▇▇▇"
_PHONE = re.compile(r"\+?\d(?:[\s\-–().]{0,3}\d){6,14}")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# With or without the code of the country, a number ends in these.
_TELLING_DIGITS = 7
# Notices in these states may still go out, or be read.
_UNSENT = ("pending", "failed", "kept")


class DeletedContact(NamedTuple):
    """What is not to be read any more."""

    #: the last digits of numbers
    numbers: frozenset[str]
    #: e-mail addresses and handles, in small letters
    addresses: frozenset[str]

    def blot(self, text: str) -> str:
        """Returns a text with each of them blotted out."""
        blotted = _PHONE.sub(lambda match: BLOT if _tail(match[0]) in self.numbers else match[0], text)
        for address in self.addresses:
            blotted = re.sub(re.escape(address), BLOT, blotted, flags=re.IGNORECASE)
        return blotted


def find_deleted(
    contact_infos: Iterable[Mapping[str, Any]], customer_texts: Iterable[str], kept: Collection[str]
) -> DeletedContact:
    """Returns the contact that a customer wants deleted: what leads hold, and the numbers and e-mail addresses that
    the customer wrote. `kept`: what is given instead."""
    texts = list(customer_texts)
    infos = list(contact_infos)
    numbers = {_tail(str(info.get(key) or "")) for info in infos for key in ("phone", "phone_e164")}
    numbers |= {_tail(match[0]) for text in texts for match in _PHONE.finditer(text)}
    addresses = {str(info.get("email") or "").lower() for info in infos}
    addresses |= {str((info.get("handle") or {}).get("name", "")).lower() for info in infos}
    addresses |= {match[0].lower() for text in texts for match in _EMAIL.finditer(text)}
    stays = {each.lower() for each in kept}
    return DeletedContact(frozenset(numbers - {""} - set(map(_tail, kept))), frozenset(addresses - {""} - stays))


async def blot_conversation(
    session: AsyncSession, company_id: int, conversation_id: int, deleted: DeletedContact
) -> None:
    """Blots a contact out of every message of a conversation."""
    of_talk = (Message.company_id == company_id, Message.conversation_id == conversation_id)
    rows = (await session.execute(select(Message.id, Message.text).where(*of_talk))).all()
    for row in rows:
        if (blotted := deleted.blot(row.text)) != row.text:
            await session.execute(update(Message).where(*of_talk, Message.id == row.id).values(text=blotted))


async def blot_notices(
    session: AsyncSession, company_id: int, lead_ids: Collection[int], deleted: DeletedContact
) -> None:
    """Blots a contact out of the notices of these leads that are not sent yet."""
    statement = select(Delivery).where(
        Delivery.company_id == company_id, Delivery.lead_id.in_(lead_ids), Delivery.status.in_(_UNSENT)
    )
    for delivery in (await session.scalars(statement)).all():
        delivery.payload = _blot_json(delivery.payload, deleted)


async def customer_texts(session: AsyncSession, company_id: int, conversation_id: int) -> list[str]:
    """Returns what the customer wrote in a conversation."""
    statement = select(Message.text).where(
        Message.company_id == company_id, Message.conversation_id == conversation_id, Message.role == "user"
    )
    return list((await session.scalars(statement)).all())


def _blot_json(value: Any, deleted: DeletedContact) -> Any:
    if isinstance(value, str):
        return deleted.blot(value)
    if isinstance(value, Mapping):
        return {key: _blot_json(inner, deleted) for key, inner in value.items()}
    if isinstance(value, list):
        return [_blot_json(inner, deleted) for inner in value]
    return value


def _tail(number: str) -> str:
    """Returns the digits that tell a number; empty for fewer."""
    digits = only_digits(number)
    return digits[-_TELLING_DIGITS:] if len(digits) >= _TELLING_DIGITS else ""
