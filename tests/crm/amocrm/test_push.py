"""An answer lost, a refusal, a dead process, at every step: one contact, one lead, one note in the end."""

from datetime import timedelta

import pytest

from fakes.amo_shop import ORDER, Shop
from parley.errors import RemoteError

CONTACTS, LEADS, NOTES = "POST /api/v4/contacts", "POST /api/v4/leads", "POST /api/v4/leads/notes"
STEPS = ["GET /api/v4/contacts", CONTACTS, LEADS, NOTES]


def counts(provider: Shop) -> tuple[int, int, int]:
    store = provider.amo.store
    return len(store.contacts), len(store.leads), len(store.notes)


def earlier_leads(provider: Shop, count: int) -> list[int]:
    """Leads of our customer that are none of ours; returns their ids, the newest first."""
    person = provider.amo.store.person("Сакен Демо", "+77075456987")
    link = {"_embedded": {"contacts": [{"id": person}]}}
    made = provider.amo.store.add("leads", [{"name": f"Прежняя {number}", **link} for number in range(count)])
    return sorted((lead["id"] for lead in made), reverse=True)


async def push_fails(provider: Shop, **fields: object) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        await provider.push(**fields)
    assert not caught.value.permanent
    return caught.value


# A lost answer to a GET is asked for again by the HTTP client itself.
@pytest.mark.parametrize("step", STEPS[1:])
async def test_an_answer_lost_at_any_step_leaves_one_of_each(provider: Shop, step: str) -> None:
    provider.amo.cut(on=step)
    await push_fails(provider)
    await provider.push(uncertain=True, repeated=True)
    assert counts(provider) == (1, 1, 1)
    (lead,) = provider.amo.store.leads.values()
    assert lead["contacts"] == list(provider.amo.store.contacts)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", [429, 500, 504])
async def test_a_refusal_at_any_step_leaves_one_of_each(provider: Shop, step: str, status: int) -> None:
    provider.amo.script(status, on=step, body=b"")
    await push_fails(provider)
    provider.clock.advance(timedelta(minutes=2))
    await provider.push(repeated=True)
    assert counts(provider) == (1, 1, 1)


@pytest.mark.parametrize("step", ["GET /api/v4/contacts", "GET /api/v4/leads", NOTES])
async def test_a_retry_that_fails_again_leaves_one_of_each(provider: Shop, step: str) -> None:
    provider.amo.script(500, on=NOTES)
    await push_fails(provider)
    if step == NOTES:
        provider.amo.cut(on=step)
    else:
        provider.amo.script(502, on=step)
    await push_fails(provider, repeated=True)
    await provider.push(uncertain=True, repeated=True)
    assert counts(provider) == (1, 1, 1)


async def test_a_push_that_arrived_whole_changes_nothing_when_repeated(provider: Shop) -> None:
    first = await provider.push()
    assert await provider.push(uncertain=True, repeated=True) == first
    assert counts(provider) == (1, 1, 1)
    assert provider.amo.requests("PATCH") == []


async def test_a_retry_updates_what_changed_meanwhile(provider: Shop) -> None:
    provider.amo.cut(on=LEADS)
    await push_fails(provider)
    lead_id = int(await provider.push(repeated=True, order={**ORDER, "tariff": "Пакет Премиум", "price": 1490}))
    assert provider.amo.store.value(lead_id, 2578883) == "Пакет Премиум"
    assert (provider.amo.store.leads[lead_id]["price"], counts(provider)) == (1490, (1, 1, 1))


async def test_a_lead_without_a_contact_is_found_by_its_name(provider: Shop) -> None:
    provider.amo.store.refused.add("+77075456987")
    provider.amo.cut(on=LEADS)
    await push_fails(provider)
    await provider.push(uncertain=True, repeated=True)
    assert counts(provider) == (0, 1, 1)
    provider.amo.store.refused.clear()
    await provider.push(uncertain=True, repeated=True)
    assert counts(provider) == (1, 1, 1)
    (lead,) = provider.amo.store.leads.values()
    assert lead["contacts"] == list(provider.amo.store.contacts)


async def test_a_lead_without_a_phone_is_found_with_its_contact(provider: Shop) -> None:
    provider.amo.cut(on=LEADS)
    await push_fails(provider, phone="")
    await provider.push(phone="", uncertain=True, repeated=True)
    assert counts(provider) == (1, 1, 1)


async def test_another_lead_of_the_same_person_is_not_taken_for_ours(provider: Shop) -> None:
    await provider.push(lead_id=40, key="lead-40")
    provider.amo.cut(on=CONTACTS)
    await provider.push(uncertain=True, repeated=True)
    assert counts(provider) == (1, 2, 2)


async def test_an_ignored_filter_makes_no_second_lead(provider: Shop) -> None:
    """Not even where anybody's leads fill the page, and a search does not know ours yet."""
    provider.amo.ignores_filters = True
    provider.amo.store.add("leads", [{"name": f"Чужая {number}"} for number in range(250)])
    provider.amo.cut(on=LEADS)
    await push_fails(provider)
    provider.amo.store.unindexed |= set(provider.amo.store.leads)
    await provider.push(uncertain=True, repeated=True)
    assert counts(provider) == (1, 251, 1)


async def test_a_change_that_broke_off_is_noted_once(provider: Shop) -> None:
    first = await provider.push()
    later = {"external_id": first, "order": {**ORDER, "referrer": "Реклама"}, "key": "second"}
    provider.amo.cut(on=NOTES)
    await push_fails(provider, **later)
    await provider.push(**later, repeated=True, uncertain=True)
    provider.amo.cut(on=f"PATCH /api/v4/leads/{first}")
    later |= {"order": {**ORDER, "referrer": "Соцсети"}, "key": "third"}
    await push_fails(provider, **later)
    await provider.push(**later, repeated=True, uncertain=True)
    assert counts(provider) == (1, 1, 3)
    assert provider.amo.store.value(int(first), 2564027) == "Соцсети"


@pytest.mark.parametrize("earlier", [{"repeated": True}, {"uncertain": True}], ids=str)
async def test_what_an_earlier_attempt_left_is_found_whatever_became_of_it(
    provider: Shop, earlier: dict[str, bool]
) -> None:
    first = await provider.push()
    assert await provider.push(**earlier) == first
    assert counts(provider) == (1, 1, 1)


async def test_of_two_leads_with_our_tag_the_older_one_is_ours(provider: Shop) -> None:
    first = await provider.push()
    second = await provider.push(key="by-hand")
    assert first != second
    assert await provider.push(repeated=True) == first
    person = provider.amo.store.contacts.popitem()[0]
    for lead in provider.amo.store.leads.values():
        lead["contacts"].remove(person)
    assert await provider.push(repeated=True) == first


async def test_where_leads_come_one_by_one_the_ten_newest_are_looked_at(provider: Shop) -> None:
    provider.amo.ignores_filters = True
    provider.amo.store.add("leads", [{"name": "Чужая"}])
    ids = earlier_leads(provider, 12)
    await provider.push(repeated=True)
    assert provider.amo.requests("GET /api/v4/leads/") == [f"GET /api/v4/leads/{number}" for number in ids[:10]]


async def test_a_person_with_many_leads_is_asked_for_the_250_newest(provider: Shop) -> None:
    ids = earlier_leads(provider, 251)
    await provider.push(repeated=True)
    search_query = next(call.query for call in provider.amo.calls if "filter[id][]" in call.query)
    assert search_query.getall("filter[id][]") == [str(number) for number in ids[:250]]
    assert search_query["limit"] == "250"
