"""Joins contacts that are one person, and parts them.

By what the customer confirmed, by a link that carried a talk from one channel to another, or by the staff; never by
a name or by a number that nobody confirmed. What the staff parted is not joined again by itself.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from parley.models import Contact, ContactAlias, JoinedPerson
from parley.runtime import Runtime
from parley.timers.store import DueTimer

#: how a contact came to its person
BY_CONFIRMED, BY_LINK, BY_STAFF = "confirmed", "link", "staff"


def is_same_person(contact_id: int) -> ColumnElement[bool]:
    """Returns the condition that a contact is this one, or one of the same person."""
    own = select(Contact.person_id).where(Contact.id == contact_id).scalar_subquery()
    return or_(Contact.id == contact_id, Contact.person_id == own)


async def join_contacts(
    session: AsyncSession, company_id: int, contact_ids: Collection[int], by: str
) -> int | None:
    """Makes contacts one person, with all that are joined to them already; returns the person's number, None where
    one of them is not there. Wants none of their rows locked, or all of them."""
    known = select(Contact.person_id).where(Contact.id.in_(contact_ids), Contact.person_id.is_not(None))
    involved = (
        select(Contact.id, Contact.person_id)
        .where(or_(Contact.id.in_(contact_ids), Contact.person_id.in_(known)))
        .order_by(Contact.id)
        .with_for_update()
    )
    rows = (await session.execute(involved)).all()
    if not {*contact_ids} <= {row.id for row in rows}:
        return None
    person_id = min((row.person_id for row in rows if row.person_id is not None), default=None)
    if person_id is None:
        made = insert(JoinedPerson).values(company_id=company_id).returning(JoinedPerson.id)
        person_id = (await session.execute(made)).scalar_one()
    others = [row.id for row in rows if row.person_id != person_id]
    await session.execute(
        update(Contact)
        .where(Contact.id.in_(others))
        .values(person_id=person_id, joined_by=by, parted_at=None)
        .execution_options(synchronize_session=False)
    )
    return int(person_id)


async def part_contact(session: AsyncSession, contact_id: int, at: datetime) -> bool:
    """Takes a contact away from its person, for good as far as nobody of the staff joins it again; returns False
    where there is no such contact."""
    parted = (
        update(Contact)
        .where(Contact.id == contact_id)
        .values(person_id=None, joined_by="", parted_at=at)
        .returning(Contact.id)
    )
    return await session.scalar(parted) is not None


async def join_by_aliases(rt: Runtime, session: AsyncSession, timer: DueTimer, at: datetime) -> None:
    """Joins a contact to those that confirmed the same phone or e-mail address; parts it where it was joined by one
    that it is not known by any more."""
    contact_id = int(timer.key)
    others = await _find_others(session, contact_id)
    row = (
        await session.execute(select(Contact.joined_by, Contact.parted_at).where(Contact.id == contact_id))
    ).one_or_none()
    if row is None or row.parted_at is not None:
        return
    if others:
        await join_contacts(session, timer.company_id, [contact_id, *others], BY_CONFIRMED)
    elif row.joined_by == BY_CONFIRMED:
        await session.execute(
            update(Contact)
            .where(Contact.id == contact_id)
            .values(person_id=None, joined_by="")
            .execution_options(synchronize_session=False)
        )


async def _find_others(session: AsyncSession, contact_id: int) -> list[int]:
    own, other = aliased(ContactAlias), aliased(ContactAlias)
    query = (
        select(other.contact_id)
        .join(own, (own.kind == other.kind) & (own.value == other.value))
        .join(Contact, Contact.id == other.contact_id)
        .where(own.contact_id == contact_id, other.contact_id != contact_id, Contact.parted_at.is_(None))
        .distinct()
    )
    return list(await session.scalars(query))
