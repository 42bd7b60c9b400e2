"""Who is one person, for the company's staff to see, to join and to part."""

from typing import Any

from parley.errors import Invalid, NotFound
from parley.people.joining import BY_STAFF, join_contacts, part_contact
from parley.people.read import read_person
from parley.runtime import Runtime
from parley.tenants.audit_log import record_change


async def person_of_contact(rt: Runtime, company_id: int, contact_id: int) -> dict[str, Any]:
    """Returns whom a contact belongs to, with all conversations, ready for JSON. Raises NotFound."""
    async with rt.db.scoped(company_id) as session:
        person = await read_person(session, company_id, contact_id)
    if person is None:
        raise NotFound("No contact has this id")
    return person


async def join_people(rt: Runtime, company_id: int, contact_id: int, other_id: int, by: str) -> dict[str, Any]:
    """Makes two contacts one person and returns it. Raises NotFound and Invalid."""
    if contact_id == other_id:
        raise Invalid("contact_id: a contact is the same person as itself already")
    async with rt.db.scoped(company_id) as session:
        person_id = await join_contacts(session, company_id, [contact_id, other_id], BY_STAFF)
        if person_id is None:
            raise NotFound("No contact has this id")
        joined = {"contacts": [contact_id, other_id], "person": person_id}
        record_change(session, company_id, by, "contacts joined", rt.clock(), joined)
    return await person_of_contact(rt, company_id, contact_id)


async def part_person(rt: Runtime, company_id: int, contact_id: int, by: str) -> dict[str, Any]:
    """Takes a contact away from its person and returns what is left to it. Raises NotFound."""
    at = rt.clock()
    async with rt.db.scoped(company_id) as session:
        if not await part_contact(session, contact_id, at):
            raise NotFound("No contact has this id")
        record_change(session, company_id, by, "contact parted", at, {"contact": contact_id})
    return await person_of_contact(rt, company_id, contact_id)
