"""Contacts are one person by what the customer confirmed, by a link, or by the staff's word; by nothing else."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from fakes.company import a_company
from fakes.talk import Talk
from parley.companies.people import join_people, part_person, person_of_contact
from parley.domain.company import CompanyConfig
from parley.errors import Invalid, NotFound
from parley.models import Contact, ContactAlias
from parley.people.joining import BY_LINK, join_contacts
from parley.runtime import Runtime
from parley.timers.fire import fire_due
from parley.worker.timer_kinds import TIMER_KINDS

CONFIRMING = ("Нужен чайник, меня зовут Сакен", "+7 701 234 56 78", "да")


async def talk_of(rt: Runtime, company: CompanyConfig, who: str, *words: str) -> int:
    """Somebody says this; returns their contact. What is due is done."""
    talk = Talk(rt, company.id, who=who)
    for each in words:
        await talk.say(each)
    await fire_due(rt, rt.clock(), TIMER_KINDS)
    async with rt.db.scoped(company.id) as session:
        return (await session.scalars(select(Contact.id).where(Contact.external_id == who))).one()


async def persons(rt: Runtime, company: CompanyConfig, *contacts: int) -> list[list[int]]:
    """Each contact's person, as the contacts that it is."""
    found = [await person_of_contact(rt, company.id, contact) for contact in contacts]
    return [[each["id"] for each in person["contacts"]] for person in found]


async def test_who_confirms_the_same_number_is_the_same_person(runtime: Runtime, company: CompanyConfig) -> None:
    one = await talk_of(runtime, company, "v_1", *CONFIRMING)
    other = await talk_of(runtime, company, "v_2", *CONFIRMING)
    assert await persons(runtime, company, one, other) == [[one, other], [one, other]]
    person = await person_of_contact(runtime, company.id, other)
    assert {talk["contact_id"] for talk in person["conversations"]} == {one, other}
    assert {alias["value"] for alias in person["aliases"]} == {"+77012345678"}


async def test_a_number_that_nobody_confirmed_and_a_name_join_nobody(
    runtime: Runtime, company: CompanyConfig
) -> None:
    one = await talk_of(runtime, company, "v_1", *CONFIRMING)
    other = await talk_of(runtime, company, "v_2", *CONFIRMING[:2])
    assert await persons(runtime, company, one, other) == [[one], [other]]


async def test_who_corrects_the_number_is_no_longer_the_other(runtime: Runtime, company: CompanyConfig) -> None:
    one = await talk_of(runtime, company, "v_1", *CONFIRMING)
    corrected = ("ой, номер другой: +7 702 765 43 21", "да")
    other = await talk_of(runtime, company, "v_2", *CONFIRMING)
    assert await persons(runtime, company, other) == [[one, other]]
    talk = Talk(runtime, company.id, who="v_2")
    for words in corrected:
        await talk.say(words)
    await fire_due(runtime, runtime.clock(), TIMER_KINDS)
    assert await persons(runtime, company, one, other) == [[one], [other]]


async def test_who_has_the_contact_deleted_is_known_by_nothing(runtime: Runtime, company: CompanyConfig) -> None:
    one = await talk_of(runtime, company, "v_1", *CONFIRMING)
    other = await talk_of(runtime, company, "v_2", *CONFIRMING)
    talk = Talk(runtime, company.id, who="v_2")
    await talk.say("Удалите мой номер")
    async with runtime.db.scoped(company.id) as session:
        known = list(await session.scalars(select(ContactAlias.contact_id)))
    assert known == [one], "at once"
    await fire_due(runtime, runtime.clock(), TIMER_KINDS)
    assert await persons(runtime, company, one, other) == [[one], [other]]


async def test_the_same_number_at_another_company_is_another_person(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    one = await talk_of(runtime, company, "v_1", *CONFIRMING)
    other = await talk_of(runtime, stranger, "v_2", *CONFIRMING)
    assert await persons(runtime, company, one) == [[one]]
    with pytest.raises(NotFound):
        await person_of_contact(runtime, company.id, other)
    with pytest.raises(NotFound):
        await join_people(runtime, company.id, one, other, "manager")
    with pytest.raises(NotFound):
        await part_person(runtime, company.id, other, "manager")


async def test_the_staff_joins_and_parts_and_its_word_stays(runtime: Runtime, company: CompanyConfig) -> None:
    people = [await talk_of(runtime, company, who, "Здравствуйте") for who in ("v_1", "v_2", "v_3")]
    one, two, three = people
    await join_people(runtime, company.id, one, two, "manager")
    await join_people(runtime, company.id, three, two, "manager")
    assert await persons(runtime, company, one) == [people]
    await part_person(runtime, company.id, two, "manager")
    assert await persons(runtime, company, one, two) == [[one, three], [two]]
    await talk_of(runtime, company, "v_1", *CONFIRMING)
    await talk_of(runtime, company, "v_2", *CONFIRMING)
    assert await persons(runtime, company, two) == [[two]], "what was parted is not joined by itself"
    await join_people(runtime, company.id, one, two, "manager")
    assert await persons(runtime, company, two) == [people]
    with pytest.raises(Invalid):
        await join_people(runtime, company.id, one, one, "manager")


async def test_two_persons_that_turn_out_to_be_one_are_one_with_all_their_contacts(
    runtime: Runtime, company: CompanyConfig
) -> None:
    people = [await talk_of(runtime, company, f"v_{number}", "Здравствуйте") for number in range(4)]
    async with runtime.db.scoped(company.id) as session:
        for pair in (people[:2], people[2:], [people[0], people[3]]):
            assert await join_contacts(session, company.id, pair, BY_LINK)
    assert await persons(runtime, company, people[1]) == [people]


async def test_joining_at_once_from_both_sides_ends_well(live: Runtime) -> None:
    company = await a_company(live)
    people = [await talk_of(live, company, f"v_{number}", "Здравствуйте") for number in range(4)]

    async def join(*pair: int) -> Any:
        async with live.db.scoped(company.id) as session:
            return await join_contacts(session, company.id, pair, BY_LINK)

    one, two, three, four = people
    await asyncio.gather(join(one, two), join(two, one), join(three, four), join(four, three))
    await asyncio.gather(join(one, three), join(four, two))
    assert await persons(live, company, one) == [people]
