"""What a customer confirmed to be theirs, a phone or an e-mail address: it tells that contacts are one person."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.models import ContactAlias
from parley.timers.store import NewTimer, set_timer

#: the timer that looks for the person's other contacts; its key is the contact's number
JOIN_TIMER = "people.join"
PHONE, EMAIL = "phone", "email"
_CONFIRMED_KINDS = (PHONE, EMAIL)


class Alias(NamedTuple):
    """One thing that a contact is known by."""

    kind: str
    value: str


async def note_confirmed(
    session: AsyncSession, company_id: int, contact_id: int, phone: str, email: str, at: datetime
) -> None:
    """Writes down what a customer confirmed, instead of what they confirmed before; their other contacts are looked
    for later, by the clockwork: a turn holds its own rows and may not wait for others'. `phone`: in E.164."""
    aliases = [Alias(kind, value) for kind, value in ((PHONE, phone), (EMAIL, email.lower())) if value]
    kept = tuple_(ContactAlias.kind, ContactAlias.value).in_(aliases)
    await session.execute(
        delete(ContactAlias).where(
            ContactAlias.contact_id == contact_id, ContactAlias.kind.in_(_CONFIRMED_KINDS), ~kept
        )
    )
    owner = {"company_id": company_id, "contact_id": contact_id, "confirmed_at": at}
    rows = [{**owner, **alias._asdict()} for alias in aliases]
    if rows:
        await session.execute(insert(ContactAlias).values(rows).on_conflict_do_nothing())
    await set_timer(session, NewTimer(company_id, JOIN_TIMER, str(contact_id), at))


async def forget_aliases(session: AsyncSession, company_id: int, contact_id: int, at: datetime) -> None:
    """Deletes what a contact is known by, where the customer had it deleted; what was joined by it is parted."""
    await note_confirmed(session, company_id, contact_id, "", "", at)


async def find_aliases(session: AsyncSession, contact_ids: list[int]) -> list[ContactAlias]:
    """Returns what contacts are known by."""
    query = select(ContactAlias).where(ContactAlias.contact_id.in_(contact_ids))
    return list(await session.scalars(query.order_by(ContactAlias.id)))
